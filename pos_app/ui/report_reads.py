"""What travels between the reports page and its worker."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pos_app.core.reports import Report, Subject
from pos_app.core.span import Span

OPENING = "reports"
"""What the journal calls it when somebody looks at reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAsk:
    """Which report a person wants to see. Of two the one with the larger turn counts."""

    turn: int
    subject: Subject
    span: Span
    anew: bool  # what was read of the span before may be out of date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRead:
    """A report, and when it was read. ``shelves`` names categories in English, by their Chinese names."""

    turn: int
    report: Report
    at: datetime
    shelves: Mapping[str, str] = field(default_factory=dict)


class FileKind(enum.Enum):
    """What a report can be saved as. The values end the names of files."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """A report that is to be saved, in the language of now."""

    turn: int
    read: ReportRead
    kind: FileKind
    shelves: Mapping[str, str]  # as they are called on the glass

    @property
    def name(self) -> str:
        """What it is called, in the journal too; the file's own name says besides when it was made."""
        report = self.read.report
        return f"report-{report.subject.value}-{report.span.first:%Y%m%d}-{report.span.last:%Y%m%d}.{self.kind.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far something is that takes a while."""

    turn: int
    done: int
    of: int
    saving: bool = False
