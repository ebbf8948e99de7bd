"""Sentences about a merchant's files and keys, in both languages."""

from __future__ import annotations

import string

import pytest
from PySide6.QtWidgets import QApplication

from pos_app.merchant.words import Check, Kind, Problem, note
from pos_app.ui.i18n import DEFAULT_LANGUAGE, SOURCE_LANGUAGE, Languages
from pos_app.ui.merchant_words import merchant_words


def places(template: str) -> dict[str, str]:
    """Give each named place of a sentence a fact that can be found again."""
    return {name: f"«{name}»" for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.usefixtures("qapp")
def test_every_sentence_keeps_its_facts_in_both_languages(qapp: QApplication) -> None:
    languages = Languages(qapp)
    try:
        for say in (*Kind, *Problem, *Check):
            facts = places(say.value)
            told = note(say, **facts)
            languages.use(SOURCE_LANGUAGE)
            english = merchant_words(told)
            languages.use(DEFAULT_LANGUAGE)
            chinese = merchant_words(told)

            assert english == str(told)
            assert chinese != english
            assert all(fact in chinese and fact in english for fact in facts.values())
    finally:
        languages.use(SOURCE_LANGUAGE)
