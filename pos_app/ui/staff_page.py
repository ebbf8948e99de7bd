"""The staff page: who works here, as what; people come, get new PINs, and leave. Managers only."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.business_day import BEIJING
from pos_app.core.errors import InvalidInputError, PosError
from pos_app.core.staff import Member
from pos_app.ui.authority_words import entry_words, role_word
from pos_app.ui.enrolment import Enrolment
from pos_app.ui.fonts import Role
from pos_app.ui.new_pin_form import NewPinForm
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.staff_deeds import Roster
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
    """Lists people; what is to be done about one, it asks others to do.

    Signals:
        left: back to the sale page.
        pin_set: ``NewPin``: somebody new, or another PIN.
        enabled_set: the number of a member, and whether they work here.
        enrolment_requested: make a secret. enrolled: number, secret, code.
        second_factor_dropped: the number of a member.
        recovery_seen: its number.
    """

    left = Signal()
    pin_set = Signal(object)
    enabled_set = Signal(str, bool)
    enrolment_requested = Signal()
    enrolled = Signal(str, object, str)
    second_factor_dropped = Signal(str)
    recovery_seen = Signal(str)

    def __init__(self, theme: Theme, *, shop: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("staff_page")
        self._theme = theme
        self._roster = Roster(members=())
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.model: TableModel[Member] = TableModel(COLUMNS)
        self.table = DataTable(theme, self.model, "staff")
        self.table.selectionModel().currentRowChanged.connect(self._show)
        self._trace = Label(Role.CELL, "warn", wrap=True)
        self._trace.setObjectName("recovery")
        self.seen = self._key("recovery_seen", self._see)
        self.add = self._key("staff_add", self._add, Kind.PRIMARY)
        self.pin = self._key("staff_pin", self._new_pin)
        self.factor = self._key("staff_factor", self._factor)
        self.state = self._key("staff_state", self._turn, Kind.DANGER)
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
        self.form.filled.connect(self.pin_set)
        self.enrolment = Enrolment(theme, self, shop=shop)
        self.enrolment.typed.connect(self.enrolled)
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

    @Slot()
    def finish(self) -> None:
        """What was asked for is written down: uncover the list."""
        self.enrolment.finish()
        self._over.close_overlay()

    def refuse_entry(self, error: InvalidInputError) -> None:
        """Say which rule what was entered breaks."""
        if self.form.isVisible():
            self.form.refuse(entry_words(error))
        else:
            self.head.words.setText(entry_words(error))

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
            self.enabled_set.emit(self._chosen.number, not self._chosen.enabled)

    @Slot()
    def _factor(self) -> None:
        if self._chosen is None:
            return
        if self._chosen.second_factor:
            self.second_factor_dropped.emit(self._chosen.number)
        else:
            self.enrolment_requested.emit()

    @Slot()
    def _see(self) -> None:
        self.recovery_seen.emit(self._roster.recoveries[0].number)

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
        for key in (self.pin, self.factor, self.state):
            key.setEnabled(chosen is not None)
        if chosen is not None:
            self.state.set_label(self.tr("Has left") if chosen.enabled else self.tr("Works here again"))
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

    def _key(self, name: str, press: object, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, parent=self)
        key.setObjectName(name)
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
        self.factor.set_label(self.tr("Second factor"))
        self.state.set_label(self.tr("Has left"))
        self.seen.set_label(self.tr("I have seen it"))
        self._show()
