"""Sets a till up for a merchant, on a thread of its own: files are read, keys kept, and WeChat Pay asked."""

from __future__ import annotations

import dataclasses
import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from pos_app import account, key_check, key_set, settings_file
from pos_app.config import Profile
from pos_app.core.errors import PosError
from pos_app.key_check import Verdict
from pos_app.merchant.recognition import Recognised, recognise

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What lies on the desk: files, folders and zips, and the merchant number if it was typed."""

    paths: tuple[Path, ...]
    mchid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """Everything that a till needs before its first sale. The APIv3 key goes into the keyring and nowhere else."""

    shop: str
    till: str
    papers: Papers
    appid: str
    public_key_id: str
    notify_url: str
    api_v3_key: str = field(repr=False)


class AccountWorker(QObject):
    """Reads, keeps, and proves.

    Signals:
        recognised: ``Papers``, ``Recognised``: what the files are.
        kept: everything is in the keyring and the settings.
        found: ``Finding``: one look at it, here or at WeChat Pay.
        proven: whether nothing is wrong.
        refused: ``PosError``: nothing was kept.
    """

    recognised = Signal(object, object)
    kept = Signal()
    found = Signal(object)
    proven = Signal(bool)
    refused = Signal(object)

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile
        self._given_up = threading.Event()

    @Slot(object)
    def look(self, papers: Papers) -> None:
        """Say what the files are."""
        self.recognised.emit(papers, recognise(papers.paths, mchid=papers.mchid))

    @Slot(object)
    def take(self, entered: Entered) -> None:
        """Keep everything, or nothing; then ask WeChat Pay whether it fits."""
        self._given_up.clear()
        try:
            self._keep(entered, recognise(entered.papers.paths, mchid=entered.papers.mchid))
        except PosError as error:
            log.warning("the till was not set up: %s", error)
            self.refused.emit(error)
            return
        self.kept.emit()
        self._prove()

    @Slot()
    def finish(self) -> None:
        """Nothing is left open."""

    def give_up(self) -> None:
        """Ask no more; from another thread. What was kept stays."""
        self._given_up.set()

    def _keep(self, entered: Entered, found: Recognised) -> None:
        numbers = {
            "mchid": entered.papers.mchid,
            "appid": entered.appid,
            "public_key_id": entered.public_key_id,
            "notify_url": entered.notify_url,
        }
        keys = account.checked(self._profile, found, api_v3_key=entered.api_v3_key, numbers=numbers)
        shop = dataclasses.replace(keys.settings.shop, name=entered.shop.strip())
        till = dataclasses.replace(keys.settings.till, id=entered.till.strip())
        settings = dataclasses.replace(keys.settings, shop=shop, till=till)
        key_set.keep(self._profile, dataclasses.replace(keys, settings=settings))

    def _prove(self) -> None:
        wrong = False
        try:
            for finding in key_check.check(self._profile, settings_file.load(self._profile)):
                wrong = wrong or finding.verdict is Verdict.WRONG
                self.found.emit(finding)
                if self._given_up.is_set():
                    break
        except PosError as error:
            self.refused.emit(error)
            return
        self.proven.emit(not wrong)
