"""Files that are written whole or not at all: half of one under its name would be taken for it."""

from __future__ import annotations

from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file under another name, and only then give it its own.

    Raises:
        OSError: nothing of that name was written.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
