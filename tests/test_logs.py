"""The log: nothing secret, one record a line, whatever is logged (R17)."""

from __future__ import annotations

import base64
import json
import logging
import random
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app import logs
from pos_app.config import Profile

log = logging.getLogger("pos_app.tests")

PEM = "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n" * 26 + "-----END PRIVATE KEY-----\n"
API_V3_KEY = "0123456789abcdefghijABCDEFGHIJ12"
OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"
AUTH_CODE = "134567890123456789"
CODE_URL = "weixin://wxpay/bizpayurl?pr=Xu3aBcz"
SIGNATURE = base64.b64encode(bytes(range(256))).decode()

SECRET_TEXTS = {
    "a PEM block": (PEM, "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"),
    "a PEM block cut off": (PEM[:200], "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"),
    "a PEM block in a repr": (repr(PEM.encode()), "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"),
    "a prime in base64": (f"p {SIGNATURE[:172]}", SIGNATURE[:172]),
    "a prime in hex": (f"p {'0f' * 128}", "0f" * 128),
    "an Authorization header": (
        f'Authorization: WECHATPAY2-SHA256-RSA2048 mchid="1900000001",signature="{SIGNATURE}"',
        "1900000001",
    ),
    "headers in a dict": ("{'Authorization': 'WECHATPAY2-SHA256-RSA2048 mchid=\"1900000001\"'}", "1900000001"),
    "a basic Authorization header": ("authorization: Basic dXNlcjpwYXNz", "dXNlcjpwYXNz"),
    "an APIv3 key alone": (f"trying {API_V3_KEY}.", API_V3_KEY),
    "an APIv3 key with signs in it": ("api_v3_key='abc \\' !~xyz'", "xyz"),
    "an APIv3 key as bytes": ('apiV3Key: b"abc\\"xyz"', "xyz"),
    "an APIv3 key in words": ("APIv3 key: abc!xyz", "abc!xyz"),
    "an openid alone": (f"payer {OPENID} paid", OPENID),
    "an openid of another form": ('{"openid": "ox yz", "n": 1}', "ox yz"),
    "an openid in JSON in JSON": ('{\\"openid\\": \\"ox yz\\", \\"n\\": 1}', "ox yz"),
    "a payment code": (f"scanned {AUTH_CODE}", AUTH_CODE),
    "a payment code by name": ("auth_code=12 34", "12"),
    "a code_url": (f"showing {CODE_URL} now", "Xu3aBcz"),
    "a code_url by name": ('"code_url":"wxp://f2f0AbCd"', "f2f0AbCd"),
    "a download token": ("https://api.mch.weixin.qq.com/v3/billdownload/file?token=AbC%2B12&tartype=gzip", "AbC%2B12"),
    "a download token, quoted twice": ("redirect?to=%2Ffile%3Ftoken%3DAbC12", "AbC12"),
    "a PIN": ("PIN: 4711", "4711"),
    "a password": ('password = "correct horse"', "correct horse"),
}


def lines(profile: Profile) -> list[dict[str, str]]:
    """Read the log the way any reader of lines would."""
    text = (profile.logs_dir / "pos_app.log").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


# ---------------------------------------------------------------- secrets


@pytest.mark.parametrize("name", SECRET_TEXTS)
def test_a_secret_is_hidden(name: str) -> None:
    text, secret = SECRET_TEXTS[name]
    assert secret in text

    hidden = logs.redact(f"before {text} after")

    assert secret not in hidden
    assert hidden.startswith("before ")


@pytest.mark.parametrize(
    "text",
    [
        "POST /v3/pay/transactions/out-trade-no/012611240001-1-7XQ2MD/close: 204 in 31 ms",
        "transaction 4200001234202611241234567890 paid",
        "certificate 5157F09EFDC096DE15EBE81A47057A7232F1B8E1 expires 2031-01-01",
        "assign = 5, spinning: 3, tokens 5, pinned: no",
        "head of the chain " + "0f" * 32,
        "",
    ],
)
def test_what_is_not_secret_stays(text: str) -> None:
    assert logs.redact(text) == text


def test_what_stands_around_a_secret_stays() -> None:
    assert logs.redact('{"openid": "oX", "total": 1300}') == '{"openid":<hidden>, "total": 1300}'
    assert logs.redact("a?token=x&b=1") == "a?token=<hidden>&b=1"
    assert logs.redact("Authorization: x\nnext") == "<hidden>\nnext"


