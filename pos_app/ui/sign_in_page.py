"""Signing in and the lock: who are you, and your PIN. What was being worked on waits behind it, untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.core.errors import PosError
from pos_app.core.staff import Member, Recovery, tries_left
from pos_app.ui.authority_words import role_word
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.pin_pad import PinPad
from pos_app.ui.staff_deeds import Proof, Roster
from pos_app.ui.theme import Theme
from pos_app.ui.waits import Waits
from pos_app.ui.widgets.frames import PopOver
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import IconLabel, Label, rule, surface

if TYPE_CHECKING:
    from pos_app.ui.new_pin_form import NewPinForm

_WIDTH, _HEIGHT = 800, 516
_TILES = 6  # people a page of tiles has room for


class SignInPage(QWidget):
    """A page of its own: what it covers cannot be seen, pressed or read.

    Signals:
        proven: ``Proof``.
        founded: ``NewPin``: the first manager, where nobody works yet.
        language_requested: speak the other language.
    """

    proven = Signal(object)
    founded = Signal(object)
    language_requested = Signal()

    def __init__(self, theme: Theme, waits: Waits, *, pins: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_in_page")
        surface(self, "ground")
        self._theme = theme
        self._members: tuple[Member, ...] = ()
        self._first = 0  # of those whose tiles are shown
        self._at = 0  # whose PIN is asked for
        self._locked_by = ""
        self._not_ready = ""  # what is waited for before anybody can come in
        self._pins = pins
        self._waits = waits
        self._recoveries: tuple[Recovery, ...] = ()
        self._title = Label(Role.TITLE)
        self._title.setObjectName("sign_in_title")
        self._words = Label(Role.CELL, "muted", wrap=True)
        self._words.setObjectName("sign_in_words")
        self._tiles = tuple(self._tile(place) for place in range(_TILES))
        self._hint = Label(Role.SECONDARY, "muted", wrap=True)
        self._hint.setObjectName("training_pins")
        self._hint.setVisible(bool(pins))
        self._trace = Label(Role.SECONDARY_BOLD, "warn", wrap=True)
        self._trace.setObjectName("recovery_notice")
        self.language = KeyButton(theme, Kind.PLAIN, action=Action.LANGUAGE, icon="globe")
        self.language.setObjectName("sign_in_language")
        self.language.set_size(48, 48, Role.BUTTON)
        self.language.clicked.connect(self.language_requested)
        self.pad = PinPad(theme, leave=False)
        self.pad.entered.connect(self._prove)
        self._form: NewPinForm | None = None
        self._ways = QStackedWidget()
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def show_roster(self, roster: Roster) -> None:
        """Offer everybody who may come in; or ask for the first manager."""
        chosen = self.chosen
        self._members, self._recoveries = roster.present, roster.recoveries
        self._waits.take(roster.waits)
        founding = not roster.members
        if founding and self._ways.currentIndex() == 0:
            self._ways.setCurrentWidget(self.form)
            self.form.begin(founding=True)
        elif not founding:
            self._ways.setCurrentIndex(0)
        numbers = [member.number for member in self._members]
        self._at = numbers.index(chosen.number) if chosen is not None and chosen.number in numbers else 0
        self._retranslate()
        if self.chosen is None or chosen is None or self.chosen.number != chosen.number:
            self._ask()

    def lock(self, member: Member | None) -> None:
        """Ask who is there; whoever was signed in comes first."""
        self._locked_by = member.name if member is not None else ""
        names = [one.name for one in self._members]
        self._at = names.index(self._locked_by) if self._locked_by in names else 0
        self._retranslate()
        self._ask()

    def refuse(self, error: PosError) -> None:
        """Say that the PIN is wrong, and how many tries are left."""
        self.pad.refuse(error)

    def say(self, words: str) -> None:
        """Say why nobody can come in, or not this one."""
        self.pad.say_wrong("")
        self._words.setText(words)

    def explain(self, words: str) -> None:
        """Say what is being waited for; nothing when it is over."""
        self._not_ready = words
        self._retranslate()

    @property
    def form(self) -> NewPinForm:
        """The form for the first manager, made when it is wanted."""
        if self._form is None:
            from pos_app.ui.new_pin_form import NewPinForm  # noqa: PLC0415 - wanted once in a till's life

            self._form = NewPinForm(self._theme, leave=False)
            self._form.filled.connect(self.founded)
            self._ways.addWidget(self._form)
        return self._form

    @property
    def chosen(self) -> Member | None:
        """Whose PIN is asked for."""
        return self._members[self._at] if self._at < len(self._members) else None

    # ---------------------------------------------------------------- what a person does

    @Slot(str)
    def _prove(self, pin: str) -> None:
        if self.chosen is not None:
            self.proven.emit(Proof(number=self.chosen.number, pin=pin))

    @Slot()
    def _pick(self) -> None:
        self._choose(self._first + self._tiles.index(self.sender()))

    def _choose(self, place: int) -> None:
        if self._members:
            self._at = place % len(self._members)
            self._retranslate()
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose somebody with the arrow keys."""
        step = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}.get(event.key())
        if step is not None and self._ways.currentIndex() == 0:
            self._choose(self._at + step)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for digits."""
        super().showEvent(event)
        if self._ways.currentIndex() == 0:
            self._ask()
        else:
            self.form.name.setFocus()

    # ---------------------------------------------------------------- what it shows

    def _ask(self) -> None:
        self._show()
        chosen = self.chosen
        title = self.tr("PIN of {name}").format(name=chosen.name) if chosen is not None else self.tr("PIN")
        self.pad.setEnabled(chosen is not None)
        tries, wait = 0, 0
        if chosen is not None:
            tries, wait = tries_left(chosen.wrong_tries), self._waits.left(chosen.number)
        self.pad.begin(title, tries=tries, wait=wait)
        self.pad.set_enter(self.tr("Unlock") if self._locked_by else self.tr("Sign in"))

    def _show(self) -> None:
        self._first = self._at // _TILES * _TILES
        for place, tile in enumerate(self._tiles):
            number = self._first + place
            tile.setVisible(number < len(self._members))
            if number < len(self._members):
                member = self._members[number]
                tile.set_label(member.name)
                tile.set_badge(role_word(member.role))
                tile.set_kind(Kind.TENDER if number == self._at else Kind.PLAIN)

    def _tile(self, place: int) -> KeyButton:
        tile = KeyButton(self._theme, Kind.PLAIN, icon="person", parent=self)
        tile.setObjectName(f"staff_{place}")
        tile.set_size(56, 52, Role.BUTTON)
        tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tile.hide()
        tile.clicked.connect(self._pick)
        return tile

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel(self._theme, "lock", 28, "accent"))
        head.addWidget(self._title, 1)
        left = QVBoxLayout()
        left.setContentsMargins(30, 26, 30, 24)
        left.setSpacing(8)
        left.addLayout(head)
        left.addWidget(self._words)
        left.addSpacing(8)
        for tile in self._tiles:
            left.addWidget(tile)
        left.addStretch(1)
        left.addWidget(self._trace)
        left.addWidget(self._hint)
        proof = QWidget()
        both = QHBoxLayout(proof)
        both.setContentsMargins(1, 1, 1, 1)
        both.setSpacing(0)
        both.addLayout(left, 1)
        both.addWidget(rule(upright=True))
        both.addWidget(self.pad)
        panel = PopOver(self._theme)
        panel.setFixedSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._ways)
        self._ways.addWidget(proof)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.language)
        foot.addStretch(1)
        frame = QVBoxLayout(self)
        frame.addStretch(1)
        frame.addWidget(panel, 0, Qt.AlignmentFlag.AlignHCenter)
        frame.addSpacing(16)
        frame.addLayout(foot)
        frame.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            if self.isVisible():
                self._ask()

    def _retranslate(self) -> None:
        if self._locked_by:
            self._title.setText(self.tr("Locked"))
            words = self.tr("{name}'s ticket is kept as it was. Payments under way go on being watched.")
            self._words.setText(words.format(name=self._locked_by))
        else:
            self._title.setText(self.tr("Who is at the till?"))
            self._words.setText(self.tr("Choose a name with the arrow keys, then type the PIN"))
        if self._not_ready and not self._members:
            self._words.setText(self._not_ready)
        self._hint.setText(self.tr("PINs for training: {pins}").format(pins=self._pins))
        self.language.set_label(self.tr("中文 / English"))
        self._trace.setVisible(bool(self._recoveries))
        if self._recoveries:
            words = self.tr("The PIN of {name} was set anew past the rules. A manager must look at it under Staff.")
            self._trace.setText(words.format(name=self._recoveries[0].member))
        self.setAccessibleName(self._title.text())
        self._show()
