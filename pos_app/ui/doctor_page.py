"""The doctor's page: what is well and what is not, what to do about it, and the support file before it is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from pos_app.core.errors import PosError
from pos_app.doctor.examination import Progress
from pos_app.doctor.finding import Finding, Verdict, worst
from pos_app.doctor.support import Part
from pos_app.doctor.surroundings import screens
from pos_app.ui.doctor_list import MARKS, DoctorList
from pos_app.ui.doctor_words import check_words
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label
from pos_app.ui.widgets.mark_label import MarkLabel

_FOOT = 64


class DoctorPage(QWidget):
    """Looks when it is opened, and again when told to.

    Signals:
        left: back to the sale page.
        examine_requested: ``Finding`` of the screens, which only the glass can look at.
        stop_requested: end the looks that are going on.
        gather_requested: ``dict`` of what only the glass knows.
        save_requested: save what is shown.
    """

    left = Signal()
    examine_requested = Signal(object)
    stop_requested = Signal()
    gather_requested = Signal(object)
    save_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("doctor_page")
        self._theme = theme
        self._findings: list[Finding] = []
        self._progress: Progress | None = None
        self._busy = self._done = self._gathered = False
        self._said = ""
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.mark = MarkLabel(theme, Mark.IDLE, 28)
        self.headline = Label(Role.TITLE, "text", wrap=True)
        self.headline.setObjectName("doctor_headline")
        self.said = Label(Role.CELL, "muted", wrap=True)
        self.said.setObjectName("doctor_said")
        self.list = DoctorList(theme)
        self.text = QPlainTextEdit()
        self.text.setObjectName("doctor_text")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("ringed", True)
        self.again = self._key(Action.DOCTOR_AGAIN, "refresh", self._examine)
        self.support = self._key(Action.DOCTOR_SUPPORT, "list", self._turn)
        self.save = self._key(Action.DOCTOR_SAVE, "check", self._save, Kind.PRIMARY)
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_finding(self, finding: Finding) -> None:
        """Show one more."""
        self._findings.append(finding)
        self.list.add(finding)
        self._show()

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Show what is looked at."""
        self._progress = progress
        self._show()

    @Slot(bool)
    def show_end(self, done: bool) -> None:
        """Give the keys back."""
        self._busy, self._done, self._progress = False, done, None
        self._show()

    @Slot(object)
    def show_parts(self, parts: tuple[Part, ...]) -> None:
        """Show all that the support file would hold, for a person to read."""
        self._busy, self._gathered = False, True
        self.text.setPlainText("\n".join(f"==== {part.name} ====\n\n{part.text}" for part in parts))
        self._views.setCurrentWidget(self.text)
        self.text.setFocus()
        self._show()

    @Slot(object)
    def show_saved(self, file: Path) -> None:
        """Say where it is."""
        self._busy, self._said = False, self.tr("Saved as {file}").format(file=file)
        self._show()

    @Slot(object)
    def show_failed(self, error: PosError) -> None:
        """Say why it could not be saved."""
        self._busy, self._said = False, self.tr("It was not saved: {reason}").format(reason=error)
        self._show()

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _examine(self) -> None:
        if self._busy:
            self.stop_requested.emit()
            return
        self._findings, self._busy, self._done, self._gathered, self._said = [], True, False, False, ""
        self.list.clear()
        self._views.setCurrentWidget(self.list)
        self._show()
        sizes = [(screen.size().width(), screen.size().height()) for screen in QGuiApplication.screens()]
        self.examine_requested.emit(screens(sizes))

    @Slot()
    def _turn(self) -> None:
        """Turn between what was found and the support file."""
        if self._views.currentWidget() is self.text:
            self._views.setCurrentWidget(self.list)
            self._gathered = False
            self._show()
            return
        self._busy = True
        self._show()
        self.gather_requested.emit(
            {
                "qt": QLibraryInfo.version().toString(),
                "platform": QGuiApplication.platformName(),
                "locale": QLocale.system().name(),
            }
        )

    @Slot()
    def _save(self) -> None:
        self._busy = True
        self._show()
        self.save_requested.emit()

    # ---------------------------------------------------------------- what it shows

    def _show(self) -> None:
        verdict = worst(self._findings)
        self.mark.set_mark(Mark.LIVE if self._busy else MARKS[verdict] if self._done else Mark.IDLE)
        self.headline.setText(self._headline(verdict))
        self.said.setText(self._said)
        working = self.tr("One moment") if self._busy else ""
        looking = self._busy and not self._done
        self.again.set_label(self.tr("Stop") if looking else self.tr("Look again"))
        self.again.set_reason("" if looking else working)
        self.support.set_label(self.tr("Findings") if self._gathered else self.tr("Support file"))
        self.support.set_reason(working or ("" if self._findings else self.tr("Look first")))
        self.save.set_reason(working or ("" if self._gathered else self.tr("Read the support file first")))

    def _headline(self, verdict: Verdict) -> str:
        if self._progress is not None:
            words = self.tr("Looking: {check} ({number} of {of})")
            check = check_words(self._progress.check)
            return words.format(check=check, number=self._progress.number, of=self._progress.of)
        if not self._done:
            return self.tr("Looking") if self._busy else self.tr("Stopped before the end")
        return {
            Verdict.GREEN: self.tr("All is well."),
            Verdict.AMBER: self.tr("The till works; something wants attention."),
            Verdict.RED: self.tr("Something does not work. What to do is written beside it."),
        }[verdict]

    def showEvent(self, event: QShowEvent) -> None:
        """Look at once."""
        super().showEvent(event)
        if not self._busy:
            self._examine()
        self.again.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no longer than somebody watches."""
        super().hideEvent(event)
        if self._busy:
            self.stop_requested.emit()

    def _key(self, action: Action, icon: str, press: object, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action, icon=icon, parent=self)
        key.setObjectName(action.value)
        key.set_size(_FOOT, _FOOT, Role.BUTTON)
        key.clicked.connect(press)
        return key

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.mark)
        top.addWidget(self.headline, 1)
        self._views = QStackedWidget()
        self._views.addWidget(self.list)
        self._views.addWidget(self.text)
        foot = QHBoxLayout()
        for key in (self.again, self.support, self.save):
            foot.addWidget(key, 1)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addLayout(top)
        frame.addWidget(self._views, 1)
        frame.addWidget(self.said)
        frame.addLayout(foot)
        self._rows = (frame, foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins to the width."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._rows)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Doctor"))
        self.text.setAccessibleName(self.tr("All that the support file holds"))
        self.save.set_label(self.tr("Save it"))
        self.list.retranslate()
        self._show()
