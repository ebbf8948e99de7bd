"""The right half of everything that asks for a PIN: wells, keypad, and the keys that use or leave it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.errors import LockedOutError, PosError, WrongPinError
from pos_app.ui.authority_words import tries_words, wait_words, wrong_words
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.pin_wells import PinWells
from pos_app.ui.theme import Theme
from pos_app.ui.typing_keys import Typed, meaning_of
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, surface

SHORTEST, LONGEST = 4, 8
CODE = 6  # digits of an authenticator
WIDTH = 340
_ROWS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"))
_KEY, _FOOT = 64, 56


class PinPad(QWidget):
    """Takes digits by keyboard, mouse and touch. It has the focus while it can be seen.

    Signals:
        entered: what was typed; the pad is busy until it is told how that went.
        left: the person goes back.
    """

    entered = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, *, leave: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pin_pad")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        surface(self, "pad")
        self._theme = theme
        self._typed = ""
        self._fewest, self._most = SHORTEST, LONGEST
        self._tries = 0  # left, as it is said; 0 says nothing
        self._seconds = 0  # to wait
        self._busy = False
        self._title = Label(Role.SECONDARY_BOLD)
        self._title.setObjectName("pin_title")
        self._note = Label(Role.SECONDARY, "muted")
        self._note.setObjectName("pin_note")
        self.wells = PinWells(theme)
        self._clear = self._key("pin_clear", Kind.FUNCTION, self.clear)
        self._erase = self._key("pin_erase", Kind.FUNCTION, self._take_back)
        self.leave = KeyButton(theme, Kind.PLAIN, action=Action.BACK, parent=self)
        self.leave.setObjectName("pin_leave")
        self.leave.setVisible(leave)
        self.leave.clicked.connect(self.left)
        self.enter = KeyButton(theme, Kind.PRIMARY, action=Action.CONFIRM)
        self.enter.setObjectName("pin_enter")
        self.enter.clicked.connect(self._send)
        for key in (self.leave, self.enter):
            key.set_size(_FOOT, _FOOT, Role.BUTTON)
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._count_down)
        self._lay_out(leave=leave)
        self.setFixedWidth(theme.px(WIDTH))
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def begin(self, title: str, *, tries: int = 0, wait: int = 0, code: bool = False) -> None:
        """Start over, for a PIN or for a code; ``tries`` are those that are left, ``wait`` seconds to wait first."""
        self._fewest, self._most = (CODE, CODE) if code else (SHORTEST, LONGEST)
        self._title.setText(title)
        self._tries, self._busy = tries, False
        self._stop_waiting()
        self._start_waiting(wait)
        self.wells.set_range(self._fewest, self._most)
        self.clear()
        self._take_focus()

    def set_title(self, title: str) -> None:
        """Say anew what is typed, in another language."""
        self._title.setText(title)

    def set_enter(self, word: str) -> None:
        """Say what the key does that uses what was typed."""
        self.enter.set_label(word)

    def refuse(self, error: PosError) -> None:
        """Say that what was typed is wrong; with no shaking, and how many tries are left."""
        self._busy = False
        if isinstance(error, WrongPinError):
            self._tries = error.tries_left
            self._start_waiting(error.seconds)
        elif isinstance(error, LockedOutError):
            self._start_waiting(error.seconds)
        self.say_wrong(wrong_words(self._tries))

    def say_wrong(self, words: str) -> None:
        """Turn the wells red, and say why."""
        self._busy = False
        filled, self._typed = len(self._typed), ""
        self._say(wait_words(self._seconds) if self._seconds else words, "bad")
        self.wells.show_filled(filled, wrong=True)
        self._allow()
        self._take_focus()

    def _take_focus(self) -> None:
        if self.isVisible():  # behind another page it would swallow what is typed there
            self.setFocus()

    def free(self) -> None:
        """Be usable again."""
        self._busy = False
        self.clear()

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def clear(self) -> None:
        """Forget what was typed."""
        self._typed = ""
        self._show()

    def type(self, digit: str) -> None:
        """Take a digit."""
        if not self._busy and len(self._typed) < self._most:
            self._typed += digit
            self._show()

    @Slot()
    def _take_back(self) -> None:
        self._typed = self._typed[:-1]
        self._show()

    @Slot()
    def _press_digit(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyButton):
            self.type(sender.text())

    @Slot()
    def _send(self) -> None:
        typed, self._busy = self._typed, True
        self._allow()
        self.entered.emit(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits, and take them back."""
        meaning = meaning_of(event)
        if meaning is None:
            super().keyPressEvent(event)
        elif meaning[0] is Typed.DIGITS and meaning[1] != ".":
            self.type(meaning[1])
        elif meaning[0] is Typed.ERASE:
            self._take_back()
        elif meaning[0] is Typed.DELETE:
            self.clear()
        else:
            super().keyPressEvent(event)

    # ---------------------------------------------------------------- what it shows

    def _show(self) -> None:
        self.wells.show_filled(len(self._typed))
        if self._seconds:
            self._say(wait_words(self._seconds), "bad")
        else:
            self._say(tries_words(self._tries) if self._tries else "", "muted")
        self._allow()

    def _allow(self) -> None:
        if self._seconds:
            self.enter.set_reason(wait_words(self._seconds))
            return
        self.enter.set_reason("")
        self.enter.setEnabled(not self._busy and len(self._typed) >= self._fewest)

    def _say(self, words: str, tone: str) -> None:
        self._note.set_tone(tone)
        self._note.setText(words)

    def _start_waiting(self, seconds: int) -> None:
        self._seconds = seconds
        if seconds:
            self._wait.start()

    def _stop_waiting(self) -> None:
        self._seconds = 0
        self._wait.stop()

    @Slot()
    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds <= 0:
            self._stop_waiting()
            self._show()
        else:
            self._say(wait_words(self._seconds), "bad")
            self._allow()

    # ---------------------------------------------------------------- how it is made

    def _key(self, name: str, kind: Kind, press: object) -> KeyButton:
        key = KeyButton(self._theme, kind)
        key.setObjectName(name)
        key.set_size(_KEY, _KEY, Role.BUTTON if kind is Kind.FUNCTION else None)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        key.clicked.connect(press)
        return key

    def _lay_out(self, *, leave: bool) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._note)
        keys = QGridLayout()
        keys.setSpacing(8)
        for row, digits in enumerate(_ROWS):
            for column, digit in enumerate(digits):
                keys.addWidget(self._digit(digit), row, column)
        for column, key in enumerate((self._clear, self._digit("0"), self._erase)):
            keys.addWidget(key, len(_ROWS), column)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        if leave:
            foot.addWidget(self.leave, 1)
        foot.addWidget(self.enter, 1)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(24, 22, 24, 24)
        frame.setSpacing(0)
        frame.addLayout(head)
        frame.addSpacing(12)
        frame.addWidget(self.wells)
        frame.addSpacing(12)
        frame.addLayout(keys)
        frame.addStretch(1)
        frame.addLayout(foot)

    def _digit(self, digit: str) -> KeyButton:
        key = self._key(f"pin_{digit}", Kind.NUMPAD, self._press_digit)
        key.setText(digit)
        return key

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._clear.set_label(self.tr("Clear"))
        self._erase.set_label(self.tr("Back", "takes the last digit back"))
        self.leave.set_label(self.tr("Cancel"))
