"""R16: a day with every secret there is, and then a look for each of them in everything that the till leaves behind."""

from __future__ import annotations

import base64
import logging
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pos_app import account, logs, settings_file
from pos_app import keystore as keystores
from pos_app.config import Profile
from pos_app.core.authority import Authority
from pos_app.core.checkout import Checkout
from pos_app.core.ledger import open_ledger
from pos_app.core.money import Money
from pos_app.core.payment import PaymentState
from pos_app.core.refund import RefundOrder, RefundState
from pos_app.core.refunding import Refunding
from pos_app.core.sale import Line, Unit
from pos_app.core.second_factor import code_at
from pos_app.core.staff import Act, Request, Role
from pos_app.keystore import LARGEST_ITEM, Keystore
from pos_app.simulator.identity import open_identity
from pos_app.simulator.remote import RemoteSimulator
from tests.papers import Papers, forms_of, numbers_of, write_settings
from tests.test_processes import COMMAND, ROOT, PretendProvider

MANAGER, CASHIER = "陈立", "林晓燕"
PINS = {MANAGER: "83914627", CASHIER: "50729318"}
RECOVERED_PIN = "61840295"
TELEVISION = Line(
    code="1", name="电视机", unit=Unit.EACH, quantity_milli=1000, unit_price=Money(888_00), amount=Money(888_00)
)  # fmt: skip
log = logging.getLogger("pos_app.canaries")


@dataclass
class Seen:
    """What others on the machine could see of the till's programs."""

    by_name: dict[str, bytes] = field(default_factory=dict)

    def run(self, data_dir: Path, *words: str, stdin: str = "") -> int:
        """Run a command; keep its words, its environment, and what it said."""
        command = [*COMMAND, "--data-dir", str(data_dir), "--verbose", *words]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as running:
            of_process = Path(f"/proc/{running.pid}")
            name = " ".join(words[:2])
            self.by_name[f"{name}: words"] = (of_process / "cmdline").read_bytes()
            self.by_name[f"{name}: environment"] = (of_process / "environ").read_bytes()
            said, _ = running.communicate(f"{stdin}\n".encode(), timeout=60)
        self.by_name[f"{name}: output"] = said
        return running.returncode


@dataclass
class Trusted:
    """Secrets that come up during the day."""

    authenticator: bytes = b""
    code_url: str = ""


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    open_identity(tmp_path / "identity")
    open_identity(tmp_path / "identity").publish("https://127.0.0.1:9")
    return Papers(folder=Path(shutil.copytree(tmp_path / "identity", tmp_path / "desk")))


def now() -> datetime:
    return datetime.now(UTC)


def a_day(profile: Profile, pretend: RemoteSimulator) -> Trusted:
    """Sell, approve with PIN and code, give back, and let an error with secrets in it reach the last resort."""
    settings, trusted = settings_file.load(profile), Trusted()
    with (
        logs.recording(profile, verbose=True),
        open_ledger(profile.ledger_file, till="01", clock=now) as ledger,
    ):
        client = account.connect(profile, settings)
        notify_url = settings.merchant.notify_url
        authority = Authority(ledger, Keystore(profile), clock=now)
        manager = authority.found(MANAGER, PINS[MANAGER])
        cashier = authority.add(CASHIER, Role.CASHIER, PINS[CASHIER], who=MANAGER)
        trusted.authenticator = authority.begin_second_factor()
        step = int(now().timestamp()) // 30
        authority.keep_second_factor(
            manager.number, trusted.authenticator, code_at(trusted.authenticator, step), who=MANAGER
        )
        authority.sign_in(cashier.number, PINS[CASHIER])

        checkout = Checkout(
            ledger, client, notify_url=notify_url, description="店", expires_after=timedelta(minutes=5), clock=now
        )
        payment = checkout.advance(checkout.begin((TELEVISION,), CASHIER))
        trusted.code_url = str(payment.code_url)
        pretend.phone.pay(trusted.code_url)
        payment = checkout.advance(payment)
        assert payment.state is PaymentState.PAID

        amount = Money(600_00)
        order = RefundOrder(out_trade_no=payment.out_trade_no, amount=amount, reason="退")
        request = Request(act=Act.REFUND, subject=payment.out_trade_no, amount=amount, reason="退")
        code = code_at(trusted.authenticator, step + 1)
        approval = authority.approve(manager.number, PINS[MANAGER], request, asked_by=CASHIER, code=code)
        refunding = Refunding(ledger, client, notify_url=notify_url, clock=now)
        refund = refunding.advance(refunding.begin(order, CASHIER, approval=approval.number))
        assert refund.state in {RefundState.PROCESSING, RefundState.SUCCESS}
        client.close()

        try:
            int(f"a bad key: {Keystore(profile).api_v3_key()!r} beside PIN: {PINS[MANAGER]}")
        except ValueError:
            log.exception("what a crash report holds: %s", trusted.code_url)
    return trusted


