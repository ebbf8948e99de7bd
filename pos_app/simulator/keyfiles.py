"""Key files of the pretend provider: written whole, read fast."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import cast

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa


def load_rsa_key(path: Path) -> rsa.RSAPrivateKey:
    """Read a key that we wrote ourselves, without the slow check of its numbers."""
    key = serialization.load_pem_private_key(path.read_bytes(), None, unsafe_skip_rsa_key_validation=True)
    return cast("rsa.RSAPrivateKey", key)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file for its owner alone: the old content or the new one, never half."""
    draft = path.with_name(path.name + ".new")
    with contextlib.suppress(FileNotFoundError):
        draft.unlink()
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    draft.replace(path)
