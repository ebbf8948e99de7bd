"""What a value of ``settings.toml`` must be like, in rules that say what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pos_app.core.errors import InvalidInputError
from pos_app.core.scanning import Holds, ScaleRule
from pos_app.core.settlement import LONGEST_LABEL

PRINTER = (
    r"network:(?P<host>[0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+\])(:(?P<port>[0-9]{1,5}))?"
    r"|usb:(?P<vendor>[0-9A-Fa-f]{4}):(?P<product>[0-9A-Fa-f]{4})"
    r"|serial:(?P<device>[0-9A-Za-z/._-]+)(@(?P<baud>[0-9]{3,6}))?"
    r"|windows:(?P<queue>[^\x00-\x1f\\,]{1,220})"
)
"""How a receipt printer is named, and the parts of its name."""

Rule = Callable[[Any], Any]
"""Returns the value as it will be held. Raises: ValueError, saying what is wrong with it."""


def form(pattern: str, meaning: str) -> Rule:
    """Ask for a form, or for nothing at all; `meaning` says it to a person."""

    def rule(value: str) -> str:
        if value and not re.fullmatch(pattern, value):
            raise ValueError(f"must be {meaning}")
        return value

    return rule


@dataclass(frozen=True, slots=True)
class OneOf:
    """Asks for one of some words or numbers."""

    choices: tuple[str | int, ...]

    def __call__(self, value: str | int) -> str | int:
        """Give the value back, if it is one of them."""
        if value not in self.choices:
            raise ValueError("must be " + " or ".join(json.dumps(choice) for choice in self.choices))
        return value


def one_of(*choices: str | int) -> OneOf:
    """Ask for one of some words or numbers."""
    return OneOf(choices)


def between(low: float, high: float) -> Rule:
    """Ask for a number between two, or one of them."""

    def rule(value: float) -> float:
        if not low <= value <= high:
            raise ValueError(f"must lie between {low:g} and {high:g}")
        return value

    return rule


def printable(value: str) -> str:
    """Ask for one line that can be printed."""
    if len(value) > 64 or not value.isprintable():
        raise ValueError("must be one line of at most 64 characters")
    return value


def lines(value: str) -> str:
    """Ask for some lines that can be printed."""
    lines = value.strip().splitlines()
    if len(lines) > 8 or any(len(line) > 64 or not line.isprintable() for line in lines):
        raise ValueError("must be at most 8 lines of at most 64 characters")
    return "\n".join(line.strip() for line in lines)


def printer(value: str) -> str:
    """Ask for the name of a printer."""
    if value and not re.fullmatch(PRINTER, value):
        raise ValueError("must begin with network:, usb:, serial: or windows:, such as network:192.168.1.50")
    return value


def serial(value: str) -> str:
    """Ask for the serial number of a certificate."""
    return str(form(r"[0-9A-F]{40}", "40 hexadecimal digits, a leading zero included")(value.upper()))


def https(value: str) -> str:
    """Ask for an address that nobody can listen to."""
    parts = urlsplit(value)
    # A parser of URLs drops line ends and empty queries, and splits hosts at a backslash or not: none of it may pass.
    if not re.fullmatch(r"[!-~]+", value) or re.search(r"[?#\\]", value):
        raise ValueError("must be an address such as https://pay.example.com, with no space, query or fragment")
    if parts.hostname is None or parts.username is not None or parts.port == 0:
        raise ValueError("must be an address such as https://pay.example.com, with no name before the host")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise ValueError("must begin with https:// (plain http only to this machine itself)")
    return value


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def gateway(value: str) -> str:
    """Ask for a host alone."""
    host = https(value).rstrip("/")
    if urlsplit(host).path:
        raise ValueError("must be a host alone, with no path")
    return host


def update_place(value: str) -> str:
    """Ask for an https address, for a whole path, or for nothing."""
    if value.lower().startswith(("http://", "https://")):
        return https(value)
    if value and not Path(value).expanduser().is_absolute():
        raise ValueError("must be an https address, or the whole path of a folder")
    return value


def notify_url(value: str) -> str:
    """Ask for an address that the provider takes."""
    if len(value) > 255:
        raise ValueError("must have at most 255 characters")
    return https(value) if value else value


def port(value: int) -> int:
    """Ask for a port that anybody may listen on, or for none."""
    if value != 0 and not 1024 <= value <= 65535:
        raise ValueError("must be a port from 1024 to 65535, or 0 for none")
    return value


def ledger_url(value: str) -> str:
    """Ask for a server that keeps the ledger, or for nothing."""
    parts = urlsplit(value)
    if value and parts.scheme not in {"postgresql", "postgresql+psycopg"}:
        raise ValueError("must begin with postgresql://, or be empty for a file in the profile's folder")
    if parts.password is not None or "password" in parts.query.lower():
        raise ValueError("must not hold a password: PostgreSQL's own password file (.pgpass) is the place for it")
    return value


def optional_path(value: str) -> Path | None:
    """Ask for a path, or for nothing."""
    try:
        return Path(value).expanduser() if value else None
    except RuntimeError as error:
        raise ValueError("begins with ~ and the name of nobody here") from error


def names(value: tuple[Any, ...]) -> tuple[str, ...]:
    """Ask for a list of short names, no two alike."""
    if not all(isinstance(name, str) and 1 <= len(name) <= LONGEST_LABEL and name.isprintable() for name in value):
        raise ValueError(f"must be names of 1 to {LONGEST_LABEL} characters")
    if len(value) > 8 or len(set(value)) != len(value):
        raise ValueError("must be at most 8 names, no two alike")
    return value


def scale_rules(value: tuple[Any, ...]) -> tuple[ScaleRule, ...]:
    """Ask for tables that say how the labels of the shop's scales are read."""
    return tuple(one if isinstance(one, ScaleRule) else _scale_rule(one) for one in value)


def _scale_rule(table: Any) -> ScaleRule:
    if not isinstance(table, dict) or not table.keys() <= {"prefix", "code_digits", "value_digits", "holds", "divisor"}:
        raise ValueError("must be tables of prefix, code_digits, value_digits, holds and divisor")
    prefix, holds = table.get("prefix"), table.get("holds")
    digits = {name: number for name, number in table.items() if name not in {"prefix", "holds"}}
    if not isinstance(prefix, str) or any(type(number) is not int for number in digits.values()):
        raise ValueError('must have a prefix in quotes, such as "21", and whole numbers')
    if holds not in {"weight", "price"} or "code_digits" not in digits:
        raise ValueError('must say code_digits, and holds = "weight" or "price"')
    try:
        return ScaleRule(prefix=prefix, holds=Holds(holds), **digits)
    except InvalidInputError as error:
        raise ValueError(f"{prefix}: {error}") from error


def key_changes(value: tuple[Any, ...]) -> tuple[tuple[str, str], ...]:
    """Ask for keys, written as Qt writes them."""
    for name, key in value:
        if not isinstance(key, str) or not 1 <= len(key) <= 32 or not key.isprintable():
            raise ValueError(f'{name} must be a key, such as "Ctrl+R"')
    return value
