"""The set-up desk: what is chosen on the pages for setting up holds at once, with leave, and is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.money import ZERO
from pos_app.core.scanning import ScaleRule
from pos_app.core.staff import Act, Request
from pos_app.ui.sale_page import SalePage
from pos_app.ui.scan_reading import rule_words
from pos_app.ui.scanning_page import ScanningPage
from pos_app.ui.staff_deeds import Allow


class SetupDesk(QObject):
    """Between the scanning page and whoever keeps settings.

    Signals:
        rules_chosen: ``tuple[ScaleRule, ...]``, to be written down.
    """

    rules_chosen = Signal(object)

    def __init__(self, scanning: ScanningPage, sale: SalePage, *, allow: Allow, parent: QObject) -> None:
        super().__init__(parent)
        self._scanning, self._sale, self._allow = scanning, sale, allow
        scanning.rules_chosen.connect(self._choose_rules)

    def use_rules(self, rules: tuple[ScaleRule, ...]) -> None:
        """Read labels by these rules from now on."""
        self._sale.set_rules(rules)
        self._scanning.show_rules(rules)

    @Slot(object)
    def _choose_rules(self, rules: tuple[ScaleRule, ...]) -> None:
        def keep(_who: str, _approval: str) -> None:
            self.use_rules(rules)
            self.rules_chosen.emit(rules)

        words = " · ".join(map(rule_words, rules)) or self.tr("none")
        request = Request(act=Act.SETTINGS, subject="scanning.rules", amount=ZERO, reason="")
        self._allow(request, keep, facts=((self.tr("Rules"), words),))
