"""The form of the whole: a walk over the pages in both languages, on the smallest glass and on a large one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.ui.i18n import DEFAULT_LANGUAGE, SOURCE_LANGUAGE
from tests.ui.faults import faults_of
from tests.ui.live_till import LiveTill
from tests.ui.stages import Walk


def settle() -> None:
    """Let the layouts come to rest."""
    for _ in range(3):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        QApplication.sendPostedEvents()


@pytest.mark.parametrize(
    ("size", "dark"), [((1024, 768), False), ((1920, 1080), True)], ids=["1024-light", "1920-dark"]
)
def test_every_page_is_whole_in_both_languages(qtbot: QtBot, till: LiveTill, size: tuple[int, int], dark: bool) -> None:
    window, faults = till.window, list[str]()
    window.resize(*size)
    window.theme.set_height(size[1])
    window.theme.set_dark(dark)
    for stage in Walk(till=till, qtbot=qtbot).pages():
        for language in (DEFAULT_LANGUAGE, SOURCE_LANGUAGE):
            window.languages.use(language)
            settle()
            faults += [f"{stage}, {language}: {fault}" for fault in faults_of(window)]

    assert "\n".join(sorted(set(faults))) == ""
