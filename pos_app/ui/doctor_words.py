"""The doctor's sentences in the language of the glass."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.doctor.finding import Check, Finding


def fact_words(finding: Finding) -> str:
    """Say what is the case."""
    return QCoreApplication.translate("Doctor", finding.outcome.fact).format_map(finding.facts)


def advice_words(finding: Finding) -> str:
    """Say what to do; empty if nothing."""
    if not finding.outcome.advice:
        return ""
    return QCoreApplication.translate("Doctor", finding.outcome.advice).format_map(finding.facts)


def check_words(check: Check) -> str:
    """Name what is looked at."""
    translate = QCoreApplication.translate
    words = {
        Check.SETTINGS: translate("Check", "Settings"),
        Check.NAME: translate("Check", "The way to WeChat Pay"),
        Check.PORT: translate("Check", "The way to WeChat Pay"),
        Check.PROXY: translate("Check", "The way to WeChat Pay"),
        Check.TLS: translate("Check", "The way to WeChat Pay"),
        Check.CLOCK: translate("Check", "Clock"),
        Check.KEYRING: translate("Check", "Keyring"),
        Check.KEYS: translate("Check", "Keys"),
        Check.SPACE: translate("Check", "Disk"),
        Check.COMMIT: translate("Check", "Speed of the disk"),
        Check.SQLITE: translate("Check", "Database"),
        Check.LEDGER: translate("Check", "Book"),
        Check.PRINTER: translate("Check", "Printer"),
        Check.SOUND: translate("Check", "Sound"),
        Check.SCREENS: translate("Check", "Screens"),
    }
    return words[check]
