"""The manifest: which version there is, what it is made of, and the makers' signature over exactly these bytes.

A file of lines. The first is canonical JSON: sorted names, no spaces, UTF-8. Each line after it is one signature,
``ed25519 KEY-ID BASE64``. There may be several, so that a release can be signed by the old key and the new one while
keys change. Nothing of the first line is looked at before a signature over it has been proven.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from pos_app.updates.contents import Release, read_release, tell
from pos_app.updates.refusals import Refusal, UpdateError

LARGEST = 256 * 1024
"""Bytes of a manifest at most."""

_SCHEME = "ed25519"
_MOST_SIGNATURES = 4
# What is signed begins with words that nothing else of ours begins with: a signature is good for no other purpose.
_PURPOSE = b"pos_app update manifest 1\n"

Keys = Mapping[str, Ed25519PublicKey]
"""Who is trusted, by the key's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the makers offer, proven to be theirs.

    Attributes:
        release: what they say.
        key: the id of the key that proved it.
    """

    release: Release
    key: str


def read_manifest(content: bytes, keys: Keys) -> Manifest:
    """Prove who made a manifest, and read it.

    Raises:
        UpdateError: unsigned, by nobody who is trusted, changed, or no manifest at all.
    """
    if not keys:
        raise UpdateError(Refusal.NO_KEY)
    said, signatures = _apart(content)
    key = _prove(said, signatures, keys)
    return Manifest(release=read_release(_parse(said)), key=key)


def sign(release: Release, keys: Iterable[Ed25519PrivateKey]) -> bytes:
    """Write a manifest, signed by each of the keys."""
    said = canonical(tell(release))
    lines = [said]
    for key in keys:
        signature = base64.b64encode(key.sign(_PURPOSE + said))
        lines.append(f"{_SCHEME} {key_id(key.public_key())} ".encode() + signature)
    return b"\n".join(lines) + b"\n"


def canonical(facts: object) -> bytes:
    """Write facts in the one way that is signed."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def key_id(key: Ed25519PublicKey) -> str:
    """Name a key by its own bytes: sixteen hexadecimal digits."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def trusted_keys(folder: Path) -> Keys:
    """Read the makers' public keys that this build carries: each ``.pem`` of a folder.

    Raises:
        UpdateError: one cannot be read, or is no Ed25519 key.
    """
    return {key_id(key): key for key in map(_read_key, sorted(folder.glob("*.pem")))}


def _read_key(file: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise UpdateError(Refusal.NO_KEY, file.name) from error
    if not isinstance(key, Ed25519PublicKey):
        raise UpdateError(Refusal.NO_KEY, file.name)
    return key


# ---------------------------------------------------------------- proof, then words


def _apart(content: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """Part what is said from its signatures."""
    if len(content) > LARGEST or not content.startswith(b"{"):
        raise UpdateError(Refusal.MALFORMED)
    said, *signatures = content.removesuffix(b"\n").split(b"\n")
    if not signatures:
        raise UpdateError(Refusal.UNSIGNED)
    if len(signatures) > _MOST_SIGNATURES:
        raise UpdateError(Refusal.MALFORMED)
    return said, tuple(signatures)


def _prove(said: bytes, signatures: Iterable[bytes], keys: Keys) -> str:
    """Give the id of the first trusted key whose signature holds."""
    known = False
    for name, signature in [_signature(line) for line in signatures]:  # all are read: no line may be nonsense
        key = keys.get(name)
        if key is None:
            continue
        known = True
        try:
            key.verify(signature, _PURPOSE + said)
        except InvalidSignature:
            continue
        return name
    raise UpdateError(Refusal.FORGED if known else Refusal.WRONG_KEY)


def _signature(line: bytes) -> tuple[str, bytes]:
    try:
        scheme, name, encoded = line.decode("ascii").split(" ")
        signature = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise UpdateError(Refusal.MALFORMED, "signature") from error
    if scheme != _SCHEME:
        raise UpdateError(Refusal.MALFORMED, "signature")
    return name, signature


def _parse(said: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(said, object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse)
        same = canonical(facts) == said
    except (ValueError, RecursionError) as error:
        raise UpdateError(Refusal.MALFORMED) from error
    if not same or not isinstance(facts, dict):
        raise UpdateError(Refusal.MALFORMED, "not in its canonical form")
    return facts


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that comes twice: two readers would read two things."""
    return dict(_unique(pairs))


def _unique(pairs: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for name, value in pairs:
        if name in seen:
            raise ValueError(f"{name} comes twice")
        seen.add(name)
        yield name, value


def _refuse(words: str) -> Any:
    raise ValueError(f"{words} is no whole number")
