"""A receipt in the words of its printer: ESC/POS, as a picture or as text.

Source: Epson, ESC/POS command reference. Chinese is GB18030 in its two-byte part, which every printer with a
Chinese character set holds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence

from PIL import Image, ImageOps

from pos_app.devices.errors import NotInTextError
from pos_app.devices.receipt import Row, grouped
from pos_app.devices.receipt_raster import Paper, draw

ASK_CAUSE = b"\x10\x04\x02"  # DLE EOT 2: why it does not print; answered at once
ASK_PAPER = b"\x10\x04\x04"  # DLE EOT 4: the roll; answered at once
ASK_DONE = b"\x1dr\x01"  # GS r 1: answered when everything before it has been printed

_RESET = b"\x1b@"
_CUT = b"\x1bd\x04\x1dVB\x00"  # feed four lines past the head, feed to the knife, cut
_STRIP = 512  # dots of height in one picture: cheap printers have small memories

_CHINESE = b"\x1c&"
_CENTRE, _LEFT = b"\x1ba\x01", b"\x1ba\x00"
_BOLD, _LIGHT = b"\x1bE\x01", b"\x1bE\x00"
_DOUBLE, _TALL, _PLAIN = b"\x1d!\x11", b"\x1d!\x01", b"\x1d!\x00"
_CODE_128 = b"\x1dh\x48\x1dw\x03\x1dH\x00\x1dkI"  # 72 dots high, 3 a module, no words under it
_CHARACTER = 12  # dots of width of a plain character; a Chinese one has two
_INSTEAD = str.maketrans({"¥": "￥", "−": "-"})


def as_picture(rows: Sequence[Row], paper: Paper) -> bytes:
    """Put a receipt as a picture, for any printer.

    Raises:
        NoReceiptFontError: this system has no Chinese font to draw it with.
    """
    return _RESET + _strips(draw(rows, paper)) + _CUT


def as_text(rows: Sequence[Row], paper: Paper) -> bytes:
    """Put a receipt as text in GB18030, for a printer with Chinese letters.

    Raises:
        NotInTextError: it has no letter for some character.
    """
    letters = _Letters(paper)
    return b"".join((_RESET, _CHINESE, *(part for row in rows for part in letters.set(row)), _CUT))


def _strips(picture: Image.Image) -> bytes:
    """Cut a picture into strips (GS v 0), a bit a dot, 1 for black."""
    black = ImageOps.invert(picture.convert("L")).convert("1", dither=Image.Dither.NONE)
    width = black.width // 8
    parts = []
    for top in range(0, black.height, _STRIP):
        strip = black.crop((0, top, black.width, min(top + _STRIP, black.height)))
        parts.append(b"\x1dv0\x00" + width.to_bytes(2, "little") + strip.height.to_bytes(2, "little"))
        parts.append(strip.tobytes())
    return b"".join(parts)


class _Letters:
    """Sets row under row in letters of one width."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._columns = paper.dots // _CHARACTER
        self._rule_line = _line("-" * self._columns)

    def set(self, row: Row) -> Iterable[bytes]:
        """Put one row."""
        put: Callable[[Row], Iterable[bytes]] = getattr(self, f"_{row.style.value}")
        return put(row)

    def _title(self, row: Row) -> Iterable[bytes]:
        return _CENTRE, _DOUBLE, *_broken(row.left, self._columns // 2), _PLAIN, _LEFT

    def _centre(self, row: Row) -> Iterable[bytes]:
        return _CENTRE, *_broken(row.left, self._columns), _LEFT

    def _mark(self, row: Row) -> Iterable[bytes]:
        words = _broken(row.left, self._columns)
        return self._rule_line, _CENTRE, _BOLD, *words, _LIGHT, _LEFT, self._rule_line

    def _rule(self, _row: Row) -> Iterable[bytes]:
        return (self._rule_line,)

    def _total(self, row: Row) -> Iterable[bytes]:
        return _TALL, _BOLD, *self._pair(row), _LIGHT, _PLAIN

    def _pair(self, row: Row) -> Iterable[bytes]:
        space = self._columns - _width(row.left) - _width(row.right)
        if space > 0:
            return (_line(row.left + " " * space + row.right),)
        right = (" " * (self._columns - _width(part)) + part for part in _parts(row.right, self._columns))
        return *_broken(row.left, self._columns), *map(_line, right)

    def _item(self, row: Row) -> Iterable[bytes]:
        under = dataclasses.replace(row, left=f"  {row.middle}")
        return *_broken(row.left, self._columns), *self._pair(under)

    def _bar_code(self, row: Row) -> Iterable[bytes]:
        digits = row.left if len(row.left) % 2 == 0 else f"0{row.left}"
        content = b"{C" + bytes(int(digits[at : at + 2]) for at in range(0, len(digits), 2))
        return _CENTRE, _CODE_128, bytes((len(content),)), content, b"\n", _line(grouped(row.left)), _LEFT

    def _logo(self, row: Row) -> Iterable[bytes]:
        return (_strips(draw((row,), self._paper)),)


def _broken(words: str, columns: int) -> Iterable[bytes]:
    return [_line(part) for part in _parts(words, columns)]


def _parts(words: str, columns: int) -> list[str]:
    """Break words into pieces that fit; nothing is cut off."""
    parts = [""]
    for character in words:
        if _width(parts[-1] + character) > columns:
            parts.append("")
        parts[-1] += character
    return parts


def _width(words: str) -> int:
    return len(_encoded(words))  # a byte is a column, two bytes are a character of double width


def _line(words: str) -> bytes:
    return _encoded(words) + b"\n"


def _encoded(words: str) -> bytes:
    """Encode words; a character that is none, such as one that steers the printer, becomes a question mark."""
    text = "".join(each if each.isprintable() else "?" for each in words.translate(_INSTEAD))
    encoded = [each.encode("gb18030") for each in text]
    if any(len(each) > 2 for each in encoded):
        raise NotInTextError(repr(words))
    return b"".join(encoded)
