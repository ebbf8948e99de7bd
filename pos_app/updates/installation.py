"""How this program was put on the machine, and the portable form, which holds several versions side by side.

The portable form::

    pos-app/
        pos-app             starts the version that ``current`` names, or, should that not be there, ``previous``
        current             one line: a version
        previous            one line: the version before, and the form of the ledger that it knows
        versions/0.1.0/     one whole program each: the executable is ``pos-app``, or ``pos-app.exe``

A version is unpacked under a name that no starter looks for and gets its own only when it is whole; ``current`` is
replaced in one step. Whatever is torn at whatever moment, ``pos-app`` starts a whole version.
"""

from __future__ import annotations

import enum
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pos_app import __version__
from pos_app.updates.durable import move_durably, write_durably
from pos_app.updates.version import Version

FORM_FILE = "install-form"
"""Lies beside the executable of every package but the bundle for macOS, and holds the name of its `Form`."""

EXECUTABLE = "pos-app.exe" if sys.platform == "win32" else "pos-app"
_SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}
_MACHINES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}


def environment() -> dict[str, str]:
    """Give what another version of the program is started with: nothing that leads it to this one's libraries.

    Source: pyinstaller.org, "Using sys.executable to spawn subprocesses that outlive the application process", and
    "LD_LIBRARY_PATH / LIBPATH considerations".
    """
    given = {**os.environ, "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    if getattr(sys, "frozen", False):
        own, theirs = "LD_LIBRARY_PATH", given.pop("LD_LIBRARY_PATH_ORIG", None)
        given.pop(own, None)
        if theirs is not None:
            given[own] = theirs
    return given


class Form(enum.Enum):
    """How the program was installed. The values stand in packages and manifests: never change one."""

    PORTABLE = "portable"  # a folder of versions: switched by this program itself
    DEB = "deb"  # looked after by the system's packages
    SETUP = "setup"  # by the installer for Windows
    APP = "app"  # a bundle for macOS
    CHECKOUT = "checkout"  # a developer's: no update ever touches it


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The version to go back to, and the form of the ledger that it knows."""

    version: Version
    ledger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """One program on this machine.

    Attributes:
        form: how it was installed.
        version: the one that runs.
        root: the folder that holds ``versions``; of another form the program's own.
    """

    form: Form
    version: Version
    root: Path

    @classmethod
    def here(cls) -> Self:
        """Find out about the program that runs."""
        program = Path(sys.executable).resolve().parent
        return cls.at(program) if getattr(sys, "frozen", False) else cls(
            form=Form.CHECKOUT, version=Version.read(__version__), root=program
        )  # fmt: skip

    @classmethod
    def at(cls, program: Path) -> Self:
        """Find out about an installed program by the folder of its executable."""
        version = Version.read(__version__)
        try:
            form = Form((program / FORM_FILE).read_text("ascii").strip())
        except (OSError, ValueError):
            # A signed bundle holds nothing but programs beside its executable.
            form = Form.APP if sys.platform == "darwin" else Form.CHECKOUT
        if form is not Form.PORTABLE:
            return cls(form=form, version=version, root=program)
        return cls(form=form, version=version, root=program.parent.parent)

    @property
    def platform(self) -> str:
        """What a manifest calls the packages for this installation."""
        machine = platform.machine().lower()
        return f"{_SYSTEMS.get(sys.platform, sys.platform)}-{_MACHINES.get(machine, machine)}-{self.form.value}"

    @property
    def starter(self) -> Path:
        """What starts the version that is current."""
        return self.root / EXECUTABLE

    def folder(self, version: Version) -> Path:
        """Where a version lies."""
        return self.root / "versions" / str(version)

    def holds(self, version: Version) -> bool:
        """Say whether a whole version is here."""
        return (self.folder(version) / EXECUTABLE).is_file()

    @property
    def current(self) -> Version:
        """The version that starts next; the one that runs where the file is gone or damaged, or of another form."""
        if self.form is not Form.PORTABLE:
            return self.version
        try:
            return Version.read((self.root / "current").read_text("ascii").strip())
        except (OSError, ValueError):
            return self.version

    @property
    def previous(self) -> Previous | None:
        """The version to go back to, if it is here."""
        try:
            words, ledger = (self.root / "previous").read_text("ascii").split()
            found = Previous(version=Version.read(words), ledger=ledger)
        except (OSError, ValueError):
            return None
        return found if self.holds(found.version) and found.version != self.current else None

    def switch(self, to: Version, *, ledger: str) -> None:
        """Let another version start next, and the one of now be the one to go back to.

        Args:
            to: a version that is here, whole.
            ledger: the form of the ledger that the version of now knows.

        Raises:
            OSError: the one of now starts next, as before.
        """
        write_durably(self.root / "previous", f"{self.current} {ledger}\n".encode())
        write_durably(self.root / "current", f"{to}\n".encode())

    def take_in(self, part: Path, version: Version) -> None:
        """Give an unpacked version its name.

        Raises:
            OSError: it has none yet.
        """
        move_durably(part, self.folder(version))
