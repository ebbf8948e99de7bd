"""One shop's folder, and what the shop may choose there.

Each setting is declared once: its name, type, default, meaning and rule. The file
``settings.toml`` is read and written by `pos_app.settings_file`. Secrets are never here.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import platformdirs

from pos_app import config_rules as rules
from pos_app.config_rules import Rule
from pos_app.core.errors import InvalidInputError
from pos_app.core.money import YUAN, Money
from pos_app.core.scanning import ScaleRule
from pos_app.core.settlement import Rounding

DEFAULT = "default"
TRAINING = "training"
LANGUAGES = ("zh-CN", "en")


def system_policy_file() -> Path:
    """Say where a machine's administrator fixes settings for all tills; a till's own user cannot write there."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "pos_app" / "policy.toml"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/pos_app/policy.toml")
    return Path("/etc/pos_app/policy.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One shop's data, settings and keys. ``training`` can never touch live data or keys.

    Attributes:
        name: in small letters, so that it is one folder on every system.
        directory: holds everything of the profile but its secrets.
        policy_file: what the machine's administrator has fixed for every profile but training.
    """

    name: str
    directory: Path
    policy_file: Path = field(default_factory=system_policy_file)

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


# ---------------------------------------------------------------- settings


def _setting(default: Any, help_: str, rule: Rule | None = None) -> Any:
    return field(default=default, metadata={"help": help_, "rule": rule})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Whose till it is."""

    name: str = _setting("", "The shop's name, as customers know it", rules.printable)
    day_starts: str = _setting(
        "00:00",
        "When the shop's day begins: after its last close, such as 04:00, so that a night stays one business day",
        rules.form("(0[0-9]|1[01]):[0-5][0-9]", "a time before noon, such as 04:00"),
    )

    @property
    def begins(self) -> timedelta:
        """How long after midnight a business day begins."""
        hours, _, minutes = (self.day_starts or "00:00").partition(":")
        return timedelta(hours=int(hours), minutes=int(minutes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """Which till it is."""

    id: str = _setting(
        "01", "Two digits; no two tills of a merchant may share them", rules.form("[0-9]{2}", "two digits")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Merchant:
    """The merchant account at WeChat Pay; its secrets are in the keyring."""

    mchid: str = _setting("", "Merchant number", rules.form("[0-9]{8,32}", "8 to 32 digits"))
    appid: str = _setting(
        "", "The appid bound to the merchant number", rules.form("w[wx][0-9A-Za-z]{16}", "wx and 16 letters or digits")
    )
    certificate_serial: str = _setting("", "Serial number of the merchant's API certificate", rules.serial)
    public_key_id: str = _setting(
        "",
        "Number of WeChat Pay's public key; empty where platform certificates are used",
        rules.form("PUB_KEY_ID_[0-9A-Za-z]{1,64}", "PUB_KEY_ID_ and digits"),
    )
    notify_url: str = _setting(
        "", "Address that WeChat Pay tells of payments; the till itself only asks", rules.notify_url
    )

    @property
    def missing(self) -> tuple[str, ...]:
        """Name the settings without which no payment can be taken."""
        needed = ("mchid", "appid", "certificate_serial", "notify_url")
        return tuple(f"merchant.{name}" for name in needed if not getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """Where WeChat Pay is reached."""

    url: str = _setting("https://api.mch.weixin.qq.com", "WeChat Pay's address", rules.gateway)
    backup_url: str = _setting(
        "",
        "Asked when the first cannot be reached; empty for WeChat Pay's own second address beside its first",
        lambda value: rules.gateway(value) if value else value,
    )
    ca_file: Path | None = _setting(None, "Certificates to trust in place of the system's own", rules.optional_path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Where sales are written down."""

    url: str = _setting("", "Empty for a file in the profile's folder, or postgresql://...", rules.ledger_url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """Where the till keeps sealed copies of its ledger, and how many; `pos-app backup passphrase` begins it."""

    directory: Path | None = _setting(
        None,
        "Where to; empty for backups in the profile's folder, which the same disk takes along",
        rules.optional_path,
    )
    keep: int = _setting(14, "How many of them stay; older ones are deleted", rules.between(1, 3650))
    hour: int = _setting(4, "The hour of the day from which the daily one is made; one more at each close",
                         rules.between(0, 23))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """How long a customer may take."""

    expires_after: int = _setting(300, "Seconds that a QR code can be paid", rules.between(60, 7200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cash:
    """How cash is taken."""

    rounding: str = _setting(
        "none",
        'Down to what cash comes out even: "none", "jiao" (0.1 yuan) or "yuan"',
        rules.one_of(*(r.value for r in Rounding)),
    )
    ceiling: int = _setting(5000, "Yuan; what is above it, or a thousand times what is due, is asked for twice",
                            rules.between(1, 999_999))  # fmt: skip

    @property
    def evens_out(self) -> Rounding:
        """Down to what cash comes out even."""
        return Rounding(self.rounding)

    @property
    def most(self) -> Money:
        """The amount above which a slip of the hand is likely."""
        return Money(self.ceiling * YUAN.fen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenders:
    """What else is taken beside WeChat Pay and cash: recorded here, taken by other means."""

    other: tuple[str, ...] = _setting(("银行卡",), "Their names, as receipts and reports show them", rules.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is printed, and on which printer."""

    printer: str = _setting(
        "",
        "network:192.168.1.50, usb:04b8:0e28, serial:COM3@9600 or windows:NAME OF THE QUEUE; empty for no printer",
        rules.printer,
    )
    width: int = _setting(80, "Width of the paper in millimetres: 58 or 80", rules.one_of(58, 80))
    form: str = _setting(
        "raster", '"text" where the printer knows Chinese (GB18030), "raster" for any', rules.one_of("text", "raster")
    )
    header: str = _setting("", "Lines under the shop's name, such as address and telephone", rules.lines)
    footer: str = _setting("", "Lines at the end, such as a greeting", rules.lines)
    logo: Path | None = _setting(None, "Picture over the shop's name; from the profile's folder", rules.optional_path)
    copies: int = _setting(
        1, "Receipts at the first print; the second and third are marked as copies", rules.between(1, 3)
    )
    automatic: bool = _setting(False, "Print as soon as money is proven; otherwise by key")
    drawer: int = _setting(
        2, "Pin of the printer's socket that opens the cash drawer: 2 or 5; 0 for no drawer", rules.one_of(0, 2, 5)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What is said aloud."""

    muted: bool = _setting(False, "Say nothing; a red mark in the title bar shows it")
    language: str = _setting("zh-CN", 'Language of what is said: "zh-CN" or "en"', rules.one_of(*LANGUAGES))
    recordings: Path | None = _setting(
        None, "Folder of recordings in place of the built-in ones; from the profile's folder", rules.optional_path
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ui:
    """How the screen looks."""

    language: str = _setting("zh-CN", 'Language: "zh-CN" or "en"', rules.one_of(*LANGUAGES))
    theme: str = _setting("light", '"light", "dark", or "system"', rules.one_of("light", "dark", "system"))
    scale: float = _setting(1.0, "Size of everything, from 0.9 to 1.3", rules.between(0.9, 1.3))
    reduce_motion: bool = _setting(False, "Show changes at once, without movement")
    start: str = _setting(
        "auto",
        'What lies beside the ticket: "goods", "keypad", or "auto": the keypad while there are no goods',
        rules.one_of("auto", "goods", "keypad"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanning:
    """How bar codes are read."""

    rules: tuple[ScaleRule, ...] = _setting(
        (), "Labels of the shop's scales: prefix, code_digits, holds (weight or price), divisor", rules.scale_rules
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Where newer versions of the program come from."""

    url: str = _setting(
        "", "An https address, or a folder such as that of a USB stick; empty for no updates", rules.update_place
    )
    channel: str = _setting(
        "stable", '"stable", or "beta" for versions that are tried out', rules.one_of("stable", "beta")
    )
    automatic: str = _setting(
        "look",
        'What the till does once a day by itself: "no", "look" for a newer version, or "fetch" it too; '
        "it never switches by itself",
        rules.one_of("no", "look", "fetch"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What is written into the log."""

    level: str = _setting(
        "info", '"debug" for every step, "info", or "warning" for trouble alone',
        rules.one_of("debug", "info", "warning"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """Figures for whoever watches many tills."""

    port: int = _setting(
        0,
        "Port of this machine on which http://127.0.0.1:port/metrics answers, in Prometheus' form; 0 for none",
        rules.port,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Which key does what: each line of the table is an action and the key that it has in place of its own."""

    changes: tuple[tuple[str, str], ...] = _setting((), "Action and key", rules.key_changes)


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
    cash: Cash = Cash()
    tenders: Tenders = Tenders()
    receipt: Receipt = Receipt()
    voice: Voice = Voice()
    scanning: Scanning = Scanning()
    ui: Ui = Ui()
    update: Update = Update()
    log: Log = Log()
    metrics: Metrics = Metrics()
    keys: Keys = Keys()
