"""A small disk that runs full while the till works: a file system of a few hundred kilobytes, then room again."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.torture.cases import Stage
from tests.torture.till import BOOK

_PAGE = 4096  # bytes
_FLOWS = ("checkpoint", "parts", "cancel", "settle")


class NoMountError(Exception):
    """This machine lets nobody put a small disk anywhere."""


def fill(on: Stage, seed: int) -> list[str]:
    """Let the disk run full somewhere in a flow, then make room; say what is wrong in the end.

    Raises:
        NoMountError: it takes root, and in a container the capability SYS_ADMIN.
    """
    dice = random.Random(seed)
    flow = dice.choice(_FLOWS)
    with on.shop(flow) as (home, far_end), _small_disk(home, dice.randint(9, 80)) as disk:
        said = on.live(home, far_end, flow, None)
        _mount("remount,size=64m", disk)
        said += on.live(home, far_end, "settle", None)
        return [f"{flow} on a full disk: {wrong}" for wrong in said + on.questions(home, far_end, killed=False)]


@contextmanager
def _small_disk(home: Path, pages: int) -> Iterator[Path]:
    """Move the book to a disk with room for so many more pages."""
    disk, book = home / "disk", home / BOOK
    disk.mkdir()
    log = book.with_name(f"{BOOK}-wal")
    _mount(f"size={book.stat().st_size + pages * _PAGE + 32_768}", disk)
    try:
        for file in (book, log):
            if file.exists():
                shutil.move(file, disk / file.name)
        book.symlink_to(disk / BOOK)
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _mount(options: str, disk: Path) -> None:
    if os.geteuid() != 0:
        raise NoMountError("a small disk takes root")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", str(disk)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise NoMountError(f"mount is forbidden here (a container needs the capability SYS_ADMIN): {done.stderr}")
