"""The makers' side of updates: make a signing key, sign a release, look a manifest over.

    python -m tools.release keygen --private ~/keys/pos-app.pem --public resources/updates/current.pem
    python -m tools.release sign --key ~/keys/pos-app.pem --days 90 --minimum-ledger 0001 \
        --notes-zh-CN notes.zh-CN.txt --notes-en notes.en.txt --output dist linux-x86_64-portable=dist/pos-app.tar.gz
    python -m tools.release show dist/pos-app-stable.update

The private key is sealed with a passphrase, asked for at each use, and never lies in the repository.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from pos_app import __version__
from pos_app.core.schema import SCHEMA_VERSIONS
from pos_app.updates.contents import CHANNELS, Package, Release
from pos_app.updates.manifest import key_id, read_manifest, sign, trusted_keys
from pos_app.updates.refusals import UpdateError
from pos_app.updates.source import manifest_name
from pos_app.updates.version import Version

REPOSITORY = Path(__file__).resolve().parent.parent
KEYS = REPOSITORY / "resources" / "updates"
_SHORTEST = 12  # characters of a passphrase


def main(words: list[str] | None = None) -> int:
    """Do one of the three; give the exit code."""
    given = _arguments().parse_args(words)
    try:
        return int(given.deed(given))
    except (UpdateError, OSError, ValueError, TypeError) as error:
        sys.stderr.write(f"release: {error}\n")
        return 1


def keygen(given: argparse.Namespace) -> int:
    """Make a key; its public half is what a build carries."""
    _refuse_inside(given.private)
    passphrase = _ask("Passphrase for the new key (at least 12 characters, not shown): ")
    if len(passphrase) < _SHORTEST:
        raise ValueError("the passphrase is too short; no key was made")
    key = Ed25519PrivateKey.generate()
    sealed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode()))
    given.private.touch(mode=0o600, exist_ok=False)
    given.private.write_bytes(sealed)
    given.public.parent.mkdir(parents=True, exist_ok=True)
    given.public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    print(f"key {key_id(key.public_key())}: {given.private} is secret; {given.public} goes with every build")
    return 0


def sign_release(given: argparse.Namespace) -> int:
    """Write the manifest of this version, and read it back as a till would."""
    keys = [_open_key(file) for file in given.key]
    now = datetime.now(UTC).replace(microsecond=0)
    release = Release(
        version=Version.read(given.version), channel=given.channel, released=now,
        expires=now + timedelta(days=given.days), minimum_ledger=given.minimum_ledger, ledger=SCHEMA_VERSIONS[-1],
        notes=(("zh-CN", given.notes_zh.read_text("utf-8").strip()), ("en", given.notes_en.read_text("utf-8").strip())),
        files=tuple(_package(words) for words in given.files),
    )  # fmt: skip
    content = sign(release, keys)
    trusted = trusted_keys(given.trusted)
    proven = read_manifest(content, trusted)  # what no till would take is not written
    file = given.output / manifest_name(release.channel)
    file.write_bytes(content)
    print(f"{file}: version {release.version}, signed by {proven.key}, good until {release.expires:%Y-%m-%d}")
    return 0


def show(given: argparse.Namespace) -> int:
    """Say what a manifest offers, and by whom it is signed."""
    manifest = read_manifest(given.file.read_bytes(), trusted_keys(given.trusted))
    release = manifest.release
    print(f"version {release.version} on {release.channel}, signed by {manifest.key}")
    print(f"released {release.released:%Y-%m-%d}, expires {release.expires:%Y-%m-%d}")
    for package in release.files:
        print(f"{package.platform}: {package.name}, {package.size} bytes, {package.sha256}")
    return 0


def _package(words: str) -> Package:
    platform, _, path = words.partition("=")
    file = Path(path)
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return Package(platform=platform, name=file.name, size=file.stat().st_size, sha256=digest)


def _open_key(file: Path) -> Ed25519PrivateKey:
    _refuse_inside(file)
    key = load_pem_private_key(file.read_bytes(), _ask(f"Passphrase of {file.name} (not shown): ").encode())
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{file} is no Ed25519 key")
    return key


def _refuse_inside(file: Path) -> None:
    if file.expanduser().resolve().is_relative_to(REPOSITORY):
        raise ValueError(f"{file} lies in the repository: a private key never does")


def _ask(prompt: str) -> str:
    """Take a passphrase where no list of processes and no history of a shell can show it."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def _arguments() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(description="The makers' side of updates.")
    deeds = whole.add_subparsers(required=True)
    make = deeds.add_parser("keygen", help="make a signing key")
    make.add_argument("--private", type=Path, required=True, help="outside of the repository")
    make.add_argument("--public", type=Path, required=True, help="current.pem or next.pem in resources/updates")
    make.set_defaults(deed=keygen)
    signing = deeds.add_parser("sign", help="write the manifest of this version")
    signing.add_argument("--key", type=Path, action="append", required=True, help="again for a second key")
    signing.add_argument("--channel", choices=CHANNELS, default="stable")
    signing.add_argument("--version", default=__version__)
    signing.add_argument("--days", type=int, default=90, help="how long it is vouched for")
    signing.add_argument("--minimum-ledger", default=SCHEMA_VERSIONS[0], help="the oldest that it takes over")
    signing.add_argument("--notes-zh-CN", dest="notes_zh", type=Path, required=True)
    signing.add_argument("--notes-en", dest="notes_en", type=Path, required=True)
    signing.add_argument("--output", type=Path, required=True, help="a folder; the packages lie there too")
    signing.add_argument("files", nargs="+", metavar="PLATFORM=FILE", help="such as linux-x86_64-portable=FILE")
    signing.set_defaults(deed=sign_release)
    look = deeds.add_parser("show", help="look a manifest over")
    look.add_argument("file", type=Path)
    look.set_defaults(deed=show)
    for one in (signing, look):
        one.add_argument("--trusted", type=Path, default=KEYS, help="the folder of public keys that a build carries")
    return whole


if __name__ == "__main__":
    sys.exit(main())
