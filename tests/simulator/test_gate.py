"""The gate lets in what is signed as documented, and says why it lets nothing else in."""

from __future__ import annotations

import json
import re

import pytest

from pos_app.simulator.server import Simulator
from tests.simulator.conftest import Wall
from tests.simulator.signing_client import SCHEME, Answer, SigningClient

CERTIFICATES = "/v3/certificates"
QUERY = "/v3/pay/transactions/out-trade-no/GATE-0001"


def send(client: SigningClient, authorization: str | None, target: str = CERTIFICATES) -> Answer:
    return client.send("GET", target, headers={"Authorization": authorization})


def test_a_signed_request_is_let_in_and_answered_with_a_signature(client: SigningClient) -> None:
    answer = client.send("GET", CERTIFICATES)

    assert answer.status == 200
    assert answer.verified_by(client.wechatpay_key)


def test_the_order_of_the_five_parameters_is_free(client: SigningClient) -> None:
    scheme, parameters = client.authorization("GET", CERTIFICATES, b"").split(" ")

    answer = send(client, f"{scheme} " + ",".join(reversed(parameters.split(","))))

    assert answer.status == 200


def test_a_request_without_authorization_is_a_sign_error(client: SigningClient) -> None:
    assert (send(client, None).status, send(client, None).code) == (401, "SIGN_ERROR")
    assert "格式错误" in send(client, None).json["message"]


def test_order_calls_word_a_missing_authorization_differently_and_leave_no_trace(client: SigningClient) -> None:
    answer = send(client, None, QUERY)

    assert (answer.status, answer.json["message"]) == (401, "签名信息错误，验签失败")
    assert "Request-ID" not in answer.headers


def test_a_refusal_is_not_signed_but_has_a_trace_number(client: SigningClient) -> None:
    answer = send(client, None)

    assert not answer.signed
    assert re.fullmatch(r"[0-9A-F]{40}-268443699", answer.headers["Request-ID"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda good: good.replace('"', "'"),
        lambda good: good.replace('"', ""),
        lambda good: good.replace(",", ", "),
        lambda good: good.replace(" ", "  ", 1),
        lambda good: good.replace("nonce_str", "nonce"),
        lambda good: good + ',extra="1"',
        lambda good: good + "," + good.rpartition(",")[2],
        lambda good: good.rpartition(",")[0],
        lambda good: re.sub(r'mchid="[^"]*"', 'mchid=""', good),
        lambda good: good.partition(" ")[0],
    ],
    ids=[
        "wrong quotes",
        "no quotes",
        "spaces after commas",
        "two spaces",
        "wrong name",
        "six parameters",
        "one twice",
        "four parameters",
        "an empty value",
        "nothing but the scheme",
    ],
)
def test_a_malformed_authorization_is_refused(client: SigningClient, spoil: object) -> None:
    assert callable(spoil)

    answer = send(client, spoil(client.authorization("GET", CERTIFICATES, b"")))

    assert (answer.status, answer.code) == (401, "SIGN_ERROR")


def test_another_scheme_is_refused(client: SigningClient) -> None:
    good = client.authorization("GET", CERTIFICATES, b"")

    answer = send(client, good.replace(SCHEME, "WECHATPAY2-SM2-WITH-SM3"))

    assert answer.json["message"] == "Http头Authorization认证类型不正确"


@pytest.mark.parametrize("skew", [-301, 301])
def test_a_clock_that_is_wrong_by_more_than_five_minutes_is_refused_before_the_signature(
    client: SigningClient, wall: Wall, skew: int
) -> None:
    stale = client.authorization("GET", CERTIFICATES, b"", timestamp=str(int(wall.now) + skew), signature="bad")

    answer = send(client, stale)

    assert answer.status == 401
    assert "5分钟" in answer.json["message"]
    assert "Date" in answer.headers


@pytest.mark.parametrize("skew", [-300, 300])
def test_a_clock_that_is_wrong_by_five_minutes_is_let_in(client: SigningClient, wall: Wall, skew: int) -> None:
    answer = send(client, client.authorization("GET", CERTIFICATES, b"", timestamp=str(int(wall.now) + skew)))

    assert answer.status == 200


