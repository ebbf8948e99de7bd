"""The desk of updates: joins its page to whoever may allow a switch, and lets none happen while somebody sells."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.money import ZERO
from pos_app.core.staff import Act, Request
from pos_app.ui.front_door import FrontDoor
from pos_app.ui.glass import Glass
from pos_app.ui.i18n import sentence_for
from pos_app.ui.sale_page import SalePage
from pos_app.ui.shift_page import ShiftPage
from pos_app.ui.theme import Theme
from pos_app.ui.update_page import UpdatePage
from pos_app.ui.update_worker import Versions
from pos_app.updates.refusals import Refusal, UpdateError


class UpdateDesk(QObject):
    """Anybody may look; a version is brought and switched with a manager's leave.

    Signals:
        fetch_requested, apply_requested, back_requested: to the worker, with leave.
        newer_known: ``str``: a newer version, or nothing.
        restart_requested: the till is to close, and the version that is current to start.
    """

    fetch_requested = Signal()
    apply_requested = Signal()
    back_requested = Signal()
    restart_requested = Signal()
    newer_known = Signal(str)

    def __init__(self, theme: Theme, glass: Glass, sale: SalePage, shift: ShiftPage, door: FrontDoor) -> None:
        super().__init__(glass)
        self._glass, self._sale, self._shift, self._door = glass, sale, shift, door
        self.page = UpdatePage(theme)
        glass.add_page(self.page)
        self.page.left.connect(self._leave)
        self.page.fetch_requested.connect(self._fetch)
        self.page.apply_requested.connect(self._apply)
        self.page.back_requested.connect(self._back)
        self.page.restart_requested.connect(self._restart)

    @Slot()
    def open(self) -> None:
        """Turn to the page."""
        if not self._door.shut:
            self._glass.pages.setCurrentWidget(self.page)

    @Slot()
    def _leave(self) -> None:
        self._glass.pages.setCurrentWidget(self._sale)

    @property
    def _selling(self) -> bool:
        return bool(self._sale.cart) or self._shift.counting or self._door.busy

    @Slot()
    def _fetch(self) -> None:
        self._ask("update.fetch", self.fetch_requested.emit, "")

    @Slot(str)
    def _apply(self, version: str) -> None:
        self._switch("update.apply", self.apply_requested.emit, version)

    @Slot(str)
    def _back(self, version: str) -> None:
        self._switch("update.back", self.back_requested.emit, version)

    @Slot()
    def _restart(self) -> None:
        if self._selling:
            self.show_failed(UpdateError(Refusal.BUSY))
        else:
            self.restart_requested.emit()

    def _switch(self, subject: str, go: Callable[[], None], version: str) -> None:
        if self._selling:
            self.show_failed(UpdateError(Refusal.BUSY))
        else:
            self._ask(subject, go, version)

    def _ask(self, subject: str, go: Callable[[], None], version: str) -> None:
        request = Request(act=Act.SETTINGS, subject=subject, amount=ZERO, reason=version)
        facts = ((self.tr("Version"), version),) if version else ()
        self._door.allow(request, lambda _who, _approval: go(), facts=facts, given_up=self._give_up)

    def _give_up(self) -> None:
        self.page.release("")

    @Slot(object)
    def note_versions(self, versions: Versions) -> None:
        """Pass on whether there is a newer version."""
        offer = versions.offer
        self.newer_known.emit(str(offer.release.version) if offer is not None else "")

    @Slot(object)
    def show_failed(self, error: Exception) -> None:
        """Say why a wish came to nothing."""
        self.page.release(str(sentence_for(error)))
