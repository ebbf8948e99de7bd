"""The desk of settings: joins its page to whoever may allow a change, and to whoever writes it down."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.money import ZERO
from pos_app.core.staff import Act, Request
from pos_app.ui.front_door import FrontDoor
from pos_app.ui.glass import Glass
from pos_app.ui.sale_page import SalePage
from pos_app.ui.setting_entries import Chosen, text_of
from pos_app.ui.setting_words import choice_word, setting_words
from pos_app.ui.settings_page import SettingsPage
from pos_app.ui.theme import Theme


class SettingsDesk(QObject):
    """Anybody may look; a manager changes.

    Signals:
        chosen: ``Chosen``, with leave, to be written down.
        restart_requested: close the till and open it again; nobody is selling.
    """

    chosen = Signal(object)
    restart_requested = Signal()

    def __init__(self, theme: Theme, glass: Glass, sale: SalePage, door: FrontDoor) -> None:
        super().__init__(glass)
        self._glass, self._sale, self._door = glass, sale, door
        self.page = SettingsPage(theme)
        glass.add_page(self.page)
        self.page.left.connect(self._leave)
        self.page.chosen.connect(self._choose)
        self.page.restart_requested.connect(self._restart)

    @Slot()
    def open(self) -> None:
        """Turn to the page."""
        if not self._door.shut:
            self._glass.pages.setCurrentWidget(self.page)

    @Slot()
    def _leave(self) -> None:
        self._glass.pages.setCurrentWidget(self._sale)

    @Slot()
    def _restart(self) -> None:
        if self._sale.cart or self._door.busy:
            self.page.say(self.tr("A ticket or a payment is not at its end: finish it first"))
        else:
            self.restart_requested.emit()

    @Slot(object)
    def _choose(self, chosen: Chosen) -> None:
        place = f"{chosen.table}.{chosen.name}"

        def keep(who: str, _approval: str) -> None:
            self.chosen.emit(dataclasses.replace(chosen, who=who))
            self.page.show_kept()

        shown = choice_word(place, chosen.value) if isinstance(chosen.value, bool) else text_of(chosen.value)
        facts = ((setting_words(place)[0], choice_word(place, shown) or "—"),)
        self._door.allow(Request(act=Act.SETTINGS, subject=place, amount=ZERO, reason=""), keep, facts=facts)
