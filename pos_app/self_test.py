"""``pos-app self-test``: does all of the program work on this machine?

It works in a folder and under a keyring entry of its own, which are gone afterwards. No profile is touched, nothing
leaves the machine, and no money moves: the sale and the refund are made at the simulator, over real signed HTTP.
"""

from __future__ import annotations

import importlib
import json
import logging
import pkgutil
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pos_app
from pos_app import __version__
from pos_app.config import TRAINING, Profile, Settings
from pos_app.core.money import Money
from pos_app.core.payment import PaymentState
from pos_app.core.refund import RefundOrder, RefundState
from pos_app.core.sale import Line, Unit
from pos_app.core.staff import TRAINING_STAFF

if TYPE_CHECKING:
    import argparse

    from pos_app.core.payment import Payment
    from pos_app.core.sale import Sale

log = logging.getLogger(__name__)

_LAZY = ("alembic.command", "escpos.printer", "psycopg", "python_calamine", "qrcode", "xlsxwriter", "zxingcpp")
"""Imported by name while the till runs: in a bundle it is these that get lost."""
_CODE_URL = "weixin://wxpay/bizpayurl?pr=selftest"
_MODULE = 4  # pixels
_PRICE = Money(1)

# Made by OpenSSL and by Node.js, so that no library vouches for itself.
_PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAj08EAgKSDlwsYbd518SD
Z7dpXdfj3fIRmz5F3jbuWOKcCdT68pFpLgFtBrKYbba0MhwrvL59csz7oSnF3jjM
MnQZRalYwb+4Q/M4DKhF35kIgNKRbk+rBNgPI/V73oEplSn163ZaeGbr503Xvhn+
6P1yj2+rXiCTIYk0JbVfzSJiLaf4+Pj+fcV017Vr7HRaQEBirZ9fj5t2CMDQrpGJ
hl6C8ZAt8cMJ3V+xVp/mvwoWR7T2Lu21SBTkiG7NH968P8RXW/Nk6fW92JX2ObWe
sTWd0/EH9lDazzC/99cJTbdMSakz7h47b9Ubt+hZNUIp1rhyB4ntfTN9OsrXsYwf
gwIDAQAB
-----END PUBLIC KEY-----
"""
_SIGNED = ("1554209980", "c5ac7061fccab6bf3e254dcf98995b8c", b'{"code_url":"weixin://wxpay/bizpayurl?pr=selftest"}')
_SIGNATURE = (
    "DIjcUNC2/n6cOSTG5bw0BY3iip+9HiLKURsiuKKHXLHNlsLegxKWNwPNjPllnb0FgqXuNFHrspeo2iZ16lBDAzRdNafYkRtAB/rigFkv93gL4Jm3pF9q"
    "PRrYYUwSP6T8Jmxw6j6w3UxJpi/xDjf+TecGBIW8nCAJM6YSZWlSLs87UJ8tNugcZRCRirhrw4mgDth1Cf+rA3DXni4keqh/KNRvlZeEPR9VPNPBEF8y"
    "rh2zUszRAaAdaxtBgKe59nJvY7U43N+TZiyOYTsJd//5VL8y9csnSoZqqOEL5P7cS9j9TcShS9NWh76Ply+CUJ21rnwcDzTeBB8mcIB5mwvBDg=="
)
_SEALED_WITH = b"pos-app-self-test-32-characters!"
_SEALED, _OPENED = "KBLenlcJaeBpa1CBHRqOHOiZp5zCw4oAF9dN4GQwCfByz+4=", "微信支付 ¥0.01"


class SelfTestError(Exception):
    """Something works otherwise than it should; the sentence says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one check ended. ``fact`` is for people: what was found, or what is wrong."""

    name: str
    passed: bool
    fact: str


def run(given: argparse.Namespace) -> int:
    """Check everything, print it; give 0 if all of it works, else 1."""
    if given.verbose:
        logging.basicConfig(level=logging.INFO)
    else:
        logging.disable()  # what is wrong is told once, below
    outcomes = []
    for outcome in check_all():
        outcomes.append(outcome)
        if not given.json:
            _say(f"{'good ' if outcome.passed else 'WRONG'}  {outcome.name:<13} {outcome.fact}")
    passed = all(outcome.passed for outcome in outcomes)
    if given.json:
        checks = [{"name": one.name, "passed": one.passed, "fact": one.fact} for one in outcomes]
        _say(json.dumps({"version": __version__, "passed": passed, "checks": checks}, ensure_ascii=False, indent=2))
    elif passed:
        _say(f"pos-app {__version__} works on this machine.")
    else:
        _say("Something of the program does not work here. Install it again; if that does not help, send these lines.")
    return 0 if passed else 1


def check_all() -> Iterator[Outcome]:
    """Make every check in turn, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pos-app-self-test-") as folder:
        for name, check in CHECKS.items():
            try:
                yield Outcome(name=name, passed=True, fact=check(Path(folder)))
            except Exception as error:  # whatever it is, it is what the check has found
                log.warning("self-test: %s", name, exc_info=True)
                yield Outcome(name=name, passed=False, fact=f"{type(error).__name__}: {error}")


