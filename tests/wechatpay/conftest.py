"""Real keys, made once, and a real client that talks to a pretend gateway on loopback."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from hypothesis import settings

from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.transport import Timeouts, Transport
from pos_app.wechatpay.trust import Trust
from tests.wechatpay.gateway import Gateway
from tests.wechatpay.provider import (
    API_V3_KEY,
    APPID,
    KEY_ID,
    MCHID,
    NOW,
    Certificate,
    Provider,
    certificate,
    private_pem,
    public_pem,
)

# The machine may be busy: how long one example takes proves nothing.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

QUICK = Timeouts(connect=0.5, read=0.6, total=1.2, download=2.0)  # for a far end that never answers


class Clock:
    """Tells the time that the test sets."""

    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now


def _new_key() -> RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="session")
def merchant_key() -> RSAPrivateKey:
    return _new_key()


@pytest.fixture(scope="session")
def provider_key() -> RSAPrivateKey:
    return _new_key()


@pytest.fixture(scope="session")
def other_key() -> RSAPrivateKey:
    return _new_key()


@pytest.fixture(scope="session")
def merchant_certificate(merchant_key: RSAPrivateKey) -> Certificate:
    return certificate(merchant_key, serial=0x0ABC)


@pytest.fixture(scope="session")
def merchant(merchant_key: RSAPrivateKey, merchant_certificate: Certificate) -> Merchant:
    return Merchant(mchid=MCHID, appid=APPID, certificate_serial=merchant_certificate.serial, private_key=merchant_key)


@pytest.fixture(scope="session")
def first_certificate(provider_key: RSAPrivateKey) -> Certificate:
    return certificate(provider_key, serial=0x00F1, since=400)


@pytest.fixture(scope="session")
def second_certificate(other_key: RSAPrivateKey) -> Certificate:
    return certificate(other_key, serial=0x00F2, since=10)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(provider_key: RSAPrivateKey) -> Provider:
    return Provider(provider_key)


@pytest.fixture
def trust(merchant: Merchant, provider_key: RSAPrivateKey, clock: Clock) -> Trust:
    """Trust the public key, and nothing else."""
    return Trust(
        merchant,
        public_key_pem=public_pem(provider_key),
        public_key_id=KEY_ID,
        api_v3_key=API_V3_KEY,
        clock=clock,
    )


@pytest.fixture
def gateway(provider: Provider) -> Iterator[Gateway]:
    with Gateway(provider) as gateway:
        yield gateway


@pytest.fixture
def backup(provider: Provider) -> Iterator[Gateway]:
    with Gateway(provider) as gateway:
        yield gateway


@pytest.fixture
def join(merchant: Merchant, trust: Trust, clock: Clock) -> Iterator[Callable[..., WeChatPay]]:
    """Make clients, and close them when the test is over."""
    made: list[WeChatPay] = []

    def make(
        url: str,
        backup_url: str | None = None,
        *,
        trust: Trust = trust,
        ca_file: Path | None = None,
        timeouts: Timeouts | None = None,
    ) -> WeChatPay:
        transport = Transport(url, backup_url, ca_file=ca_file, timeouts=timeouts)
        made.append(WeChatPay(merchant, trust, transport, clock))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(join: Callable[..., WeChatPay], gateway: Gateway) -> WeChatPay:
    """Talk to the gateway alone."""
    return join(gateway.url)


@pytest.fixture
def hasty_client(join: Callable[..., WeChatPay], gateway: Gateway) -> WeChatPay:
    """Talk to the gateway alone, without patience."""
    return join(gateway.url, timeouts=QUICK)


@pytest.fixture(scope="session")
def tls_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """Give an authority's file, and a server's context with a certificate from it."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.SubjectAlternativeName(
        [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("pay.example.com")]
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    (folder / "ca.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(private_pem(key))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "ca.pem", folder / "key.pem")
    return folder / "ca.pem", context
