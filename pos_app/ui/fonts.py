"""Type: Inter for figures and Latin, the system's own face for Chinese, fixed-width figures everywhere."""

from __future__ import annotations

import enum
import logging
import sys
from functools import cache, lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QPainter, QPainterPath, QPen

from pos_app.ui.resources import RESOURCES

log = logging.getLogger(__name__)

_FAMILIES = {
    "win32": ["Inter", "Segoe UI", "Microsoft YaHei UI"],
    "darwin": ["Inter", "SF Pro", "PingFang SC"],
}
_LINUX = ["Inter", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "DejaVu Sans"]

REGULAR, MEDIUM, SEMIBOLD, BOLD = 400, 500, 600, 700
_BARE_FROM = 64  # pixels from which Qt fills glyphs as bare outlines
_TRACKING = ((24, 0.0), (41, -1.0), (65, -2.5), (101, -3.5))  # up to px, per cent of the size


class Role(enum.Enum):
    """A place for words: pixels on a tall screen, pixels on a short one, weight."""

    VERDICT_WORD = (88, 76, BOLD)
    VERDICT_AMOUNT = (200, 176, SEMIBOLD)
    UNKNOWN = (64, 54, BOLD)
    DUE = (104, 88, SEMIBOLD)
    TAIL = (64, 56, SEMIBOLD)
    TOTAL = (76, 56, SEMIBOLD)
    TITLE = (30, 26, BOLD)
    SECTION = (22, 19, BOLD)
    PAY = (34, 30, BOLD)
    DIGIT = (34, 30, MEDIUM)
    AMOUNT = (26, 22, SEMIBOLD)
    QUANTITY = (24, 20, SEMIBOLD)
    ITEM = (22, 19, REGULAR)
    ITEM_BOLD = (21, 18, BOLD)
    BUTTON = (20, 19, BOLD)
    CELL = (20, 18, REGULAR)
    STRONG = (20, 18, BOLD)
    SECONDARY = (17, 15, REGULAR)
    SECONDARY_BOLD = (17, 15, BOLD)
    PILL = (18, 16, BOLD)
    HINT = (14, 13, SEMIBOLD)

    @property
    def full(self) -> int:
        """Pixels at a scale of 1."""
        return self.value[0]

    @property
    def compact(self) -> int:
        """Pixels on a short screen."""
        return self.value[1]

    @property
    def weight(self) -> int:
        """Weight from 400 to 700."""
        return self.value[2]


def load() -> None:
    """Give Qt the bundled faces; the system's fonts serve if they are missing."""
    for path in sorted((RESOURCES / "fonts").glob("Inter-*.otf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            log.warning("the font %s could not be read", path.name)


@lru_cache(maxsize=256)
def sized(pixels: int, weight: int = REGULAR) -> QFont:
    """Give the font of an exact pixel size, with figures of one width and tracking to fit the size.

    The same object every time, because a panel asks for hundreds: copy it before you change it.
    """
    font = QFont()
    font.setFamilies(_FAMILIES.get(sys.platform, _LINUX))
    font.setPixelSize(max(1, pixels))
    font.setWeight(QFont.Weight(weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, tracking(pixels))
    return font


def tracking(pixels: int) -> float:
    """Give the letter spacing in pixels for a size: the larger, the tighter."""
    share = next((share for limit, share in _TRACKING if pixels < limit), -4.5)
    return round(pixels * share / 100, 2)


def paint_line(painter: QPainter, baseline: QPointF, words: str) -> None:
    """Write one line in the painter's font and pen; large bold Chinese is bold even where its face has no bold.

    Qt thickens such a face by itself, but only below 64 px: larger glyphs are filled as bare outlines.
    """
    font = painter.font()
    if font.pixelSize() < _BARE_FROM or font.weight() < BOLD or _chinese_has_bold() or words.isascii():
        painter.drawText(baseline, words)
        return
    outline = QPainterPath()
    outline.addText(baseline, font, words)
    painter.fillPath(outline, painter.pen().color())
    painter.strokePath(outline, QPen(painter.pen().color(), font.pixelSize() / 26))


@cache
def _chinese_has_bold() -> bool:
    """Whether the face that Chinese falls through to comes in bold."""
    here = set(QFontDatabase.families())
    families = [name for name in _FAMILIES.get(sys.platform, _LINUX)[1:] if name in here]
    chinese = QFontDatabase.WritingSystem.SimplifiedChinese
    face = next((name for name in families if chinese in QFontDatabase.writingSystems(name)), None)
    return face is None or any(QFontDatabase.weight(face, style) >= BOLD for style in QFontDatabase.styles(face))