# ---------------------------------------------------------------- the program itself


def _version(_folder: Path) -> str:
    from PySide6.QtCore import qVersion  # noqa: PLC0415 - missing Qt is a finding, not the end

    qt = tuple(int(part) for part in qVersion().split(".")[:2])
    if qt >= (6, 12) and sys.version_info < (3, 12):
        raise SelfTestError(f"Qt {qVersion()} ends the process under Python {platform.python_version()}")
    form = "installed" if getattr(sys, "frozen", False) else "from source"
    return f"pos-app {__version__} {form}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"


def _modules(_folder: Path) -> str:
    names = [
        found.name
        for found in pkgutil.walk_packages(pos_app.__path__, "pos_app.")
        if not found.name.endswith("__main__") and ".migrations" not in found.name
    ]
    for name in (*names, *_LAZY):
        importlib.import_module(name)
    if len(names) < 100:
        raise SelfTestError(f"only {len(names)} modules are there")
    return f"{len(names)} modules and {len(_LAZY)} libraries that are loaded late"


def _cryptography(folder: Path) -> str:
    from pos_app.merchant_files import read_public_key  # noqa: PLC0415
    from pos_app.wechatpay import cipher, signing  # noqa: PLC0415

    file = folder / "pub_key.pem"
    file.write_text(_PUBLIC_KEY, "ascii")
    key = read_public_key(file)
    timestamp, nonce, body = _SIGNED
    if not signing.verify(key, signing.reply_message(timestamp, nonce, body), _SIGNATURE):
        raise SelfTestError("a good signature is refused")
    if signing.verify(key, signing.reply_message(timestamp, nonce, body + b" "), _SIGNATURE):
        raise SelfTestError("a signature of something else is believed")
    opened = cipher.decrypt(_SEALED_WITH, nonce="self-test-12", associated_data="certificate", ciphertext=_SEALED)
    if opened.decode() != _OPENED:
        raise SelfTestError("what was sealed is opened wrongly")
    return "RSA-SHA256 and AES-256-GCM agree with other implementations"


def _translations(_folder: Path) -> str:
    from pos_app.ui.i18n import chinese  # noqa: PLC0415

    translator = chinese()
    words = translator.translate("CustomerWindow", "Scan to pay") if translator else ""
    if not words or words.isascii():
        raise SelfTestError("the Chinese texts are not there")
    return f"Scan to pay: {words}"


def _code(_folder: Path) -> str:
    import zxingcpp  # noqa: PLC0415 - heavy, and only here

    from pos_app.ui.qr import code_image  # noqa: PLC0415

    small = code_image(_CODE_URL)
    picture = small.scaled(small.width() * _MODULE, small.height() * _MODULE)  # lines of whole words: without padding
    read = zxingcpp.read_barcode(memoryview(picture.constBits()).cast("B", (picture.height(), picture.width())))
    if read is None or read.text != _CODE_URL:
        raise SelfTestError(f"a drawn code was read as {read.text if read else 'nothing'}")
    return "a drawn code was read back"


# ---------------------------------------------------------------- what the machine gives


def _keyring(folder: Path) -> str:
    from pos_app.keystore import Keystore  # noqa: PLC0415

    keystore = Keystore(Profile.locate("keyring", folder))
    try:
        made = keystore.pepper(make=True)
        if keystore.pepper(make=False) != made:
            raise SelfTestError("the keyring gives back something else than it was given")
    finally:
        keystore.forget()
    return "a secret was kept, given back and deleted"


def _database(folder: Path) -> str:
    from pos_app.core import ledger_engine, schema  # noqa: PLC0415
    from pos_app.core.ledger import open_ledger  # noqa: PLC0415

    scripts = {path.name[:4] for path in (Path(ledger_engine.__file__).parent / "migrations" / "versions").glob("*.py")}
    if missing := set(schema.SCHEMA_VERSIONS) - scripts:
        raise SelfTestError(f"the way to the present ledger is not there: {sorted(missing)}")
    with open_ledger(folder / "database.sqlite3", till="99", clock=_now) as ledger:
        if flaws := ledger.verify().flaws:
            raise SelfTestError(f"a new ledger has flaws: {flaws}")
    return f"SQLite {ledger_engine.sqlite_driver().sqlite_version}, a ledger of version {schema.SCHEMA_VERSIONS[-1]}"


