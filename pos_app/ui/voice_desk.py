"""The voice desk: shows whether the till can be heard, and whether a payment was; keeps the choice to be silent."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.ui.payment_panels.paid_panel import PaidPanel
from pos_app.ui.widgets.result_strip import ResultStrip
from pos_app.ui.widgets.title_bar import TitleBar


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicePlaces:
    """Everything on the glass that is about sound."""

    paid: PaidPanel
    title: TitleBar
    strip: ResultStrip


class VoiceDesk(QObject):
    """Between the glass and the voice worker.

    Signals:
        mute_chosen: ``bool``, for the voice worker, and to be kept.
    """

    mute_chosen = Signal(bool)

    def __init__(self, places: VoicePlaces, parent: QObject, *, muted: bool) -> None:
        super().__init__(parent)
        self._at = places
        self._muted = muted
        places.title.set_muted(muted)

    def toggle(self) -> None:
        """Be silent, or speak again."""
        self._muted = not self._muted
        self._at.title.set_muted(self._muted)
        self.mute_chosen.emit(self._muted)

    @Slot(bool)
    def show_audible(self, audible: bool) -> None:
        """Mark a till that cannot be heard, whatever the reason."""
        self._at.title.set_muted(self._muted or not audible)

    @Slot(str, bool)
    def show_announced(self, number: str, heard: bool) -> None:
        """Mark a payment that was said aloud, or that should have been."""
        self._at.paid.set_announced(number, heard)
        self._at.strip.set_announced(number, heard)
