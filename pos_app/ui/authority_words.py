"""People and rights in words: roles, and what is said when somebody may not, or types the wrong PIN."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.core.errors import ApprovalError, InvalidInputError, LockedOutError, NotAllowedError, WrongPinError
from pos_app.core.staff import Act, Role


def role_word(role: Role) -> str:
    """Name a role."""
    translate = QCoreApplication.translate
    return {
        Role.CASHIER: translate("Staff", "Cashier"),
        Role.LEAD: translate("Staff", "Shift lead"),
        Role.MANAGER: translate("Staff", "Manager"),
        Role.INSTALLER: translate("Staff", "Installer"),
    }[role]


def act_words(act: Act) -> str:
    """Say what an approval is for."""
    translate = QCoreApplication.translate
    return {
        Act.REFUND: translate("Staff", "Refund to the customer who paid"),
        Act.REFUND_OTHER_ROUTE: translate("Staff", "Refund another way than it was paid"),
        Act.VOID_SALE: translate("Staff", "Cancel an unpaid ticket"),
        Act.RESOLVE: translate("Staff", "Take something off the unconfirmed list"),
        Act.TAKE_OVER: translate("Staff", "Take over somebody else's ticket"),
        Act.SETTINGS: translate("Staff", "Change the settings"),
        Act.STAFF: translate("Staff", "Change who works here"),
        Act.REPORTS: translate("Staff", "See and save the reports"),
        Act.GOODS: translate("Staff", "Change goods and prices"),
        Act.CASH_OUT: translate("Staff", "Take cash out of the drawer"),
        Act.NO_SALE: translate("Staff", "Open the drawer without a sale"),
        Act.SHIFTS: translate("Staff", "Close a shift, or see its cash"),
        Act.DISCOUNT: translate("Staff", "Take up to 10 % off"),
        Act.DISCOUNT_DEEP: translate("Staff", "Take up to 30 % off"),
        Act.DISCOUNT_ANY: translate("Staff", "Take more than 30 % off"),
        Act.PRICE: translate("Staff", "Sell at another price"),
    }[act]


def authority_words(error: Exception) -> tuple[str, str, str] | None:
    """Say what stands in somebody's way, what to do, and the code for support; None if it is something else."""
    translate = QCoreApplication.translate
    match error:
        case NotAllowedError():
            what = translate("Sentence", "{who} may not do this alone.").format(who=error.who)
            return what, translate("Sentence", "Ask a manager to approve it."), "AUT-01"
        case ApprovalError():
            what = translate("Sentence", "The approval is used up, too old, or for something else.")
            return what, translate("Sentence", "Ask for another one."), "AUT-02"
        case WrongPinError():
            return translate("Sentence", "That is not the right PIN."), tries_words(error.tries_left), "AUT-03"
        case LockedOutError():
            what = translate("Sentence", "Too many wrong PINs.")
            return what, wait_words(error.seconds), "AUT-04"
    return None


def tries_words(left: int) -> str:
    """Say how often a PIN may still be tried."""
    if left == 1:
        return QCoreApplication.translate("Staff", "1 try left")
    return QCoreApplication.translate("Staff", "{left} tries left").format(left=left)


def wrong_words(left: int) -> str:
    """Say that a PIN is wrong, and how often one may still be tried; 0 leaves that out."""
    wrong = QCoreApplication.translate("Sentence", "That is not the right PIN.")
    return (
        QCoreApplication.translate("Staff", "{wrong} {tries}").format(wrong=wrong, tries=tries_words(left))
        if left
        else wrong
    )


def wait_words(seconds: int) -> str:
    """Say how long to wait."""
    if seconds < 60:
        return QCoreApplication.translate("Staff", "Wait {seconds} s").format(seconds=seconds)
    return QCoreApplication.translate("Staff", "Wait {minutes} min").format(minutes=-(-seconds // 60))


def entry_words(error: InvalidInputError) -> str:
    """Say which rule what was entered about a person breaks."""
    translate = QCoreApplication.translate
    return {
        "pin": translate("Staff", "Take 4 to 8 digits that nobody would guess"),
        "name": translate("Staff", "That name is taken, empty or too long"),
        "enabled": translate("Staff", "Somebody must be left who may manage the staff"),
    }.get(error.field, translate("Staff", "What was entered breaks a rule"))
