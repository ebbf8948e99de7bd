"""Languages, and the sentences that turn trouble into words: what happened, is the money safe, what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from pos_app.core import errors as core
from pos_app.core.payment import Trouble
from pos_app.ui.authority_words import authority_words
from pos_app.ui.refusal_words import call_installer, ceiling_words, refusal_words, still_asking
from pos_app.ui.resources import RESOURCES
from pos_app.ui.setup_words import setup_words
from pos_app.wechatpay import errors as wire

log = logging.getLogger(__name__)

DEFAULT_LANGUAGE = "zh_CN"
SOURCE_LANGUAGE = "en"  # the words in the code
LANGUAGES = (DEFAULT_LANGUAGE, SOURCE_LANGUAGE)


class Languages:
    """Installs translators on the application and changes them while it runs.

    Widgets are told by Qt's ``LanguageChange`` event.
    """

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self.language = SOURCE_LANGUAGE

    def use(self, language: str) -> None:
        """Speak ``language``; English where its translation is missing."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        self.language = language
        QLocale.setDefault(QLocale(language))
        if language != SOURCE_LANGUAGE:
            self._install("qtbase", language, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
            self._install("pos_app", language, str(RESOURCES / "translations"))

    def other(self) -> str:
        """Name the language that the switch leads to."""
        return next(language for language in LANGUAGES if language != self.language)

    def _install(self, catalogue: str, language: str, folder: str) -> None:
        translator = QTranslator()
        if translator.load(f"{catalogue}_{language}", folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)
        else:
            log.warning("no translation %s_%s: English is shown", catalogue, language)


def chinese() -> QTranslator | None:
    """Load the Chinese catalogue by itself, for the customer's screen, which speaks both languages at once."""
    translator = QTranslator()
    return translator if translator.load(f"pos_app_{DEFAULT_LANGUAGE}", str(RESOURCES / "translations")) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Trouble in words. ``code`` is for support: people read it out on the telephone."""

    what: str
    money: str
    todo: str
    code: str

    def __str__(self) -> str:
        words = QCoreApplication.translate("Sentence", "{what} {rest}")
        return words.format(what=self.what, rest=self.rest)

    @property
    def rest(self) -> str:
        """Everything but what happened, where that stands by itself."""
        words = QCoreApplication.translate("Sentence", "{money} {todo} ({code})")
        return words.format(money=self.money, todo=self.todo, code=self.code)


def sentence_for(trouble: Trouble | Exception, *, payable: bool = False) -> Sentence:
    """Say what happened, whether the money is safe, and what to do now.

    ``payable`` tells that a customer holds a code: then silence may hide a payment.
    """
    if isinstance(trouble, Trouble):
        return _trouble_sentence(trouble.kind, trouble.code, payable=payable)
    if isinstance(trouble, wire.WeChatPayError):
        return _wire_sentence(trouble, payable=payable)
    for kind, make in _CORE_SENTENCES.items():
        if isinstance(trouble, kind):
            return make()
    if (words := authority_words(trouble)) is not None:
        what, todo, code = words
        return Sentence(what=what, money=_no_money_moved(), todo=todo, code=code)
    if isinstance(trouble, core.CeilingError):
        return _ceiling_sentence(trouble.limit)
    words = setup_words(trouble) if isinstance(trouble, core.PosError) else None
    return _setup_sentence(*words) if words is not None else _unexpected()


def _money(*, payable: bool) -> str:
    return _maybe_paid() if payable else _no_money_moved()


def _no_money_moved() -> str:
    return QCoreApplication.translate("Sentence", "No money has moved.")


def _maybe_paid() -> str:
    return QCoreApplication.translate("Sentence", "The customer may have paid: do not charge again.")


def _trouble_sentence(kind: str, code: str, *, payable: bool) -> Sentence:
    translate = QCoreApplication.translate
    money = _money(payable=payable)
    if kind == "refused":
        return _refused_sentence(code, payable=payable)
    what, number = {
        "not_sent": (translate("Sentence", "WeChat Pay cannot be reached: the network is down."), "NET-01"),
        "bad_reply": (translate("Sentence", "The reply could not be proven to come from WeChat Pay."), "SIG-03"),
    }.get(kind, (translate("Sentence", "WeChat Pay did not answer."), "NET-07"))
    return Sentence(what=what, money=money, todo=still_asking(), code=number)


_UNPROVEN: dict[type[wire.WeChatPayError], str] = {  # children before parents
    wire.NotSentError: "not_sent",
    wire.BadReplyError: "bad_reply",
    wire.OutcomeUnknownError: "unknown",
}


def _wire_sentence(error: wire.WeChatPayError, *, payable: bool) -> Sentence:
    if isinstance(error, wire.RefusedError):
        return _refused_sentence(error.code, payable=payable)
    for kind, name in _UNPROVEN.items():
        if isinstance(error, kind):
            return _trouble_sentence(name, "", payable=payable)
    what, todo, code = _our_side(error)
    return Sentence(what=what, money=_money(payable=payable), todo=todo, code=code)


def _our_side(error: wire.WeChatPayError) -> tuple[str, str, str]:
    """Say what is wrong on our side of the wire."""
    translate = QCoreApplication.translate
    match error:
        case wire.ConfigurationError():
            what = translate("Sentence", "The merchant keys or numbers do not fit together.")
            return what, call_installer(), "CFG-01"
        case wire.NotKeptError():
            what = translate("Sentence", "What WeChat Pay sent could not be kept on the disk.")
            return what, translate("Sentence", "Make room, then try again."), "DSK-01"
        case _:
            what = translate("Sentence", "WeChat Pay's rules do not allow this request, so it was not sent.")
            return what, translate("Sentence", "Correct it and try again."), "REQ-01"


def _refused_sentence(code: str, *, payable: bool) -> Sentence:
    what, todo = refusal_words(code)
    return Sentence(what=what, money=_money(payable=payable), todo=todo, code=f"PAY-{code}" if code else "PAY-00")


def _ceiling_sentence(limit: str) -> Sentence:
    what, todo, code = ceiling_words(limit)
    return Sentence(what=what, money=_no_money_moved(), todo=todo, code=code)


def _setup_sentence(what: str, todo: str, code: str) -> Sentence:
    return Sentence(what=what, money=_no_money_moved(), todo=todo, code=code)


def _ledger_sentence(what: str, todo: str, code: str) -> Sentence:
    money = QCoreApplication.translate("Sentence", "What was not written down did not happen; the rest is kept.")
    return Sentence(what=what, money=money, todo=todo, code=code)


def _ledger_too_new() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "The ledger was written by a newer program.")
    return _ledger_sentence(what, translate("Sentence", "Update this till."), "LED-02")


def _ledger_busy() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "Another program holds the ledger.")
    return _ledger_sentence(what, translate("Sentence", "Close the other till program, then try again."), "LED-03")


def _ledger_full() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "The disk is full.")
    return _ledger_sentence(what, translate("Sentence", "Make room, then try again."), "LED-04")


def _ledger_read_only() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "The ledger may not be written here.")
    return _ledger_sentence(what, call_installer(), "LED-05")


def _ledger_damaged() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "The ledger is damaged.")
    todo = translate("Sentence", "Stop selling and restore a backup.")
    return _ledger_sentence(what, todo, "LED-06")


def _ledger_gone() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "The ledger is no longer where it was.")
    todo = translate("Sentence", "Put its disk or folder back, then press the key again.")
    return _ledger_sentence(what, todo, "LED-07")


def _backup_failed() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "No backup was made.")
    money = translate("Sentence", "Nothing is lost; selling goes on.")
    todo = translate("Sentence", "See that the folder for backups can be written; the till tries again.")
    return Sentence(what=what, money=money, todo=todo, code="BAK-01")


def _ledger_trouble() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "The ledger could not be written.")
    return _ledger_sentence(what, translate("Sentence", "Check the disk, then try again."), "LED-01")


def _not_found() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "There is no record of that number.")
    todo = translate("Sentence", "Check the number.")
    return Sentence(what=what, money=_no_money_moved(), todo=todo, code="INP-02")


def _stale() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "Another hand was quicker.")
    money = translate("Sentence", "Nothing was done twice.")
    return Sentence(what=what, money=money, todo=translate("Sentence", "Look at how it stands now."), code="INP-03")


def _live_claim() -> Sentence:
    what = QCoreApplication.translate("Sentence", "An earlier code for this ticket could still be paid.")
    todo = QCoreApplication.translate("Sentence", "Wait until WeChat Pay confirms that it is closed.")
    return Sentence(what=what, money=_maybe_paid(), todo=todo, code="PAY-02")


def _no_shift() -> Sentence:
    what = QCoreApplication.translate("Sentence", "No shift is open, so no cash goes in or out.")
    todo = QCoreApplication.translate("Sentence", "Open a shift first.")
    return Sentence(what=what, money=_no_money_moved(), todo=todo, code="SHF-01")


def _overpaid() -> Sentence:
    what = QCoreApplication.translate("Sentence", "That is more than the ticket still needs.")
    todo = QCoreApplication.translate("Sentence", "Look at what remains, then take no more than that.")
    return Sentence(what=what, money=_no_money_moved(), todo=todo, code="PAY-03")


def _part_paid() -> Sentence:
    what = QCoreApplication.translate("Sentence", "Money was taken for this ticket.")
    todo = QCoreApplication.translate("Sentence", "Give it back first, then cancel the ticket.")
    return Sentence(what=what, money=_no_money_moved(), todo=todo, code="PAY-04")


def _invalid_input() -> Sentence:
    what = QCoreApplication.translate("Sentence", "What was entered breaks a rule.")
    todo = QCoreApplication.translate("Sentence", "Correct it and try again.")
    return Sentence(what=what, money=_no_money_moved(), todo=todo, code="INP-01")


def _unexpected() -> Sentence:
    translate = QCoreApplication.translate
    what = translate("Sentence", "Something went wrong in the till itself.")
    money = translate("Sentence", "Everything written down so far is kept.")
    todo = translate("Sentence", "Look at today's payments before you charge again.")
    return Sentence(what=what, money=money, todo=todo, code="BUG-01")


_CORE_SENTENCES: dict[type[Exception], Callable[[], Sentence]] = {  # the first that fits: children before parents
    core.LedgerTooNewError: _ledger_too_new,
    core.LedgerBusyError: _ledger_busy,
    core.LedgerFullError: _ledger_full,
    core.LedgerReadOnlyError: _ledger_read_only,
    core.LedgerDamagedError: _ledger_damaged,
    core.LedgerGoneError: _ledger_gone,
    core.BackupFailedError: _backup_failed,
    core.LedgerError: _ledger_trouble,
    core.NotFoundError: _not_found,
    core.StaleError: _stale,
    core.LiveClaimError: _live_claim,
    core.NoShiftError: _no_shift,
    core.OverpaidError: _overpaid,
    core.PartPaidError: _part_paid,
    core.InvalidInputError: _invalid_input,
}
