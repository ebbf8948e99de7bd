"""The foot of the reports page: what is going on, how to end it, and what a report can be saved as."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.report_reads import FileKind, Progress
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.bars import CountdownBar
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_HIGH = 64
_ACTIONS = {
    FileKind.CSV: (Action.REPORT_CSV, "list"),
    FileKind.XLSX: (Action.REPORT_XLSX, "grid"),
    FileKind.PDF: (Action.REPORT_PDF, "printer"),
}


class ReportFoot(QWidget):
    """Says how far something is, or what came of it.

    Signals:
        save_requested: ``FileKind``.
        stopped: the person does not want to wait.
    """

    save_requested = Signal(object)
    stopped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._savable = self._busy = False
        self._progress: Progress | None = None
        self.said = Label(Role.CELL, "muted", wrap=True)
        self.said.setObjectName("reports_said")
        self.said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = CountdownBar(theme)
        self._bar.setObjectName("report_progress")
        self._stop = KeyButton(theme, Kind.PLAIN, action=Action.REPORT_STOP, icon="x")
        self._stop.setObjectName("report_stop")
        self._stop.set_size(_HIGH, _HIGH, Role.BUTTON)
        self._stop.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._stop.clicked.connect(self.stopped)
        self.keys = {kind: self._key(theme, kind) for kind in FileKind}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._bar, 1)
        row.addWidget(self.said, 2)
        row.addWidget(self._stop)
        for key in self.keys.values():
            row.addWidget(key)
        self._retranslate()
        self.free("")

    def set_savable(self, savable: bool) -> None:
        """Say whether there is anything to save."""
        self._savable = savable
        self._show()

    def wait(self) -> None:
        """Keep the keys off until something came of what was pressed."""
        self._busy = True
        self.said.clear()
        self._show()

    def show_progress(self, progress: Progress) -> None:
        """Say how far something is that takes a while."""
        self._progress = progress if progress.done else None
        self._show()

    def free(self, said: str) -> None:
        """Say what came of it, and give the keys back."""
        self._busy, self._progress = False, None
        self.said.setText(said)
        self._show()

    def _show(self) -> None:
        progress = self._progress
        running = progress is not None
        self._bar.setVisible(running)
        self._stop.setVisible(running)
        if progress is not None:
            self._bar.set_left(progress.done, progress.of)
            words = self.tr("Saving: {share} %") if progress.saving else self.tr("Reading: {share} %")
            self.said.setText(words.format(share=100 * progress.done // max(1, progress.of)))
        moment = self.tr("One moment") if self._busy or running else ""
        for key in self.keys.values():
            key.set_reason(moment or ("" if self._savable else self.tr("Nothing to save")))

    def _key(self, theme: Theme, kind: FileKind) -> KeyButton:
        action, icon = _ACTIONS[kind]
        key = KeyButton(theme, Kind.PLAIN, action=action, icon=icon, parent=self)
        key.setObjectName(action.value)
        key.set_size(_HIGH, _HIGH, Role.BUTTON)
        key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        key.setProperty("kind_of_file", kind.value)
        key.clicked.connect(self._press)
        return key

    @Slot()
    def _press(self) -> None:
        self.save_requested.emit(FileKind(self.sender().property("kind_of_file")))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._stop.set_label(self.tr("Stop"))
        for kind, key in self.keys.items():
            key.set_label(kind.name)
        self._show()
