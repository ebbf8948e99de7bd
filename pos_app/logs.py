"""The log: one JSON object a line, with nothing secret in it (rule M11), kept in the profile's folder.

A record is worded and redacted where it arises, and written by a thread of its own, so that no disk is
touched on the GUI thread (rule M10).
"""

from __future__ import annotations

import json
import logging
import queue
import re
import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from types import TracebackType

from pos_app.config import Profile

log = logging.getLogger(__name__)

FILE_SIZE = 5_000_000  # bytes
FILES_KEPT = 10
HIDDEN = "<hidden>"

# Each pattern begins with a literal or with a class that seldom matches, so that a record costs some 20 us.
_WHOLE = (
    re.compile(r"-----BEGIN [^-]*-----.*?(?:-----END [^-]*-----|\Z)", re.DOTALL),  # a PEM block, even one cut off
    re.compile(r"[Aa](?:uthorization|UTHORIZATION)\b[^\n]*"),
    re.compile(r"WECHATPAY2-[^\n]*"),
    re.compile(r"weixin://[^\s\"'\\]*"),  # a code_url
)
_SEPARATOR = re.compile(r"[:=]|%3[AD]")
_NAME_LENGTH = 48
_SECRET_NAME = re.compile(  # at the end of what stands before a separator, in small letters
    r"(?:api[_ -]?v?[23]?[_ -]?key|private[_ -]?key|secret|passw(?:or)?d|open_?id|auth_?code|code_?url|h5_?url"
    r"|prepay_?id|signature|pay_?sign|(?:(?<![a-z])|(?<=%3f))(?:pin|pwd|token|sign)(?![a-z]))[\w-]*\Z"
)
_VALUE = re.compile(
    r"""\s*[bru]{0,2}(?:"(?:\\.|[^"\\])*(?:"|\Z)|'(?:\\.|[^'\\])*(?:'|\Z)|\\+["'].*?(?:\\+["']|\Z))"""
    r"""|\s*[^\s"'\\,;&)}\]]*""",
    re.DOTALL,
)
_RUN = re.compile(r"[\w+/-]{18,}", re.ASCII)
_SECRET_RUN = re.compile(
    r"(?<![0-9])1[0-5][0-9]{16}(?![0-9])"  # a payment code from a customer's phone
    r"|(?<![\w-])o[\w-]{27}(?![\w-])"  # an openid
    r"|(?<![0-9A-Za-z])[0-9A-Za-z]{32}(?![0-9A-Za-z])"  # an APIv3 key; a nonce is no loss
    r"|(?<![0-9A-Za-z+/])[0-9A-Za-z+/]{100,}",  # key material or a signature, in base64 or hex
    re.ASCII,
)
# What some reader could take for the end of a line, or a terminal for a command; JSON escapes the rest itself.
_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def redact(text: str) -> str:
    """Return the text with everything secret in it replaced."""
    for pattern in _WHOLE:
        text = pattern.sub(HIDDEN, text)
    return _RUN.sub(lambda run: _SECRET_RUN.sub(HIDDEN, run[0]), _redact_named(text))


def _redact_named(text: str) -> str:
    """Replace each value that stands behind a secret's name: ``token=...``, ``"openid": "..."``."""
    kept: list[str] = []
    done = start = 0
    while separator := _SEPARATOR.search(text, start):
        start = separator.end()
        before = text[max(done, separator.start() - _NAME_LENGTH) : separator.start()].rstrip(" \t\"'\\").lower()
        if _SECRET_NAME.search(before):
            kept += text[done:start], HIDDEN
            found = _VALUE.match(text, start)
            done = start = found.end() if found else start
    return "".join([*kept, text[done:]])


