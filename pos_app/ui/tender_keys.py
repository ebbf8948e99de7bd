"""The keys of the page of tenders: notes, ways to pay, the way back, and the one that takes the money."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from pos_app.core.money import Money
from pos_app.core.payment import Tender
from pos_app.core.shift import NOTES
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.sale_plan import GAP
from pos_app.ui.tender_plan import TenderPlan
from pos_app.ui.tender_words import tender_word
from pos_app.ui.tendering import CASH, WECHAT, Choice, Hurdle, Tendering
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind

OTHER_KEYS = (
    Action.OTHER_1, Action.OTHER_2, Action.OTHER_3, Action.OTHER_4,
    Action.OTHER_5, Action.OTHER_6, Action.OTHER_7, Action.OTHER_8,
)  # fmt: skip


class TenderKeys(QObject):
    """Makes the keys on a page, and says with each what it would do now.

    Signals:
        tender_pressed: ``Choice``. note_laid: ``Money``. exact_pressed, cleared, left, give_back_pressed, take_pressed.
    """

    tender_pressed = Signal(object)
    note_laid = Signal(object)
    exact_pressed = Signal()
    cleared = Signal()
    left = Signal()
    give_back_pressed = Signal()
    take_pressed = Signal()

    def __init__(self, theme: Theme, others: tuple[str, ...], page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._notes_box, self._others_box = QWidget(page), QWidget(page)
        self._notes: dict[KeyButton, Money] = {
            self._key(f"note_{note.fen // 100}", self._notes_box): note for note in NOTES
        }
        self._exact = self._key("exact", self._notes_box, Action.EXACT)
        self._clear = self._key("clear_tender", self._notes_box, Action.DELETE_LINE)
        self._back = self._key("leave_tenders", page, Action.BACK, "arrow-left")
        self._give_back = self._key("give_back", page, Action.REFUND, "undo")
        self._ways: dict[KeyButton, Choice] = {
            self._key("tender_wechat", page, Action.WECHAT, "wechat"): WECHAT,
            self._key("tender_cash", page, Action.CASH, "cash"): CASH,
        }
        self._wechat, self._cash = self._ways
        self._others = [
            self._key(f"other_{place}", self._others_box, action)
            for place, (action, _) in enumerate(zip(OTHER_KEYS, others, strict=False))
        ]
        self._ways |= {key: Choice(Tender.OTHER, label) for key, label in zip(self._others, others, strict=False)}
        self._take = self._key("take", page, Action.CONFIRM, kind=Kind.PRIMARY)
        self._join()

    @property
    def others(self) -> int:
        """How many other ways to pay there are."""
        return len(self._others)

    def _key(
        self, name: str, parent: QWidget, action: Action | None = None, icon: str | None = None,
        kind: Kind = Kind.PLAIN,
    ) -> KeyButton:  # fmt: skip
        key = KeyButton(self._theme, kind, action=action, icon=icon, parent=parent)
        key.setObjectName(name)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return key

    def _join(self) -> None:
        for key in self._notes:
            key.clicked.connect(self._lay_note)
        for key in self._ways:
            key.clicked.connect(self._press_tender)
        self._exact.clicked.connect(self.exact_pressed)
        self._clear.clicked.connect(self.cleared)
        self._back.clicked.connect(self.left)
        self._give_back.clicked.connect(self.give_back_pressed)
        self._take.clicked.connect(self.take_pressed)

    @Slot()
    def _lay_note(self) -> None:
        self.note_laid.emit(self._notes[self.sender()])  # type: ignore[index]  # joined to these keys alone

    @Slot()
    def _press_tender(self) -> None:
        self.tender_pressed.emit(self._ways[self.sender()])  # type: ignore[index]  # joined to these keys alone

    # ---------------------------------------------------------------- how they look

    def place(self, at: TenderPlan) -> None:
        """Put every key in its place."""
        self._notes_box.setGeometry(at.notes)
        _fill(self._notes_box, [*self._notes, self._exact, self._clear], at.note_columns)
        self._others_box.setGeometry(at.others)
        _fill(self._others_box, self._others, at.other_columns)
        self._name_others()
        for key, box in ((self._back, at.back), (self._give_back, at.back), (self._wechat, at.wechat),
                         (self._cash, at.cash), (self._take, at.take)):  # fmt: skip
            key.setGeometry(box)

    def show_state(self, state: Tendering, *, waiting: bool) -> None:
        """Say what each key would do now; while the ledger is ``waiting`` to answer, nothing is taken."""
        translate = QCoreApplication.translate
        for key, choice in self._ways.items():
            usual = choice == WECHAT and state.chosen is None
            key.set_kind(Kind.TENDER if usual or choice == state.chosen else Kind.PLAIN)
        self._back.set_reason(translate("TenderPanel", "Being paid") if state.due.live else "")
        self._back.setVisible(not state.due.paid)
        self._give_back.setVisible(bool(state.due.paid))
        taking = state.taking
        self._take.set_kind(Kind.DANGER_ARMED if state.warned else Kind.PRIMARY)
        self._take.set_money(None if taking is None else taking.tendered or taking.amount)
        self._take.set_label(_take_words(state))
        moment = translate("TenderPanel", "One moment")
        self._take.set_reason(moment if waiting else _hurdle_words(state.hurdle))

    def retranslate(self) -> None:
        """Say it in the language of now."""
        translate = QCoreApplication.translate
        for key, note in self._notes.items():
            key.set_label(f"¥{note.fen // 100}")
        self._exact.set_label(translate("TenderPanel", "Exact"))
        self._clear.set_label(translate("TenderPanel", "Clear"))
        self._back.set_label(translate("TenderPanel", "Back"))
        self._give_back.set_label(translate("TenderPanel", "Give back"))
        self._wechat.set_label(translate("TenderPanel", "WeChat"))
        self._cash.set_label(tender_word(Tender.CASH))
        self._name_others()

    def _name_others(self) -> None:
        """Name the shop's own tenders, as much of a name as a key has room for."""
        metrics = QFontMetricsF(self._theme.font(Role.SECONDARY_BOLD))
        for key in self._others:
            room = max(60, key.width() - 16)
            key.set_label(metrics.elidedText(self._ways[key].label, Qt.TextElideMode.ElideRight, room))


def _take_words(state: Tendering) -> str:
    translate = QCoreApplication.translate
    if state.warned:
        return translate("TenderPanel", "Press again")
    if state.chosen is None:
        return translate("TenderPanel", "Take")
    if state.chosen != CASH:
        return tender_word(state.chosen.tender, state.chosen.label)
    if state.short:
        return translate("TenderPanel", "Part in cash")
    return translate("TenderPanel", "Cash") if state.typed else translate("TenderPanel", "Exact")


def _hurdle_words(hurdle: Hurdle | None) -> str:
    translate = QCoreApplication.translate
    return {
        None: "",
        Hurdle.NO_TENDER: translate("TenderPanel", "Choose how it is paid"),
        Hurdle.NOTHING_OPEN: translate("TenderPanel", "Nothing is left for it"),
        Hurdle.NOTHING_TYPED: translate("TenderPanel", "Type an amount"),
        Hurdle.TOO_MUCH: translate("TenderPanel", "Too much"),
    }[hurdle]


def _fill(box: QWidget, keys: Sequence[QWidget], columns: int) -> None:
    """Lay keys out in rows of equal cells."""
    if not keys:
        return
    rows = -(-len(keys) // columns)
    width, height = (box.width() + GAP) // columns, (box.height() + GAP) // rows
    for place, key in enumerate(keys):
        key.setGeometry(place % columns * width, place // columns * height, width - GAP, height - GAP)
