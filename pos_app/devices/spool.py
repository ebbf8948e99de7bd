"""What waits for the printer, kept in a file, so that a till that is switched off prints it afterwards."""

from __future__ import annotations

import dataclasses
import enum
import json
import logging
from dataclasses import dataclass
from pathlib import Path

from pos_app.settings_file import write_whole

log = logging.getLogger(__name__)


class Of(enum.Enum):
    """What a paper is of. The values are stored: never change one."""

    PAYMENT = "payment"
    REFUND = "refund"
    SHIFT = "shift"  # its Z
    X = "x"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A wish for one receipt. What it says is read from the ledger when it is printed."""

    of: Of
    number: str  # ``out_trade_no``, ``out_refund_no``, or of a shift or an X
    who: str


class Spool:
    """Slips in the order in which they are to be printed. A disk that refuses costs the memory of them, no sale."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._slips = self._read()

    @property
    def slips(self) -> tuple[Slip, ...]:
        """What waits, the next one first."""
        return tuple(self._slips)

    def add(self, slip: Slip) -> None:
        """Let a slip wait."""
        self._slips.append(slip)
        self._write()

    def done(self) -> None:
        """Take the first slip away."""
        del self._slips[0]
        self._write()

    def _read(self) -> list[Slip]:
        try:
            held = json.loads(self._file.read_text("utf-8"))
            return [Slip(of=Of(each["of"]), number=str(each["number"]), who=str(each["who"])) for each in held]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, LookupError) as error:
            log.warning("what waited for the printer cannot be read: %s", error)
            return []

    def _write(self) -> None:
        held = [{**dataclasses.asdict(slip), "of": slip.of.value} for slip in self._slips]
        try:
            write_whole(self._file, json.dumps(held, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            log.warning("what waits for the printer cannot be written down: %s", error)
