"""The page of updates: which version runs, which one there is and what is new in it, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.theme import Theme
from pos_app.ui.update_worker import Versions
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label
from pos_app.updates.updater import Switched

_FOOT = 64
_MB = 1_000_000


class UpdatePage(QWidget):
    """Shows one thing at a time, and offers the one press that comes next.

    Signals:
        left: back to the sale page.
        read_requested, look_requested, fetch_requested: how it stands; ask; bring.
        apply_requested, back_requested: ``str``, the version that is to start next.
        restart_requested: the till is to be closed and opened again.
    """

    left = Signal()
    read_requested = Signal()
    look_requested = Signal()
    fetch_requested = Signal()
    apply_requested = Signal(str)
    back_requested = Signal(str)
    restart_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("update_page")
        self._theme = theme
        self._versions: Versions | None = None
        self._busy = False
        self._said = ""
        self.english = False
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.running = self._label("update_running", Role.CELL, "muted")
        self.headline = self._label("update_headline", Role.TITLE, "text")
        self.notes = self._label("update_notes", Role.CELL, "text")
        self.said = self._label("update_said", Role.CELL, "muted")
        self.look = self._key(Action.UPDATE_LOOK, "refresh", self._look)
        self.back = self._key(Action.UPDATE_BACK, "undo", self._back)
        self.go = self._key(Action.UPDATE_GO, "check", self._go, Kind.PRIMARY)
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_versions(self, versions: Versions) -> None:
        """Show how it stands."""
        self._versions = versions
        self.release("")

    @Slot(object, object)
    def show_progress(self, done: int, of: int) -> None:
        """Show how much of a version is here."""
        words = self.tr("{done} of {of} MB are here")
        self.said.setText(words.format(done=f"{done / _MB:.1f}", of=f"{of / _MB:.1f}"))

    @Slot(object)
    def show_switched(self, switched: Switched) -> None:
        """Say what became of a press, and what is still to be done."""
        if switched.by_hand:
            words = self.tr("Close the till, then let whoever looks after this computer run: {command}")
            self.release(words.format(command=" ".join(switched.by_hand)))
        else:
            self.read_requested.emit()

    def release(self, words: str) -> None:
        """Give the keys back, with words or without."""
        self._busy, self._said = False, words
        self._show()

    # ---------------------------------------------------------------- what a person does

    @property
    def _switched(self) -> bool:
        """Whether another version than the one that runs starts next."""
        return self._versions is not None and self._versions.next != self._versions.running

    @Slot()
    def _look(self) -> None:
        self._begin(self.tr("Asking for a newer version"))
        self.look_requested.emit()

    @Slot()
    def _back(self) -> None:
        if self._versions is not None and self._versions.before is not None:
            self._begin("")
            self.back_requested.emit(str(self._versions.before))

    @Slot()
    def _go(self) -> None:
        """Do what comes next."""
        offer = self._versions.offer if self._versions is not None else None
        if self._switched:
            self.restart_requested.emit()
        elif offer is not None and offer.fetched:
            self._begin("")
            self.apply_requested.emit(str(offer.release.version))
        elif offer is not None:
            self._begin(self.tr("Bringing it; the till sells on meanwhile"))
            self.fetch_requested.emit()

    def _begin(self, words: str) -> None:
        self._busy, self._said = True, words
        self._show()

    # ---------------------------------------------------------------- what it shows

    def _show(self) -> None:
        self.said.setText(self._said)
        versions = self._versions
        self.running.setText(self._running_words())
        offer = versions.offer if versions is not None else None
        self.headline.setText(self._headline())
        language = "en" if self.english else "zh-CN"
        self.notes.setText(offer.release.note(language) if offer is not None else "")
        working = self.tr("One moment") if self._busy else ""
        before = versions.before if versions is not None else None
        self.look.set_reason(working or (self.tr("Restart first") if self._switched else ""))
        self.back.set_reason(working or ("" if before is not None else self.tr("There is no version before")))
        self.go.set_reason(working or ("" if offer is not None or self._switched else self.tr("Look first")))
        self.go.set_label(self._next_words())
        before_words = self.tr("Back to {version}")
        self.back.set_label(before_words.format(version=before) if before is not None else self.tr("Back"))

    def _running_words(self) -> str:
        if self._versions is None:
            return ""
        return self.tr("This till runs version {version}.").format(version=self._versions.running)

    def _headline(self) -> str:
        versions = self._versions
        if versions is None:
            return ""
        if self._switched:
            return self.tr("Version {version} starts next.").format(version=versions.next)
        if versions.offer is None:
            return self.tr("No newer version is known.")
        words = (
            self.tr("Version {version} is here, and ready.") if versions.offer.fetched
            else self.tr("Version {version} is there.")
        )  # fmt: skip
        return words.format(version=versions.offer.release.version)

    def _next_words(self) -> str:
        offer = self._versions.offer if self._versions is not None else None
        if self._switched:
            return self.tr("Restart the till")
        return self.tr("Switch to it") if offer is not None and offer.fetched else self.tr("Fetch it")

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with how it stands."""
        super().showEvent(event)
        if not self._busy:
            self.read_requested.emit()
        self.look.setFocus()

    def _label(self, name: str, role: Role, tone: str) -> Label:
        label = Label(role, tone, wrap=True)
        label.setObjectName(name)
        return label

    def _key(self, action: Action, icon: str, press: object, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action, icon=icon, parent=self)
        key.setObjectName(action.value)
        key.set_size(_FOOT, _FOOT, Role.BUTTON)
        key.clicked.connect(press)
        return key

    def _lay_out(self) -> None:
        card = Card(self._theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(28, 24, 28, 24)
        inside.setSpacing(14)
        for label in (self.running, self.headline, self.notes, self.said):
            inside.addWidget(label)
        inside.addStretch(1)
        foot = QHBoxLayout()
        for key in (self.look, self.back, self.go):
            foot.addWidget(key, 1)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addWidget(card, 1)
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
        self.head.title.setText(self.tr("Updates"))
        self.look.set_label(self.tr("Look for a newer one"))
        self._show()
