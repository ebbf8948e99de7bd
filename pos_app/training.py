"""Training: a pretend WeChat Pay inside the till, its keys, and the customer's phone.

The training profile makes all of it on its first start. It is a profile of its own, so nothing here can touch live
money or live keys.
"""

from __future__ import annotations

import dataclasses
import logging
from typing import TYPE_CHECKING

from pos_app import account, keystore
from pos_app.config import Profile, Settings
from pos_app.core.errors import NotAllowedError
from pos_app.core.goods import Initials
from pos_app.core.goods_plan import plan_import
from pos_app.core.goods_table import read_table
from pos_app.core.staff import TRAINING_STAFF
from pos_app.simulator.phone import PhoneError
from pos_app.simulator.server import Simulator

if TYPE_CHECKING:
    from pathlib import Path

    from pos_app.core.authority import Authority
    from pos_app.core.ledger import Ledger
    from pos_app.ui.phone_deeds import BadWeather, PhoneDeed, RefundFate

log = logging.getLogger(__name__)

_NOTIFY_URL = "https://training.invalid/wechatpay"  # nobody listens there: a till learns by asking


class Training:
    """The pretend provider of one training till, and what the customer and the weather do there."""

    def __init__(self, profile: Profile) -> None:
        self._directory = profile.directory / "simulator"
        self._simulator = Simulator(self._directory)

    def start(self, profile: Profile, settings: Settings) -> Settings:
        """Serve, and see that the profile's keys are those of the pretend merchant.

        Returns:
            the settings with which a client finds the simulator.

        Raises:
            PosError: the keyring or the folder refuses; the family says what to do.
        """
        self._simulator.start()
        identity = self._simulator.identity
        if settings.merchant.certificate_serial != identity.merchant_serial or not _has_keys(profile):
            files = account.MerchantFiles(
                private_key=self._directory / "apiclient_key.pem",
                certificate=self._directory / "apiclient_cert.pem",
                public_key=self._directory / "pub_key.pem",
                public_key_id=identity.public_key_id,
            )
            settings = account.import_merchant(profile, files, identity.api_v3_key.decode()).settings
            log.info("made the keys of the training profile")
        merchant = dataclasses.replace(settings.merchant, appid=identity.appid, notify_url=_NOTIFY_URL)
        gateway = dataclasses.replace(settings.gateway, url=self._simulator.url, backup_url="", ca_file=None)
        return dataclasses.replace(settings, merchant=merchant, gateway=gateway)

    def stop(self) -> None:
        """End the service; its books stay."""
        self._simulator.stop()

    def use_phone(self, deed: PhoneDeed) -> str:
        """Do what the customer does; give what the phone shows, empty where it shows nothing new."""
        act = getattr(self._simulator.phone, deed.action)
        try:
            act(deed.out_trade_no, deed.account)
        except PhoneError as refused:
            return refused.words
        return ""

    def make_weather(self, weather: BadWeather) -> None:
        """Let a fault strike the next calls of a kind."""
        self._simulator.weather.set(weather.call, weather.fault, times=weather.times, seconds=weather.seconds)

    def clear_weather(self) -> None:
        """Let the sun shine."""
        self._simulator.weather.clear()

    def seal_fate(self, fate: RefundFate) -> None:
        """Decide as the customer's bank would."""
        self._simulator.set_refund(fate.out_refund_no, fate.status)


def employ(authority: Authority) -> None:
    """Enter the people of the training profile, on its first start."""
    if authority.staff():
        return
    (manager, _, pin), *others = TRAINING_STAFF
    authority.found(manager, pin)
    for name, role, their_pin in others:
        authority.add(name, role, their_pin, who=manager)


def stock(ledger: Ledger, catalogue: Path) -> None:
    """Put the sample goods on the shelves of a training profile that has none, in the manager's name."""
    if len(ledger.goods):
        return
    plan = plan_import(read_table(catalogue / "sample.csv"), (), Initials(catalogue / "initials.txt"))
    manager, _, _ = TRAINING_STAFF[0]
    try:
        ledger.goods.change(plan.changes, source="sample.csv", who=manager)
    except NotAllowedError as error:  # somebody took the manager's right away: a till sells without goods too
        log.warning("the sample goods were not put on the shelves: %s", error)


def _has_keys(profile: Profile) -> bool:
    try:
        keystore.Keystore(profile).merchant_key()
    except (keystore.SecretMissingError, keystore.SecretDamagedError):
        return False
    return True
