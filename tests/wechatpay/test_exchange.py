"""Platform certificates: fetched when needed, proven before use, and never lost to a failure."""

from __future__ import annotations

import itertools
import logging
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import BadReplyError, ConfigurationError, NotSentError, OutcomeUnknownError
from pos_app.wechatpay.exchange import Exchange
from pos_app.wechatpay.messages import AbnormalRefund, RefundTo
from pos_app.wechatpay.transport import Transport
from pos_app.wechatpay.trust import PlatformCertificate, Trust
from tests.wechatpay.conftest import QUICK, Clock
from tests.wechatpay.gateway import Gateway, Request, certificates, closed, hung, signed, unsigned
from tests.wechatpay.provider import API_V3_KEY, KEY_ID, Certificate, Provider, public_pem, refund, transaction

Join = Callable[..., WeChatPay]
HOUR = 3600


@pytest.fixture
def by_certificate(merchant: Merchant, clock: Clock, tmp_path: Path) -> Trust:
    """Trust platform certificates, of which none is known yet."""
    return Trust(merchant, api_v3_key=API_V3_KEY, certificate_dir=tmp_path / "certificates", clock=clock)


@pytest.fixture
def client(join: Join, gateway: Gateway, by_certificate: Trust) -> WeChatPay:
    return join(gateway.url, trust=by_certificate)


@pytest.fixture
def provider(provider_key: RSAPrivateKey, first_certificate: Certificate) -> Provider:
    return Provider(provider_key, serial=first_certificate.serial, certificates=[first_certificate])


@pytest.fixture
def hasty_client(join: Join, gateway: Gateway, by_certificate: Trust) -> WeChatPay:
    return join(gateway.url, trust=by_certificate, timeouts=QUICK)


def targets(gateway: Gateway) -> list[str]:
    return [request.target.partition("?")[0].rpartition("/")[2] for request in gateway.requests]


def test_the_first_call_fetches_the_certificates_and_proves_them(
    client: WeChatPay, gateway: Gateway, provider: Provider
) -> None:
    gateway.steps += [certificates(), signed(transaction()), signed(transaction())]

    assert client.query_order("POS-0001").value.paid
    assert client.query_order("POS-0001").value.paid

    assert targets(gateway) == ["certificates", "POS-0001", "POS-0001"]
    assert "wechatpay-serial" not in gateway.requests[0].headers
    assert gateway.requests[1].headers["wechatpay-serial"] == provider.serial


def test_a_first_list_that_its_own_certificates_do_not_sign_is_not_installed(
    client: WeChatPay, gateway: Gateway, by_certificate: Trust, provider: Provider, other_key: RSAPrivateKey
) -> None:
    provider.key = other_key
    gateway.steps.append(certificates())

    with pytest.raises(NotSentError, match="does not verify"):
        client.query_order("POS-0001")

    assert by_certificate.serial_to_send is None


@pytest.mark.parametrize(
    ("status", "code"), [(404, "RESOURCE_NOT_EXISTS"), (404, "NOT_FOUND"), (403, "NO_AUTH"), (401, "SIGN_ERROR")]
)
def test_a_refused_download_is_a_matter_of_configuration_never_of_the_order(
    client: WeChatPay, gateway: Gateway, status: int, code: str
) -> None:
    gateway.steps.append(unsigned(status, {"code": code, "message": "x"}))

    with pytest.raises(ConfigurationError) as caught:
        client.query_order("POS-0001")

    assert ("API安全" in str(caught.value)) == (status == 404)


