"""The makers of updates, as tests need them: throw-away keys, releases, and portable packages that really start."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from pos_app.updates.contents import Package, Release
from pos_app.updates.installation import FORM_FILE, Form, Installation
from pos_app.updates.manifest import key_id, sign
from pos_app.updates.source import manifest_name
from pos_app.updates.updater import Updater
from pos_app.updates.version import Version

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(31) + b"\1")
OLD, NEW = Version.read("0.1.0"), Version.read("0.2.0")
STARTER = Path(__file__).parents[2] / "packaging" / "portable" / "pos-app"

RELEASE = Release(
    version=NEW,
    channel="stable",
    released=NOW - timedelta(days=1),
    expires=NOW + timedelta(days=90),
    minimum_ledger="0001",
    ledger="0010",
    notes=(("zh-CN", "更快"), ("en", "Quicker")),
    files=(Package(platform="linux-x86_64-deb", name="pos-app.deb", size=5, sha256="0" * 64),),
)


def program(version: Version) -> dict[str, bytes]:
    """Give the files of a program that says its version, as the real one does."""
    return {
        "pos-app": f"#!/bin/sh\necho pos-app {version}\n".encode(),
        FORM_FILE: b"portable\n",
        "_internal/library.so": os.urandom(200_000),
    }


def portable(version: Version, files: dict[str, bytes] | None = None) -> bytes:
    """Pack a portable version."""
    inside = f"pos-app/versions/{version}"
    named = {f"{inside}/{name}": content for name, content in (files or program(version)).items()}
    links = ((f"{inside}/_internal/library.so.1", "library.so"), (f"{inside}/_internal/gone.so.1", "gone.so"))
    return tar(named.items(), ((name, to, tarfile.SYMTYPE) for name, to in links))


def resigned(said: bytes) -> bytes:
    """Sign bytes of any kind, as makers with a bug might."""
    signature = base64.b64encode(KEY.sign(b"pos_app update manifest 1\n" + said))
    return said + f"\ned25519 {key_id(KEY.public_key())} ".encode() + signature + b"\n"


def tar(
    files: Iterable[tuple[str, bytes]], links: Iterable[tuple[str, str, bytes]] = (), packed: Literal["gz", ""] = "gz"
) -> bytes:
    """Pack files by any names at all, and links of any kind."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz" if packed else "w") as archive:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o755
            archive.addfile(member, io.BytesIO(content))
        for name, target, kind in links:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, target
            archive.addfile(member)
    return whole.getvalue()


@dataclass
class Shop:
    """A portable installation of the old version, a profile, and the folder of a stick with a newer one."""

    root: Path
    stick: Path
    profile: Path
    keys: Path
    clock: list[datetime] = field(default_factory=lambda: [NOW])
    ledger: list[str] = field(default_factory=lambda: ["0010"])

    @property
    def installation(self) -> Installation:
        return Installation(form=Form.PORTABLE, version=OLD, root=self.root)

    def updater(self, installation: Installation | None = None) -> Updater:
        return Updater(
            self.profile / "updates", installation or self.installation, self.keys, "stable",
            ledger=lambda: self.ledger[0], known="0010", clock=lambda: self.clock[0],
        )  # fmt: skip

    def offer(self, version: Version = NEW, package: bytes | None = None, **changes: object) -> Release:
        """Put a release on the stick."""
        content = portable(version) if package is None else package
        file = Package(
            platform=self.installation.platform, name=f"pos-app-{version}.tar.gz", size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )  # fmt: skip
        release = replace(RELEASE, version=version, files=(file,), **changes)  # type: ignore[arg-type]
        (self.stick / file.name).write_bytes(content)
        (self.stick / manifest_name("stable")).write_bytes(sign(release, [KEY]))
        return release


def open_shop(folder: Path) -> Shop:
    """Install the old version, as the portable package does."""
    shop = Shop(folder / "pos-app", folder / "stick", folder / "profile", folder / "keys")
    for one in (shop.stick, shop.profile, shop.keys, shop.root / "versions"):
        one.mkdir(parents=True)
    for name, content in program(OLD).items():
        file = shop.installation.folder(OLD) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        file.chmod(0o755)
    shutil.copy2(STARTER, shop.root / "pos-app")
    (shop.root / "current").write_text(f"{OLD}\n", "ascii")
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (shop.keys / "current.pem").write_bytes(public)
    return shop


class _Shelf(BaseHTTPRequestHandler):
    """Gives files of a folder from a byte on, and breaks off where it is told to."""

    folder: Path
    breaks_after: int | None = None
    sends_to = ""
    asked: list[str]

    def do_GET(self) -> None:
        if self.sends_to:
            self.send_response(302)
            self.send_header("Location", self.sends_to)
            self.end_headers()
            return
        type(self).asked.append(f"{self.path} {self.headers.get('Range', '')}".strip())
        file = self.folder / self.path.lstrip("/")
        if not file.is_file():
            self.send_error(404)
            return
        start = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        content = file.read_bytes()[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: type(self).breaks_after])
        type(self).breaks_after = None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def shelf(folder: Path) -> Iterator[tuple[str, type[_Shelf]]]:
    """Serve a folder on this machine."""
    handler = type("Shelf", (_Shelf,), {"folder": folder, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", handler
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
