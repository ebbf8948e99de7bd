"""What each key does, in words: for the help, for the page where keys are changed, and for the card beside the till."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.ui.keys import Action


def action_words(action: Action) -> str:
    """Say what an action does."""
    translate = QCoreApplication.translate
    return {
        Action.WECHAT: translate("Help", "Take the payment by WeChat QR code"),
        Action.PAY: translate("Help", "Pay: all tenders, in parts"),
        Action.CASH: translate("Help", "Take cash"),
        Action.HOLD: translate("Help", "Hold the ticket"),
        Action.RECALL: translate("Help", "Recall a held ticket"),
        Action.LINE_DISCOUNT: translate("Help", "Discount on the line"),
        Action.SALE_DISCOUNT: translate("Help", "Discount on the whole sale"),
        Action.PRICE: translate("Help", "Another price for the line"),
        Action.GOODS: translate("Help", "Goods: list, import, export"),
        Action.REPORTS: translate("Help", "Reports"),
        Action.SCANNING: translate("Help", "Scanner and labels of scales"),
        Action.KEYS: translate("Help", "Which key does what"),
        Action.SETTINGS: translate("Help", "Settings"),
        Action.DOCTOR: translate("Help", "What works, what does not, and what to do"),
        Action.UPDATES: translate("Help", "Newer versions of the till"),
        Action.PHONE: translate("Help", "The customer's phone, in training"),
        Action.HELP: translate("Help", "Help: this list of keys"),
        Action.QUICK: translate("Help", "Ring up the typed amount"),
        Action.QUANTITY: translate("Help", "Quantity: before or after the digits"),
        Action.MORE_OF_IT: translate("Help", "One more; after digits: ring up the amount"),
        Action.LESS_OF_IT: translate("Help", "One less of the line"),
        Action.DELETE_LINE: translate("Help", "Delete the line"),
        Action.CANCEL_SALE: translate("Help", "Cancel the whole sale (press twice)"),
        Action.FIND: translate("Help", "Find goods by name, initials or code"),
        Action.SWITCH_PANE: translate("Help", "Goods or keypad"),
        Action.QUERY: translate("Help", "Ask WeChat Pay now"),
        Action.NEW_CODE: translate("Help", "New code: the old one is closed first"),
        Action.CONFIRM: translate("Help", "Next ticket; confirm"),
        Action.BACK: translate("Help", "Back; cancel the payment (press twice)"),
        Action.TODAY: translate("Help", "Today's payments"),
        Action.REFUND: translate("Help", "Refund the chosen or the last payment"),
        Action.SEARCH: translate("Help", "Search in a list"),
        Action.UNRESOLVED: translate("Help", "What is unconfirmed"),
        Action.CUSTOMER_WINDOW: translate("Help", "The customer's window"),
        Action.MORE: translate("Help", "More"),
        Action.LANGUAGE: translate("Help", "Chinese or English"),
        Action.THEME: translate("Help", "Light or dark"),
        Action.STAFF: translate("Help", "Who works here (managers)"),
        Action.LOCK: translate("Help", "Lock the till; let somebody else sign in"),
        Action.PRINT: translate("Help", "Print the receipt of what was just paid"),
        Action.REPRINT: translate("Help", "Print the last or the chosen receipt again"),
        Action.PRINT_AGAIN: translate("Help", "Try at once what is not on paper"),
        Action.MUTE: translate("Help", "Sound on or off"),
        Action.SHIFT: translate("Help", "Shift: open, close, cash in and out, X, Z"),
        Action.DRAWER: translate("Help", "Open the drawer without a sale"),
    }[action]
