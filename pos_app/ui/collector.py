"""Python's cycle collector, kept on the thread of the glass.

Left alone it runs on whichever thread happens to allocate, and a window that it finds there is deleted there, with
its timers running: Qt then ends the process. So it is switched off, and this object does its work on time.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_EVERY_MS = 500


class Collector(QObject):
    """Collects on the thread that it lives on, as often as Python itself would. ``stop`` gives the work back."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def settle(self) -> None:
        """Set aside what is there for good, once the till is open, so that later collections stay short."""
        gc.collect()
        gc.freeze()

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation that is due."""
        counts = gc.get_count()
        due = [age for age in range(3) if counts[age] > self._thresholds[age]]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