def test_r16_no_secret_is_in_any_file_argument_environment_or_output_after_a_whole_day(
    keyring: str, papers: Papers, profile: Profile
) -> None:
    seen, data_dir = Seen(), profile.directory.parent
    with PretendProvider(papers.folder) as provider:
        write_settings(profile, papers.settings())
        codes = [seen.run(data_dir, *papers.words(), stdin=papers.api_v3_key)]
        trusted = a_day(profile, RemoteSimulator(provider.url, ca_file=papers.folder / "ca.pem"))
        commands = (("keys", "check"), ("ledger", "verify"), ("unresolved",), ("staff", "list"))
        codes += [seen.run(data_dir, *words) for words in commands]
        codes.append(seen.run(data_dir, "staff", "recover", "--name", MANAGER, stdin=RECOVERED_PIN))
    files = {str(path): path.read_bytes() for path in data_dir.rglob("*") if path.is_file()}
    secrets = {
        "APIv3 key": forms_of(papers.api_v3_key.encode()),
        "private key": [form for number in numbers_of(papers) for form in forms_of(number)],
        "pepper": forms_of(Keystore(profile).pepper(make=False)),
        "authenticator": [*forms_of(trusted.authenticator), base64.b32encode(trusted.authenticator)],
        **{f"PIN of {who}": forms_of(pin.encode()) for who, pin in {**PINS, "recovered": RECOVERED_PIN}.items()},
    }
    left = {**files, **seen.by_name, "this process: environment": Path(f"/proc/{os.getpid()}/environ").read_bytes()}

    assert codes == [0, 0, 0, 0, 0, 0]
    assert profile.ledger_file.as_posix() in files
    log_file = (profile.logs_dir / "pos_app.log").read_bytes()
    assert b"what a crash report holds" in log_file
    assert trusted.code_url.encode() not in log_file
    found = [(name, where) for name, forms in secrets.items() for where, text in left.items() if _holds(text, forms)]
    assert found == []


def _holds(text: bytes, forms: list[bytes]) -> bool:
    return any(form in text for form in forms)


def test_r16_the_canaries_would_be_found() -> None:
    assert _holds(b"x" + base64.b64encode(PINS[MANAGER].encode()), forms_of(PINS[MANAGER].encode()))
    assert _holds("PIN 83914627".encode("utf-16"), forms_of(PINS[MANAGER].encode()))
    assert not _holds(b"839146270"[:7], forms_of(PINS[MANAGER].encode()))


def test_r16_every_item_in_the_keyring_fits_the_smallest_of_them(
    keyring: str, papers: Papers, profile: Profile
) -> None:
    write_settings(profile, papers.settings())
    files = account.MerchantFiles(
        private_key=papers.folder / "apiclient_key.pem", certificate=papers.folder / "apiclient_cert.pem"
    )
    account.import_merchant(profile, files, papers.api_v3_key)
    keystore = Keystore(profile)
    keystore.pepper(make=True)
    keystore.keep_second_factor("S01", b"s" * 20)

    items = [keystore._item(name) for name in (keystores._ITEM, keystores._PEPPER, "second factor S01")]

    assert all(items)
    assert max(len(str(item).encode("utf-16-le")) for item in items) <= LARGEST_ITEM == 2560
