"""Pictures of goods: kept by name and size once they are there, asked for while they are not."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

_MOST = 500  # pictures of 56 pixels square: about six megabytes


class Pictures(QObject):
    """Never waits for a disk: what is not there yet is asked for, and shown when it comes.

    Signals:
        wanted: ``str``, ``int``: the name of a file, and how many pixels square its picture is to be.
        changed: a picture has come.
    """

    wanted = Signal(str, int)
    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: OrderedDict[tuple[str, int], QPixmap | None] = OrderedDict()

    def find(self, name: str, pixels: int) -> QPixmap | None:
        """Give a picture; None while it is not there, or if there is none."""
        key = name, pixels
        if key not in self._known:
            self._known[key] = None  # on its way
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
            self.wanted.emit(name, pixels)
        self._known.move_to_end(key)
        return self._known[key]

    @Slot(str, int, QImage)
    def show_picture(self, name: str, pixels: int, image: QImage) -> None:
        """Take a picture."""
        self._known[name, pixels] = QPixmap.fromImage(image)
        self.changed.emit()

    def forget_missing(self) -> None:
        """Ask again for what was not there: somebody may have put it there meanwhile."""
        for key in [key for key, picture in self._known.items() if picture is None]:
            del self._known[key]
