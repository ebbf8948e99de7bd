"""What one look found: a verdict, a sentence, what to do, and a short code under which to ask about it."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class Verdict(enum.IntEnum):
    """How one look ended; the greater, the worse. The value is the exit code of `pos-app doctor`."""

    GREEN = 0
    AMBER = 1  # it works, or cannot be told from here: see to it
    RED = 2  # something does not work

    @property
    def word(self) -> str:
        """The verdict as `--json` writes it."""
        return self.name.lower()


class Check(enum.Enum):
    """What is looked at. The values are a public surface: `--json` writes them."""

    SETTINGS = "settings"
    NAME = "name"
    PORT = "port"
    PROXY = "proxy"
    TLS = "tls"
    CLOCK = "clock"
    KEYRING = "keyring"
    KEYS = "keys"
    SPACE = "space"
    COMMIT = "commit"
    SQLITE = "sqlite"
    LEDGER = "ledger"
    PRINTER = "printer"
    SOUND = "sound"
    SCREENS = "screens"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One way in which a look can end.

    Attributes:
        code: short, and never given to another outcome.
        check: what was looked at.
        verdict: unless a finding says otherwise.
        fact: what is the case, in English, with the names of a finding's facts in braces.
        advice: what to do; empty where there is nothing to do.
    """

    code: str
    check: Check
    verdict: Verdict
    fact: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one look found.

    Attributes:
        outcome: which of the known ways it ended.
        facts: what stands in the braces of its sentences; no secret is ever among them.
        verdict: may differ from the outcome's own: a dead backup host is not as bad as a dead main one.
        seconds: that the look took.
    """

    outcome: Outcome
    facts: Mapping[str, str] = field(default_factory=dict)
    verdict: Verdict
    seconds: float = 0.0

    @property
    def code(self) -> str:
        """The short code."""
        return self.outcome.code

    @property
    def check(self) -> Check:
        """What was looked at."""
        return self.outcome.check

    @property
    def fact(self) -> str:
        """What is the case, in English."""
        return self.outcome.fact.format_map(self.facts)

    @property
    def advice(self) -> str:
        """What to do, in English; empty if nothing."""
        return self.outcome.advice.format_map(self.facts)


def found(outcome: Outcome, verdict: Verdict | None = None, /, **facts: object) -> Finding:
    """Make a finding of an outcome and its facts."""
    words = {name: str(value) for name, value in facts.items()}
    return Finding(outcome=outcome, facts=words, verdict=outcome.verdict if verdict is None else verdict)


def worst(findings: Iterable[Finding]) -> Verdict:
    """Give the verdict over all of them; green if there are none."""
    return max((finding.verdict for finding in findings), default=Verdict.GREEN)
