"""Opening the till: the heavy parts, imported and built away from the GUI thread, after the first paint."""

from __future__ import annotations

import dataclasses
import logging
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pos_app import logs, policy, settings_file
from pos_app.config import Profile, Settings
from pos_app.core.errors import PosError
from pos_app.core.scanning import ScaleRule
from pos_app.ui.resources import RESOURCES
from pos_app.ui.setting_entries import Chosen, SettingsShown
from pos_app.wechatpay.errors import WeChatPayError
from pos_app.wechatpay.timing import Observe, unobserved

if TYPE_CHECKING:  # heavy, see the module's first line
    from pos_app.core.authority import Authority
    from pos_app.core.ledger import Ledger
    from pos_app.ui.workers import Deeds

log = logging.getLogger(__name__)


class NotSetUpError(PosError):
    """A new till, with no merchant and nobody who works there: set it up."""

    def __init__(self) -> None:
        super().__init__("this till is not set up yet")


class Opener(QObject):
    """Opens the till on a thread of its own, and holds what must be closed again.

    Signals:
        opened: ``Deeds``.
        practice_opened: ``Practice``, the pretend provider; in training only.
        failed: nothing can be sold until it is mended; a ``PosError`` or ``WeChatPayError``, or our own mistake.
        settings_read: ``SettingsShown``: how the settings stand in their file.
        not_kept: ``SettingsError``: what was chosen holds until the till is closed, but could not be written down.
    """

    opened = Signal(object)
    practice_opened = Signal(object)
    failed = Signal(object)
    not_kept = Signal(object)
    settings_read = Signal(object)

    def __init__(self, profile: Profile, settings: Settings) -> None:
        super().__init__()
        self._profile = profile
        self._settings = settings
        self._to_close = ExitStack()

    @Slot()
    def open(self) -> None:
        """Open the ledger, take up the keys."""
        try:
            self.opened.emit(self._open())
        except (PosError, WeChatPayError) as error:
            log.warning("the till cannot open: %s", error)
            self._give_up(error)
        except Exception as error:  # our own mistake: the glass is told, and the report goes its way
            self._give_up(error)
            raise

    def _give_up(self, error: Exception) -> None:
        self._to_close.close()
        self.failed.emit(error)

    @Slot(str)
    def keep_language(self, language: str) -> None:
        """Write a choice of language down, such as ``zh_CN``."""
        self._keep("ui", language=language.replace("_", "-"))

    @Slot(bool)
    def keep_theme(self, dark: bool) -> None:
        """Write a choice of theme down."""
        self._keep("ui", theme="dark" if dark else "light")

    @Slot(bool)
    def keep_muted(self, muted: bool) -> None:
        """Write down whether the till is to be silent."""
        self._keep("voice", muted=muted)

    @Slot(object)
    def keep_rules(self, rules: tuple[ScaleRule, ...]) -> None:
        """Write down how the labels of the shop's scales are read."""
        self._keep("scanning", rules=rules)

    @Slot(object)
    def keep_keys(self, changes: tuple[tuple[str, str], ...]) -> None:
        """Write down which keys the shop has changed."""
        self._keep("keys", changes=changes)

    @Slot()
    def read_settings(self) -> None:
        """Tell how the settings stand in their file, and which of them are fixed."""
        try:
            now = settings_file.load(self._profile)
            self.settings_read.emit(SettingsShown(settings=now, fixed=policy.fixed(self._profile)))
        except settings_file.SettingsError as error:
            self.not_kept.emit(error)

    @Slot(object)
    def keep_setting(self, chosen: Chosen) -> None:
        """Write one setting down, in the name of whoever chose it."""
        if self._keep(chosen.table, **{chosen.name: chosen.value}):
            log.info("%s chose another %s.%s", chosen.who, chosen.table, chosen.name)
            if (chosen.table, chosen.name) == ("log", "level"):
                logs.set_level(str(chosen.value))  # the one thing that is wanted while the till runs
            self.read_settings()

    def _keep(self, table: str, **choice: object) -> bool:
        try:
            settings = settings_file.load(self._profile)  # as it is now: a person may have edited it meanwhile
            chosen = dataclasses.replace(getattr(settings, table), **choice)
            settings_file.save(self._profile, dataclasses.replace(settings, **{table: chosen}))
        except settings_file.SettingsError as error:
            log.warning("a choice was not kept: %s", error)
            self.not_kept.emit(error)
            return False
        return True

    @Slot()
    def finish(self) -> None:
        """Close what was opened, last things first. Connected to the thread's ``finished``."""
        self._to_close.close()

    def _open(self) -> Deeds:
        """Build everything heavy, which takes half a second."""
        from pos_app import account  # noqa: PLC0415 - heavy, see the module's first line
        from pos_app.core.authority import Authority  # noqa: PLC0415
        from pos_app.core.checkout import Checkout  # noqa: PLC0415
        from pos_app.core.ledger import open_ledger  # noqa: PLC0415
        from pos_app.core.refunding import Refunding  # noqa: PLC0415
        from pos_app.keystore import Keystore  # noqa: PLC0415
        from pos_app.ui.qr import warm_up  # noqa: PLC0415
        from pos_app.ui.workers import Deeds  # noqa: PLC0415

        profile, settings = self._profile, self._settings
        ledger = open_ledger(settings.ledger.url or profile.ledger_file, till=settings.till.id, clock=_now,
                             day_starts=settings.shop.begins)  # fmt: skip
        self._to_close.callback(ledger.close)
        authority = Authority(ledger, Keystore(profile), clock=_now)
        if profile.training:
            settings = self._practise(settings, ledger, authority)
        elif not settings.merchant.mchid and not authority.staff():
            raise NotSetUpError
        if missing := settings.merchant.missing:
            raise settings_file.SettingsError(
                self._profile.settings_file, "must be set before a payment can be taken", place=missing[0]
            )
        client = account.connect(profile, settings, observe=self._watch(settings, ledger))
        self._to_close.callback(client.close)
        warm_up()  # the first code is then as quick as the rest
        notify_url = settings.merchant.notify_url
        checkout = Checkout(
            ledger,
            client,
            notify_url=notify_url,
            description=settings.shop.name or settings.merchant.mchid,
            expires_after=timedelta(seconds=settings.polling.expires_after),
            clock=_now,
        )
        refunding = Refunding(ledger, client, notify_url=notify_url, clock=_now)
        return Deeds(checkout=checkout, refunding=refunding, ledger=ledger, authority=authority)

    def _watch(self, settings: Settings, ledger: Ledger) -> Observe:
        """Serve the till's figures, where the shop wants them. That they cannot be served stops no sale."""
        if not settings.metrics.port:
            return unobserved
        from pos_app.metrics import Figures  # noqa: PLC0415 - heavy, and few want it

        figures = Figures(ledger, clock=_now, day_starts=settings.shop.begins)
        try:
            self._to_close.callback(figures.serve(settings.metrics.port))
        except OSError as error:
            log.warning("port %s cannot be listened on, so no figures are served: %s", settings.metrics.port, error)
            return unobserved
        return figures.note

    def _practise(self, settings: Settings, ledger: Ledger, authority: Authority) -> Settings:
        from pos_app.training import Training, employ, stock  # noqa: PLC0415 - heavy, and only here

        training = Training(self._profile)
        self._to_close.callback(training.stop)
        settings = training.start(self._profile, settings)
        employ(authority)
        stock(ledger, RESOURCES / "catalogue")
        self.practice_opened.emit(training)
        return settings


def _now() -> datetime:
    return datetime.now(UTC)
