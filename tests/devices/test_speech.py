"""What the till says aloud, read back as a listener would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.money import Money
from pos_app.devices.speech import Phrase, announcement
from pos_app.ui.resources import RESOURCES

AMOUNTS = st.integers(1, 10_000_000_000)
HANZI = {
    "paid": "微信收款", "refund": "微信退款", "tail": "尾号", "0": "零", "1": "一", "2": "二", "liang": "两", "3": "三",
    "4": "四", "5": "五", "6": "六", "7": "七", "8": "八", "9": "九", "10": "十", "100": "百", "1000": "千",
    "10000": "万", "100000000": "亿", "yuan": "元", "jiao": "角", "fen": "分",
}  # fmt: skip


def chinese(fen: int, ticket: str = "0412") -> str:
    return "".join(HANZI[word] for word in announcement(Phrase.PAID, Money(fen), ticket, "zh-CN"))


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (1280, "十二元八角"),
        (16767, "一百六十七元六角七分"),
        (1, "一分"),
        (50, "五角"),
        (200, "两元"),
        (1205, "十二元零五分"),
        (10_000, "一百元"),
        (11_200, "一百一十二元"),
        (100_500, "一千零五元"),
        (105_000, "一千零五十元"),
        (1_000_000, "一万元"),
        (1_000_500, "一万零五元"),
        (1_234_500, "一万二千三百四十五元"),
        (20_050_000, "二十万零五百元"),
        (10_000_000_500, "一亿零五元"),
        (10_010_000_000, "一亿零一十万元"),
        (10_500_000_000, "一亿零五百万元"),
    ],
)
def test_an_amount_is_said_as_people_say_it(fen: int, said: str) -> None:
    assert chinese(fen) == f"微信收款{said}尾号一二"


def test_a_refund_has_a_phrase_of_its_own() -> None:
    assert announcement(Phrase.REFUND, Money(100), "0007", "zh-CN") == ("refund", "1", "yuan", "tail", "0", "7")


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (1280, "12 point 8 yuan"),
        (1205, "12 point 0 5 yuan"),
        (5, "0 point 0 5 yuan"),
        (200, "2 yuan"),
        (12_100, "1 100 20 1 yuan"),
        (101_000, "1 1000 10 yuan"),
        (1_234_567_00, "1 million 2 100 30 4 1000 5 100 60 7 yuan"),
    ],
)
def test_an_amount_is_said_in_english(fen: int, said: str) -> None:
    assert announcement(Phrase.PAID, Money(fen), "0412", "en") == ("paid", *said.split(), "tail", "1", "2")


def heard(words: list[str]) -> int:
    """Understand a Chinese number below 万 亿, as a listener does."""
    total = group = digit = 0
    for word in words:
        match word:
            case "10" | "100" | "1000":
                group += (digit or 1) * int(word)
                digit = 0
            case "10000":
                total, group, digit = total + (group + digit) * 10_000, 0, 0
            case "100000000":
                total, group, digit = (group + digit) * 100_000_000, 0, 0
            case "liang":
                digit = 2
            case _:
                digit = int(word)
    return total + group + digit


@given(AMOUNTS)
def test_whoever_listens_hears_the_amount(fen: int) -> None:
    _, *words = announcement(Phrase.PAID, Money(fen), "0412", "zh-CN")
    words = words[: words.index("tail")]
    yuan = words[: words.index("yuan")] if "yuan" in words else []
    rest = words[words.index("yuan") + 1 :] if "yuan" in words else words
    jiao = int(rest[rest.index("jiao") - 1]) if "jiao" in rest else 0
    small = int(rest[rest.index("fen") - 1]) if "fen" in rest else 0

    assert heard(yuan) * 100 + jiao * 10 + small == fen


@given(AMOUNTS, st.sampled_from(["zh-CN", "en"]), st.from_regex(r"[0-9]{4,6}", fullmatch=True))
def test_there_is_a_recording_of_every_word(fen: int, language: str, ticket: str) -> None:
    recorded = {file.stem for file in (RESOURCES / "voice" / language).glob("*.wav")}

    for phrase in Phrase:
        assert set(announcement(phrase, Money(fen), ticket, language)) <= recorded
