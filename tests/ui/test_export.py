"""One press writes the story of a sale into files: read back, they tell it whole, and hold no secret."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.core.money import Money
from pos_app.core.payment import Payment
from pos_app.ui.export_worker import ExportWorker
from pos_app.ui.i18n import Languages
from tests.core.people import MANAGER
from tests.core.shop import Shop
from tests.core.till import order_of
from tests.ui.live_till import LiveTill
from tests.ui.test_money_workers import deeds
from tests.ui.test_selling import WAIT

CONTROL = Qt.KeyboardModifier.ControlModifier


def words_of(file: Path) -> str:
    """Read a PDF as a person does, without the breaks of its lines."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(file.read_bytes())).pages)


def everything_in(file: Path) -> bytes:
    """Give a file's bytes, and all that its compressed parts hold."""
    found = [file.read_bytes()]
    if file.suffix == ".pdf":
        reader = PdfReader(file)
        found += [page.extract_text().encode() for page in reader.pages]
        for number in range(1, len(reader.xref[0]) + 1):
            data = getattr(reader.get_object(number), "get_data", None)
            if data is not None:
                found.append(data())
        found.append(str(reader.metadata).encode())
    return b"\n".join(found)


def spellings(secret: str) -> list[bytes]:
    plain = secret.encode()
    return [plain, base64.b64encode(plain).rstrip(b"="), plain.hex().encode(), secret.encode("utf-16-le"),
            secret.encode("utf-16-be"), secret.encode("utf-16-be").hex().encode()]  # fmt: skip


def given_back(shop: Shop) -> Payment:
    paid = shop.paid()
    shop.refunding.advance(shop.refunding.begin(order_of(paid.out_trade_no, Money(100), "质量问题"), MANAGER))
    return shop.ledger.payment(paid.out_trade_no)


@pytest.fixture
def worker(shop: Shop, tmp_path: Path) -> ExportWorker:
    made = ExportWorker(tmp_path / "exports", "和顺里超市", shop.clock)
    made.take_up(deeds(shop))
    return made


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_pdf_tells_the_whole_story(
    qtbot: QtBot, worker: ExportWorker, shop: Shop, languages: Languages, language: str
) -> None:
    languages.use(language)
    payment = given_back(shop)
    files: list[Path] = []
    worker.exported.connect(files.append)

    worker.export(payment.sale_number)

    words = words_of(files[0])
    refund = shop.ledger.refunds_of(payment.out_trade_no)[0]
    for told in ("和顺里超市", "矿泉水", payment.out_trade_no, payment.transaction_id or "?", refund.out_refund_no,
                 "质量问题", "林晓燕", {"en": "Codeshown", "zh_CN": "二维码已显示"}[language]):  # fmt: skip
        assert told in words, told
    for entry in shop.ledger.history(payment.sale_number):
        if entry.evidence is not None:
            assert json.loads(entry.evidence)["request_id"] in words
    told = json.loads(files[0].with_suffix(".json").read_text("utf-8"))
    assert told["sale"]["number"] == payment.sale_number


def test_the_pdf_can_be_read_without_a_glass(qtbot: QtBot, worker: ExportWorker, shop: Shop) -> None:
    payment = given_back(shop)
    files: list[Path] = []
    worker.exported.connect(files.append)
    sizes: list[float] = []

    def look(text: str, page: list[float], place: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.append(abs(size * page[3] * place[3]))

    worker.export(payment.sale_number)
    for page in PdfReader(files[0]).pages:
        page.extract_text(visitor_text=look)

    assert 7.5 <= min(sizes) <= max(sizes) <= 20  # points


def test_m11_no_secret_is_in_any_file_however_it_is_spelt(qtbot: QtBot, worker: ExportWorker, shop: Shop) -> None:
    payment = given_back(shop)
    kept = [json.loads(json.loads(entry.evidence)["body"]) for entry in shop.ledger.history(payment.sale_number)
            if entry.evidence is not None]  # fmt: skip
    openids = {said["payer"]["openid"] for said in kept if "payer" in said}
    secrets = {payment.code_url or "", *openids, "-----BEGIN", "WECHATPAY2-SHA256", "code_url", "openid"}
    assert len(secrets) == 6
    files: list[Path] = []
    worker.exported.connect(files.append)

    worker.export(payment.sale_number)

    for file in files[0].parent.iterdir():
        content = everything_in(file)
        assert not [secret for secret in secrets for spelt in spellings(secret) if spelt in content], file.name
    assert len(list(files[0].parent.iterdir())) == 2


def test_what_the_disk_refuses_is_said_and_leaves_no_half_file(
    qtbot: QtBot, worker: ExportWorker, shop: Shop, tmp_path: Path
) -> None:
    payment = given_back(shop)
    (tmp_path / "exports").write_text("in the way")
    troubles: list[Exception] = []
    worker.trouble.connect(troubles.append)

    worker.export(payment.sale_number)
    (tmp_path / "exports").unlink()
    worker.export("nothing")
    worker.export(payment.sale_number)
    (file,) = (tmp_path / "exports").glob("*.pdf")
    file.unlink()
    file.mkdir()  # nothing can be put in its place
    worker.export(payment.sale_number)

    assert [type(error).__name__ for error in troubles] == ["NotSavedError", "NotFoundError", "NotSavedError"]
    assert sorted(path.suffix for path in (tmp_path / "exports").iterdir()) == [".json", ".pdf"]


def test_one_press_writes_the_pack_and_says_where(qtbot: QtBot, till: LiveTill, tmp_path: Path) -> None:
    payment = given_back(till.shop)
    till.key(Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: till.window.payments.chosen == payment, timeout=WAIT)

    till.key(Qt.Key.Key_E, CONTROL)

    qtbot.waitUntil(lambda: till.sees("banner_text"), timeout=WAIT)
    (file,) = (tmp_path / "profile" / "exports").glob("*.pdf")
    assert str(file) in till.reads("banner_text")
    assert till.button("export_story").isEnabled()


def test_a_folder_that_refuses_is_said_in_the_window_and_the_key_comes_back(
    qtbot: QtBot, till: LiveTill, tmp_path: Path
) -> None:
    given_back(till.shop)
    (tmp_path / "profile").mkdir(exist_ok=True)
    (tmp_path / "profile" / "exports").write_text("in the way")
    till.key(Qt.Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: till.window.payments.chosen is not None, timeout=WAIT)

    till.key(Qt.Key.Key_E, CONTROL)

    qtbot.waitUntil(lambda: till.sees("banner_text"), timeout=WAIT)
    assert "could not be written" in till.reads("banner_text")
    assert "The sale is safe." in till.reads("banner_text")
    assert till.button("export_story").isEnabled()