def test_a_busy_download_says_what_may_be_behind_it(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(unsigned(500, {"code": "SYSTEM_ERROR", "message": "系统繁忙"}))

    with pytest.raises(NotSentError, match="API安全"):
        client.query_order("POS-0001")


def test_a_download_that_gets_no_reply_sends_nothing_else(client: WeChatPay, gateway: Gateway) -> None:
    gateway.steps.append(closed)

    with pytest.raises(NotSentError, match="without a platform certificate"):
        client.query_order("POS-0001")

    assert targets(gateway) == ["certificates"]


def test_certificates_are_fetched_again_before_twelve_hours(
    client: WeChatPay, gateway: Gateway, clock: Clock, provider: Provider
) -> None:
    gateway.steps += [certificates(), signed(transaction()), certificates(), signed(transaction())]
    client.query_order("POS-0001")

    clock.now += 11 * HOUR
    provider.now = int(clock.now)
    client.query_order("POS-0001")

    assert targets(gateway)[2] == "certificates"


def test_a_failed_refresh_costs_neither_the_call_nor_a_good_key(
    client: WeChatPay, gateway: Gateway, clock: Clock, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    gateway.steps += [certificates(), signed(transaction()), unsigned(500), *[signed(transaction())] * 2]
    client.query_order("POS-0001")
    clock.now += 11 * HOUR
    provider.now = int(clock.now)

    with caplog.at_level(logging.WARNING):
        assert client.query_order("POS-0001").value.paid
    assert client.query_order("POS-0001").value.paid

    assert "could not be refreshed" in caplog.text
    assert targets(gateway).count("certificates") == 2


def test_a_new_certificate_is_fetched_when_it_is_first_seen(
    client: WeChatPay, gateway: Gateway, clock: Clock, provider: Provider, second_certificate: Certificate
) -> None:
    gateway.steps += [certificates(), signed(transaction()), signed(transaction()), certificates()]
    client.query_order("POS-0001")
    clock.now += 61

    provider.certificates.append(second_certificate)
    provider.now = int(clock.now)
    provider.sign_as(second_certificate)

    assert client.query_order("POS-0001").value.paid
    assert targets(gateway) == ["certificates", "POS-0001", "POS-0001", "certificates"]


def test_forged_serials_cannot_drive_traffic(
    client: WeChatPay, gateway: Gateway, clock: Clock, provider: Provider
) -> None:
    forged = signed(transaction(), headers={"Wechatpay-Serial": "7" * 40})
    gateway.steps += [certificates(), signed(transaction()), forged, certificates(), forged, forged]
    client.query_order("POS-0001")
    clock.now += 61
    provider.now = int(clock.now)

    for _ in range(3):
        with pytest.raises(BadReplyError):
            client.query_order("POS-0001")

    assert targets(gateway).count("certificates") == 2


def test_a_refresh_for_an_unknown_serial_that_hangs_ends_with_the_call(
    hasty_client: WeChatPay, gateway: Gateway, clock: Clock, provider: Provider
) -> None:
    forged = signed(transaction(), headers={"Wechatpay-Serial": "7" * 40})
    gateway.steps += [certificates(), signed(transaction()), forged, hung, signed(transaction())]
    hasty_client.query_order("POS-0001")
    clock.now += 61
    provider.now = int(clock.now)

    with pytest.raises(BadReplyError):
        hasty_client.query_order("POS-0001")

    assert hasty_client.query_order("POS-0001").value.paid


def test_without_certificates_an_unknown_serial_is_refused_at_once(join: Join, gateway: Gateway, trust: Trust) -> None:
    gateway.steps.append(signed(transaction()))

    with pytest.raises(BadReplyError, match="public key"):
        join(gateway.url, trust=trust).query_order("POS-0001")

    assert targets(gateway) == ["POS-0001"]


def test_a_migration_verifies_by_public_key_and_by_certificate(
    join: Join,
    gateway: Gateway,
    merchant: Merchant,
    clock: Clock,
    provider: Provider,
    other_key: RSAPrivateKey,
    tmp_path: Path,
) -> None:
    both = Trust(
        merchant,
        public_key_pem=public_pem(other_key),
        public_key_id=KEY_ID,
        api_v3_key=API_V3_KEY,
        certificate_dir=tmp_path / "c",
        clock=clock,
    )
    client = join(gateway.url, trust=both)
    gateway.steps += [signed(transaction()), certificates(), signed(transaction())]

    assert client.query_order("POS-0001").value.paid  # by a certificate that had to be fetched
    provider.key, provider.serial = other_key, KEY_ID
    assert client.query_order("POS-0001").value.paid

    assert targets(gateway) == ["POS-0001", "certificates", "POS-0001"]
    assert {request.headers["wechatpay-serial"] for request in gateway.requests} == {KEY_ID}


def test_a_refresh_can_be_asked_for(client: WeChatPay, gateway: Gateway, by_certificate: Trust) -> None:
    gateway.steps.append(certificates())

    client.refresh_certificates()

    assert by_certificate.serial_to_send is not None


def test_a_refresh_without_an_api_v3_key_is_refused(join: Join, gateway: Gateway, trust: Trust) -> None:
    with pytest.raises(ConfigurationError, match="need the APIv3 key"):
        join(gateway.url, trust=trust).refresh_certificates()


def test_sealing_fetches_a_certificate_first(client: WeChatPay, gateway: Gateway, provider: Provider) -> None:
    gateway.steps += [certificates(), signed(refund())]

    client.apply_abnormal_refund(
        AbnormalRefund(
            refund_id="50000000382019052709732678859", out_refund_no="POS-0001-R1", to=RefundTo.MERCHANT_BANK_CARD
        )
    )

    assert gateway.requests[1].headers["wechatpay-serial"] == provider.serial


class CrowdedTrust(Trust):
    """Lets eight callers find out together that nothing is known yet."""

    crowd = threading.Barrier(8)
    questions = itertools.count()

    def wants_refresh(self) -> bool:
        wanted = super().wants_refresh()
        if next(self.questions) < self.crowd.parties:
            self.crowd.wait(5)
        return wanted


def test_eight_first_callers_fetch_once(join: Join, gateway: Gateway, merchant: Merchant, clock: Clock) -> None:
    def answer(gateway: Gateway, connection: socket.socket, request: Request) -> bool:
        step = certificates() if request.target == "/v3/certificates" else signed(transaction())
        return step(gateway, connection, request)

    gateway.default = answer
    client = join(gateway.url, trust=CrowdedTrust(merchant, api_v3_key=API_V3_KEY, clock=clock))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.query_order("POS-0001"), range(8)))

    assert all(answer.value.paid for answer in answers)
    assert targets(gateway).count("certificates") == 1


