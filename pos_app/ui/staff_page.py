"""The staff page: who works here, as what; people come, get new PINs, and leave. Managers only."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.business_day import BEIJING
from pos_app.core.errors import InvalidInputError, PosError
from pos_app.core.staff import Member
from pos_app.core.staff import Role as StaffRole
from pos_app.ui.authority_words import entry_words, role_word
from pos_app.ui.enrolment import Enrolment
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.new_pin_form import NewPinForm
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.role_choice import RoleChoice
from pos_app.ui.staff_deeds import NewPin, Roster
from pos_app.ui.tables import Column, DataTable, Look, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card, Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_FOOT = 64
_FORM = (800, 516)


def _name() -> str:
    return QCoreApplication.translate("Staff", "Name")


def _role() -> str:
    return QCoreApplication.translate("Staff", "Role")


def _second_factor() -> str:
    return QCoreApplication.translate("Staff", "Second factor")


def _state() -> str:
    return QCoreApplication.translate("Staff", "State")


def _factor_word(member: Member) -> str:
    translate = QCoreApplication.translate
    return translate("Staff", "On") if member.second_factor else translate("Staff", "Off")


def _state_word(member: Member) -> str:
    translate = QCoreApplication.translate
    return translate("Staff", "Works here") if member.enabled else translate("Staff", "Has left")


COLUMNS: tuple[Column[Member], ...] = (
    Column(title=_name, value=lambda member: member.name, look=Look.STRONG, share=30),
    Column(title=_role, value=lambda member: role_word(member.role), share=25),
    Column(title=_second_factor, value=_factor_word, look=Look.QUIET, share=20),
    Column(title=_state, value=_state_word, look=Look.QUIET, share=25),
)


class StaffPage(QWidget):
    """Lists people; what is to be done about one, it asks others to do, in the name of whoever is signed in.

    Signals:
        left: back to the sale page.
        pin_set: ``NewPin``: somebody new, or another PIN; who.
        role_set: the number of a member, their next role, who. enabled_set: number, whether they work here, who.
        enrolment_requested: make a secret. enrolled: number, secret, code, who.
        second_factor_dropped: number, who. recovery_seen: its number, who.
    """

    left = Signal()
    pin_set = Signal(object, str)
    role_set = Signal(str, object, str)
    enabled_set = Signal(str, bool, str)
    enrolment_requested = Signal()
    enrolled = Signal(str, object, str, str)
    second_factor_dropped = Signal(str, str)
    recovery_seen = Signal(str, str)

    def __init__(self, theme: Theme, *, shop: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("staff_page")
        self._theme = theme
        self._roster = Roster(members=())
        self._who = ""  # is signed in
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.model: TableModel[Member] = TableModel(COLUMNS)
        self.table = DataTable(theme, self.model, "staff")
        self.table.selectionModel().currentRowChanged.connect(self._show)
        self._trace = Label(Role.CELL, "warn", wrap=True)
        self._trace.setObjectName("recovery")
        self.seen = self._key(Action.SEEN, self._see)
        self.add = self._key(Action.STAFF_ADD, self._add, Kind.PRIMARY)
        self.pin = self._key(Action.STAFF_PIN, self._new_pin)
        self.role = self._key(Action.STAFF_ROLE, self._choose_role)
        self.factor = self._key(Action.STAFF_FACTOR, self._factor)
        self.state = self._key(Action.STAFF_STATE, self._turn, Kind.DANGER)
        self._lay_out()
        self._over = Overlay(theme, self)
        self._over.setObjectName("staff_form")
        self.form = NewPinForm(theme)
        inside = QVBoxLayout(self._over.panel)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.form)
        self._over.panel.setFixedSize(theme.px(_FORM[0]), theme.px(_FORM[1]))
        self._over.dismissed.connect(self._over.close_overlay)
        self.form.left.connect(self._over.close_overlay)
        self.form.filled.connect(self._save)
        self.roles = RoleChoice(theme, self)
        self.roles.picked.connect(self._set_role)
        self.enrolment = Enrolment(theme, self, shop=shop)
        self.enrolment.typed.connect(self._enrol)
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_roster(self, roster: Roster) -> None:
        """List everybody."""
        self._roster = roster
        self.model.set_records(roster.members)
        if roster.members and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._show()

    @Slot(object)
    def show_member(self, member: Member | None) -> None:
        """Take who is signed in."""
        self._who = member.name if member is not None else ""

    @Slot()
    def finish(self) -> None:
        """What was asked for is written down: uncover the list."""
        self.enrolment.finish()
        self.roles.close_overlay()
        self._over.close_overlay()

    @Slot(object)
    def refuse_entry(self, error: InvalidInputError) -> None:
        """Say which rule what was entered breaks."""
        if self.form.isVisible():
            self.form.refuse(entry_words(error))
        elif self.isVisible():
            self.roles.close_overlay()
            self.head.words.setText(entry_words(error))

    @Slot(object)
    def refuse_code(self, error: PosError) -> None:
        """Say that the authenticator's code is wrong."""
        self.enrolment.pad.refuse(error)

    @Slot(object)
    def show_secret(self, secret: bytes) -> None:
        """Show the secret of the chosen one's authenticator."""
        if self._chosen is not None and self.isVisible():
            self.enrolment.begin(self._chosen, secret)

    # ---------------------------------------------------------------- what a person does

    @property
    def _chosen(self) -> Member | None:
        row = self.table.currentIndex().row()
        return self.model.records[row] if 0 <= row < len(self.model.records) else None

    @Slot()
    def _add(self) -> None:
        self._over.open()
        self.form.begin()

    @Slot()
    def _new_pin(self) -> None:
        if self._chosen is not None:
            self._over.open()
            self.form.begin(member=self._chosen)

    @Slot()
    def _turn(self) -> None:
        if self._chosen is not None:
            self.enabled_set.emit(self._chosen.number, not self._chosen.enabled, self._who)

    @Slot()
    def _choose_role(self) -> None:
        if self._chosen is not None:
            self.roles.ask(self._chosen)

    @Slot(str, object)
    def _set_role(self, number: str, role: StaffRole) -> None:
        self.role_set.emit(number, role, self._who)

    @Slot(object)
    def _save(self, new: NewPin) -> None:
        self.pin_set.emit(new, self._who)

    @Slot(str, object, str)
    def _enrol(self, number: str, secret: bytes, code: str) -> None:
        self.enrolled.emit(number, secret, code, self._who)

    @Slot()
    def _factor(self) -> None:
        if self._chosen is None:
            return
        if self._chosen.second_factor:
            self.second_factor_dropped.emit(self._chosen.number, self._who)
        else:
            self.enrolment_requested.emit()

    @Slot()
    def _see(self) -> None:
        self.recovery_seen.emit(self._roster.recoveries[0].number, self._who)

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for the arrow keys."""
        super().showEvent(event)
        self.table.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no form and no secret behind."""
        super().hideEvent(event)
        self.finish()

    # ---------------------------------------------------------------- what it shows

    @Slot(QModelIndex, QModelIndex)
    def _show(self, *_rows: QModelIndex) -> None:
        chosen, recoveries = self._chosen, self._roster.recoveries
        for key in (self.pin, self.role, self.factor, self.state):
            key.setEnabled(chosen is not None)
        if chosen is not None:
            self.state.set_label(self.tr("Mark as left") if chosen.enabled else self.tr("Works here again"))
            self.factor.set_label(self.tr("No second factor") if chosen.second_factor else self.tr("Second factor"))
        present = len(self._roster.present)
        self.head.words.setText(self.tr("{count} people work here").format(count=present))
        self._trace.setVisible(bool(recoveries))
        self.seen.setVisible(bool(recoveries))
        if recoveries:
            words = self.tr("The PIN of {name} was set anew past the rules, on {when}, from the account {account}.")
            first = recoveries[0]
            when = f"{first.at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
            self._trace.setText(words.format(name=first.member, when=when, account=first.account))

    def _key(self, action: Action, press: object, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action, parent=self)
        key.setObjectName("recovery_seen" if action is Action.SEEN else action.value)
        key.set_size(_FOOT, _FOOT, Role.BUTTON)
        key.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        key.clicked.connect(press)
        return key

    def _lay_out(self) -> None:
        trace = QHBoxLayout()
        trace.addWidget(self._trace, 1)
        trace.addWidget(self.seen)
        card = Card(self._theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addWidget(self.pin)
        foot.addWidget(self.role)
        foot.addWidget(self.factor)
        foot.addWidget(self.state)
        foot.addStretch(1)
        foot.addWidget(self.add)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addLayout(trace)
        frame.addWidget(card, 1)
        frame.addLayout(foot)
        self._rows = (frame, foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins to the width."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._rows)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Staff"))
        self.add.set_label(self.tr("Somebody new"))
        self.pin.set_label(self.tr("New PIN"))
        self.role.set_label(self.tr("Role"))
        self.factor.set_label(self.tr("Second factor"))
        self.state.set_label(self.tr("Mark as left"))
        self.seen.set_label(self.tr("I have seen it"))
        self._show()
