"""Keep a bill that arrives in pieces, and only if it is the one that was promised.

Source: wechatpay-api.md, section 5.7: the hash is of the uncompressed file, and the download itself is not signed.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from pos_app.wechatpay.errors import BadReplyError, NotKeptError
from pos_app.wechatpay.reading import Fields

LARGEST_BILL = 256 * 1024**2  # bytes, uncompressed: some 700,000 payments a day

_GZIP = b"\x1f\x8b"
_PIECE = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """The provider's signed promise of a file."""

    download_url: str = field(repr=False)
    sha1: str

    @classmethod
    def read(cls, fields: Fields) -> Ticket:
        """Read the reply to a request for a bill.

        Raises:
            BadReplyError: something is missing, or the hash is of another kind.
        """
        if fields.text("hash_type") != "SHA1":
            raise BadReplyError("the bill is promised by a hash that this program does not know")
        return cls(download_url=fields.text("download_url"), sha1=fields.text("hash_value").lower())


class BillFile:
    """Takes a download, compressed or not, and puts the uncompressed bill in its place once it is proven.

    Use it in a ``with`` statement: what lay beside the place meanwhile is gone afterwards.
    """

    def __init__(self, path: Path, *, largest: int = LARGEST_BILL) -> None:
        self._path = path
        self._came = path.with_name(path.name + ".part")
        self._plain = path.with_name(path.name + ".new")
        self._largest = largest
        self._file: BinaryIO = io.BytesIO()  # until the first begin

    def __enter__(self) -> Self:
        self.begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()
        for path in (self._came, self._plain):
            path.unlink(missing_ok=True)

    def begin(self) -> None:
        """Start anew, with an empty file.

        Raises:
            NotKeptError: it cannot be written.
        """
        self._file.close()
        with _keeping(self._path):
            self._file = self._came.open("wb", buffering=0)

    def write(self, chunk: bytes) -> None:
        """Take the next bytes as they came.

        Raises:
            NotKeptError: they cannot be written.
        """
        with _keeping(self._path):
            self._file.write(chunk)

    def keep(self, sha1: str) -> None:
        """Put the bill in its place.

        Args:
            sha1: the promised hash, in lower-case hex.

        Raises:
            BadReplyError: what came is not what was promised.
            NotKeptError: it cannot be written.
        """
        self._file.close()
        with _keeping(self._path), _opened(self._came) as source, self._plain.open("wb") as target:
            digest = hashlib.sha1(usedforsecurity=False)
            for piece in self._pieces(source):
                digest.update(piece)
                target.write(piece)
        if digest.hexdigest() != sha1:
            raise BadReplyError("the bill that came is not the one that was promised")
        with _keeping(self._path):
            self._plain.replace(self._path)

    def _pieces(self, source: BinaryIO) -> Iterator[bytes]:
        """Yield the uncompressed bill; a small file can hold a great many zeros."""
        size = 0
        try:
            while piece := source.read(_PIECE):
                size += len(piece)
                if size > self._largest:
                    raise BadReplyError("the bill is too large")
                yield piece
        except (gzip.BadGzipFile, zlib.error, EOFError):
            raise BadReplyError("the bill cannot be decompressed") from None


@contextmanager
def _keeping(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotKeptError(f"{path.name} cannot be written: {error.strerror}") from error


def _opened(path: Path) -> BinaryIO:
    """Open a file that may be compressed."""
    with path.open("rb") as file:
        compressed = file.read(len(_GZIP)) == _GZIP
    return cast(BinaryIO, gzip.open(path) if compressed else path.open("rb"))
