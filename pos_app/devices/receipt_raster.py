"""A receipt as a picture for any thermal printer: one bit, 203 dots an inch, 58 or 80 mm of paper.

Sizes are those of the design system (look.md, section 7).
"""

from __future__ import annotations

import enum
import logging
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pos_app.devices.code128 import bars
from pos_app.devices.errors import NoReceiptFontError
from pos_app.devices.receipt import Row, grouped

log = logging.getLogger(__name__)

DOTS_AN_INCH = 203

BODY, SHOP, TOTAL = 24, 36, 40  # dots
_LINE = 34
_RULE = 2
_GAP = 12  # around a rule
_MODULE, _QUIET, _CODE_HEIGHT = 3, 30, 72
_INDENT = 12
_AMOUNT = 86  # dots kept for the amount of an item
_MARGIN = 28  # above the first row and under the last one
_LOGO_HEIGHT = 160
_LONGEST = 40_000  # dots, about five metres: nothing that is not a mistake


class Paper(enum.Enum):
    """The width of the roll: dots that can be printed, and dots left free at each side."""

    MM58 = (384, 6)
    MM80 = (576, 16)

    @property
    def dots(self) -> int:
        """How wide the picture is."""
        return self.value[0]

    @property
    def padding(self) -> int:
        """How much of that stays white at each side."""
        return self.value[1]


def draw(rows: Sequence[Row], paper: Paper) -> Image.Image:
    """Draw a receipt, black on white.

    Returns:
        a picture of mode ``1``, as wide as the paper.

    Raises:
        NoReceiptFontError: the system has no Chinese font.
    """
    return _Press(paper).draw(rows)


class _Press:
    """Sets row under row."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._left, self._right = paper.padding, paper.dots - paper.padding
        self._image = Image.new("L", (paper.dots, _LONGEST), 255)
        self._pen = ImageDraw.Draw(self._image)
        self._y = _MARGIN

    def draw(self, rows: Sequence[Row]) -> Image.Image:
        for row in rows:
            getattr(self, f"_{row.style.value}")(row)
        whole = self._image.crop((0, 0, self._paper.dots, self._y + _MARGIN))
        return whole.point(lambda grey: 255 if grey > 150 else 0, mode="1")

    def _title(self, row: Row) -> None:
        self._centred(row.left, SHOP, bold=True)

    def _centre(self, row: Row) -> None:
        self._centred(row.left, BODY)

    def _pair(self, row: Row) -> None:
        room = self._right - self._left - self._width(row.left, BODY) - _GAP
        if row.right and self._width(row.right, BODY) > room:
            self._write(self._left, row.left, BODY)
            self._y += _LINE
            for part in self._broken(row.right, self._right - self._left - _INDENT):
                self._write_right(part, BODY)
                self._y += _LINE
            return
        self._write(self._left, row.left, BODY)
        self._write_right(row.right, BODY)
        self._y += _LINE

    def _item(self, row: Row) -> None:
        middle_end = self._right - max(_AMOUNT, self._width(row.right, BODY) + _GAP)
        needed = self._width(row.left, BODY) + _GAP + self._width(row.middle, BODY)
        if self._left + needed <= middle_end:
            self._write(self._left, row.left, BODY)
            self._write(middle_end - self._width(row.middle, BODY), row.middle, BODY)
            self._write_right(row.right, BODY)
            self._y += _LINE
            return
        for part in self._broken(row.left, self._right - self._left):
            self._write(self._left, part, BODY)
            self._y += _LINE
        self._write(self._left + _INDENT, row.middle, BODY)
        self._write_right(row.right, BODY, bold=True)
        self._y += _LINE

    def _total(self, row: Row) -> None:
        self._write(self._left, row.left, TOTAL, bold=True)
        self._write_right(row.right, TOTAL, bold=True)
        self._y += TOTAL + _GAP

    def _rule(self, _row: Row) -> None:
        self._y += _GAP // 2
        self._pen.rectangle((self._left, self._y, self._right - 1, self._y + _RULE - 1), fill=0)
        self._y += _RULE + _GAP // 2

    def _mark(self, row: Row) -> None:
        self._rule(row)
        self._centred(row.left, BODY, bold=True)
        self._rule(row)

    def _bar_code(self, row: Row) -> None:
        digits = row.left if len(row.left) % 2 == 0 else f"0{row.left}"
        widths = [int(width) * _MODULE for width in bars(digits)]
        x = max(_QUIET, (self._paper.dots - sum(widths)) // 2)
        self._y += _GAP
        for number, width in enumerate(widths):
            if number % 2 == 0:
                self._pen.rectangle((x, self._y, x + width - 1, self._y + _CODE_HEIGHT - 1), fill=0)
            x += width
        self._y += _CODE_HEIGHT + _GAP // 2
        self._centred(grouped(row.left), BODY)

    def _logo(self, row: Row) -> None:
        try:
            with Image.open(row.left) as picture:
                logo = picture.convert("RGBA")
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            log.warning("the logo cannot be drawn: %s", error)  # a receipt is worth more than its ornament
            return
        logo.thumbnail((self._right - self._left, _LOGO_HEIGHT))
        self._image.paste(logo, ((self._paper.dots - logo.width) // 2, self._y), mask=logo)
        self._y += logo.height + _GAP

    def _centred(self, words: str, size: int, *, bold: bool = False) -> None:
        for part in self._broken(words, self._right - self._left, size):
            self._write((self._paper.dots - self._width(part, size)) // 2, part, size, bold=bold)
            self._y += size + _GAP - 2

    def _write(self, x: int, words: str, size: int, *, bold: bool = False) -> None:
        # A face without a bold cut is struck twice, a dot apart, as printers have always done.
        for shift in (0, 1) if bold else (0,):
            self._pen.text((x + shift, self._y), words, fill=0, font=_font(size))

    def _write_right(self, words: str, size: int, *, bold: bool = False) -> None:
        self._write(self._right - self._width(words, size), words, size, bold=bold)

    def _width(self, words: str, size: int) -> int:
        return round(_font(size).getlength(words))

    def _broken(self, words: str, room: int, size: int = BODY) -> list[str]:
        """Break words into pieces that fit; nothing is cut off."""
        parts = [""]
        for character in words:
            if parts[-1] and self._width(parts[-1] + character, size) > room:
                parts.append("")
            parts[-1] += character
        return parts


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_font_file()), size)


@cache
def _font_file() -> Path:
    """Find the system's Chinese font."""
    match sys.platform:
        case "win32":
            found = [Path("C:/Windows/Fonts/msyh.ttc")]
        case "darwin":
            found = [Path("/System/Library/Fonts/PingFang.ttc"), Path("/System/Library/Fonts/STHeiti Light.ttc")]
        case _:
            found = _by_fontconfig()
    for path in found:
        if path.exists():
            return path
    raise NoReceiptFontError("no font with Chinese characters was found")


def _by_fontconfig() -> list[Path]:
    try:
        told = subprocess.run(
            ["fc-list", ":lang=zh-cn", "file"],  # noqa: S607 - wherever the system keeps it
            capture_output=True, text=True, timeout=10, check=True,
        ).stdout  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return []
    return sorted(Path(line.split(":")[0]) for line in told.splitlines())
