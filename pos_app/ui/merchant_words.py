"""What is known of a merchant's files and keys, in the language of the glass."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.merchant.words import CONTEXT, Check, Kind, Note, Problem


def merchant_words(note: Note[Kind] | Note[Problem] | Note[Check]) -> str:
    """Say a sentence with its facts; these are names, numbers and dates, and the same in every language."""
    template: str = note.say.value
    return QCoreApplication.translate(CONTEXT, template).format_map(note.facts)
