"""Read JSON that a stranger wrote: whatever is wrong with it is a BadReplyError, never a crash.

No message quotes a value: replies carry what must not reach a log.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import NoReturn

from pos_app.wechatpay.errors import BadReplyError

LARGEST_AMOUNT = 10**15  # fen; far above anything real, and safe in every database

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


class Fields:
    """One JSON object, read field by field with the type that is expected."""

    __slots__ = ("_path", "_values")

    def __init__(self, values: dict[str, object], path: str = "") -> None:
        self._values = values
        self._path = path

    def __repr__(self) -> str:
        return f"Fields({self._path!r})"

    def text(self, name: str) -> str:
        """Return a text that must be there and must not be empty."""
        value = self.optional_text(name)
        if value is None:
            raise BadReplyError(f"{self._path}/{name} is missing")
        return value

    def optional_text(self, name: str) -> str | None:
        """Return a text, or None where it is absent, null or empty."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, str):
            raise BadReplyError(f"{self._path}/{name} is not a text")
        return value or None

    def fen(self, name: str) -> int:
        """Return an amount that must be there."""
        value = self.optional_fen(name)
        if value is None:
            raise BadReplyError(f"{self._path}/{name} is missing")
        return value

    def optional_fen(self, name: str) -> int | None:
        """Return an amount, or None where it is absent or null."""
        value = self._values.get(name)
        if value is None:
            return None
        # bool is an int to Python, but true fen are not
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_AMOUNT:
            raise BadReplyError(f"{self._path}/{name} is not an amount in fen")
        return value

    def optional_time(self, name: str) -> datetime | None:
        """Return a moment (aware), or None where it is absent, null or empty."""
        value = self.optional_text(name)
        if value is None:
            return None
        try:
            if _TIME.fullmatch(value):
                return datetime.fromisoformat(value)
        except ValueError:
            pass  # a thirteenth month has the right form: the same answer as below
        raise BadReplyError(f"{self._path}/{name} is not a moment as RFC 3339 writes it")

    def optional_part(self, name: str) -> Fields | None:
        """Return an object, or None where it is absent or null."""
        value = self._values.get(name)
        if value is None:
            return None
        return _fields(value, f"{self._path}/{name}")

    def part(self, name: str) -> Fields:
        """Return an object that must be there."""
        value = self.optional_part(name)
        if value is None:
            raise BadReplyError(f"{self._path}/{name} is missing")
        return value

    def parts(self, name: str) -> tuple[Fields, ...]:
        """Return a list of objects that must be there."""
        values = self._values.get(name)
        if not isinstance(values, list):
            raise BadReplyError(f"{self._path}/{name} is not a list")
        return tuple(_fields(value, f"{self._path}/{name}/{index}") for index, value in enumerate(values))

    def plain(self) -> dict[str, object]:
        """Return the object as it was read."""
        return dict(self._values)


def read_object(body: bytes | str) -> Fields:
    """Read a JSON object.

    Raises:
        BadReplyError: it is not UTF-8, not JSON, not an object, nested too deeply, or names a field twice.
    """
    try:
        text = body.decode() if isinstance(body, bytes) else body  # json itself would guess at encodings
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except (ValueError, RecursionError):
        # The cause would quote the text.
        raise BadReplyError("the body is not JSON") from None
    return _fields(value, "")


def _fields(value: object, path: str) -> Fields:
    if not isinstance(value, dict):
        raise BadReplyError(f"{path or 'the body'} is not a JSON object")
    return Fields(value, path)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse an object that names a field twice: two readers could see two amounts."""
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a field is named twice")
    return values


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