@given(st.text(), st.sampled_from([API_V3_KEY, OPENID, AUTH_CODE, PEM, CODE_URL]), st.text())
def test_a_secret_is_hidden_in_any_surroundings(before: str, secret: str, after: str) -> None:
    assert secret not in logs.redact(f"{before} {secret} {after}")


# ---------------------------------------------------------------- lines


def seeded(random_: random.Random) -> tuple[str, str]:
    """Make a text with a secret in it, among anything that could break a line."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    word = "".join(random_.choices(alphabet, k=27))
    key = "".join(random_.choices(alphabet, k=32))
    code = f"1{random_.randint(0, 5)}" + "".join(random_.choices("0123456789", k=16))
    secret, text = random_.choice(
        [
            (key, key),
            (word, f"o{word}"),
            (code, code),
            (word, f"weixin://wxpay/bizpayurl?pr={word}"),
            (word, f"?token={word}&x=1"),
            (word, f"Authorization: WECHATPAY2-SHA256-RSA2048 nonce_str={word}"),
            (word, f"-----BEGIN PRIVATE KEY-----\r\n{word}\r\n-----END PRIVATE KEY-----"),
        ]
    )
    noise = ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\x1b[31m", "\0", "\ud800", ' {"level": "INFO"} ', "付款"]
    return secret, random_.choice(noise) + " " + text + " " + random_.choice(noise)


def test_a_hundred_thousand_records_leak_nothing_and_inject_no_line(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    random_, hidden = random.Random(20261124), []
    monkeypatch.setattr(logs, "FILE_SIZE", 1_000_000_000)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # pytest's own would keep them all
    with logs.recording(profile):
        for number in range(100_000):
            secret, text = seeded(random_)
            hidden.append(secret)
            log.warning("%d %s", number, text)

    records = lines(profile)

    assert [int(record["text"].split()[0]) for record in records] == list(range(100_000))
    assert not [record for record, secret in zip(records, hidden, strict=True) if secret in record["text"]]


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_is_one_line_of_json(text: str, name: str) -> None:
    record = logging.makeLogRecord({"msg": text, "name": name, "levelname": "INFO"})

    line = logs.JsonLines().format(record)

    assert len(line.splitlines()) == 1
    assert line.isprintable() or " " in line
    assert set(json.loads(line)) == {"time", "level", "logger", "thread", "text"}
    line.encode("utf-8")


def test_a_record_tells_when_what_and_where(profile: Profile) -> None:
    with logs.recording(profile):
        log.info("sold %d for %s", 3, "¥13.00 茶")

    [record] = lines(profile)

    assert record["time"].endswith("+00:00")
    assert (record["level"], record["logger"], record["thread"]) == ("INFO", "pos_app.tests", "MainThread")
    assert record["text"] == "sold 3 for ¥13.00 茶"


def test_an_error_is_written_with_its_traceback_and_without_its_secrets(profile: Profile) -> None:
    with logs.recording(profile):
        try:
            int(f"cannot use {API_V3_KEY}")
        except ValueError:
            log.exception("no")

    [record] = lines(profile)

    assert "test_logs.py" in record["error"]
    assert "'cannot use <hidden>'" in record["error"]


def test_other_peoples_code_and_our_debugging_are_kept_out(profile: Profile) -> None:
    with logs.recording(profile):
        logging.getLogger("urllib3.connectionpool").info("chatter")
        log.debug("detail")
        log.info("news")

    assert [record["text"] for record in lines(profile)] == ["news"]


def test_debugging_can_be_asked_for(profile: Profile) -> None:
    with logs.recording(profile, verbose=True):
        log.debug("detail")

    assert [record["text"] for record in lines(profile)] == ["detail"]


def test_a_full_file_makes_way_for_a_new_one(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "FILE_SIZE", 2_000)
    monkeypatch.setattr(logs, "FILES_KEPT", 3)

    with logs.recording(profile):
        for number in range(100):
            log.info("%d", number)

    assert sorted(path.name for path in profile.logs_dir.iterdir()) == ["pos_app.log", "pos_app.log.1", "pos_app.log.2"]
    assert lines(profile)[-1]["text"] == "99"


def test_logging_is_left_as_it_was_found(profile: Profile) -> None:
    root = logging.getLogger()
    before = (list(root.handlers), root.level, logging.getLogger("pos_app").level)

    with logs.recording(profile):
        pass

    assert (list(root.handlers), root.level, logging.getLogger("pos_app").level) == before


# ---------------------------------------------------------------- the log itself fails


def test_a_log_that_cannot_be_written_says_so_without_quoting(
    profile: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    (profile.logs_dir / "pos_app.log").mkdir(parents=True)

    with logs.recording(profile):
        log.info("paid with %s", AUTH_CODE)

    told = capsys.readouterr().err
    assert "cannot log what pos_app.tests says" in told
    assert "Is a directory" in told
    assert AUTH_CODE not in told


def test_a_record_that_cannot_be_worded_says_so_without_quoting(
    profile: Profile, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # pytest's own would raise
    with logs.recording(profile):
        log.info("paid with %d", f"x{AUTH_CODE}")

    told = capsys.readouterr().err
    assert "cannot log what pos_app.tests says" in told
    assert "TypeError" in told
    assert AUTH_CODE not in told


def test_a_program_with_no_console_goes_on_when_the_log_fails(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    (profile.logs_dir / "pos_app.log").mkdir(parents=True)
    monkeypatch.setattr(sys, "stderr", None)

    with logs.recording(profile), logs.last_resort():
        log.info("into nothing")
        sys.excepthook(ValueError, ValueError("x"), None)


# ---------------------------------------------------------------- the last resort


def test_an_error_that_nobody_caught_gets_a_report_number(profile: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    with logs.recording(profile), logs.last_resort(told.append):
        sys.excepthook(ValueError, ValueError(f"bad code {AUTH_CODE}"), None)

    [record] = lines(profile)
    [number] = told

    assert record["level"] == "CRITICAL"
    assert record["text"] == f"report {number}: unexpected error in the program"
    assert "ValueError: bad code <hidden>" in record["error"]
    console = capsys.readouterr().err
    assert number in console
    assert AUTH_CODE not in console


def test_an_error_that_ends_the_program_gets_a_report_number(
    profile: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    with logs.recording(profile), pytest.raises(SystemExit) as ending, logs.last_resort():
        int(f"x{AUTH_CODE}")

    [record] = lines(profile)

    assert ending.value.code == 1
    assert ending.value.__cause__ is None
    assert record["text"].endswith("unexpected error in the program")
    assert "test_logs.py" in record["error"]
    assert "in the log as report" in capsys.readouterr().err


def test_an_error_in_a_thread_gets_a_report_number(profile: Profile) -> None:
    def fail() -> None:
        raise LookupError("gone")

    with logs.recording(profile), logs.last_resort():
        thread = threading.Thread(target=fail, name="checkout")
        thread.start()
        thread.join()

    [record] = lines(profile)

    assert record["text"].endswith("unexpected error in thread checkout")
    assert "LookupError: gone" in record["error"]


def test_an_error_of_a_thread_that_is_gone_gets_a_report_number(profile: Profile) -> None:
    with logs.recording(profile), logs.last_resort():
        threading.excepthook(threading.ExceptHookArgs((ValueError, None, None, None)))

    [record] = lines(profile)

    assert record["text"].endswith("unexpected error in thread unknown")
    assert record["error"].endswith("RuntimeError: ValueError")


def test_a_thread_may_end_itself(profile: Profile) -> None:
    with logs.recording(profile) as path, logs.last_resort():
        threading.excepthook(threading.ExceptHookArgs((SystemExit, SystemExit(0), None, None)))

    assert not path.exists()


def test_an_error_in_a_destructor_gets_a_report_number(profile: Profile) -> None:
    class Brittle:
        def __del__(self) -> None:
            raise OSError("stuck")

    with logs.recording(profile), logs.last_resort():
        Brittle()

    [record] = lines(profile)

    assert record["text"].endswith("unexpected error while tidying up")


def test_a_person_may_end_the_program(profile: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    with logs.recording(profile) as path, logs.last_resort():
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert not path.exists()
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_the_hooks_are_left_as_they_were_found() -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook

    with logs.last_resort():
        assert sys.excepthook is not before[0]

    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
