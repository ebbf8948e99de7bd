"""The stock worker: lists goods for whoever keeps them, imports and exports them, on a thread of its own (M10)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.business_day import BEIJING
from pos_app.core.errors import PosError
from pos_app.core.goods import Category, Change, Goods, Initials
from pos_app.core.goods_export import to_csv, to_xlsx
from pos_app.core.goods_plan import plan_import
from pos_app.core.goods_table import read_table
from pos_app.core.sale import Unit
from pos_app.devices.errors import NotSavedError
from pos_app.ui.readings import Listed, NewGoods, Planned, Step
from pos_app.ui.whole_file import write_whole
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds it, after the first paint
    from pos_app.core.ledger_goods import GoodsBook

log = logging.getLogger(__name__)

MOST_LISTED = 200
_NEW_SHELF = Category(name="新商品", name_en="New goods")
_WRITERS = {"csv": to_csv, "xlsx": to_xlsx}


class StockWorker(QObject):
    """Answers the goods page, one press after the other.

    Signals:
        listed: ``Listed``.
        stepped: ``Step``, before each step of something that takes a while.
        planned: ``Planned``.
        unreadable: the path of a file that is no list of goods, and ``InvalidInputError`` or ``OSError``.
        changed: ``GoodsChange``, written down.
        added: ``Goods``, typed at the till and written down. not_added: ``PosError``.
        exported: ``Path``.
        failed: ``PosError``: a press came to nothing.
    """

    listed = Signal(object)
    stepped = Signal(object)
    planned = Signal(object)
    unreadable = Signal(str, object)
    changed = Signal(object)
    added = Signal(object)
    not_added = Signal(object)
    exported = Signal(object)
    failed = Signal(object)

    def __init__(
        self, initials: Path, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:  # fmt: skip
        super().__init__()
        self._initials = initials
        self._folder = folder
        self._clock = clock
        self._book: GoodsBook

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger."""
        self._book = deeds.ledger.goods

    @Slot(str)
    def read(self, text: str) -> None:
        """List what words find, or the beginning of everything."""
        self._do(lambda: self.listed.emit(self._listed(text)))

    @Slot(str)
    def plan(self, path: str) -> None:
        """Say what the import of a file would do."""
        self.stepped.emit(Step.READING)
        try:
            table = read_table(Path(path))
            self.stepped.emit(Step.COMPARING)
            known = self._book.all()
            self.planned.emit(Planned(path=path, plan=plan_import(table, known, Initials(self._initials))))
        except (OSError, PosError) as error:
            log.warning("goods: %s: %s", path, error)
            self.unreadable.emit(path, error)

    @Slot(object, str, str)
    def carry_out(self, planned: Planned, who: str, approval: str) -> None:
        """Import what was planned: all of it, in one commit, or nothing."""
        self.stepped.emit(Step.WRITING)
        source = Path(planned.path).name
        self._do(
            lambda: self.changed.emit(
                self._book.change(planned.plan.changes, source=source, who=who, approval=approval)
            )
        )

    @Slot(object, str, str)
    def add(self, typed: NewGoods, who: str, approval: str) -> None:
        """Write down goods that somebody typed at the till; they stand on a shelf of their own."""
        goods = Goods(
            code=typed.code,
            name=typed.name,
            name_en=typed.name,
            initials=Initials(self._initials).of(typed.name),
            category=_NEW_SHELF,
            unit=Unit.KILOGRAM if typed.weighed else Unit.EACH,
            price=typed.price,
            favourite=False,
            pictogram="",
        )
        try:
            change = self._book.change((Change(before=None, after=goods),), source="", who=who, approval=approval)
        except PosError as error:
            log.warning("goods: %s", error)
            self.not_added.emit(error)
        else:
            self.changed.emit(change)
            self.added.emit(goods)

    @Slot(str, str, str)
    def undo(self, number: str, who: str, approval: str) -> None:
        """Put everything back as it was before a change."""
        self._do(lambda: self.changed.emit(self._book.undo(number, who=who, approval=approval)))

    @Slot(str)
    def export(self, kind: str) -> None:
        """Write everything into a file: ``csv`` or ``xlsx``."""
        self._do(lambda: self.exported.emit(self._write(kind)))

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""

    def _listed(self, text: str) -> Listed:
        book = self._book
        words = text.strip()
        goods = book.search(words, limit=MOST_LISTED) if words else book.listed(limit=MOST_LISTED)
        return Listed(text=text, goods=goods, count=len(book), last=next(iter(book.changes(limit=1)), None))

    def _write(self, kind: str) -> Path:
        file = self._folder / f"goods-{self._clock().astimezone(BEIJING):%Y%m%dT%H%M%S}.{kind}"
        content = _WRITERS[kind](self._book.all())
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(file, content)
        except OSError as error:
            raise NotSavedError(f"{file}: {error.strerror}") from error
        return file

    def _do(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except PosError as error:
            log.warning("goods: %s", error)
            self.failed.emit(error)
