"""PINs, kept as Argon2id hashes (RFC 9106) with a pepper that lies in the keyring: the ledger alone gives none away.

A PIN of four digits is ten thousand guesses: hashing alone protects nothing. The pepper defends against whoever has
the file, the rising delays of ``authority`` against whoever stands at the till.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from pos_app.core.errors import InvalidInputError, LedgerDamagedError

SHORTEST, LONGEST = 4, 8
PEPPER_LENGTH = 32  # bytes
_SALT = 16  # bytes; RFC 9106, 3.1
_HASH = 32
_KEPT = re.compile(r"\$argon2id\$v=19\$m=(?P<memory>[0-9]{1,9}),t=(?P<passes>[0-9]{1,9}),p=[0-9]{1,2}\$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """How dear a guess is. The usual one is RFC 9106's for little memory, and takes 200 ms or more at a till."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


USUAL = Cost()
_DEAREST = Cost(memory_kib=1024 * 1024, passes=10)  # that this program would ever choose


def check_new_pin(pin: str) -> str:
    """Return a PIN unchanged if it may be chosen.

    Raises:
        InvalidInputError: it has not 4 to 8 digits, or is the first that anybody would guess. Never quotes it.
    """
    if not re.fullmatch(rf"[0-9]{{{SHORTEST},{LONGEST}}}", pin):
        raise InvalidInputError("pin", f"must have {SHORTEST} to {LONGEST} digits")
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(pin)}
    if steps in ({0}, {1}, {9}):
        raise InvalidInputError("pin", "is one that anybody would guess: no 1111, 1234 or 4321")
    return pin


def hash_pin(pin: str, pepper: bytes, cost: Cost = USUAL) -> str:
    """Hash a PIN as it is kept: in the PHC's string format, with a salt of its own."""
    return _argon2id(pepper, cost).derive_phc_encoded(pin.encode())


def is_pin(pin: str, kept: str, pepper: bytes) -> bool:
    """Whether a PIN is the one that was hashed. As dear as hashing it.

    Raises:
        LedgerDamagedError: what is kept is none of this program's hashes, or so dear that it would take all memory.
    """
    cost = _KEPT.match(kept)
    if cost is None or int(cost["memory"]) > _DEAREST.memory_kib or int(cost["passes"]) > _DEAREST.passes:
        raise LedgerDamagedError("what the ledger keeps for a PIN is no hash of this program's")
    try:
        Argon2id.verify_phc_encoded(pin.encode(errors="replace"), kept, secret=pepper)
    except (InvalidKey, ValueError):
        return False
    return True


def seal_of(kept: str) -> str:
    """Name a hash in the journal without writing it down there: a change of PIN is seen, the hash is not."""
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def _argon2id(pepper: bytes, cost: Cost) -> Argon2id:
    return Argon2id(
        salt=secrets.token_bytes(_SALT),
        length=_HASH,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
        secret=pepper,
    )
