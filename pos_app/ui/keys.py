"""Which key does what: the one map behind every shortcut and every hint on a button."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence

from pos_app.core.errors import InvalidInputError


class Action(enum.Enum):
    """What a key can ask for. The values are written in settings: never change one."""

    HELP = "help"
    FIND = "find"
    MEMBER = "member"
    HOLD = "hold"
    RECALL = "recall"
    LINE_DISCOUNT = "line_discount"
    SALE_DISCOUNT = "sale_discount"
    PRICE = "price"
    AMOUNT_OFF = "amount_off"
    DROP_HELD = "drop_held"
    QUICK = "quick"
    PAY = "pay"
    WECHAT = "wechat"
    CASH = "cash"
    DRAWER = "drawer"
    QUANTITY = "quantity"
    MORE_OF_IT = "more_of_it"
    LESS_OF_IT = "less_of_it"
    DELETE_LINE = "delete_line"
    CANCEL_SALE = "cancel_sale"
    SWITCH_PANE = "switch_pane"
    SEARCH = "search"
    REFUND = "refund"
    TODAY = "today"
    UNRESOLVED = "unresolved"
    REPRINT = "reprint"
    PRINT = "print"
    PRINT_REFUND = "print_refund"
    PRINT_AGAIN = "print_again"
    SAVE_RECEIPT = "save_receipt"
    MUTE = "mute"
    LOCK = "lock"
    MORE = "more"
    PHONE = "phone"
    CUSTOMER_WINDOW = "customer_window"
    LANGUAGE = "language"
    THEME = "theme"
    QUERY = "query"
    NEW_CODE = "new_code"
    HAND_OVER = "hand_over"
    CONFIRM = "confirm"
    BACK = "back"
    STAFF = "staff"
    DAY_BEFORE = "day_before"
    ANY_DAY = "any_day"
    DAY_AFTER = "day_after"
    NEXT_STANDING = "next_standing"
    EXPORT = "export"
    STAFF_ADD = "staff_add"
    STAFF_PIN = "staff_pin"
    STAFF_ROLE = "staff_role"
    STAFF_FACTOR = "staff_factor"
    STAFF_STATE = "staff_state"
    SEEN = "seen"
    GOODS = "goods"
    GOODS_IMPORT = "goods_import"
    GOODS_FILE = "goods_file"
    GOODS_UNDO = "goods_undo"
    GOODS_CSV = "goods_csv"
    GOODS_XLSX = "goods_xlsx"
    REPORTS = "reports"
    REPORT_NEXT = "report_next"
    REPORT_DAY = "report_day"
    REPORT_WEEK = "report_week"
    REPORT_MONTH = "report_month"
    REPORT_YEAR = "report_year"
    REPORT_CSV = "report_csv"
    REPORT_XLSX = "report_xlsx"
    REPORT_PDF = "report_pdf"
    REPORT_STOP = "report_stop"
    REFUND_WHOLE = "refund_whole"
    REFUND_ITEMS = "refund_items"
    REFUND_AMOUNT = "refund_amount"
    NOTE = "note"
    RESTOCK = "restock"
    SEND_AGAIN = "send_again"
    OTHER_ACCOUNT = "other_account"
    MATCH = "match"
    RESOLVE = "resolve"
    QUERY_ALL = "query_all"
    WITHDRAW = "withdraw"
    CALL = "call"
    SHIFT = "shift"
    SHIFTS = "shifts"
    X_REPORT = "x_report"
    CASH_MOVE = "cash_move"
    CASH_IN = "cash_in"
    CASH_OUT = "cash_out"
    CASH_DROP = "cash_drop"
    NEXT_FIELD = "next_field"
    LEAVE_ALL = "leave_all"
    LEAVE_FLOAT = "leave_float"
    DIFFERENCE = "difference"
    OPEN_SHIFT = "open_shift"
    NEW_GOODS = "new_goods"
    EXACT = "exact"
    OTHER_1 = "other_1"
    OTHER_2 = "other_2"
    OTHER_3 = "other_3"
    OTHER_4 = "other_4"
    OTHER_5 = "other_5"
    OTHER_6 = "other_6"
    OTHER_7 = "other_7"
    OTHER_8 = "other_8"
    SCANNING = "scanning"
    ACCOUNT_FOLDER = "account_folder"
    ACCOUNT_FILES = "account_files"
    ACCOUNT_GO = "account_go"
    SETTINGS = "settings"
    SETTING_SAVE = "setting_save"
    SETTING_DEFAULT = "setting_default"
    SETTINGS_RESTART = "settings_restart"
    DOCTOR = "doctor"
    DOCTOR_AGAIN = "doctor_again"
    DOCTOR_SUPPORT = "doctor_support"
    DOCTOR_SAVE = "doctor_save"
    UPDATES = "updates"
    UPDATE_LOOK = "update_look"
    UPDATE_BACK = "update_back"
    UPDATE_GO = "update_go"
    KEYS = "keys"
    KEY_OWN = "key_own"
    KEYS_SAVE = "keys_save"
    CARD_FILE = "card_file"
    CARD_PRINT = "card_print"
    RULE_ADD = "rule_add"
    RULE_REMOVE = "rule_remove"
    RULES_SAVE = "rules_save"


DEFAULT_KEYS: Mapping[Action, str] = MappingProxyType(
    {
        Action.HELP: "F1",
        Action.FIND: "F2",
        Action.MEMBER: "F3",
        Action.HOLD: "F4",
        Action.RECALL: "F5",
        Action.LINE_DISCOUNT: "F6",
        Action.SALE_DISCOUNT: "Shift+F6",
        Action.PRICE: "F7",
        Action.AMOUNT_OFF: "F8",
        Action.DROP_HELD: "Del",
        Action.QUICK: "F8",
        Action.PAY: "F9",
        Action.WECHAT: "F10",
        Action.CASH: "F11",
        Action.DRAWER: "F12",
        Action.QUANTITY: "*",
        Action.MORE_OF_IT: "+",
        Action.LESS_OF_IT: "-",
        Action.DELETE_LINE: "Del",
        Action.CANCEL_SALE: "Ctrl+Del",
        Action.SWITCH_PANE: "Tab",
        Action.SEARCH: "/",
        Action.REFUND: "Ctrl+R",
        Action.TODAY: "Ctrl+J",
        Action.UNRESOLVED: "Ctrl+U",
        Action.REPRINT: "Ctrl+P",
        Action.PRINT: "P",
        Action.PRINT_REFUND: "Alt+P",
        Action.PRINT_AGAIN: "Ctrl+Shift+P",
        Action.SAVE_RECEIPT: "Ctrl+S",
        Action.MUTE: "Ctrl+M",
        Action.LOCK: "Ctrl+L",
        Action.MORE: "Alt+M",
        Action.PHONE: "Ctrl+T",
        Action.CUSTOMER_WINDOW: "Ctrl+D",
        Action.LANGUAGE: "Ctrl+Shift+L",
        Action.THEME: "Ctrl+Shift+K",
        Action.QUERY: "Space",
        Action.NEW_CODE: "F5",
        Action.HAND_OVER: "M",
        Action.CONFIRM: "Enter",
        Action.BACK: "Esc",
        Action.STAFF: "Ctrl+Shift+S",
        Action.DAY_BEFORE: "F3",
        Action.ANY_DAY: "F4",
        Action.DAY_AFTER: "F5",
        Action.NEXT_STANDING: "F6",
        Action.EXPORT: "Ctrl+E",
        Action.STAFF_ADD: "Ins",
        Action.STAFF_PIN: "F2",
        Action.STAFF_ROLE: "F3",
        Action.STAFF_FACTOR: "F6",
        Action.STAFF_STATE: "Del",
        Action.SEEN: "F8",
        Action.GOODS: "Ctrl+G",
        Action.GOODS_IMPORT: "Ins",
        Action.GOODS_FILE: "F3",
        Action.GOODS_UNDO: "F8",
        Action.GOODS_CSV: "F6",
        Action.GOODS_XLSX: "F7",
        Action.REPORTS: "Ctrl+B",
        Action.REPORT_NEXT: "F6",
        Action.REPORT_DAY: "D",
        Action.REPORT_WEEK: "W",
        Action.REPORT_MONTH: "M",
        Action.REPORT_YEAR: "Y",
        Action.REPORT_CSV: "F7",
        Action.REPORT_XLSX: "F8",
        Action.REPORT_PDF: "F9",
        Action.REPORT_STOP: "S",
        Action.REFUND_WHOLE: "F6",
        Action.REFUND_ITEMS: "F7",
        Action.REFUND_AMOUNT: "F8",
        Action.NOTE: "F2",
        Action.RESTOCK: "F4",
        Action.SEND_AGAIN: "S",
        Action.OTHER_ACCOUNT: "B",
        Action.MATCH: "M",
        Action.RESOLVE: "D",
        Action.QUERY_ALL: "F5",
        Action.WITHDRAW: "W",
        Action.CALL: "C",
        Action.SHIFT: "Ctrl+K",
        Action.SHIFTS: "F8",
        Action.X_REPORT: "F6",
        Action.CASH_MOVE: "F7",
        Action.CASH_IN: "F6",
        Action.CASH_OUT: "F7",
        Action.CASH_DROP: "F8",
        Action.NEXT_FIELD: "Tab",
        Action.LEAVE_ALL: "F3",
        Action.LEAVE_FLOAT: "F4",
        Action.DIFFERENCE: "F4",
        Action.OPEN_SHIFT: "F3",
        Action.NEW_GOODS: "Ins",
        Action.EXACT: "=",
        Action.OTHER_1: "Alt+1",
        Action.OTHER_2: "Alt+2",
        Action.OTHER_3: "Alt+3",
        Action.OTHER_4: "Alt+4",
        Action.OTHER_5: "Alt+5",
        Action.OTHER_6: "Alt+6",
        Action.OTHER_7: "Alt+7",
        Action.OTHER_8: "Alt+8",
        Action.SCANNING: "Ctrl+I",
        Action.ACCOUNT_FOLDER: "F3",
        Action.ACCOUNT_FILES: "F4",
        Action.ACCOUNT_GO: "F9",
        Action.SETTINGS: "Ctrl+,",
        Action.SETTING_SAVE: "F9",
        Action.SETTING_DEFAULT: "F8",
        Action.SETTINGS_RESTART: "F5",
        Action.DOCTOR: "Ctrl+Shift+D",
        Action.DOCTOR_AGAIN: "F5",
        Action.DOCTOR_SUPPORT: "F8",
        Action.DOCTOR_SAVE: "F9",
        Action.UPDATES: "Ctrl+Shift+U",
        Action.UPDATE_LOOK: "F5",
        Action.UPDATE_BACK: "F8",
        Action.UPDATE_GO: "F9",
        Action.KEYS: "Shift+F1",
        Action.KEY_OWN: "Del",
        Action.KEYS_SAVE: "Ctrl+S",
        Action.CARD_FILE: "Ctrl+E",
        Action.CARD_PRINT: "Ctrl+P",
        Action.RULE_ADD: "Ins",
        Action.RULE_REMOVE: "Ctrl+Del",
        Action.RULES_SAVE: "Ctrl+S",
    }
)
"""What each action has unless the shop chooses another. Two may share a key when no screen has both."""

_ENTER = (QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter))  # the pad's Enter is a key of its own


class KeyMap:
    """The live key map: sequences for shortcuts, short words for hints.

    ``changes`` replaces the sequence of some actions, written as Qt writes them (``Ctrl+R``).
    """

    def __init__(self, changes: Mapping[Action, str] | None = None) -> None:
        self.chosen: Mapping[Action, str] = MappingProxyType({**DEFAULT_KEYS, **(changes or {})})
        chosen = self.chosen
        self._sequences = {action: _sequences(text) for action, text in chosen.items()}
        self._words = {action: _hint_parts(sequences[0]) for action, sequences in self._sequences.items()}

    def sequences(self, action: Action) -> tuple[QKeySequence, ...]:
        """Give the key sequences that ask for ``action``, the one to show first."""
        return self._sequences[action]

    def hint(self, action: Action) -> str:
        """Give the words for the key, short enough for a button: ``F10``, ``Ctrl R``, ``⇧F6``, ``Space``."""
        modifiers, key = self._words[action]
        return modifiers + (QCoreApplication.translate("KeyMap", "Space") if key == "Space" else key)


def read_changes(lines: Iterable[tuple[str, str]]) -> dict[Action, str]:
    """Read what a shop has changed, as its settings have it: the name of an action, and a key.

    Raises:
        InvalidInputError: there is no such action, or no such key.
    """
    known = {action.value: action for action in Action}
    changes = {}
    for name, key in lines:
        if name not in known:
            raise InvalidInputError(f"keys.{name}", "is no action of the till")
        if not is_key(key):
            raise InvalidInputError(f"keys.{name}", f"{key!r} is no key")
        changes[known[name]] = key
    return changes


def is_key(text: str) -> bool:
    """Whether text names exactly one key, such as ``Ctrl+R``."""
    sequence = QKeySequence(text)
    return text == "Enter" or (sequence.count() == 1 and bool(sequence.toString()))


def rival(action: Action, key: str, chosen: Mapping[Action, str], rivals: Iterable[Action]) -> Action | None:
    """Find the other action among ``rivals`` that has a key already."""
    wanted = set(_sequences(key))
    others = (other for other in rivals if other is not action)
    return next((other for other in others if wanted & set(_sequences(chosen[other]))), None)


def _sequences(text: str) -> tuple[QKeySequence, ...]:
    return _ENTER if text == "Enter" else (QKeySequence(text),)


def _hint_parts(sequence: QKeySequence) -> tuple[str, str]:
    """Part the modifiers, as a hint writes them, from the key."""
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    *modifiers, key = text.split("+") if text != "+" else ["+"]
    words = "".join("⇧" if word == "Shift" else f"{word} " for word in modifiers)
    return words, {"Return": "Enter", "": "+"}.get(key, key)
