"""`pos-app doctor` and `pos-app support`: what is wrong, what to do about it, and what helps somebody far away."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from pos_app import settings_file
from pos_app.commands import STOPPED
from pos_app.config import Profile, Settings
from pos_app.doctor import support as support_file
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


def support(given: argparse.Namespace, profile: Profile) -> int:
    """Look at everything, and save what helps somebody far away: 0 saved, 130 stopped by a person."""
    now = datetime.now(UTC)
    examination = Examination(profile, tell=_shown if sys.stderr.isatty() else lambda _: None)
    try:
        findings = list(examination.findings())
    except KeyboardInterrupt:
        examination.stop()
        sys.stderr.write("pos-app: stopped before the end; nothing was saved\n")
        return STOPPED
    parts = support_file.gather(profile, _settings(profile), as_json(profile, findings, at=now))
    file = given.file / support_file.file_name(profile, now.astimezone()) if given.file.is_dir() else given.file
    support_file.save(parts, file)
    for part in parts:
        sys.stdout.write(f"{len(part.text):>9}  {part.name}\n")
    sys.stdout.write(f"saved as {file}; nothing in it is secret, and all of it is text that you can read\n")
    return 0


def _settings(profile: Profile) -> Settings | None:
    try:
        return settings_file.load(profile)
    except settings_file.SettingsError:
        return None


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
