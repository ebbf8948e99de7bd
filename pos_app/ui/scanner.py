"""The scanner that types: its characters are caught before whatever has the focus, and told from those of a hand.

A filter stands before the object that has the focus, whichever that is: there every key passes, and the words of an
input method too. (A filter before the whole application would see every event of every object, and cost each of them.)
A character that may begin a scan is held back until the next one is due, 40 ms at most. If it comes in time, both are
held on; if not, what is held goes where it would have gone. So no field ever gets half a scan, and no letter of a scan
presses a key of the till.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from pos_app.ui.wedge import Burst, Caught, Ending

_LATE_MS = 20  # a timer that is later than this had to wait for the glass, and keys wait likewise
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ENDS: dict[int, Ending] = {Qt.Key.Key_Return: Ending.ENTER, Qt.Key.Key_Enter: Ending.ENTER, Qt.Key.Key_Tab: Ending.TAB}
_SILENT = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock})


class Scanner(QObject):
    """Hears what is typed anywhere in the program.

    Signals:
        caught: ``Caught``: a scan, or half of one.
    """

    caught = Signal(object)

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._burst = Burst()
        self._held: list[QKeyEvent | QInputMethodEvent] = []
        self._last = (0, 0.0)  # when the last character came: by the system's stamp on it, and by the clock
        self._handing_on = False
        self._watched: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._run_out)
        app = QApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusObjectChanged.connect(self._watch)
            self._watch(app.focusObject())

    @Slot()
    def pause(self) -> None:
        """Nothing more comes: take what is held for what it is."""
        self._timer.stop()
        caught = self._burst.ended(Ending.NOTHING, 0)
        if caught is not None:
            self._take(caught)
        else:
            self._hand_on()

    # ---------------------------------------------------------------- what passes

    @Slot(QObject)
    def _watch(self, thing: QObject | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = thing
        if thing is not None:
            thing.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hold back what may be a scan; let everything else pass."""
        if self._handing_on:
            return False
        if isinstance(event, QKeyEvent):
            return self._meet_key(event)
        if isinstance(event, QInputMethodEvent) and event.commitString():
            return self._meet(event.commitString(), event)
        return False

    def _meet_key(self, event: QKeyEvent) -> bool:
        match event.type():
            case QEvent.Type.ShortcutOverride:
                mine = self._is_mine(event)
                if mine:
                    event.accept()  # so that it comes as a key, and presses nothing before it is known what it is
                elif event.key() not in _SILENT:
                    self._hand_on()  # what was typed before a key that presses something comes before it
                return mine
            case QEvent.Type.KeyPress:
                return self._press(event)
            case QEvent.Type.KeyRelease if self._held:
                self._held.append(_kept(event))  # not before its press
                return True
        return False

    def _is_mine(self, event: QKeyEvent) -> bool:
        if (ending := _ending(event)) is not None:
            return self._burst.ended(ending, self._gap(event)) is not None
        character = _character(event)
        return character is not None and (bool(self._burst) or self._burst.takes(character, 0))

    def _press(self, event: QKeyEvent) -> bool:
        if event.key() in _SILENT:
            return False
        if (ending := _ending(event)) is not None:
            caught = self._burst.ended(ending, self._gap(event))
            if caught is not None:
                self._take(caught)
                return True
        elif (character := _character(event)) is not None:
            return self._meet(character, event)
        self._hand_on()
        return False

    def _meet(self, text: str, event: QKeyEvent | QInputMethodEvent) -> bool:
        """Hold characters back: one from a key; one or more that an input method has made of keys."""
        gap = self._gap(event)
        if self._burst and not self._burst.takes(text[0], gap):
            self._hand_on()
        burst = self._burst
        for character in text:
            if not burst.takes(character, gap):
                self._hand_on()
                return False
            burst, gap = burst.with_(character, gap), 0
        self._burst = burst
        self._held.append(_kept(event))
        self._last = (_stamp(event), self._clock())
        self._timer.start(burst.patience_ms)
        return True

    def _gap(self, event: QKeyEvent | QInputMethodEvent) -> int:
        """Give the milliseconds since the last character: by the system's stamps, which know nothing of busy glass."""
        stamp, (last, heard) = _stamp(event), self._last
        return max(0, stamp - last) if stamp and last else round((self._clock() - heard) * 1000)

    # ---------------------------------------------------------------- what becomes of it

    @Slot()
    def _run_out(self) -> None:
        waited = (self._clock() - self._last[1]) * 1000
        if waited > self._timer.interval() + _LATE_MS and self._timer.interval():
            self._timer.start(0)  # the glass was busy: what was typed meanwhile comes first
        else:
            self.pause()

    def _take(self, caught: Caught) -> None:
        self._timer.stop()
        self._burst, self._held = Burst(), []
        self.caught.emit(caught)

    def _hand_on(self) -> None:
        """Let a hand's keys go to whatever has the focus, as if they had just been pressed."""
        self._timer.stop()
        held, self._held, self._burst = self._held, [], Burst()
        self._handing_on = True
        try:
            for event in held:
                if self._watched is not None and isValid(self._watched):
                    _deliver(event, self._watched)
        finally:
            self._handing_on = False


def _ending(event: QKeyEvent) -> Ending | None:
    chord = event.modifiers() & (_CHORD | Qt.KeyboardModifier.ShiftModifier)
    return None if chord else _ENDS.get(event.key())


def _character(event: QKeyEvent) -> str | None:
    """Give the character that a key brings; None if it brings none, or is held down, or is part of a chord."""
    text = event.text()
    plain = len(text) == 1 and text.isprintable()
    return text if plain and not event.isAutoRepeat() and not event.modifiers() & _CHORD else None


def _stamp(event: QKeyEvent | QInputMethodEvent) -> int:
    return event.timestamp() if isinstance(event, QKeyEvent) else 0


def _kept(event: QKeyEvent | QInputMethodEvent) -> QKeyEvent | QInputMethodEvent:
    """Copy an event, to be kept beyond its delivery. What its ``clone`` gives belongs to nobody, and is never freed."""
    return QKeyEvent(event) if isinstance(event, QKeyEvent) else QInputMethodEvent(event)


def _deliver(event: QKeyEvent | QInputMethodEvent, thing: QObject) -> None:
    if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, event.key(), event.modifiers(), event.text())
        asked.ignore()
        QApplication.sendEvent(thing, asked)
        shortcut = None if asked.isAccepted() else _shortcut(event)
        if shortcut is not None:
            shortcut.activated.emit()
            return
    QApplication.sendEvent(thing, event)


def _shortcut(event: QKeyEvent) -> QShortcut | None:
    """Find the shortcut that Qt would have found, had the key not been held back."""
    pressed = QKeySequence(event.keyCombination())
    window = QApplication.activeWindow()
    for shortcut in window.findChildren(QShortcut) if window is not None else []:
        owner, keys = shortcut.parent(), shortcut.keys()
        if shortcut.isEnabled() and pressed in keys and isinstance(owner, QWidget) and owner.isVisible():
            return shortcut
    return None
