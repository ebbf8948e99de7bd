"""`pos-app doctor`: what is wrong, and what to do about it."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from pos_app.commands import STOPPED
from pos_app.config import Profile
from pos_app.doctor.examination import Examination, Progress
from pos_app.doctor.finding import Finding, Verdict, worst
from pos_app.doctor.report import as_json

_MARKS = {Verdict.GREEN: "ok  ", Verdict.AMBER: "?   ", Verdict.RED: "BAD "}


def doctor(given: argparse.Namespace, profile: Profile) -> int:
    """Look at everything. Works while the till is open.

    Returns:
        0: all is well; 1: something wants attention; 2: something does not work; 130: stopped by a person.
    """
    examination = Examination(profile, tell=_shown if sys.stderr.isatty() else lambda _: None)
    findings: list[Finding] = []
    try:
        for finding in examination.findings():
            findings.append(finding)
            if not given.json:
                _say(finding)
    except KeyboardInterrupt:
        examination.stop()
    if given.json:
        sys.stdout.write(as_json(profile, findings, at=datetime.now(UTC), stopped=examination.stopped))
    if examination.stopped:
        sys.stderr.write("pos-app: stopped before the end\n")
        return STOPPED
    return int(worst(findings))


def _shown(progress: Progress) -> None:
    share = f" {100 * progress.done // progress.whole} %" if progress.whole else ""
    sys.stderr.write(f"\r\x1b[K{progress.number} of {progress.of}: {progress.check.value}{share}")
    sys.stderr.flush()


def _say(finding: Finding) -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
    sys.stdout.write(f"{_MARKS[finding.verdict]}{finding.code} {finding.check.value:<8} {finding.fact}\n")
    if finding.advice and finding.verdict is not Verdict.GREEN:
        sys.stdout.write(f"{'':<18}{finding.advice}\n")
    sys.stdout.flush()
