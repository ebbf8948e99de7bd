"""The reports desk: joins the reports page to the front door, which knows who may look at it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.reports import read_request
from pos_app.core.staff import Act, Member
from pos_app.ui.front_door import FrontDoor
from pos_app.ui.glass import Glass
from pos_app.ui.i18n import sentence_for
from pos_app.ui.report_reads import OPENING, Save
from pos_app.ui.report_words import report_title, span_word
from pos_app.ui.reports_page import ReportsPage


class ReportsDesk(QObject):
    """Asks for leave, then lets the request go to the worker with the name of who makes it.

    Signals:
        open_requested: who, the number of the approval or nothing.
        save_requested: ``Save``, who, approval.
    """

    open_requested = Signal(str, str)
    save_requested = Signal(object, str, str)

    def __init__(self, page: ReportsPage, glass: Glass, door: FrontDoor) -> None:
        super().__init__(glass)
        self._page, self._glass, self._door = page, glass, door
        page.save_requested.connect(self._save)
        door.member_changed.connect(self._look_who_comes)

    @Slot()
    def open(self) -> None:
        """Let whoever is signed in look at reports, if they may or somebody lets them."""
        self._door.allow(read_request(OPENING), self.open_requested.emit)

    @Slot()
    def show_page(self) -> None:
        """Turn to the page: it is written down who looks at it."""
        if not self._door.shut:
            self._glass.pages.setCurrentWidget(self._page)

    @Slot(object)
    def _look_who_comes(self, member: Member | None) -> None:
        """Turn away from the page when the till is unlocked: whoever was let in was let in once."""
        here = self._glass.pages.currentWidget() is self._page
        if here and member is not None and not self._door.may(Act.REPORTS):
            self._page.left.emit()

    @Slot(object)
    def _save(self, save: Save) -> None:
        report = save.read.report
        self._door.allow(
            read_request(save.name),
            lambda who, approval: self.save_requested.emit(save, who, approval),
            facts=((self.tr("Report"), report_title(report.subject)), (self.tr("Days"), span_word(report.span))),
            given_up=self._page.release,
        )

    @Slot(object)
    def show_failed(self, error: Exception) -> None:
        """Say why a press came to nothing, and give the keys back."""
        self._page.release()
        self._glass.banner.say(sentence_for(error), button=self.tr("Close"))
