"""Both trust modes, platform certificates, their rotation and their end."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pos_app.simulator.identity import open_identity
from pos_app.simulator.server import Simulator
from pos_app.simulator.switches import TrustMode
from tests.simulator.signing_client import Answer, SigningClient


def ask(client: SigningClient, serial: str | None) -> Answer:
    return client.send("GET", "/v3/certificates", headers={"Wechatpay-Serial": serial})


def opened(answer: Answer, home: Path) -> dict[str, RSAPublicKey]:
    """Decrypt the certificates as a merchant does."""
    cipher = AESGCM((home / "api_v3_key.txt").read_bytes().strip())
    keys = {}
    for one in answer.json["data"]:
        sealed = one["encrypt_certificate"]
        assert (sealed["algorithm"], sealed["associated_data"]) == ("AEAD_AES_256_GCM", "certificate")
        pem = cipher.decrypt(sealed["nonce"].encode(), base64.b64decode(sealed["ciphertext"]), b"certificate")
        certificate = x509.load_pem_x509_certificate(pem)
        assert f"{certificate.serial_number:040X}" == one["serial_no"]
        key = certificate.public_key()
        assert isinstance(key, RSAPublicKey)
        keys[one["serial_no"]] = key
    return keys


def test_with_both_keys_in_use_the_request_names_the_one_that_signs(client: SigningClient, home: Path) -> None:
    bootstrap = ask(client, None)
    keys = opened(bootstrap, home)
    (serial,) = keys

    by_certificate, by_public_key = ask(client, serial), ask(client, client.public_key_id)

    assert bootstrap.headers["Wechatpay-Serial"] == by_certificate.headers["Wechatpay-Serial"] == serial
    assert by_certificate.verified_by(keys[serial])
    assert by_public_key.headers["Wechatpay-Serial"] == client.public_key_id
    assert by_public_key.verified_by(client.wechatpay_key)


def test_a_merchant_of_certificates_only_never_gets_the_public_key(client: SigningClient, simulator: Simulator) -> None:
    simulator.switches.trust = TrustMode.CERTIFICATES

    answer = ask(client, client.public_key_id)

    assert answer.headers["Wechatpay-Serial"] == simulator.identity.platform.signing_key.serial


def test_a_merchant_of_the_public_key_only_has_no_certificates(client: SigningClient, simulator: Simulator) -> None:
    simulator.switches.trust = TrustMode.PUBLIC_KEY

    none = ask(client, client.public_key_id)
    answer = client.send("POST", "/v3/pay/transactions/native", client.order("TRUST-1"), {"Wechatpay-Serial": None})
    named = simulator.identity.platform.signing_key.serial
    also = client.send("POST", "/v3/pay/transactions/native", client.order("TRUST-1"), {"Wechatpay-Serial": named})

    assert (none.status, none.code) == (404, "RESOURCE_NOT_EXISTS")
    assert answer.verified_by(client.wechatpay_key)
    assert also.headers["Wechatpay-Serial"] == client.public_key_id


def test_a_rotation_goes_from_one_certificate_over_two_to_the_other(
    client: SigningClient, simulator: Simulator, home: Path
) -> None:
    platform = simulator.identity.platform
    old = platform.signing_key.serial

    new = platform.rotate()
    both = ask(client, None)
    platform.switch()
    switched = ask(client, None)
    still = ask(client, old)
    platform.retire()
    retired = ask(client, old)

    assert opened(both, home).keys() == {old, new}
    assert both.headers["Wechatpay-Serial"] == old
    assert switched.headers["Wechatpay-Serial"] == new
    assert still.headers["Wechatpay-Serial"] == old
    assert retired.headers["Wechatpay-Serial"] == new
    assert opened(retired, home).keys() == {new}


def test_an_expired_certificate_is_not_handed_out(client: SigningClient, simulator: Simulator, home: Path) -> None:
    platform = simulator.identity.platform
    old = platform.signing_key.serial
    platform.rotate(timedelta(days=3))

    simulator.wind(4 * 86_400)

    assert opened(ask(client, None), home).keys() == {old}


def test_a_rotation_is_remembered(home: Path) -> None:
    platform = open_identity(home).platform
    new = platform.rotate()
    platform.switch()

    again = open_identity(home).platform

    assert again.signing_key.serial == new
    assert len(again.all()) == 2
    assert new in repr(again.signing_key)
