"""A receipt in the words of its printer, read back as the printer reads it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from pos_app.core.sale import Unit
from pos_app.devices.errors import NotInTextError
from pos_app.devices.escpos import as_picture, as_text
from pos_app.devices.receipt import Heading, Row, refund_receipt, sale_receipt
from pos_app.devices.receipt_raster import Paper, draw
from tests.devices.paper import decoded
from tests.devices.test_receipt import HEADING, PAYMENT, REFUND, SALE, line

COLUMNS = {Paper.MM58: 32, Paper.MM80: 48}


def columns(words: str) -> int:
    return len(words.encode("gb18030"))


@pytest.mark.parametrize("paper", Paper)
def test_a_picture_arrives_dot_for_dot_and_its_bar_code_is_the_sales_number(paper: Paper) -> None:
    rows = sale_receipt(HEADING, SALE, PAYMENT)

    (sheet,) = decoded(as_picture(rows, paper))

    assert not ImageChops.difference(sheet.picture, draw(rows, paper).convert("L")).getbbox()
    assert [code.text for code in zxingcpp.read_barcodes(sheet.picture)] == [SALE.number]
    assert sheet.text == ""


@pytest.mark.parametrize("paper", Paper)
def test_text_arrives_in_chinese_letters_and_fits_the_paper(paper: Paper) -> None:
    (sheet,) = decoded(as_text(sale_receipt(HEADING, SALE, PAYMENT), paper))

    assert "和顺里超市" in sheet.text
    assert "红富士苹果" in sheet.text
    assert "1.236 kg × 9.98" in sheet.text
    assert "￥86.09" in sheet.text
    assert sheet.codes == [SALE.number]
    assert sheet.strips == []
    assert all(columns(words) <= COLUMNS[paper] for words in sheet.lines)


def test_amounts_end_at_the_right_edge_of_the_paper() -> None:
    (sheet,) = decoded(as_text(sale_receipt(HEADING, SALE, PAYMENT), Paper.MM58))

    total = next(words for words in sheet.lines if words.startswith("合计"))
    assert columns(total) == 32
    assert total.endswith("￥86.09")


def test_a_refund_says_in_letters_what_it_says_as_a_picture() -> None:
    (sheet,) = decoded(as_text(refund_receipt(HEADING, SALE, PAYMENT, REFUND), Paper.MM80))

    for words in ("退款凭证", "￥26.80", "质量问题", "支付用户零钱"):
        assert words in sheet.text


def test_long_names_are_broken_and_lose_nothing() -> None:
    long = dataclasses.replace(SALE, lines=(line("名字很长的商品" * 9, Unit.EACH, 1000, 100),), cashier="名字" * 20)

    (sheet,) = decoded(as_text(sale_receipt(HEADING, long, PAYMENT), Paper.MM58))

    assert "名字很长的商品" * 9 in sheet.text.replace("\n", "")
    assert all(columns(words) <= 32 for words in sheet.lines)


@pytest.mark.parametrize("name", ["🍎 苹果", "苹果 ê̄"])
def test_a_character_without_a_letter_in_the_printer_is_refused_so_that_a_picture_is_sent_instead(name: str) -> None:
    odd = dataclasses.replace(SALE, lines=(line(name, Unit.EACH, 1000, 100),))

    with pytest.raises(NotInTextError):
        as_text(sale_receipt(HEADING, odd, PAYMENT), Paper.MM80)


@given(st.text(st.characters(codec="gbk"), min_size=1, max_size=60))
def test_no_name_can_steer_the_printer(name: str) -> None:
    odd = dataclasses.replace(SALE, lines=(line(name, Unit.EACH, 1000, 100),))

    try:
        (sheet,) = decoded(as_text(sale_receipt(HEADING, odd, PAYMENT), Paper.MM80))
    except NotInTextError:
        return

    assert sheet.codes == [SALE.number]
    assert "合计" in sheet.text


def test_header_and_footer_stand_where_the_shop_wants_them(tmp_path: Path) -> None:
    heading = dataclasses.replace(HEADING, header=("城南路 8 号", "电话 0571-1234"), footer=("谢谢光临",))

    (sheet,) = decoded(as_text(sale_receipt(heading, SALE, PAYMENT), Paper.MM80))

    lines = [words.strip() for words in sheet.lines]
    assert lines[:4] == ["和顺里超市", "城南路 8 号", "电话 0571-1234", "销售小票"]
    assert lines[-1] == "谢谢光临"


@pytest.mark.parametrize("make", [as_text, as_picture])
def test_a_logo_is_printed_over_the_shops_name(make: Callable[[tuple[Row, ...], Paper], bytes], tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGBA", (800, 400), (0, 0, 0, 255)).save(file)
    plain, with_logo = (
        decoded(make(sale_receipt(heading, SALE, PAYMENT), Paper.MM80))[0]
        for heading in (HEADING, dataclasses.replace(HEADING, logo=file))
    )

    before = plain.picture.height if plain.strips else 0
    assert with_logo.picture.height > before + 100
    assert with_logo.picture.getpixel((288, 60)) == 0


@pytest.mark.parametrize("content", [None, b"", b"no picture"])
def test_a_logo_that_cannot_be_read_costs_no_receipt(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    if content is not None:
        file.write_bytes(content)
    heading = Heading(shop="和顺里超市", till="01", logo=file)

    (sheet,) = decoded(as_picture(sale_receipt(heading, SALE, PAYMENT), Paper.MM80))

    assert [code.text for code in zxingcpp.read_barcodes(sheet.picture)] == [SALE.number]
