"""The export worker: writes the story of a sale into files, on a thread of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.business_day import BEIJING
from pos_app.core.dispute import Dispute, to_json
from pos_app.core.errors import PosError
from pos_app.devices.errors import NotSavedError
from pos_app.ui.dispute_pdf import to_pdf
from pos_app.ui.whole_file import write_whole
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds it, after the first paint
    from pos_app.core.ledger import Ledger

log = logging.getLogger(__name__)


class ExportWorker(QObject):
    """Writes dispute packs into a folder: no question is asked, and the glass says where they are.

    Signals:
        exported: ``Path`` of the PDF; the JSON lies beside it.
        trouble: ``PosError``: nothing was written, or not all of it.
    """

    exported = Signal(object)
    trouble = Signal(object)

    def __init__(
        self, folder: Path, shop: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:  # fmt: skip
        super().__init__()
        self._folder = folder
        self._shop = shop
        self._clock = clock
        self._ledger: Ledger | None = None

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger."""
        self._ledger = deeds.ledger

    @Slot(str)
    def export(self, sale_number: str) -> None:
        """Write the story of a sale as PDF and JSON."""
        if self._ledger is None:
            return
        try:
            file = self._write(_dispute(self._ledger, sale_number, self._shop, self._clock()))
        except PosError as error:
            log.warning("dispute pack of %s: %s", sale_number, error)
            self.trouble.emit(error)
        else:
            self.exported.emit(file)

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""

    def _write(self, dispute: Dispute) -> Path:
        name = f"{dispute.sale.number}-{dispute.made_at.astimezone(BEIJING):%Y%m%dT%H%M%S}"
        file = self._folder / f"{name}.pdf"
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._folder / f"{name}.json", to_json(dispute))
            write_whole(file, to_pdf(dispute))
        except OSError as error:
            raise NotSavedError(f"{file}: {error.strerror}") from error
        return file


def _dispute(ledger: Ledger, sale_number: str, shop: str, made_at: datetime) -> Dispute:
    payments = ledger.payments_of(sale_number)
    return Dispute(
        shop=shop,
        made_at=made_at,
        sale=ledger.sale(sale_number),
        payments=payments,
        refunds=tuple(refund for payment in payments for refund in ledger.refunds_of(payment.out_trade_no)),
        entries=ledger.history(sale_number),
    )