def _sale_and_refund(folder: Path) -> str:
    """Sell for one fen and give it back, with the paper of both."""
    from pos_app import account  # noqa: PLC0415
    from pos_app.core.authority import Authority  # noqa: PLC0415
    from pos_app.core.checkout import Checkout  # noqa: PLC0415
    from pos_app.core.ledger import open_ledger  # noqa: PLC0415
    from pos_app.core.refunding import Refunding  # noqa: PLC0415
    from pos_app.keystore import Keystore  # noqa: PLC0415
    from pos_app.training import Training, employ  # noqa: PLC0415
    from pos_app.ui.phone_deeds import PhoneDeed, RefundFate  # noqa: PLC0415

    profile, who = Profile.locate(TRAINING, folder), TRAINING_STAFF[0][0]
    profile.directory.mkdir()
    with ExitStack() as ends:
        ends.callback(Keystore(profile).forget)
        training = Training(profile)
        ends.callback(training.stop)
        settings = training.start(profile, Settings())
        client = account.connect(profile, settings)
        ends.callback(client.close)
        ledger = ends.enter_context(open_ledger(profile.ledger_file, till="99", clock=_now))
        employ(Authority(ledger, Keystore(profile), clock=_now))
        notify_url = settings.merchant.notify_url
        checkout = Checkout(ledger, client, notify_url=notify_url, description="self-test",
                            expires_after=timedelta(minutes=5), clock=_now)  # fmt: skip
        line = Line(code="", name="自检", unit=Unit.EACH, quantity_milli=1000, unit_price=_PRICE, amount=_PRICE)
        payment = checkout.advance(checkout.begin((line,), who))
        training.use_phone(PhoneDeed(action="pay", out_trade_no=payment.out_trade_no, account="A"))
        payment = checkout.advance(payment)
        if payment.state is not PaymentState.PAID:
            raise SelfTestError(f"a payment is {payment.state.value}, not paid: {payment.trouble}")
        refunding = Refunding(ledger, client, notify_url=notify_url, clock=_now)
        refund = refunding.begin(RefundOrder(out_trade_no=payment.out_trade_no, amount=_PRICE, reason="self-test"), who)
        refund = refunding.advance(refund)
        training.seal_fate(RefundFate(out_refund_no=refund.out_refund_no, status="SUCCESS"))
        refund = refunding.advance(refund)
        if refund.state is not RefundState.SUCCESS:
            raise SelfTestError(f"a refund is {refund.state.value}, not done: {refund.trouble}")
        if flaws := ledger.verify().flaws:
            raise SelfTestError(f"the ledger has flaws: {flaws}")
        paper = _paper(ledger.sale(payment.sale_number), payment)
    return f"¥{_PRICE} sold, proven and given back at the simulator; the ledger is sound; {paper}"


def _paper(sale: Sale, payment: Payment) -> str:
    from pos_app.devices.escpos import as_picture  # noqa: PLC0415
    from pos_app.devices.receipt import Heading, sale_receipt  # noqa: PLC0415
    from pos_app.devices.receipt_raster import Paper  # noqa: PLC0415

    rows = sale_receipt(Heading(shop="自检", till="99", training=True), sale, payment)
    return f"its receipt has {len(as_picture(rows, Paper.MM80))} bytes"


def _voice(_folder: Path) -> str:
    from pos_app.devices.sounds import Recordings, Tone  # noqa: PLC0415
    from pos_app.devices.speech import Phrase, announcement  # noqa: PLC0415
    from pos_app.ui.resources import RESOURCES  # noqa: PLC0415

    sizes = []
    for language in ("zh-CN", "en"):
        recordings = Recordings(RESOURCES / "voice" / language)
        words = announcement(Phrase.PAID, Money(123456), "17", language)
        sizes.append(len(recordings.sound(Tone.PAID, words)))
        if sizes[-1] < 2 * len(recordings.sound(Tone.PAID)):
            raise SelfTestError(f"the recordings in {language} are not there")
    return f"an amount is said in Chinese and English, {sizes[0]} and {sizes[1]} bytes"


def _now() -> datetime:
    return datetime.now(UTC)


def _say(words: str) -> None:
    with suppress(BrokenPipeError):  # a reader that has seen enough
        sys.stdout.write(f"{words}\n")
        sys.stdout.flush()


CHECKS: Mapping[str, Callable[[Path], str]] = MappingProxyType(
    {
        "version": _version,
        "modules": _modules,
        "cryptography": _cryptography,
        "translations": _translations,
        "code": _code,
        "voice": _voice,
        "keyring": _keyring,
        "database": _database,
        "sale": _sale_and_refund,
    }
)
"""In the order in which they are made. The names are those of ``--json``: scripts read them."""
