"""Setting a till up for its merchant: the files, the numbers, the APIv3 key, and the proof that they fit."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from pos_app.config import Settings
from pos_app.core.errors import PosError
from pos_app.key_check import Finding, Verdict
from pos_app.merchant.recognition import Find, Recognised
from pos_app.ui.account_form import AccountForm
from pos_app.ui.account_worker import Entered, Papers
from pos_app.ui.fonts import Role
from pos_app.ui.i18n import sentence_for
from pos_app.ui.keys import Action
from pos_app.ui.merchant_words import merchant_words
from pos_app.ui.page_head import fit_margins
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, surface

_FOOT = 64
_LONG_WORD = re.compile("[0-9A-Za-z_]{12}")  # a certificate's number has 40, and must wrap
_FIELD = 48
_MARKS = {Verdict.GOOD: "✓", Verdict.UNPROVEN: "?", Verdict.WRONG: "✗"}


class AccountPage(QWidget):
    """One page from the downloaded files to a till that may sell. It can be left at any time and taken up again.

    Signals:
        look_requested: ``Papers``. take_requested: ``Entered``.
        given_up: ask WeChat Pay no more.
        open_requested: everything fits; open the till.
        language_requested: speak the other language.
    """

    look_requested = Signal(object)
    take_requested = Signal(object)
    given_up = Signal()
    open_requested = Signal()
    language_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("account_page")
        self.setAcceptDrops(True)
        self._theme = theme
        self._recognised: Recognised | None = None
        self._findings: list[Finding] = []
        self._busy = self._proven = False
        self._refusal: PosError | None = None
        self.title = Label(Role.TITLE)
        self.words = Label(Role.CELL, "muted", wrap=True)
        self._files_title, self._numbers_title = Label(Role.SECTION), Label(Role.SECTION)
        self.path = QLineEdit()
        self.path.setObjectName("account_path")
        self.path.setMinimumHeight(theme.px(_FIELD, 44))
        self.path.returnPressed.connect(self._look)
        self.list = Label(Role.CELL, wrap=True)
        self.list.setObjectName("account_list")
        self.list.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.table = QScrollArea()
        self.table.setObjectName("account_scroll")
        self.table.setWidgetResizable(True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setWidget(self.list)
        surface(self.list, "raised")
        self.said = Label(Role.STRONG, wrap=True)
        self.said.setObjectName("account_said")
        self.form = AccountForm(theme)
        self.form.changed.connect(self._forget_proof)
        self.form.mchid_typed.connect(self._look_again)
        self.language = self._key(Action.LANGUAGE, "globe")
        self.language.clicked.connect(self.language_requested)
        self.folder = self._key(Action.ACCOUNT_FOLDER, "search")
        self.folder.clicked.connect(self._choose_folder)
        self.files = self._key(Action.ACCOUNT_FILES, "list")
        self.files.clicked.connect(self._choose_files)
        self.go = self._key(Action.ACCOUNT_GO, "check", Kind.PRIMARY)
        self.go.clicked.connect(self._go)
        self._lay_out()
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    def show_settings(self, settings: Settings) -> None:
        """Begin with what is set already."""
        self.form.show_settings(settings)
        self._show()

    @Slot(object, object)
    def show_recognised(self, papers: Papers, found: Recognised) -> None:
        """List what the files are, if they are still the ones."""
        if papers == self._papers():
            self._recognised, self._refusal = found, None
            self.form.suggest("mchid", found.mchid or "")
            self.form.suggest("public_key_id", found.public_key_id or "")
            self._show()

    @Slot()
    def show_kept(self) -> None:
        """Everything is kept: forget the secret, and show what is asked."""
        self.form.forget_key()
        self._findings = []
        self._show()

    @Slot(object)
    def show_finding(self, finding: Finding) -> None:
        """Add what one look found."""
        self._findings.append(finding)
        self._show()

    @Slot(bool)
    def show_proven(self, well: bool) -> None:
        """Say whether the till can open."""
        self._busy, self._proven = False, well
        self._show()
        self.go.setFocus()

    @Slot(object)
    def show_refused(self, error: PosError) -> None:
        """Say why nothing was kept."""
        self._busy, self._refusal = False, error
        self._show()

    # ---------------------------------------------------------------- what a person does

    def _papers(self) -> Papers:
        paths = tuple(Path(part.strip()) for part in self.path.text().split("|") if part.strip())
        return Papers(paths=paths, mchid=self.form.text("mchid"))

    def _take(self, paths: list[str]) -> None:
        if paths:
            self.path.setText(" | ".join(paths))
            self._look()

    @Slot()
    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._files_title.text())
        self._take([folder] if folder else [])

    @Slot()
    def _choose_files(self) -> None:
        self._take(QFileDialog.getOpenFileNames(self, self._files_title.text())[0])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, folders and zips."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        self._take([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    @Slot()
    def _look(self) -> None:
        self._recognised = None
        self._forget_proof()
        if self._papers().paths:
            self.look_requested.emit(self._papers())

    @Slot()
    def _look_again(self) -> None:
        """A .p12 opens with the merchant number: it is there now."""
        if self._recognised is not None and not self._recognised.ready and not self._busy:
            self._look()

    @Slot()
    def _forget_proof(self) -> None:
        self._findings, self._proven, self._refusal = [], False, None
        self._show()

    @Slot()
    def _go(self) -> None:
        """Do what comes next: give up, open, or keep and prove."""
        if self._busy:
            self.given_up.emit()
        elif self._proven:
            self.open_requested.emit()
        else:
            self._forget_proof()
            self._busy = True
            self._show()
            self.take_requested.emit(
                Entered(
                    shop=self.form.text("shop"),
                    till=self.form.text("till"),
                    papers=self._papers(),
                    appid=self.form.text("appid"),
                    public_key_id=self.form.text("public_key_id"),
                    notify_url=self.form.text("notify_url"),
                    api_v3_key=self.form.text("api_v3_key"),
                )
            )

    def showEvent(self, event: QShowEvent) -> None:
        """Be ready for the files."""
        super().showEvent(event)
        self.path.setFocus()

    # ---------------------------------------------------------------- what it shows

    @property
    def rows(self) -> tuple[str, ...]:
        """What was found, a mark before each: the files, or the looks at what was kept."""
        if self._findings:
            return tuple(f"{_MARKS[one.verdict]}  {merchant_words(one.note)}" for one in self._findings)
        found = self._recognised
        return tuple(map(_file_row, found.finds)) if found is not None else ()

    def _show(self) -> None:
        self.list.setText("\n\n".join(_LONG_WORD.sub("\\g<0>\u200b", row) for row in self.rows))
        self.said.set_tone(self._tone())
        self.said.setText(self._said())
        self.go.set_label(self._next_words())
        self.go.set_reason("" if self._busy or self._proven else self._lacking())

    def _tone(self) -> str:
        return "ok" if self._proven else "muted" if self._busy else "bad"

    def _said(self) -> str:
        if self._refusal is not None:
            return str(sentence_for(self._refusal))
        if self._proven:
            return self.tr("Everything fits. Open the till; then it asks for its first manager.")
        if self._busy:
            return self.tr("Asking WeChat Pay; no money is touched")
        if self._findings:
            return self.tr("Something does not fit: see the lines marked ✗. Mend it, and press again.")
        found = self._recognised
        notes = (*found.conflicts, *found.missing) if found is not None else ()
        return "\n".join(map(merchant_words, notes))

    def _lacking(self) -> str:
        found = self._recognised
        if found is None:
            return self.tr("The files come first")
        if not found.ready:
            return self.tr("The files are not whole")
        empty = self.form.empty
        return self.tr("{field} is missing").format(field=empty) if empty else ""

    def _next_words(self) -> str:
        if self._busy:
            return self.tr("Stop asking")
        return self.tr("Open the till") if self._proven else self.tr("Save and check")

    def _key(self, action: Action, icon: str, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action, icon=icon, parent=self)
        key.setObjectName(f"account_key_{action.value}")
        key.set_size(_FOOT, _FOOT, Role.BUTTON)
        return key

    def _lay_out(self) -> None:
        left, right = Card(self._theme), Card(self._theme)
        for card, widgets in (
            (left, (self._files_title, self.path, self.table, self.said)),
            (right, (self._numbers_title, self.form)),
        ):
            inside = QVBoxLayout(card)
            inside.setContentsMargins(20, 16, 20, 16)
            inside.setSpacing(10)
            for widget in widgets:
                inside.addWidget(widget, int(widget is self.table or widget is self.form))
        body = QHBoxLayout()
        body.addWidget(left, 50)
        body.addWidget(right, 50)
        foot = QHBoxLayout()
        for key in (self.language, self.folder, self.files, self.go):
            foot.addWidget(key, 1)
        frame = QVBoxLayout(self)
        frame.addWidget(self.title)
        frame.addWidget(self.words)
        frame.addLayout(body, 1)
        frame.addLayout(foot)
        self._rows = (frame, body, foot)

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
        self.title.setText(self.tr("Set up this till"))
        self.words.setText(self.tr("From the files of the merchant platform to the first sale."))
        self._files_title.setText(self.tr("1  The merchant's files"))
        self._numbers_title.setText(self.tr("2  Numbers and the APIv3 key"))
        self.path.setPlaceholderText(self.tr("Drop the downloaded folder, zip or files here, or type where they are"))
        self.path.setAccessibleName(self._files_title.text())
        self.language.set_label(self.tr("中文 / English"))
        self.folder.set_label(self.tr("Folder"))
        self.files.set_label(self.tr("Files"))
        self._show()


def _file_row(find: Find) -> str:
    mark = "✓" if find.taken else "–" if find.kind.harmless or find.kind.useful else "✗"
    return f"{mark}  {find.file}: {merchant_words(find.note)}"
