"""Whose signatures count, and that good keys are never lost."""

from __future__ import annotations

import json
import logging
import os
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import BadReplyError, ConfigurationError
from pos_app.wechatpay.trust import PlatformCertificate, Trust
from tests.wechatpay.conftest import Clock
from tests.wechatpay.provider import (
    API_V3_KEY,
    KEY_ID,
    NOW,
    TODAY,
    Certificate,
    Provider,
    certificate,
    certificate_pem,
    public_pem,
    sealed_certificate,
)

DAY = 86400


def platform(one: Certificate) -> PlatformCertificate:
    return PlatformCertificate.from_pem(one.pem)


def test_the_public_key_is_found_by_its_exact_id(trust: Trust, provider_key: RSAPrivateKey) -> None:
    assert trust.key_for(KEY_ID) == provider_key.public_key()
    assert trust.key_for(KEY_ID.lower()) is None
    assert trust.key_for("") is None
    assert trust.serial_to_send == KEY_ID
    assert trust.sealing_key == (KEY_ID, provider_key.public_key())


def test_a_trust_shows_no_key(trust: Trust) -> None:
    assert repr(trust) == f"Trust(serial_to_send={KEY_ID!r})"


@pytest.mark.parametrize("kind", ["public key", "certificate"])
def test_the_merchants_own_key_is_refused_in_the_place_of_wechat_pays(
    merchant: Merchant, merchant_certificate: Certificate, kind: str
) -> None:
    pem = merchant_certificate.pem if kind == "certificate" else public_pem(merchant_certificate.key)

    with pytest.raises(ConfigurationError, match="merchant's own"):
        Trust(merchant, public_key_pem=pem, public_key_id=KEY_ID)


def test_the_merchants_own_certificate_is_refused_in_the_folder(
    merchant: Merchant, merchant_certificate: Certificate, tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "apiclient_cert.pem").write_bytes(merchant_certificate.pem)

    with pytest.raises(ConfigurationError, match="merchant's own"):
        Trust(merchant, api_v3_key=API_V3_KEY, certificate_dir=tmp_path, clock=clock)


def test_a_certificate_is_refused_in_the_place_of_the_public_key(
    merchant: Merchant, first_certificate: Certificate
) -> None:
    with pytest.raises(ConfigurationError, match="not a certificate"):
        Trust(merchant, public_key_pem=first_certificate.pem, public_key_id=KEY_ID)


def test_a_key_and_its_id_go_together(merchant: Merchant, provider_key: RSAPrivateKey) -> None:
    with pytest.raises(ConfigurationError, match="one is missing"):
        Trust(merchant, public_key_pem=public_pem(provider_key))
    with pytest.raises(ConfigurationError, match="one is missing"):
        Trust(merchant, public_key_id=KEY_ID)


def test_what_is_no_rsa_key_is_refused(merchant: Merchant) -> None:
    curve = ec.generate_private_key(ec.SECP256R1())

    with pytest.raises(ConfigurationError, match="PEM"):
        Trust(merchant, public_key_pem=b"nothing", public_key_id=KEY_ID)
    with pytest.raises(ConfigurationError, match="RSA"):
        Trust(merchant, public_key_pem=public_pem(curve), public_key_id=KEY_ID)


def test_something_to_verify_with_is_needed(merchant: Merchant, trust: Trust) -> None:
    with pytest.raises(ConfigurationError, match="give the WeChat Pay public key"):
        Trust(merchant)
    with pytest.raises(ConfigurationError, match="32 printable"):
        Trust(merchant, api_v3_key=b"short")
    assert not trust.downloads


def test_without_an_api_v3_key_nothing_can_be_opened(merchant: Merchant, provider_key: RSAPrivateKey) -> None:
    trust = Trust(merchant, public_key_pem=public_pem(provider_key), public_key_id=KEY_ID)

    with pytest.raises(ConfigurationError, match="APIv3 key is needed"):
        _ = trust.api_v3_key


def test_without_any_key_yet_nothing_can_be_sealed(merchant: Merchant) -> None:
    trust = Trust(merchant, api_v3_key=API_V3_KEY)

    assert trust.serial_to_send is None
    with pytest.raises(ConfigurationError, match="no key"):
        _ = trust.sealing_key


def test_during_a_rotation_both_count_and_the_newest_seals(
    merchant: Merchant, first_certificate: Certificate, second_certificate: Certificate, clock: Clock
) -> None:
    future = certificate(second_certificate.key, serial=0xF3, since=-1)
    trust = Trust(merchant, api_v3_key=API_V3_KEY, clock=clock)

    trust.install([platform(first_certificate), platform(second_certificate), platform(future)])

    assert trust.key_for(first_certificate.serial) == first_certificate.key.public_key()
    assert trust.key_for(second_certificate.serial) == second_certificate.key.public_key()
    assert trust.serial_to_send == second_certificate.serial
    assert trust.sealing_key[0] == second_certificate.serial


def test_during_a_migration_public_key_and_certificates_count_at_once(
    merchant: Merchant, first_certificate: Certificate, other_key: RSAPrivateKey, clock: Clock, tmp_path: Path
) -> None:
    trust = Trust(
        merchant,
        public_key_pem=public_pem(other_key),
        public_key_id=KEY_ID,
        api_v3_key=API_V3_KEY,
        certificate_dir=tmp_path,
        clock=clock,
    )

    trust.install([platform(first_certificate)])

    assert trust.downloads
    assert trust.key_for(KEY_ID) == other_key.public_key()
    assert trust.key_for(first_certificate.serial) == first_certificate.key.public_key()
    assert trust.serial_to_send == KEY_ID