def test_who_waits_for_anothers_download_waits_no_longer_than_its_own_time(
    hasty_client: WeChatPay, gateway: Gateway
) -> None:
    with hasty_client._exchange._refreshing, pytest.raises(NotSentError, match="in time"):  # as another thread would
        hasty_client.query_order("POS-0001")

    assert not gateway.connections


def test_who_can_do_without_anothers_download_does_not_wait(
    client: WeChatPay, gateway: Gateway, clock: Clock, provider: Provider
) -> None:
    gateway.steps += [certificates(), signed(transaction()), signed(transaction())]
    client.query_order("POS-0001")
    clock.now += 11 * HOUR
    provider.now = int(clock.now)

    with client._exchange._refreshing:
        assert client.query_order("POS-0001").value.paid

    assert targets(gateway).count("certificates") == 1


def test_an_exchange_shows_nothing_secret(merchant: Merchant, trust: Trust, gateway: Gateway) -> None:
    exchange = Exchange(merchant, trust, Transport(gateway.url, timeouts=QUICK))

    assert repr(exchange).startswith("Exchange(Merchant(mchid='1999000001'), Transport(127.0.0.1:")


def test_a_reply_from_nowhere_is_unknown(
    client: WeChatPay, gateway: Gateway, by_certificate: Trust, first_certificate: Certificate
) -> None:
    by_certificate.install([PlatformCertificate.from_pem(first_certificate.pem)])
    gateway.steps.append(closed)

    with pytest.raises(OutcomeUnknownError):
        client.query_order("POS-0001")
