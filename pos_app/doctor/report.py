"""A round of looks as JSON, for scripts and for the support file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from pos_app import __version__
from pos_app.config import Profile
from pos_app.doctor.finding import Finding, worst

SCHEMA = 1
"""Counted up when a name changes its meaning or goes; a new name does not count."""


def as_json(profile: Profile, findings: Sequence[Finding], *, at: datetime, stopped: bool = False) -> str:
    """Write what was found, as docs/doctor.md describes it."""
    report = {
        "schema": SCHEMA,
        "version": __version__,
        "profile": profile.name,
        "at": at.isoformat(timespec="seconds"),
        "stopped": stopped,
        "verdict": worst(findings).word,
        "findings": [
            {
                "check": finding.check.value,
                "verdict": finding.verdict.word,
                "code": finding.code,
                "fact": finding.fact,
                "advice": finding.advice,
                "facts": dict(finding.facts),
                "seconds": round(finding.seconds, 3),
            }
            for finding in findings
        ],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
