"""Importing a list of goods: choose a file, see what it would do, and do all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos_app.core.goods_plan import BadRow, ImportPlan
from pos_app.ui.fonts import Role
from pos_app.ui.goods_words import column_word, fault_words, step_words, unreadable_words
from pos_app.ui.keys import Action
from pos_app.ui.readings import Planned, Step
from pos_app.ui.tables import Column, DataTable, Look, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_SIZE = (900, 560)
_FOOT = 64
_LONGEST_PATH = 1000


def _line() -> str:
    return QCoreApplication.translate("Goods", "Line")


def _column() -> str:
    return QCoreApplication.translate("Goods", "Column")


def _value() -> str:
    return QCoreApplication.translate("Goods", "Value")


def _reason() -> str:
    return QCoreApplication.translate("Goods", "Why not")


BAD: tuple[Column[BadRow], ...] = (
    Column(title=_line, value=lambda row: row.line, look=Look.STRONG, share=10),
    Column(title=_column, value=lambda row: column_word(row.column), share=18),
    Column(title=_value, value=lambda row: row.value, look=Look.QUIET, share=30),
    Column(title=_reason, value=lambda row: fault_words(row.fault), share=42),
)


class ImportPanel(Overlay):
    """Covers the goods page. Nothing is changed before it was seen what would change.

    Signals:
        plan_requested: the path of a file.
        import_requested: ``Planned``.
    """

    plan_requested = Signal(str)
    import_requested = Signal(object)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("import_panel")
        self._planned: Planned | None = None
        self._step: Step | None = None
        self._error: Exception | None = None
        self._title = Label(Role.TITLE)
        self.path = QLineEdit()
        self.path.setObjectName("import_path")
        self.path.setMaxLength(_LONGEST_PATH)
        self.path.textChanged.connect(self._forget)
        self.choose = self._key("import_choose", Action.GOODS_FILE, "search")
        self.choose.clicked.connect(self._choose)
        self.words = Label(Role.STRONG, wrap=True)
        self.words.setObjectName("import_words")
        self.left_out = Label(Role.SECONDARY, "muted", wrap=True)
        self.left_out.setObjectName("import_left_out")
        self.model: TableModel[BadRow] = TableModel(BAD)
        self.table = DataTable(theme, self.model, "bad_rows")
        self._back = self._key("import_back", Action.BACK)
        self._back.clicked.connect(self.dismissed)
        self.go = self._key("import_go", Action.CONFIRM, kind=Kind.PRIMARY)
        self.go.clicked.connect(self._go_on)
        self.dismissed.connect(self._leave)
        self._lay_out()
        self._show()

    def begin(self) -> None:
        """Cover the page, with no file chosen."""
        self.path.clear()
        self._forget()
        self.open()
        self.path.setFocus()

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_step(self, step: Step) -> None:
        """Say what is being done."""
        self._step = step
        self._show()

    @Slot(object)
    def show_planned(self, planned: Planned) -> None:
        """Show what the file would do, if it is still the one."""
        self._settle(planned.path, planned=planned)

    @Slot(str, object)
    def show_unreadable(self, path: str, error: Exception) -> None:
        """Say why the file is no list of goods."""
        self._settle(path, error=error)

    @Slot()
    def release(self) -> None:
        """Give the keys back: what was planned is carried out, or is to be looked at anew."""
        self._forget()

    def _settle(self, path: str, *, planned: Planned | None = None, error: Exception | None = None) -> None:
        if path == self.path.text().strip():
            self._step, self._planned, self._error = None, planned, error
            self._show()

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _choose(self) -> None:
        dialog = QFileDialog(
            self, self.tr("A list of goods"), str(Path.home()), "CSV, XLSX, XLS (*.csv *.xlsx *.xls *.txt)"
        )
        dialog.setObjectName("import_dialog")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.path.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def _go_on(self) -> None:
        if self._planned is not None:
            self._step = Step.WRITING
            self.import_requested.emit(self._planned)
        else:
            self._step = Step.READING
            self.plan_requested.emit(self.path.text().strip())
        self._show()

    @Slot()
    def _forget(self) -> None:
        self._planned = self._error = self._step = None
        self._show()

    @Slot()
    def _leave(self) -> None:
        if self._step is not Step.WRITING:
            self.close_overlay()

    # ---------------------------------------------------------------- how it looks

    def _show(self) -> None:
        plan = self._planned.plan if self._planned is not None else None
        self.model.set_records(plan.bad if plan is not None else ())
        self.words.setText(self._words(plan))
        self.words.set_tone("bad" if self._error is not None or (plan is not None and plan.bad) else "text")
        ignored = ", ".join(plan.ignored) if plan is not None else ""
        self.left_out.setText(self.tr("Columns left out: {names}").format(names=ignored) if ignored else "")
        self.table.setVisible(plan is not None and bool(plan.bad))
        writing = plan is not None and not plan.bad and plan.changes
        count = self.tr("Import {count}").format(count=len(plan.changes)) if writing and plan else ""
        self.go.set_label(count or self.tr("See what it would do"))
        self.go.set_reason(self._reason(plan))

    def _words(self, plan: ImportPlan | None) -> str:
        if self._step is not None:
            return step_words(self._step)
        if self._error is not None:
            return unreadable_words(self._error)
        if plan is None:
            return self.tr("CSV or XLSX, with code, name, price, unit, category, bar codes. Nothing is changed yet.")
        counts = self.tr("{added} new, {changed} changed, {unchanged} as they are")
        words = counts.format(added=plan.added, changed=plan.changed, unchanged=plan.unchanged)
        bad = self.tr("{bad} lines cannot be taken: nothing is imported until they are mended").format(
            bad=len(plan.bad)
        )
        return f"{words} · {bad}" if plan.bad else words

    def _reason(self, plan: ImportPlan | None) -> str:
        if self._step is not None:
            return self.tr("One moment")
        if not self.path.text().strip():
            return self.tr("Choose a file first")
        if plan is not None and plan.bad:
            return self.tr("Mend the file first")
        return self.tr("Nothing would change") if plan is not None and not plan.changes else ""

    def _key(self, name: str, action: Action, icon: str | None = None, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action, icon=icon)
        key.setObjectName(name)
        key.set_size(_FOOT, _FOOT, Role.BUTTON)
        return key

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.path, 3)
        row.addWidget(self.choose, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._back, 1)
        foot.addWidget(self.go, 2)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(28, 24, 28, 24)
        frame.setSpacing(12)
        frame.addWidget(self._title)
        frame.addLayout(row)
        frame.addWidget(self.words)
        frame.addWidget(self.left_out)
        frame.addWidget(self.table, 10)
        frame.addStretch(1)
        frame.addLayout(foot)
        self.panel.setFixedSize(self._theme.px(_SIZE[0]), self._theme.px(_SIZE[1]))
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            self._show()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Import goods"))
        self.path.setPlaceholderText(self.tr("Where the file is"))
        self.choose.set_label(self.tr("Choose"))
        self._back.set_label(self.tr("Go back"))