def test_a_timestamp_in_milliseconds_is_refused(client: SigningClient, wall: Wall) -> None:
    answer = send(client, client.authorization("GET", CERTIFICATES, b"", timestamp=f"{int(wall.now)}000"))

    assert answer.status == 401


def test_another_merchant_is_refused(client: SigningClient) -> None:
    assert send(client, client.authorization("GET", CERTIFICATES, b"", mchid="1900000000")).code == "SIGN_ERROR"


def test_another_certificate_serial_is_refused(client: SigningClient) -> None:
    answer = send(client, client.authorization("GET", CERTIFICATES, b"", serial_no="AB" * 20))

    assert "序列号有误" in answer.json["message"]


def test_a_wrong_signature_is_answered_with_the_servers_own_view(client: SigningClient) -> None:
    target = "/v3/pay/transactions/native"
    body = json.dumps(client.order("GATE-0001")).encode()
    nonce = "N" * 32
    forged = client.authorization("POST", target, b"{}", nonce_str=nonce)

    answer = client.send("POST", target, body, headers={"Authorization": forged})

    detail = answer.json["detail"]
    information = detail["sign_information"]
    assert (detail["field"], detail["location"], detail["issue"]) == ("signature", "authorization", "sign not match")
    assert (information["method"], information["url"]) == ("POST", target)
    assert information["truncated_sign_message"].startswith("POST\n/v3/pay/transactions/native\n")
    assert information["sign_message_length"] == len("POST") + len(target) + 10 + len(nonce) + len(body) + 5


def test_the_query_is_part_of_what_is_signed(client: SigningClient) -> None:
    client.prepay("GATE-0001")

    answer = client.send(
        "GET", f"{QUERY}?mchid={client.mchid}", headers={"Authorization": client.authorization("GET", QUERY, b"")}
    )

    assert answer.status == 401


@pytest.mark.parametrize("missing", ["Accept", "User-Agent"])
def test_calls_other_than_order_calls_insist_on_accept_and_user_agent(client: SigningClient, missing: str) -> None:
    answer = client.send("GET", CERTIFICATES, headers={missing: None, "Authorization": None})

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")


def test_any_kind_of_answer_may_be_accepted_but_not_another_kind(client: SigningClient) -> None:
    assert client.send("GET", CERTIFICATES, headers={"Accept": "*/*"}).status == 200
    assert client.send("GET", CERTIFICATES, headers={"Accept": "text/html"}).status == 400


def test_order_calls_do_not_insist_on_accept_and_user_agent(client: SigningClient) -> None:
    client.prepay("GATE-0001")

    answer = client.send("GET", f"{QUERY}?mchid={client.mchid}", headers={"Accept": None, "User-Agent": None})

    assert answer.status == 200


def test_a_body_that_does_not_call_itself_json_is_refused(client: SigningClient) -> None:
    answer = client.send(
        "POST", "/v3/pay/transactions/native", client.order("GATE-0001"), headers={"Content-Type": "text/plain"}
    )

    assert (answer.status, answer.code) == (400, "INVALID_REQUEST")


def test_an_unknown_path_and_a_wrong_method_are_answered_with_nothing(client: SigningClient) -> None:
    absent = client.send("GET", "/v3/pay/transactions/native/nowhere")
    wrong = client.send("GET", "/v3/pay/transactions/native")

    assert (absent.status, absent.body, absent.signed) == (404, b"", False)
    assert (wrong.status, wrong.body) == (405, b"")


def test_the_authorization_mchid_must_be_the_one_in_the_body(client: SigningClient) -> None:
    answer = client.prepay("GATE-0001", mchid="1900000000")

    assert (answer.status, answer.code, answer.json["detail"]["field"]) == (400, "PARAM_ERROR", "/mchid")


def test_old_spelling_of_codes_can_be_switched_on(client: SigningClient, simulator: Simulator) -> None:
    simulator.switches.legacy_codes = True

    assert client.query("GATE-0001").code == "ORDERNOTEXIST"
    assert client.prepay("bad!").code == "PARAM_ERROR"
