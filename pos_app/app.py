"""The composition root: with `works`, the only place that builds and joins the parts of the till."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from pos_app.config import Profile, Settings
from pos_app.core.business_day import BEIJING
from pos_app.core.errors import InvalidInputError, PosError
from pos_app.core.staff import TRAINING_STAFF
from pos_app.opening import NotSetUpError, Opener
from pos_app.settings_file import SettingsError
from pos_app.ui import theme as look
from pos_app.ui import workers
from pos_app.ui.collector import Collector
from pos_app.ui.i18n import Languages, sentence_for
from pos_app.ui.keys import KeyMap, read_changes
from pos_app.ui.main_window import MainWindow
from pos_app.ui.place import Place
from pos_app.ui.tendering import Habits
from pos_app.ui.theme import Theme
from pos_app.updates.installation import Installation, environment

if TYPE_CHECKING:  # heavy: see ``_Fetching``
    from pos_app.devices.speaker import Speaker
    from pos_app.ui.customer_window import CustomerWindow
    from pos_app.works import Works

TRAINING_SHOP = "和顺里超市"
_LOOK_UP_MS = 200  # how often a signal from the system, such as Ctrl+C, is noticed


def run(profile: Profile, settings: Settings, trouble: PosError | None = None) -> int:
    """Open the till, and stay until its window is closed; give the exit code.

    ``trouble`` is what keeps it from selling before anything was opened: then the window says so, and no more.
    """
    app = QApplication([sys.argv[0]])
    till = Till(app, profile, settings, trouble=trouble)
    till.window.resize(app.primaryScreen().availableSize())  # where no window manager does it
    till.window.showMaximized()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: app.quit())
    attention = QTimer()  # Python sees a signal only when it runs a line
    attention.timeout.connect(lambda: None)
    attention.start(_LOOK_UP_MS)
    code = app.exec()
    starter = till.starter
    till.stop()
    if starter:
        os.execve(starter[0], [*starter, *sys.argv[1:]], environment())  # noqa: S606 - another version of this very program
    return code


def now() -> datetime:
    """Say what time it is for people: Beijing time, as on WeChat Pay's own papers."""
    return datetime.now(BEIJING)


class _Fetching(QThread):
    """Imports what the rest of the till is made of, so that the GUI thread goes on living meanwhile."""

    def run(self) -> None:
        """Import it all by its longest list."""
        from pos_app import works  # noqa: F401, PLC0415 - after the first paint


class Till(QObject):
    """A whole till, joined and running. Whoever makes it keeps it, shows ``window``, and calls ``stop``.

    What is seen first is made at once; the rest after the first paint, in pieces that nobody notices.

    Signals:
        opened: the ledger is open, and a sale can be paid.
    """

    opened = Signal()
    _moved_in = Signal()

    def __init__(
        self,
        app: QApplication,
        profile: Profile,
        settings: Settings,
        speaker: Speaker | None = None,
        trouble: PosError | None = None,
    ) -> None:
        super().__init__()
        self._profile, self._settings = profile, settings
        self._speaker = speaker
        self._trouble = trouble
        self._collector = Collector(self)
        languages = Languages(app)
        languages.use(settings.ui.language.replace("-", "_"))
        theme = Theme(
            dark=look.wants_dark(settings.ui.theme),
            height=app.primaryScreen().availableSize().height(),
            user_scale=settings.ui.scale,
            reduce_motion=settings.ui.reduce_motion,
            keys=self._key_map(),
            parent=self,
        )
        look.apply(app, theme)
        self.place = _place(profile, settings)
        self.window = MainWindow(theme, languages, self.place, now)
        self._works: Works | None = None
        self.starter: tuple[str, ...] = ()  # what is to be started once this till has stopped
        self._opener = Opener(profile, settings)
        self._opener.failed.connect(self._fail)
        self.window.language_chosen.connect(self._opener.keep_language)
        self.window.theme_chosen.connect(self._opener.keep_theme)
        self.window.furnished.connect(self._move_in)
        self._opening = workers.start(self._opener, "opening")
        self._idle = QTimer(self)  # its time is whenever nothing else is to be done
        self._idle.timeout.connect(self._furnish)
        self._fetching = _Fetching()
        self._fetching.finished.connect(self._idle.start)
        self.window.installEventFilter(self)

    def _key_map(self) -> KeyMap:
        """Read the keys that the shop has changed; a mistake among them is told like any other in the settings."""
        try:
            return KeyMap(read_changes(self._settings.keys.changes))
        except InvalidInputError as error:
            self._trouble = self._trouble or SettingsError(
                self._profile.settings_file, error.reason, place=error.field
            )  # fmt: skip
            return KeyMap()

    @property
    def customer(self) -> CustomerWindow:
        """The customer's window."""
        self.window.furnish()
        return self.window.customer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin the heavy part of opening after the first paint, so that the window is there at once."""
        if event.type() is QEvent.Type.Paint and watched is self.window:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self._fetching.start)  # once the frame is out
        return super().eventFilter(watched, event)

    @Slot()
    def _furnish(self) -> None:
        if not self.window.furnish_more():
            self._idle.stop()

    @Slot()
    def _move_in(self) -> None:
        """Join the whole glass to the workers, and open the ledger."""
        from pos_app.works import Works  # noqa: PLC0415 - see ``_Fetching``

        self._works = Works(self.window, self._opener, self._profile, self._settings, self._speaker)
        self._works.checkout.taken_up.connect(self._ready)
        self.window.updates.restart_requested.connect(self._restart)
        if self._trouble is None:
            self._moved_in.connect(self._opener.open)
            self._moved_in.emit()
        else:
            self._fail(self._trouble)

    @Slot()
    def _ready(self) -> None:
        self._collector.settle()
        self.window.show_not_ready("")
        self.opened.emit()

    @Slot()
    def _restart(self) -> None:
        """End, so that the version that is current can begin."""
        starter = Installation.here().starter
        self.starter = (str(starter),) if starter.is_file() else (sys.executable, "-m", "pos_app")  # of a checkout
        QCoreApplication.quit()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if isinstance(error, NotSetUpError):
            self.window.show_setup()
            return
        self.window.show_not_ready(str(sentence_for(error)))
        self.window.counter.complain(error)

    @Slot()
    def stop(self) -> None:
        """Let what is in flight come to its end, close the ledger last, and take the windows down."""
        self._idle.stop()
        self._fetching.wait()
        windows: list[QWidget] = [self.window]
        if self._works is not None:
            self._works.stop()
            windows.append(self.window.customer)
        workers.stop(self._opening)
        for window in windows:
            window.deleteLater()
            QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
        self._collector.stop()


def _place(profile: Profile, settings: Settings) -> Place:
    shop, pins = settings.shop.name, ""
    if profile.training:
        shop, pins = shop or TRAINING_SHOP, " · ".join(f"{name} {pin}" for name, _, pin in TRAINING_STAFF)
    cash = settings.cash
    habits = Habits(rounding=cash.evens_out, ceiling=cash.most, others=settings.tenders.other)
    return Place(
        shop=shop,
        till=settings.till.id,
        training=profile.training,
        muted=settings.voice.muted,
        habits=habits,
        day_starts=settings.shop.begins,
        pins=pins,
    )