def test_an_expired_certificate_counts_no_more_and_is_dropped(
    merchant: Merchant, first_certificate: Certificate, second_certificate: Certificate, clock: Clock
) -> None:
    short = certificate(first_certificate.key, serial=0xF4, days=1)
    trust = Trust(merchant, api_v3_key=API_V3_KEY, clock=clock)
    trust.install([platform(short), platform(second_certificate)])

    clock.now += 2 * DAY

    assert trust.key_for(short.serial) is None
    assert trust.serial_to_send == second_certificate.serial
    trust.install([])
    clock.now -= 2 * DAY
    assert trust.key_for(short.serial) is None


def test_certificates_survive_a_restart(
    merchant: Merchant, first_certificate: Certificate, clock: Clock, tmp_path: Path
) -> None:
    folder = tmp_path / "certificates"
    Trust(merchant, api_v3_key=API_V3_KEY, certificate_dir=folder, clock=clock).install([platform(first_certificate)])

    again = Trust(merchant, api_v3_key=API_V3_KEY, certificate_dir=folder, clock=clock)

    assert again.serial_to_send == first_certificate.serial
    assert not again.wants_refresh()
    assert [path.name for path in folder.iterdir()] == [f"wechatpay_{first_certificate.serial}.pem"]


def test_a_start_passes_over_what_it_cannot_use(
    merchant: Merchant, first_certificate: Certificate, clock: Clock, tmp_path: Path
) -> None:
    curve = ec.generate_private_key(ec.SECP256R1())
    times = {"before": TODAY - timedelta(days=9), "after": TODAY + timedelta(days=9)}
    (tmp_path / "broken.pem").write_bytes(b"broken")
    (tmp_path / "curve.pem").write_bytes(certificate_pem(curve, serial=5, **times))
    (tmp_path / "expired.pem").write_bytes(certificate(first_certificate.key, serial=6, days=-1).pem)
    (tmp_path / "good.pem").write_bytes(first_certificate.pem)

    trust = Trust(merchant, api_v3_key=API_V3_KEY, certificate_dir=tmp_path, clock=clock)

    assert trust.serial_to_send == first_certificate.serial
    assert trust.key_for(f"{6:040X}") is None


def test_a_file_in_the_place_of_the_folder_is_refused(merchant: Merchant, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    with pytest.raises(ConfigurationError, match="is a file"):
        Trust(merchant, api_v3_key=API_V3_KEY, certificate_dir=file)


def test_certificates_that_cannot_be_kept_still_count(
    merchant: Merchant,
    first_certificate: Certificate,
    clock: Clock,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    folder = tmp_path / "certificates"
    trust = Trust(merchant, api_v3_key=API_V3_KEY, certificate_dir=folder, clock=clock)
    folder.write_text("in the way")

    with caplog.at_level(logging.WARNING):
        trust.install([platform(first_certificate)])

    assert trust.serial_to_send == first_certificate.serial
    assert "could not be kept" in caplog.text


def test_a_refresh_is_wanted_at_once_when_nothing_is_known_and_then_before_twelve_hours(
    merchant: Merchant, first_certificate: Certificate, clock: Clock
) -> None:
    trust = Trust(merchant, api_v3_key=API_V3_KEY, clock=clock)
    assert trust.wants_refresh()
    trust.note_refresh()
    trust.install([platform(first_certificate)])

    assert not trust.wants_refresh()
    clock.now += 11 * 3600
    assert trust.wants_refresh()


def test_two_downloads_are_a_minute_apart(merchant: Merchant, first_certificate: Certificate, clock: Clock) -> None:
    trust = Trust(merchant, api_v3_key=API_V3_KEY, clock=clock)
    trust.install([platform(first_certificate)])
    clock.now += 12 * 3600

    trust.note_refresh()

    assert not trust.may_refresh()
    assert not trust.wants_refresh()
    clock.now += 60
    assert trust.may_refresh()
    clock.now -= 3600  # somebody set the clock back: not for ever
    assert trust.may_refresh()


def test_a_downloaded_list_is_opened(
    merchant: Merchant, provider: Provider, first_certificate: Certificate, second_certificate: Certificate
) -> None:
    provider.certificates = [first_certificate, second_certificate]
    trust = Trust(merchant, api_v3_key=API_V3_KEY)

    opened = trust.open_certificates(provider.certificate_list())

    assert [one.serial for one in opened] == [first_certificate.serial, second_certificate.serial]


def test_a_list_that_is_not_the_providers_is_refused(
    merchant: Merchant, merchant_certificate: Certificate, first_certificate: Certificate
) -> None:
    trust = Trust(merchant, api_v3_key=API_V3_KEY)
    good = sealed_certificate(first_certificate.serial, first_certificate.pem)
    lists: list[list[object]] = [
        [],
        [{**good, "serial_no": "0" * 40}],
        [{**good, "encrypt_certificate": {"nonce": "x", "ciphertext": "AAAA"}}],
        [sealed_certificate(first_certificate.serial, b"no certificate")],
        [sealed_certificate(merchant_certificate.serial, merchant_certificate.pem)],
    ]

    for entries in lists:
        with pytest.raises(BadReplyError):
            trust.open_certificates(json.dumps({"data": entries}).encode())


def test_the_age_of_what_is_kept_is_known_after_a_restart(
    merchant: Merchant, first_certificate: Certificate, clock: Clock, tmp_path: Path
) -> None:
    path = tmp_path / "old.pem"
    path.write_bytes(first_certificate.pem)
    os.utime(path, (NOW - DAY, NOW - DAY))

    trust = Trust(merchant, api_v3_key=API_V3_KEY, certificate_dir=tmp_path, clock=clock)

    assert trust.wants_refresh()
