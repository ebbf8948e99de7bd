"""QR codes: qrcode's matrix at a fixed version and mask, painted by us in whole pixels.

The library's own search for the best of eight masks costs four fifths of its time; any mask reads well
(ISO/IEC 18004 only prefers some), so one is fixed. The quiet zone of four modules is part of the picture.
"""

from __future__ import annotations

from bisect import bisect_left
from importlib import import_module

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.theme import CODE_LIGHT

QUIET = 4  # modules on each side
_MASK = 3
_LEVEL_M_BYTES = (  # bytes that versions 1, 2, 3 … hold at level M; ISO/IEC 18004, table 7
    *(14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666),
)


def version_for(length: int) -> int:
    """Give the smallest version that holds ``length`` bytes at level M.

    Raises:
        ValueError: more than any code that a till shows would ever need.
    """
    version = bisect_left(_LEVEL_M_BYTES, length) + 1
    if version > len(_LEVEL_M_BYTES):
        raise ValueError(f"{length} bytes are too many for a code on a till")
    return version


def code_image(text: str) -> QImage:
    """Make the picture at one pixel a module, quiet zone included."""
    qrcode = import_module("qrcode")  # not at the top: the window is painted before anybody needs a code
    data = text.encode()
    code = qrcode.QRCode(
        version=version_for(len(data)), error_correction=qrcode.ERROR_CORRECT_M, border=0, mask_pattern=_MASK
    )
    code.add_data(data, optimize=0)
    code.make(fit=False)
    side = len(code.modules) + 2 * QUIET
    blank, edge = b"\xff" * side, b"\xff" * QUIET
    rows = [edge + bytes(0 if dark else 255 for dark in row) + edge for row in code.modules]
    pixels = b"".join([*[blank] * QUIET, *rows, *[blank] * QUIET])
    return QImage(pixels, side, side, side, QImage.Format.Format_Grayscale8).copy()


def warm_up() -> None:
    """Load the library and its tables, so that the first code is as quick as the rest."""
    code_image("warm-up")


class QrCode(QWidget):
    """Shows one code, black on white in every theme, ``module`` device-independent pixels a module.

    Where the room is less, the modules shrink to the next whole number of device pixels; they never blur.
    ``least`` is the smallest side in pixels: short texts get larger modules.
    """

    def __init__(self, module: int, least: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._module = module
        self._least = least
        self._image: QImage | None = None
        self._large: QImage | None = None
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def shown(self) -> bool:
        """Whether a code can be seen."""
        return self._image is not None

    def set_text(self, text: str | None) -> None:
        """Show the code of ``text``; nothing for nothing."""
        if (text or "") != self._text:
            self._text = text or ""
            self._image = code_image(self._text) if self._text else None
            self._large = None
            self.updateGeometry()
            self.update()

    def set_module(self, module: int, least: int = 0) -> None:
        """Use another size."""
        if (module, least) != (self._module, self._least):
            self._module, self._least = module, least
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for whole modules; for those of a usual code while there is none."""
        modules = self._image.width() if self._image is not None else 29 + 2 * QUIET
        side = modules * max(self._module, -(-self._least // modules))
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each module as a square of whole device pixels, in the middle of a white ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(CODE_LIGHT))
        if self._image is None:
            return
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        side = self._image.width() * max(1, min(width, height) // self._image.width())
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawImage((width - side) // 2, (height - side) // 2, self._enlarged(self._image, side))

    def _enlarged(self, image: QImage, side: int) -> QImage:
        """Enlarge once, in the window's own format: scaling while painting costs ten times as much."""
        if self._large is None or self._large.width() != side:
            self._large = image.convertToFormat(QImage.Format.Format_RGB32).scaled(side, side)
        return self._large
