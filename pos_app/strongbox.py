"""A file that only a passphrase opens: what a backup is written into.

The key comes from the passphrase by Argon2id (RFC 9106), with a salt of the file's own, so that it seals nothing else.
The content is sealed in chunks by AES-256-GCM. Each chunk's nonce is its place and whether it is the last, and the
file's head is bound to each: chunks that are changed, exchanged, left out or cut off do not open.

* StrongboxError
  - NotAStrongboxError     the file is something else, or was written by a newer program
  - WrongPassphraseError   the passphrase is another one (or the file is damaged at its very beginning)
  - BrokenStrongboxError   it was opened, but is damaged or cut off further on
"""

from __future__ import annotations

import secrets
import struct
import unicodedata
from dataclasses import dataclass
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from pos_app.core.errors import InvalidInputError, PosError

SHORTEST = 10  # characters of a passphrase
_MAGIC = b"pos_app\x1a"
_FORMAT = 1
_HEAD = struct.Struct(">8sBIIII16s")  # magic, format, KiB, passes, lanes, bytes of a chunk, salt
_KEY, _TAG = 32, 16  # bytes
_CHUNK = 256 * 1024  # bytes
# What a file may ask of this machine before its passphrase is proven.
_MOST_KIB, _MOST_PASSES, _MOST_LANES, _LARGEST_CHUNK = 256 * 1024, 16, 16, 16 * 1024 * 1024


class StrongboxError(PosError):
    """What was to be opened cannot be; nothing was changed."""


class NotAStrongboxError(StrongboxError):
    """The file is something else."""


class WrongPassphraseError(StrongboxError):
    """The passphrase is another one."""


class BrokenStrongboxError(StrongboxError):
    """The file is damaged or cut off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """How dear a guess is. The usual one takes a till some 200 ms (RFC 9106's second choice)."""

    kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


USUAL = Cost()


def check_passphrase(passphrase: str) -> str:
    """Return a passphrase unchanged if it may be chosen.

    Raises:
        InvalidInputError: it is too short. Never quotes it.
    """
    if len(passphrase) < SHORTEST:
        raise InvalidInputError("passphrase", f"must have at least {SHORTEST} characters; a few words are best")
    return passphrase


def _key(passphrase: str, head: bytes) -> AESGCM:
    _, _, kib, passes, lanes, _, salt = _HEAD.unpack(head)
    derivation = Argon2id(salt=salt, length=_KEY, iterations=passes, lanes=lanes, memory_cost=kib)
    # One form, however a keyboard composes its letters.
    return AESGCM(derivation.derive(unicodedata.normalize("NFC", passphrase).encode()))


def _nonce(index: int, *, last: bool) -> bytes:
    return index.to_bytes(11) + bytes([last])


class Sealing:
    """Seals what is written into a stream. Nothing is whole before ``close``, which leaves the stream open."""

    def __init__(self, stream: BinaryIO, passphrase: str, cost: Cost = USUAL) -> None:
        salt = secrets.token_bytes(16)
        self._head = _HEAD.pack(_MAGIC, _FORMAT, cost.kib, cost.passes, cost.lanes, _CHUNK, salt)
        self._cipher = _key(check_passphrase(passphrase), self._head)
        self._stream = stream
        self._waiting = bytearray()
        self._index = 0
        stream.write(self._head)

    def write(self, content: bytes) -> int:
        """Take some more."""
        self._waiting += content
        while len(self._waiting) > _CHUNK:  # one chunk is always kept back: it may be the last
            self._seal(_CHUNK, last=False)
        return len(content)

    def close(self) -> None:
        """Seal the end."""
        self._seal(len(self._waiting), last=True)

    def _seal(self, length: int, *, last: bool) -> None:
        nonce = _nonce(self._index, last=last)
        self._stream.write(self._cipher.encrypt(nonce, bytes(self._waiting[:length]), self._head))
        del self._waiting[:length]
        self._index += 1


class Opening:
    """Opens what ``Sealing`` sealed, as it is read. Whoever has read to the end knows that nothing is missing."""

    def __init__(self, stream: BinaryIO, passphrase: str) -> None:
        self._stream = stream
        self._head = stream.read(_HEAD.size)
        self._chunk = _check_head(self._head)
        self._cipher = _key(passphrase, self._head)
        self._next = stream.read(self._chunk + _TAG)
        self._ready = bytearray()
        self._index = 0
        self._done = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is held."""

    def read(self, size: int) -> bytes:
        """Give at most ``size`` bytes; fewer only at the end.

        Raises:
            WrongPassphraseError: not even the beginning opens.
            BrokenStrongboxError: what follows does not.
        """
        while len(self._ready) < size and not self._done:
            self._open_next()
        given = bytes(self._ready[:size])
        del self._ready[:size]
        return given

    def _open_next(self) -> None:
        sealed, self._next = self._next, self._stream.read(self._chunk + _TAG)
        self._done = not self._next
        try:
            self._ready += self._cipher.decrypt(_nonce(self._index, last=self._done), sealed, self._head)
        except InvalidTag:
            if self._index == 0:
                raise WrongPassphraseError(
                    "the passphrase does not open this file; if it is right, the file is damaged"
                ) from None
            raise BrokenStrongboxError("the file is damaged, or its end is cut off") from None
        self._index += 1


def _check_head(head: bytes) -> int:
    if len(head) < _HEAD.size or not head.startswith(_MAGIC):
        raise NotAStrongboxError("the file is not one that pos-app has sealed")
    _, form, kib, passes, lanes, chunk, _ = _HEAD.unpack(head)
    if form != _FORMAT:
        raise NotAStrongboxError(f"the file's format {form} is newer than this program: update the program")
    if not (
        8 * lanes <= kib <= _MOST_KIB
        and 1 <= passes <= _MOST_PASSES
        and 1 <= lanes <= _MOST_LANES
        and 1 <= chunk <= _LARGEST_CHUNK
    ):
        raise NotAStrongboxError("the file asks for more than a till may be asked for: its head is damaged")
    return int(chunk)
