"""The picture worker: reads pictures of goods from the profile's folder, so that the glass never waits (M10)."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath

log = logging.getLogger(__name__)

_ROUND = 0.12  # of the side


class PictureWorker(QObject):
    """Makes each picture as small and square as it is shown.

    Signals:
        loaded: ``str``, ``int``, ``QImage``: the name, the pixels that were asked for, the picture.
    """

    loaded = Signal(str, int, QImage)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    @Slot(str, int)
    def load(self, name: str, pixels: int) -> None:
        """Read a picture; one that is missing or spoilt is told in the log, and never comes."""
        reader = QImageReader(str(self._folder / Path(name).name))
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid():
            reader.setScaledSize(size.scaled(QSize(pixels, pixels), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
        image = reader.read()
        if image.isNull():
            log.warning("the picture %s cannot be shown: %s", name, reader.errorString())
        else:
            self.loaded.emit(name, pixels, _rounded(image, pixels))

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""


def _rounded(image: QImage, pixels: int) -> QImage:
    """Cut the middle out, with round corners."""
    middle = QRect(0, 0, pixels, pixels)
    middle.moveCenter(image.rect().center())
    made = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(made.rect(), pixels * _ROUND, pixels * _ROUND)
    painter.setClipPath(path)
    painter.drawImage(made.rect(), image, middle)
    painter.end()
    return made
