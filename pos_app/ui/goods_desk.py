"""The goods desk: joins the goods page to whoever may allow changes of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.goods import GoodsChange, goods_request
from pos_app.ui.goods_page import GoodsPage
from pos_app.ui.goods_words import change_words
from pos_app.ui.i18n import sentence_for
from pos_app.ui.readings import Planned
from pos_app.ui.staff_deeds import Allow
from pos_app.ui.widgets.banner import Banner


class GoodsDesk(QObject):
    """Asks for leave, then lets the request go to the worker with the name of who makes it.

    Signals:
        import_requested: ``Planned``, who, the number of the approval or nothing.
        undo_requested: the number of a change, who, approval.
    """

    import_requested = Signal(object, str, str)
    undo_requested = Signal(str, str, str)

    def __init__(self, page: GoodsPage, banner: Banner, *, allow: Allow, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._banner, self._allow = page, banner, allow
        page.import_requested.connect(self._import)
        page.undo_requested.connect(self._undo)

    @Slot(object)
    def _import(self, planned: Planned) -> None:
        source = Path(planned.path).name
        words = self.tr("{added} new, {changed} changed")
        self._allow(
            goods_request(source),
            lambda who, approval: self.import_requested.emit(planned, who, approval),
            facts=(
                (self.tr("File"), source),
                (self.tr("Goods"), words.format(added=planned.plan.added, changed=planned.plan.changed)),
            ),
            given_up=self._page.release,
        )

    @Slot(object)
    def _undo(self, change: GoodsChange) -> None:
        self._allow(
            goods_request(""),
            lambda who, approval: self.undo_requested.emit(change.number, who, approval),
            facts=((self.tr("Taken back"), change_words(change)),),
            given_up=self._page.release,
        )

    @Slot(object)
    def show_failed(self, error: Exception) -> None:
        """Say why a press came to nothing, and give the keys back."""
        self._page.release()
        self._banner.say(sentence_for(error), button=self.tr("Close"))
