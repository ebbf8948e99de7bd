"""Files and names that are there after a power cut: whole, or as they were."""

from __future__ import annotations

import os
from pathlib import Path


def write_durably(file: Path, content: bytes) -> None:
    """Put a file in place of the one of its name, in one step.

    Raises:
        OSError: the old one is as it was.
    """
    part = file.with_name(f".{file.name}.part")
    with part.open("wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    move_durably(part, file)


def move_durably(part: Path, whole: Path) -> None:
    """Give a file or a folder its name, in one step.

    Raises:
        OSError: it has its old name still.
    """
    part.replace(whole)
    keep_names(whole.parent)


def keep_names(folder: Path) -> None:
    """Write down which names a folder holds. Windows keeps them by itself, and opens no folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
