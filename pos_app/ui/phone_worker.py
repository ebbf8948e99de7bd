"""Does what the customer's phone and the weather are told to, off the GUI thread; training only."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.ui.phone_deeds import BadWeather, PhoneDeed, RefundFate


class Practice(Protocol):
    """The pretend provider, as far as a phone and the weather reach."""

    def use_phone(self, deed: PhoneDeed) -> str:
        """Do what the customer does; give what the phone shows."""

    def make_weather(self, weather: BadWeather) -> None:
        """Let a fault strike the next calls."""

    def clear_weather(self) -> None:
        """Let the sun shine."""

    def seal_fate(self, fate: RefundFate) -> None:
        """Decide about a refund."""


class PhoneWorker(QObject):
    """Takes the panel's presses to the pretend provider.

    Signals:
        answered: ``str``: what the phone shows.
    """

    answered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._practice: Practice | None = None

    @Slot(object)
    def take_up(self, practice: Practice) -> None:
        """Start work with a pretend provider."""
        self._practice = practice

    @Slot(object)
    def use(self, deed: PhoneDeed) -> None:
        """Do what the customer does."""
        if self._practice is not None:
            self.answered.emit(self._practice.use_phone(deed))

    @Slot(object)
    def make_weather(self, weather: BadWeather) -> None:
        """Let a fault strike the next calls."""
        if self._practice is not None:
            self._practice.make_weather(weather)

    @Slot()
    def clear_weather(self) -> None:
        """Let the sun shine."""
        if self._practice is not None:
            self._practice.clear_weather()

    @Slot(object)
    def seal(self, fate: RefundFate) -> None:
        """Decide about a refund as the customer's bank would."""
        if self._practice is not None:
            self._practice.seal_fate(fate)

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""