class JsonLines(logging.Formatter):
    """Words a record as one line of JSON: time in UTC, level, logger, thread, text, and an error's traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "thread": record.threadName,
            "text": redact(record.getMessage()),
        }
        if record.exc_info:
            line["error"] = redact(self.formatException(record.exc_info))
        return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(line, ensure_ascii=False))


class _Discreet(logging.Handler):
    """Says that the log failed, without quoting the record as logging itself would."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        error = sys.exc_info()[1]
        reason = error.strerror if isinstance(error, OSError) else type(error).__name__
        if sys.stderr is not None:  # None in a program with no console
            sys.stderr.write(f"pos-app: cannot log what {record.name} says in line {record.lineno}: {reason}\n")


class _Queue(_Discreet, QueueHandler):
    """Hands finished lines to the thread that writes."""

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        return logging.makeLogRecord({"name": record.name, "lineno": record.lineno, "msg": self.format(record)})


class _File(_Discreet, RotatingFileHandler):
    """Writes finished lines, and begins a new file when one is full."""


@contextmanager
def recording(profile: Profile, *, verbose: bool = False) -> Iterator[Path]:
    """Write everything that is logged meanwhile into the profile's folder; give the file.

    Args:
        profile: whose log it is.
        verbose: keep debugging records of our own, too.
    """
    profile.logs_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = profile.logs_dir / "pos_app.log"
    file = _File(path, maxBytes=FILE_SIZE, backupCount=FILES_KEPT - 1, encoding="utf-8", delay=True)
    lines: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    source, listener = _Queue(lines), QueueListener(lines, file)
    source.setFormatter(JsonLines())
    root, ours = logging.getLogger(), logging.getLogger("pos_app")
    before = root.level, ours.level
    root.setLevel(logging.WARNING)  # other people's code
    ours.setLevel(logging.DEBUG if verbose else logging.INFO)
    root.addHandler(source)
    listener.start()
    try:
        yield path
    finally:
        root.removeHandler(source)
        listener.stop()
        file.close()
        root.setLevel(before[0])
        ours.setLevel(before[1])


def set_level(level: str) -> None:
    """Write from now on what is of this level or above: ``debug``, ``info`` or ``warning``."""
    logging.getLogger("pos_app").setLevel(level.upper())


# ---------------------------------------------------------------- the last resort


@contextmanager
def last_resort(tell: Callable[[str], None] | None = None) -> Iterator[None]:
    """Log every error that nobody caught, from any thread and from Qt's slots, under a report number.

    One that comes out of the block itself ends the program, as SystemExit. The console is told the number, but
    not the error's own words, which may hold anything.

    Args:
        tell: is given the number, in the thread where the error arose.
    """

    def report(error: BaseException | None, kind: type[BaseException], trace: TracebackType | None, where: str) -> None:
        if not issubclass(kind, Exception):  # a person, or the program itself, ends it
            sys.__excepthook__(kind, error or kind(), trace)
            return
        number = _report_number()
        cause = error or RuntimeError(kind.__name__)
        log.critical("report %s: unexpected error %s", number, where, exc_info=(kind, cause, trace))
        if sys.stderr is not None:
            sys.stderr.write(f"pos-app: unexpected error; it is in the log as report {number}\n")
        if tell is not None:
            tell(number)

    def in_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_type is not SystemExit:
            name = told.thread.name if told.thread else "unknown"
            report(told.exc_value, told.exc_type, told.exc_traceback, f"in thread {name}")

    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook = lambda kind, error, trace: report(error, kind, trace, "in the program")
    threading.excepthook = in_thread
    sys.unraisablehook = lambda told: report(told.exc_value, told.exc_type, told.exc_traceback, "while tidying up")
    try:
        yield
    except Exception as error:  # noqa: BLE001 - this is the last resort
        report(error, type(error), error.__traceback__, "in the program")
        raise SystemExit(1) from None
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before


def _report_number() -> str:
    """Make a number under which a person can ask about an error: the day, and four characters."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return f"E{datetime.now(UTC):%y%m%d}-" + "".join(secrets.choice(alphabet) for _ in range(4))
