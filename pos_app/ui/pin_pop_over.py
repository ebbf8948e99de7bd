"""The PIN pop-over: exactly what is approved at the left, the PIN at the right. The page under it keeps its work."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.errors import PosError
from pos_app.core.money import ZERO
from pos_app.core.staff import Member, needs_code, tries_left
from pos_app.ui.authority_words import act_words
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.pin_pad import PinPad
from pos_app.ui.staff_deeds import Ask, Proof, Roster
from pos_app.ui.theme import Theme
from pos_app.ui.waits import Waits
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.labels import IconLabel, Label, rule

_WIDTH, _HEIGHT = 800, 516
_PLACES = 4  # people who can be chosen from; a shop with more managers picks among those who came first
_ROWS = 6  # of facts


class PinPopOver(Overlay):
    """Asks somebody who may for their PIN, and for a code where one is needed.

    Signals:
        proven: ``Proof``, ``Ask``: what was typed, for what is shown.
        given_up: nothing is approved.
    """

    proven = Signal(object, object)
    given_up = Signal()

    def __init__(self, theme: Theme, page: QWidget, waits: Waits, *, pins: str = "") -> None:
        super().__init__(theme, page)
        self.setObjectName("pin_pop_over")
        self._asked: Ask | None = None
        self._approvers: tuple[Member, ...] = ()
        self._pin = ""  # proven to nobody yet: it waits for the code
        self._title = Label(Role.TITLE)
        self._what = Label(Role.ITEM, "muted")
        self.amount = AmountLabel(theme, Role.TAIL)
        self.amount.setObjectName("approval_amount")
        self._names = tuple(Label(Role.CELL, "muted") for _ in range(_ROWS))
        self._values = tuple(Label(Role.CELL, wrap=True) for _ in range(_ROWS))
        for row, label in enumerate(self._values):
            label.setObjectName(f"approval_{row}")
        self._values[0].set_role(Role.STRONG)
        self._who_title = Label(Role.CELL, "muted")
        self.who = ChoiceRow("approver", _PLACES)
        self.who.chosen.connect(self._choose)
        self._once = Label(Role.SECONDARY, "muted", wrap=True)
        self._hint = Label(Role.SECONDARY, "muted", wrap=True)
        self._hint.setObjectName("training_pins")
        self._pins = pins
        self._hint.setVisible(bool(pins))
        self._waits = waits
        self.pad = PinPad(theme)
        self.pad.entered.connect(self._take)
        self.pad.left.connect(self.give_up)
        self.dismissed.connect(self.give_up)
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def ask(self, ask: Ask, approvers: tuple[Member, ...]) -> None:
        """Show what is to be approved, and cover the page; ``approvers`` are those who may."""
        self._asked, self._approvers, self._pin = ask, approvers[:_PLACES], ""
        self._show_request(ask)
        self.who.set_count(len(self._approvers))
        self.who.set_words(tuple(member.name for member in self._approvers))
        self.who.choose(0)
        self.open()
        self._begin()

    def show_roster(self, roster: Roster) -> None:
        """Take how often and when somebody may try again."""
        self._waits.take(roster.waits)
        now = {member.number: member for member in roster.members}
        self._approvers = tuple(now.get(member.number, member) for member in self._approvers)

    def refuse(self, error: PosError) -> None:
        """Say that the PIN is wrong, and how many tries are left."""
        self._pin = ""
        self._begin()
        self.pad.refuse(error)

    @property
    def asked(self) -> Ask | None:
        """What is being asked for; None while nothing is."""
        return self._asked

    @Slot()
    def finish(self) -> None:
        """Uncover the page."""
        self._asked, self._pin = None, ""
        self.pad.clear()
        self.close_overlay()

    @Slot()
    def give_up(self) -> None:
        """Approve nothing."""
        if self._asked is not None:
            self.finish()
            self.given_up.emit()

    # ---------------------------------------------------------------- what a person does

    @property
    def _approver(self) -> Member | None:
        return self._approvers[self.who.position] if self._approvers else None

    @Slot(int)
    def _choose(self, _place: int) -> None:
        self._pin = ""
        self._begin()

    @Slot(str)
    def _take(self, typed: str) -> None:
        approver, ask = self._approver, self._asked
        if approver is None or ask is None:
            return
        if not self._pin and needs_code(approver, ask.request.act, ask.request.amount):
            self._pin = typed
            self.pad.begin(self.tr("Code of the authenticator"), code=True)
            return
        pin, code = (self._pin, typed) if self._pin else (typed, "")
        self.proven.emit(Proof(number=approver.number, pin=pin, code=code), ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose another approver with the arrow keys."""
        step = {int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Left): -1}.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        elif self._approvers:
            self.who.choose((self.who.position + step) % len(self._approvers))

    # ---------------------------------------------------------------- what it shows

    def _show_request(self, ask: Ask) -> None:
        request = ask.request
        self._what.setText(act_words(request.act))
        self.amount.set_money(request.amount)
        self.amount.setVisible(request.amount > ZERO)
        facts = [*(ask.facts or ((self.tr("Number"), request.subject),)), (self.tr("Asked by"), ask.asked_by)]
        if request.reason:
            facts.insert(-1, (self.tr("Reason"), request.reason))
        for name, value, fact in itertools.zip_longest(self._names, self._values, facts[:_ROWS]):
            for label, words in zip((name, value), fact or ("", ""), strict=True):
                label.setText(words)
                label.setVisible(fact is not None)

    def _begin(self) -> None:
        approver = self._approver
        if approver is None:
            self.pad.begin(self.tr("Nobody here may approve this"))
            return
        title = self.tr("PIN of {name}").format(name=approver.name)
        self.pad.begin(title, tries=tries_left(approver.wrong_tries), wait=self._waits.left(approver.number))

    # ---------------------------------------------------------------- how it is made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel(self._theme, "lock", 28, "accent"))
        head.addWidget(self._title, 1)
        facts = QGridLayout()
        facts.setHorizontalSpacing(28)
        facts.setVerticalSpacing(8)
        facts.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(value, row, 1)
        facts.addWidget(self._who_title, _ROWS, 0)
        facts.addWidget(self.who, _ROWS, 1)
        left = QVBoxLayout()
        left.setContentsMargins(30, 26, 30, 24)
        left.setSpacing(6)
        left.addLayout(head)
        left.addSpacing(6)
        left.addWidget(self._what)
        left.addWidget(self.amount)
        left.addSpacing(8)
        left.addWidget(rule())
        left.addSpacing(10)
        left.addLayout(facts)
        left.addStretch(1)
        left.addWidget(self._hint)
        left.addWidget(self._once)
        whole = QHBoxLayout(self.panel)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(rule(upright=True))
        whole.addWidget(self.pad)
        self.panel.setFixedSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Approval"))
        self._who_title.setText(self.tr("Approved by"))
        self._once.setText(self.tr("Good for this one only, once"))
        self._hint.setText(self.tr("PINs for training: {pins}").format(pins=self._pins))
        self.pad.set_enter(self.tr("Approve"))
        if self._asked is not None:
            self._show_request(self._asked)
            self._begin()
