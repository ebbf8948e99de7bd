"""The set-up desk: what is chosen on the pages for setting up is kept, with leave."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.money import ZERO
from pos_app.core.scanning import ScaleRule
from pos_app.core.staff import Act, Request
from pos_app.ui.keys_page import KeysPage
from pos_app.ui.sale_page import SalePage
from pos_app.ui.scan_reading import rule_words
from pos_app.ui.scanning_page import ScanningPage
from pos_app.ui.staff_deeds import Allow


class SetupDesk(QObject):
    """Between the pages and whoever keeps settings.

    Signals:
        rules_chosen: ``tuple[ScaleRule, ...]``, to be written down; they hold at once.
        keys_chosen: ``tuple[tuple[str, str], ...]``, likewise; they hold from the next start.
    """

    rules_chosen = Signal(object)
    keys_chosen = Signal(object)

    def __init__(
        self, scanning: ScanningPage, keys: KeysPage, sale: SalePage, *, allow: Allow, parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._scanning, self._keys, self._sale, self._allow = scanning, keys, sale, allow
        scanning.rules_chosen.connect(self._choose_rules)
        keys.keys_chosen.connect(self._choose_keys)

    def use_rules(self, rules: tuple[ScaleRule, ...]) -> None:
        """Read labels by these rules from now on."""
        self._sale.set_rules(rules)
        self._scanning.show_rules(rules)

    @Slot(object)
    def _choose_rules(self, rules: tuple[ScaleRule, ...]) -> None:
        def keep(_who: str, _approval: str) -> None:
            self.use_rules(rules)
            self.rules_chosen.emit(rules)

        words = ", ".join(map(rule_words, rules)) or self.tr("none")
        request = Request(act=Act.SETTINGS, subject="scanning.rules", amount=ZERO, reason="")
        self._allow(request, keep, facts=((self.tr("Rules"), words),))

    @Slot(object)
    def _choose_keys(self, changes: tuple[tuple[str, str], ...]) -> None:
        def keep(_who: str, _approval: str) -> None:
            self.keys_chosen.emit(changes)
            self._keys.show_kept()

        words = ", ".join(f"{name} {key}" for name, key in changes) or self.tr("none")
        request = Request(act=Act.SETTINGS, subject="keys", amount=ZERO, reason="")
        self._allow(request, keep, facts=((self.tr("Changed keys"), words),))

    @Slot(object)
    def show_card(self, file: Path | None) -> None:
        """Say where the card of keys is."""
        self._keys.show_card(self.tr("Printed") if file is None else self.tr("Saved: {file}").format(file=file))
