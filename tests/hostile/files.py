"""What arrives as a file or by a person's hand: settings, goods, keys, and what is typed or scanned."""

from __future__ import annotations

import base64
import io
import tarfile
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from pos_app import backup, merchant_files, settings_file
from pos_app.config import Profile
from pos_app.core import pins, second_factor
from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import Goods, Initials, is_ean13
from pos_app.core.goods_plan import plan_import
from pos_app.core.goods_table import read_table
from pos_app.core.money import Money
from pos_app.core.scanning import read_scan
from pos_app.merchant_files import KeyFileError
from pos_app.settings_file import SettingsError
from pos_app.strongbox import Cost, Sealing, StrongboxError
from pos_app.ui.entry import Entry
from pos_app.ui.resources import RESOURCES
from tests.hostile.target import Target
from tests.wechatpay.provider import certificate, of_unknown_kind, private_pem, public_pem

SAMPLE = RESOURCES / "catalogue" / "sample.csv"
INITIALS = RESOURCES / "catalogue" / "initials.txt"


def _settings(data: bytes) -> None:
    """Settings are read, and what was read can be saved again; or the mistake is told with its place."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Profile.locate("default", Path(folder))
        profile.directory.mkdir()
        profile.settings_file.write_bytes(data)
        with suppress(SettingsError):
            settings_file.save(profile, settings_file.load(profile))


def _goods(data: bytes) -> None:
    """Any file is a table, whose import can be told with every bad row, or is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "goods.csv"
        path.write_bytes(data)
        with suppress(InvalidInputError):
            table = read_table(path)
            plan = plan_import(table, _shop(), _initials())
            assert len(plan.bad) + len(plan.changes) + plan.unchanged == len(table.rows)


def _key_file(data: bytes) -> None:
    """Any file in any place is a key, or is named for what it is, without a word of it."""
    wrapped = base64.b64encode(data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        for label in (b"PRIVATE KEY", b"RSA PRIVATE KEY", b"CERTIFICATE", b"PUBLIC KEY"):
            for content in (data, b"-----BEGIN %b-----\n%b\n-----END %b-----\n" % (label, wrapped, label)):
                path.write_bytes(content)
                for read in (
                    merchant_files.read_private_key,
                    merchant_files.read_certificate,
                    merchant_files.read_public_key,
                ):
                    with suppress(KeyFileError):
                        read(path)


CHEAP = Cost(kib=32, passes=1, lanes=1)
WORDS = "correct horse battery"


def _sealed(content: bytes) -> bytes:
    stream = io.BytesIO()
    box = Sealing(stream, WORDS, CHEAP)
    box.write(content)
    box.close()
    return stream.getvalue()


def _backup(data: bytes) -> None:
    """A file that is no backup, and one that somebody made who knows the passphrase, are unpacked or refused."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "shop.backup"
        for content in (data, _sealed(data)):
            file.write_bytes(content)
            inside = Path(folder) / "inside"
            inside.mkdir(exist_ok=True)
            with suppress(StrongboxError):
                backup._unpack(file, WORDS, inside)
            with suppress(StrongboxError):
                backup.import_secrets(file, WORDS)
        assert {path.name for path in Path(folder).iterdir()} <= {"shop.backup", "inside"}


def _archive(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return stream.getvalue()


@cache
def _initials() -> Initials:
    return Initials(INITIALS)


@cache
def _shop() -> tuple[Goods, ...]:
    plan = plan_import(read_table(SAMPLE), (), _initials())
    return tuple(change.after for change in plan.changes if change.after is not None)


def _typed(data: bytes) -> None:
    """What hands and scanners give is read as a scan, is an amount or none, and never stops the till."""
    for text in (data.decode("utf-8", "replace"), data[: len(data) // 2 * 2].decode("utf-16-le", "surrogatepass")):
        _type(text)


def _type(text: str) -> None:
    read_scan(text)
    is_ean13(text)
    _initials().of(text)
    with suppress(ValueError):
        assert Money.parse(text).fen >= 0
    entry = Entry()
    for character in text[:100]:
        entry = entry.typed(character)
        assert len(entry.text) <= 21
    assert entry.amount is None or entry.amount.fen > 0
    assert entry.quantity_milli is None or entry.quantity_milli > 0
    with suppress(InvalidInputError):
        pins.check_new_pin(text)
    step = second_factor.step_of(text, b"0" * 20, now=datetime(2026, 11, 24, tzinfo=UTC), after=0)
    assert step is None or len(text.strip()) == 6


@cache
def targets() -> tuple[Target, ...]:
    """Give them all, with an example of every kind of file that a merchant has."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    own = certificate(key, serial=0xF1)
    pem, public = private_pem(key), public_pem(key)
    bundle = serialize_key_and_certificates(b"x", key, None, None, BestAvailableEncryption(b"1900009191"))
    windows = b"\xef\xbb\xbf" + pem.replace(b"\n", b"\r\n")
    utf16 = pem.decode().encode("utf-16")
    settings = (
        b'[shop]\nname = "\xe5\xba\x97"\n[till]\nid = "01"\n[merchant]\nmchid = "1900009191"\n[ui]\nscale = 1.0\n'
    )
    header = SAMPLE.read_bytes().splitlines(keepends=True)
    archives = (
        _archive({"manifest.json": b'{"sha256": {}}'}),
        _archive({"manifest.json": b"[" * 20_000}),
        _archive(
            {"manifest.json": b'{"sha256": {"secrets.json": "0"}, "heads": [], "made_at": "x"}', "secrets.json": b"{}"}
        ),
        _archive({"../evil": b"x", "manifest.json": b"9" * 5000}),
        b'{"pepper": "eA=="}',
        b'{"pepper": 1}',
        b"[]",
    )
    return (
        Target(
            name="backup",
            run=_backup,
            seeds=(*archives, _sealed(archives[0]), b"pos_app\x1a" + b"\xff" * 60),
            longest=8192,
        ),
        Target(
            name="settings",
            run=_settings,
            seeds=(
                settings,
                settings.decode().encode("gbk"),
                b"\xff\xfe" + settings,
                b"[" * 3000,
                b"x = " + b"[" * 3000,
                b"[ui]\nscale = 1e999",
                b"[ui]\nscale = nan",
                b"[polling]\nx = " + b"9" * 5000,
                b"a.b.c.d = 1\n[a]\n",
            ),
        ),
        Target(
            name="goods",
            run=_goods,
            seeds=(
                b"".join(header[:5]),
                b"".join(header[:3]).decode("utf-8-sig").encode("gbk"),
                header[0] + b'"' + b"x" * 200_000,
                header[0] + b"\0",
                header[0] + b"x\ry\n",
                b"\xff\xfe",
            ),
        ),
        Target(
            name="key_file",
            run=_key_file,
            seeds=(
                pem,
                windows,
                utf16,
                public,
                own.pem,
                of_unknown_kind(own.pem),
                bundle,
                pem[: len(pem) // 2],
                base64.b64decode(b"".join(pem.splitlines()[1:-1])),
            ),
        ),
        Target(
            name="typed",
            run=_typed,
            seeds=(
                b"6921168509256",
                "矿泉水".encode(),
                b"12.80",
                "１２．８０".encode(),
                b"9" * 5000,
                b"kqs",
                b"123456",
                b"\0\r\n",
            ),
        ),
    )
