"""Forty ways to spoil a signed reply, over a real connection: none is believed, none crashes.

These are R7 and R8 of the measures.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given
from hypothesis import strategies as st

from pos_app.wechatpay import signing
from pos_app.wechatpay.client import WeChatPay
from pos_app.wechatpay.credentials import Merchant
from pos_app.wechatpay.errors import BadReplyError
from pos_app.wechatpay.trust import Trust
from pos_app.wechatpay.verification import verify
from tests.wechatpay.gateway import Gateway, sent, signed
from tests.wechatpay.gateway import http as http_reply
from tests.wechatpay.provider import KEY_ID, NONCE, NOW, Certificate, Provider, public_pem, transaction

Message = tuple[dict[str, str], bytes]
Spoil = Callable[[Provider, dict[str, str], bytes], Message]

TIME, NONCE_NAME, SERIAL = "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial"
SIGNATURE, KIND = "Wechatpay-Signature", "Wechatpay-Signature-Type"


def without(name: str) -> Spoil:
    return lambda _, headers, body: ({key: value for key, value in headers.items() if key != name}, body)


def with_header(name: str, value: str) -> Spoil:
    return lambda _, headers, body: ({**headers, name: value}, body)


def with_body(change: Callable[[bytes], bytes]) -> Spoil:
    return lambda _, headers, body: (headers, change(body))


def with_signature(change: Callable[[str], str]) -> Spoil:
    return lambda _, headers, body: ({**headers, SIGNATURE: change(headers[SIGNATURE])}, body)


def signed_at(seconds: float) -> Spoil:
    return lambda provider, _, body: (provider.headers(body, timestamp=str(NOW + int(seconds))), body)


def signed_over(body: bytes) -> Spoil:
    """Sign another body truly: a true reply, to nothing that was asked."""
    return lambda provider, _, __: (provider.headers(body), body)


def flipped(signature: str) -> str:
    raw = bytearray(base64.b64decode(signature))
    raw[0] ^= 1
    return base64.b64encode(bytes(raw)).decode()


MUTANTS: dict[str, Spoil] = {
    "no signature headers": lambda _, __, body: ({}, body),
    "no timestamp": without(TIME),
    "no nonce": without(NONCE_NAME),
    "no serial": without(SERIAL),
    "no signature": without(SIGNATURE),
    "empty timestamp": with_header(TIME, ""),
    "empty serial": with_header(SERIAL, ""),
    "empty signature": with_header(SIGNATURE, ""),
    "empty nonce": with_header(NONCE_NAME, ""),
    "timestamp in words": with_header(TIME, "yesterday"),
    "timestamp in milliseconds": with_header(TIME, f"{NOW}000"),
    "timestamp with a fraction": with_header(TIME, f"{NOW}.5"),
    "negative timestamp": with_header(TIME, f"-{NOW}"),
    "timestamp in other digits": with_header(TIME, "¹²³"),
    "endless timestamp": with_header(TIME, "9" * 5000),
    "another timestamp": with_header(TIME, str(NOW + 1)),
    "ten years old": signed_at(-10 * 365 * 86400),
    "five minutes old": signed_at(-300),
    "five minutes early": signed_at(300),
    "another nonce": with_header(NONCE_NAME, NONCE[::-1]),
    "two nonces": with_header(NONCE_NAME, f"{NONCE}\r\nWechatpay-Nonce: {NONCE}"),
    "unknown serial": with_header(SERIAL, "7" * 40),
    "unknown public key": with_header(SERIAL, "PUB_KEY_ID_0"),
    "serial in lower case": with_header(SERIAL, KEY_ID.lower()),
    "garbage serial": with_header(SERIAL, "0xPUB_KEY_ID!"),
    "endless serial": with_header(SERIAL, "A" * 5000),
    "two serials": with_header(SERIAL, f"{KEY_ID}\r\nWechatpay-Serial: {KEY_ID}"),
    "no base64": with_signature(lambda _: "!!!"),
    "half a signature": with_signature(lambda signature: signature[:100]),
    "signature without padding": with_signature(lambda signature: signature.rstrip("=")),
    "signature of zeros": with_signature(lambda _: base64.b64encode(bytes(256)).decode()),
    "flipped bit": with_signature(flipped),
    "probe": with_signature(lambda signature: f"WECHATPAY/SIGNTEST/{signature}"),
    "probe of the right length": with_signature(lambda signature: "WECHATPAY/SIGNTEST/" + signature[19:]),
    "signature of another reply": lambda provider, headers, body: (
        {**headers, SIGNATURE: provider.headers(b"{}")[SIGNATURE]},
        body,
    ),
    "another way to sign": with_header(KIND, "WECHATPAY2-SM2-WITH-SM3"),
    "another amount": with_body(lambda body: body.replace(b"1288", b"1289")),
    "one space more": with_body(lambda body: body + b" "),
    "line end more": with_body(lambda body: body + b"\n"),
    "byte order mark": with_body(lambda body: b"\xef\xbb\xbf" + body),
    "written anew": with_body(lambda body: json.dumps(json.loads(body), separators=(",", ":")).encode()),
    "no body": with_body(lambda _: b""),
    "html page": with_body(lambda _: b"<html>welcome to our wifi</html>"),
    "signed, not JSON": signed_over(b"paid"),
    "signed, not text": signed_over(b"\xff\xfe"),
    "signed, a list": signed_over(b"[]"),
    "signed, empty": signed_over(b""),
    "signed, twice the amount": signed_over(
        json.dumps(transaction()).replace('"total"', '"total": 1, "total"').encode()
    ),
    # R8: a true SUCCESS that is about something else
    "signed, another order": signed_over(json.dumps(transaction(out_trade_no="POS-0002")).encode()),
    "signed, another merchant": signed_over(json.dumps(transaction(mchid="1999000002")).encode()),
    "signed, another app": signed_over(json.dumps(transaction(appid="wx1")).encode()),
    "signed, another currency": signed_over(
        json.dumps(transaction(amount={"total": 1288, "currency": "USD"})).encode()
    ),
    "signed, no currency": signed_over(json.dumps(transaction(amount={"total": 1288})).encode()),
    "signed, no amount": signed_over(json.dumps(transaction(amount=None)).encode()),
    "signed, no number of theirs": signed_over(json.dumps(transaction(transaction_id=None)).encode()),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_spoilt_reply_is_not_believed(name: str, client: WeChatPay, gateway: Gateway, provider: Provider) -> None:
    body = json.dumps(transaction()).encode()
    headers, spoilt = MUTANTS[name](provider, provider.headers(body), body)
    gateway.steps += [sent(http_reply(200, spoilt, headers)), signed(transaction())]

    with pytest.raises(BadReplyError):
        client.query_order("POS-0001")

    assert client.query_order("POS-0001").value.paid  # and no good key was lost


def test_there_are_forty_of_them() -> None:
    assert len(MUTANTS) >= 40


def test_a_certificates_reply_is_not_believed_under_another_certificates_serial(
    trust: Trust, provider: Provider, other_key: RSAPrivateKey
) -> None:
    headers = Provider(other_key).headers(b"{}")

    with pytest.raises(BadReplyError, match="does not verify"):
        verify(trust, headers, b"{}", NOW)


@pytest.mark.parametrize("age", [-299.4, 0, 299.4])
def test_within_five_minutes_is_of_now(trust: Trust, provider: Provider, age: float) -> None:
    assert verify(trust, provider.headers(b"{}"), b"{}", NOW + age).serial == KEY_ID


def test_headers_are_found_in_any_case_and_the_kind_may_be_absent(trust: Trust, provider: Provider) -> None:
    headers = {name.upper(): value for name, value in provider.headers(b"{}").items() if name != KIND}

    evidence = verify(trust, headers, b"{}", NOW)

    message = signing.reply_message(evidence.timestamp, evidence.nonce, evidence.body.encode())
    assert signing.verify(provider.key.public_key(), message, evidence.signature)
    assert evidence.request_id == "0123ABCD-0"


def test_a_nonce_cannot_shift_words_into_the_body(trust: Trust, provider: Provider) -> None:
    headers = provider.headers(b"x\ny")

    with pytest.raises(BadReplyError, match="makes no sense"):
        verify(trust, {**headers, NONCE_NAME: f"{NONCE}\nx"}, b"y", NOW)


def test_a_probe_is_told_without_alarm(trust: Trust, provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    headers = {**provider.headers(b"{}"), SIGNATURE: "WECHATPAY/SIGNTEST/x", SERIAL: "unknown"}

    with caplog.at_level(logging.INFO), pytest.raises(BadReplyError, match="ask again"):
        verify(trust, headers, b"{}", NOW)

    assert [record.levelname for record in caplog.records] == ["INFO"]


def test_an_unknown_serial_says_what_is_missing(
    trust: Trust, provider: Provider, first_certificate: Certificate
) -> None:
    headers = provider.headers(b"{}")

    with pytest.raises(BadReplyError, match="start the change to the public key"):
        verify(trust, {**headers, SERIAL: first_certificate.serial}, b"{}", NOW)
    with pytest.raises(BadReplyError, match="PUB_KEY_ID_1, which is not in the settings"):
        verify(trust, {**headers, SERIAL: "PUB_KEY_ID_1"}, b"{}", NOW)


@pytest.fixture(scope="module")
def trusted(merchant: Merchant, provider_key: RSAPrivateKey) -> Trust:
    return Trust(merchant, public_key_pem=public_pem(provider_key), public_key_id=KEY_ID)


@given(
    headers=st.dictionaries(st.sampled_from([TIME, NONCE_NAME, SERIAL, SIGNATURE, KIND]), st.text(max_size=40)),
    body=st.binary(max_size=40),
)
def test_no_headers_make_verification_crash(trusted: Trust, headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(BadReplyError):
        verify(trusted, {SERIAL: KEY_ID, TIME: str(NOW), **headers}, body, NOW)
