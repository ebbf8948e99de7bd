"""One shop's folder, and what the shop may choose there.

Each setting is declared once: its name, type, default, meaning and rule. The file
``settings.toml`` is read and written by `pos_app.settings_file`. Secrets are never here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import platformdirs

from pos_app.core.errors import InvalidInputError

DEFAULT = "default"
TRAINING = "training"
LANGUAGES = ("zh-CN", "en")

PRINTER = (
    r"network:(?P<host>[0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+\])(:(?P<port>[0-9]{1,5}))?"
    r"|usb:(?P<vendor>[0-9A-Fa-f]{4}):(?P<product>[0-9A-Fa-f]{4})"
    r"|serial:(?P<device>[0-9A-Za-z/._-]+)(@(?P<baud>[0-9]{3,6}))?"
    r"|windows:(?P<queue>[^\x00-\x1f\\,]{1,220})"
)
"""How a receipt printer is named, and the parts of its name."""

Rule = Callable[[Any], Any]
"""Returns the value as it will be held. Raises: ValueError, saying what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One shop's data, settings and keys. ``training`` can never touch live data or keys.

    Attributes:
        name: in small letters, so that it is one folder on every system.
        directory: holds everything of the profile but its secrets.
    """

    name: str
    directory: Path

    @classmethod
    def locate(cls, name: str = DEFAULT, data_dir: Path | None = None) -> Self:
        """Say where a profile lives: under the person's own data folder, or under ``data_dir``.

        Raises:
            InvalidInputError: the name could lead out of the folder, or means two on some system; or ~ is nobody.
        """
        if not re.fullmatch(r"[a-z][a-z0-9_-]{0,31}", name) or re.fullmatch(r"con|prn|aux|nul|(com|lpt)[0-9]", name):
            raise InvalidInputError(
                "profile", f"{name!r} cannot name a profile: use a small letter, then up to 31 of a-z 0-9 _ -"
            )
        root = data_dir if data_dir is not None else _own_data_dir()
        try:
            return cls(name=name, directory=root.expanduser().absolute() / name)
        except RuntimeError as error:
            raise InvalidInputError("data folder", f"{root} begins with ~ and the name of nobody here") from error

    @property
    def training(self) -> bool:
        """Whether no real money can move here."""
        return self.name == TRAINING

    @property
    def keyring_service(self) -> str:
        """Name this profile's secrets in the keyring; a profile in a folder of its own keeps its own secrets."""
        if self.directory == _own_data_dir() / self.name:
            return f"pos_app:{self.name}"
        return f"pos_app:{self.name}:{self.directory}"

    @property
    def settings_file(self) -> Path:
        """Where this profile's choices are written."""
        return self.directory / "settings.toml"

    @property
    def ledger_file(self) -> Path:
        """Where sales are written down, unless a server keeps them."""
        return self.directory / "ledger.sqlite3"

    @property
    def logs_dir(self) -> Path:
        """Where the log is."""
        return self.directory / "logs"

    @property
    def backups_dir(self) -> Path:
        """Where the ledger is copied to before it changes its form."""
        return self.directory / "backups"

    @property
    def certificates_dir(self) -> Path:
        """Where WeChat Pay's own public keys are kept: its platform certificates."""
        return self.directory / "certificates"

    @property
    def certificate_file(self) -> Path:
        """Where a copy of the merchant's API certificate is kept; it is no secret."""
        return self.directory / "apiclient_cert.pem"

    @property
    def public_key_file(self) -> Path:
        """Where WeChat Pay's public key is kept."""
        return self.directory / "pub_key.pem"


def _own_data_dir() -> Path:
    return platformdirs.user_data_path("pos_app", appauthor=False)


# ---------------------------------------------------------------- rules


def _form(pattern: str, meaning: str) -> Rule:
    def rule(value: str) -> str:
        if value and not re.fullmatch(pattern, value):
            raise ValueError(f"must be {meaning}")
        return value

    return rule


def _between(low: float, high: float) -> Rule:
    def rule(value: float) -> float:
        if not low <= value <= high:
            raise ValueError(f"must lie between {low:g} and {high:g}")
        return value

    return rule


def _one_of(*choices: str | int) -> Rule:
    def rule(value: str | int) -> str | int:
        if value not in choices:
            raise ValueError("must be " + " or ".join(json.dumps(choice) for choice in choices))
        return value

    return rule


def _printable(value: str) -> str:
    if len(value) > 64 or not value.isprintable():
        raise ValueError("must be one line of at most 64 characters")
    return value


def _lines(value: str) -> str:
    lines = value.strip().splitlines()
    if len(lines) > 8 or any(len(line) > 64 or not line.isprintable() for line in lines):
        raise ValueError("must be at most 8 lines of at most 64 characters")
    return "\n".join(line.strip() for line in lines)


def _printer(value: str) -> str:
    if value and not re.fullmatch(PRINTER, value):
        raise ValueError("must begin with network:, usb:, serial: or windows:, such as network:192.168.1.50")
    return value


def _serial(value: str) -> str:
    return str(_form(r"[0-9A-F]{40}", "40 hexadecimal digits, a leading zero included")(value.upper()))


def _https(value: str) -> str:
    parts = urlsplit(value)
    # A parser of URLs drops line ends and empty queries, and splits hosts at a backslash or not: none of it may pass.
    if not re.fullmatch(r"[!-~]+", value) or re.search(r"[?#\\]", value):
        raise ValueError("must be an address such as https://pay.example.com, with no space, query or fragment")
    if parts.hostname is None or parts.username is not None or parts.port == 0:
        raise ValueError("must be an address such as https://pay.example.com, with no name before the host")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(parts.hostname)):
        raise ValueError("must begin with https:// (plain http only to this machine itself)")
    return value


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _gateway(value: str) -> str:
    host = _https(value).rstrip("/")
    if urlsplit(host).path:
        raise ValueError("must be a host alone, with no path")
    return host


