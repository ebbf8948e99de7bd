"""Both languages are whole, and trouble is told as what happened, is the money safe, what to do, and a code."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from pos_app import keystore, merchant_files, settings_file
from pos_app.core import errors as core
from pos_app.core.money import Money
from pos_app.ui import i18n
from pos_app.ui.i18n import DEFAULT_LANGUAGE, SOURCE_LANGUAGE, Languages, sentence_for
from pos_app.ui.resources import RESOURCES
from pos_app.wechatpay import errors as wire
from tests.ui.samples import trouble

SOURCE = RESOURCES / "translations" / "pos_app_zh_CN.ts"
PLACEHOLDER = re.compile(r"\{\w+\}|%n")


def messages() -> list[tuple[str, str]]:
    found = []
    for message in ET.parse(SOURCE).getroot().iter("message"):
        target = message.find("translation")
        source = message.findtext("source")
        assert target is not None
        assert source is not None
        found.append((source, "".join(target.itertext()).strip()))
    return found


def test_every_text_is_translated() -> None:
    assert [english for english, chinese in messages() if not chinese] == []


def test_every_translation_keeps_its_placeholders() -> None:
    changed = [
        english
        for english, chinese in messages()
        if sorted(PLACEHOLDER.findall(chinese)) != sorted(PLACEHOLDER.findall(english))
    ]

    assert changed == []


def test_chinese_takes_full_width_punctuation() -> None:
    half = re.compile(r"[\u4e00-\u9fff][,;:?]|[\u4e00-\u9fff]\.$")

    assert [chinese for _, chinese in messages() if half.search(chinese)] == []


def test_nobody_is_shouted_at() -> None:
    assert [text for pair in messages() for text in pair if "!" in text or "！" in text] == []


def test_chinese_is_spoken_and_unspoken_at_once(languages: Languages) -> None:
    languages.use(DEFAULT_LANGUAGE)
    chinese = QCoreApplication.translate("Status", "Paid")
    other = languages.other()
    languages.use(SOURCE_LANGUAGE)

    assert (chinese, QCoreApplication.translate("Status", "Paid")) == ("已收款", "Paid")
    assert (other, languages.other()) == (SOURCE_LANGUAGE, DEFAULT_LANGUAGE)
    assert QLocale().language() is QLocale.Language.English


def test_qt_itself_speaks_chinese_too(languages: Languages) -> None:
    languages.use(DEFAULT_LANGUAGE)

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_a_missing_translation_is_logged_and_english_is_shown(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(i18n, "RESOURCES", tmp_path)
    languages = Languages(qapp)
    with caplog.at_level(logging.WARNING):
        languages.use(DEFAULT_LANGUAGE)

    assert "no translation pos_app_zh_CN" in caplog.text
    assert QCoreApplication.translate("Status", "Paid") == "Paid"
    assert i18n.chinese() is None
    languages.use(SOURCE_LANGUAGE)


EVERY_TROUBLE: list[tuple[object, str]] = [
    (trouble("not_sent"), "NET-01"),
    (trouble("unknown"), "NET-07"),
    (trouble("bad_reply"), "SIG-03"),
    (trouble("refused", "NOT_ENOUGH"), "PAY-NOT_ENOUGH"),
    (trouble("refused", "A_NEW_CODE"), "PAY-A_NEW_CODE"),
    (trouble("refused"), "PAY-00"),
    (wire.NotSentError("x"), "NET-01"),
    (wire.OutcomeUnknownError("x"), "NET-07"),
    (wire.BadReplyError("x"), "SIG-03"),
    (wire.LegacyNoticeError("x"), "SIG-03"),
    (wire.NotKeptError("x"), "DSK-01"),
    (wire.RefusedError("x", status=403, code="NO_AUTH"), "PAY-NO_AUTH"),
    (wire.ConfigurationError("x"), "CFG-01"),
    (wire.InvalidRequestError("/amount/total", "x"), "REQ-01"),
    (core.NotFoundError("1"), "INP-02"),
    (core.StaleError("1"), "INP-03"),
    (core.LiveClaimError("1"), "PAY-02"),
    (core.OverpaidError("1", Money(1)), "PAY-03"),
    (core.PartPaidError("1"), "PAY-04"),
    (core.NoShiftError("01"), "SHF-01"),
    (core.NotAllowedError("林晓燕", "refund"), "AUT-01"),
    (core.ApprovalError("A1"), "AUT-02"),
    (core.WrongPinError("林晓燕", tries_left=1, seconds=4), "AUT-03"),
    (core.LockedOutError("林晓燕", 30), "AUT-04"),
    (core.CeilingError("1", "amount"), "REF-01"),
    (core.CeilingError("1", "count"), "REF-02"),
    (core.CeilingError("1", "interval"), "REF-03"),
    (core.CeilingError("1", "age"), "REF-04"),
    (core.InvalidInputError("amount", "x"), "INP-01"),
    (core.LedgerError("x"), "LED-01"),
    (core.LedgerTooNewError("x"), "LED-02"),
    (core.LedgerBusyError("x"), "LED-03"),
    (core.LedgerFullError("x"), "LED-04"),
    (core.LedgerReadOnlyError("x"), "LED-05"),
    (core.LedgerDamagedError("x"), "LED-06"),
    (core.LedgerGoneError("x"), "LED-07"),
    (core.BackupFailedError("x"), "BAK-01"),
    (core.NotAllowedError("林晓燕", "refund"), "AUT-01"),
    (core.ApprovalError("1"), "AUT-02"),
    (core.WrongPinError("林晓燕", tries_left=3, seconds=0), "AUT-03"),
    (core.LockedOutError("林晓燕", 90), "AUT-04"),
    (keystore.NoKeyringError("x"), "KEY-01"),
    (keystore.KeyringLockedError(), "KEY-02"),
    (keystore.SecretMissingError("x"), "KEY-03"),
    (keystore.SecretDamagedError("x"), "KEY-04"),
    (keystore.KeystoreError("x"), "KEY-05"),
    (merchant_files.KeyFileError(Path("pub_key.pem"), "x"), "KEY-06"),
    (settings_file.SettingsError(Path("settings.toml"), "x", place="merchant.mchid"), "SET-01"),
    (settings_file.SettingsError(Path("settings.toml"), "x"), "SET-01"),
    (core.OverpaidError("0412", Money(1)), "PAY-03"),
    (core.PartPaidError("0412"), "PAY-04"),
    (RuntimeError("x"), "BUG-01"),
]


@pytest.mark.parametrize(("what", "code"), EVERY_TROUBLE, ids=[code for _, code in EVERY_TROUBLE])
@pytest.mark.parametrize("language", [SOURCE_LANGUAGE, DEFAULT_LANGUAGE])
def test_every_trouble_has_a_whole_sentence(what: Exception, code: str, language: str, languages: Languages) -> None:
    languages.use(language)
    sentence = sentence_for(what)

    assert sentence.code == code
    assert all((sentence.what, sentence.money, sentence.todo))
    assert str(sentence).endswith(f"({code})" if language == SOURCE_LANGUAGE else f"（{code}）")
    if language == DEFAULT_LANGUAGE:
        assert all(re.search(r"[\u4e00-\u9fff]", part) for part in (sentence.what, sentence.money, sentence.todo))


def every_error(package: type[Exception]) -> set[type[Exception]]:
    """Every error that its package tells its callers about; the finer ones it keeps to itself are kinds of these."""
    children = {kind for kind in package.__subclasses__() if kind.__module__ == package.__module__}
    return children | {kind for child in children for kind in every_error(child)}


def test_no_error_of_ours_is_without_a_sentence() -> None:
    spoken = {type(what) for what, _ in EVERY_TROUBLE}

    assert every_error(core.PosError) | every_error(wire.WeChatPayError) <= spoken


@pytest.mark.parametrize("kind", ["not_sent", "unknown", "bad_reply", "refused"])
def test_while_a_customer_holds_a_code_silence_is_never_called_safe(kind: str) -> None:
    assert sentence_for(trouble(kind), payable=True).money == "The customer may have paid: do not charge again."
    assert sentence_for(trouble(kind)).money == "No money has moved."


def test_a_refused_request_is_named_by_what_can_be_done() -> None:
    assert sentence_for(trouble("refused", "NOT_ENOUGH")).todo == "Top it up; the till sends the same refund again."
