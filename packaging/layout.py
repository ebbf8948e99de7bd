"""How a package tells the program of which form it is, and how the portable form lies. See docs/updates.md."""

from __future__ import annotations

import shutil
from pathlib import Path

STARTER = Path(__file__).parent / "portable" / "pos-app"
FORM_FILE = "install-form"


def mark(program: Path, form: str) -> None:
    """Write beside the executable which form this is: ``portable``, ``deb`` or ``setup``."""
    (program / FORM_FILE).write_text(f"{form}\n", "ascii", newline="\n")


def portable(bundle: Path, version: str, into: Path) -> Path:
    """Lay a bundle out as the first version of a portable program; give its folder, which is to be packed."""
    root = into / "pos-app"
    shutil.rmtree(root, ignore_errors=True)
    program = root / "versions" / version
    shutil.copytree(bundle, program, symlinks=True)
    mark(program, "portable")
    (root / "current").write_text(f"{version}\n", "ascii", newline="\n")
    shutil.copy2(STARTER, root / "pos-app")
    return root
