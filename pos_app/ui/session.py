"""Whose hands are on the till: who is signed in, and when that ends by itself."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

from pos_app.core.staff import Member, Role

IDLE = 120.0  # seconds without a key or a touch, then the till locks
MANAGER = 900.0  # seconds, after which a manager proves anew who they are, whatever they do
_TICK_MS = 1000
_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)  # fmt: skip


class Session(QObject):
    """Counts the time since the last sign of life, on a clock that only runs forward.

    A payment under way is a sign of life: nobody is locked out of a customer's payment. Watch the window's own
    ``QWindow``, through which keys and touches come; a filter on every widget would cost every paint its share.

    Signals:
        over: why, in a word for the journal: ``idle`` or ``time``.
    """

    over = Signal(str)

    def __init__(
        self, busy: Callable[[], bool], monotonic: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.member: Member | None = None
        self._busy = busy
        self._monotonic = monotonic
        self._begun = self._alive = monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def stale(self) -> bool:
        """Whether a manager's time is over. A payment under way may hold the lock back, but not lend rights."""
        return self.member is not None and self.member.role is Role.MANAGER and self._age >= MANAGER

    @property
    def _age(self) -> float:
        return self._monotonic() - self._begun

    def begin(self, member: Member) -> None:
        """Count from now."""
        self.member = member
        self._begun = self._alive = self._monotonic()
        self._timer.start()

    def end(self) -> None:
        """Nobody is signed in."""
        self.member = None
        self._timer.stop()

    def note_life(self) -> None:
        """Somebody is there."""
        self._alive = self._monotonic()

    @Slot()
    def tick(self) -> None:
        """See whether it is over."""
        if self.member is None:
            return
        if self._busy():
            self.note_life()
        elif self.stale:
            self.over.emit("time")
        elif self._monotonic() - self._alive >= IDLE:
            self.over.emit("idle")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice keys and touches."""
        if event.type() in _SIGNS_OF_LIFE:
            self.note_life()
        return super().eventFilter(watched, event)