def _notify_url(value: str) -> str:
    if len(value) > 255:
        raise ValueError("must have at most 255 characters")
    return _https(value) if value else value


def _ledger_url(value: str) -> str:
    parts = urlsplit(value)
    if value and parts.scheme not in {"postgresql", "postgresql+psycopg"}:
        raise ValueError("must begin with postgresql://, or be empty for a file in the profile's folder")
    if parts.password is not None or "password" in parts.query.lower():
        raise ValueError("must not hold a password: PostgreSQL's own password file (.pgpass) is the place for it")
    return value


def _optional_path(value: str) -> Path | None:
    try:
        return Path(value).expanduser() if value else None
    except RuntimeError as error:
        raise ValueError("begins with ~ and the name of nobody here") from error


def _setting(default: Any, help_: str, rule: Rule | None = None) -> Any:
    return field(default=default, metadata={"help": help_, "rule": rule})


# ---------------------------------------------------------------- settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Whose till it is."""

    name: str = _setting("", "The shop's name, as customers know it", _printable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """Which till it is."""

    id: str = _setting("01", "Two digits; no two tills of a merchant may share them", _form("[0-9]{2}", "two digits"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Merchant:
    """The merchant account at WeChat Pay; its secrets are in the keyring."""

    mchid: str = _setting("", "Merchant number", _form("[0-9]{8,32}", "8 to 32 digits"))
    appid: str = _setting(
        "", "The appid bound to the merchant number", _form("w[wx][0-9A-Za-z]{16}", "wx and 16 letters or digits")
    )
    certificate_serial: str = _setting("", "Serial number of the merchant's API certificate", _serial)
    public_key_id: str = _setting(
        "",
        "Number of WeChat Pay's public key; empty where platform certificates are used",
        _form("PUB_KEY_ID_[0-9A-Za-z]{1,64}", "PUB_KEY_ID_ and digits"),
    )
    notify_url: str = _setting("", "Address that WeChat Pay tells of payments; the till itself only asks", _notify_url)

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the settings without which no payment can be taken."""
        needed = ("mchid", "appid", "certificate_serial", "notify_url")
        return tuple(f"merchant.{name}" for name in needed if not getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """Where WeChat Pay is reached."""

    url: str = _setting("https://api.mch.weixin.qq.com", "WeChat Pay's address", _gateway)
    backup_url: str = _setting(
        "",
        "Asked when the first cannot be reached; empty for WeChat Pay's own second address beside its first",
        lambda value: _gateway(value) if value else value,
    )
    ca_file: Path | None = _setting(None, "Certificates to trust in place of the system's own", _optional_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Where sales are written down."""

    url: str = _setting("", "Empty for a file in the profile's folder, or postgresql://...", _ledger_url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """Where the till keeps sealed copies of its ledger, and how many; `pos-app backup passphrase` begins it."""

    directory: Path | None = _setting(
        None, "Where to; empty for backups in the profile's folder, which the same disk takes along", _optional_path
    )
    keep: int = _setting(14, "How many of them stay; older ones are deleted", _between(1, 3650))
    hour: int = _setting(4, "The hour of the day from which the daily one is made; one more at each close",
                         _between(0, 23))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """How long a customer may take."""

    expires_after: int = _setting(300, "Seconds that a QR code can be paid", _between(60, 7200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is printed, and on which printer."""

    printer: str = _setting(
        "",
        "network:192.168.1.50, usb:04b8:0e28, serial:COM3@9600 or windows:NAME OF THE QUEUE; empty for no printer",
        _printer,
    )
    width: int = _setting(80, "Width of the paper in millimetres: 58 or 80", _one_of(58, 80))
    form: str = _setting(
        "raster", '"text" where the printer knows Chinese (GB18030), "raster" for any', _one_of("text", "raster")
    )
    header: str = _setting("", "Lines under the shop's name, such as address and telephone", _lines)
    footer: str = _setting("", "Lines at the end, such as a greeting", _lines)
    logo: Path | None = _setting(None, "Picture over the shop's name; from the profile's folder", _optional_path)
    copies: int = _setting(1, "Receipts at the first print; the second and third are marked as copies", _between(1, 3))
    automatic: bool = _setting(False, "Print as soon as money is proven; otherwise by key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What is said aloud."""

    muted: bool = _setting(False, "Say nothing; a red mark in the title bar shows it")
    language: str = _setting("zh-CN", 'Language of what is said: "zh-CN" or "en"', _one_of(*LANGUAGES))
    recordings: Path | None = _setting(
        None, "Folder of recordings in place of the built-in ones; from the profile's folder", _optional_path
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ui:
    """How the screen looks."""

    language: str = _setting("zh-CN", 'Language: "zh-CN" or "en"', _one_of(*LANGUAGES))
    theme: str = _setting("light", '"light", "dark", or "system"', _one_of("light", "dark", "system"))
    scale: float = _setting(1.0, "Size of everything, from 0.9 to 1.3", _between(0.9, 1.3))
    reduce_motion: bool = _setting(False, "Show changes at once, without movement")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the shop may choose; the names are those of ``settings.toml``."""

    shop: Shop = Shop()
    till: Till = Till()
    merchant: Merchant = Merchant()
    gateway: Gateway = Gateway()
    ledger: Ledger = Ledger()
    backup: Backup = Backup()
    polling: Polling = Polling()
    receipt: Receipt = Receipt()
    voice: Voice = Voice()
    ui: Ui = Ui()
