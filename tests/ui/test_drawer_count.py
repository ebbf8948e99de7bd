"""Counting a drawer: whatever is typed, what is shown adds up and is a count that the ledger takes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.core.money import ZERO, Money
from pos_app.core.shift import CashCount
from pos_app.ui.drawer_count import COINS, FIELDS, Counting

PRESSES = st.lists(st.sampled_from([*"0123456789", "00", ".", "erase", "next", "back"]), max_size=60)


def press(counting: Counting, key: str) -> Counting:
    if key == "erase":
        return counting.erased()
    if key in {"next", "back"}:
        return counting.turned(counting.at + (1 if key == "next" else -1))
    return counting.typed(key)


@given(PRESSES)
@settings(max_examples=100)
def test_whatever_is_pressed_the_fields_add_up_to_a_count_that_keeps_the_rules(presses: list[str]) -> None:
    counting = Counting()
    for key in presses:
        counting = press(counting, key)

    shown = [counting.amount(at) or ZERO for at in range(FIELDS)]
    assert counting.count.total == Money(sum(amount.fen for amount in shown))
    counting.count.check("count")
    assert bool(counting) == any(counting.amount(at) is not None for at in range(FIELDS))


def test_a_field_that_is_come_back_to_is_typed_anew_and_can_be_mended() -> None:
    counting = Counting().typed("7").turned(1).typed("1").turned(0)

    assert counting.typed("8").typed("0").text == "80"
    assert counting.erased().typed("9").text == "9"


def test_notes_are_whole_pieces_and_coins_are_yuan() -> None:
    counting = (
        Counting().typed(".").typed("3").typed(".").turned(COINS).typed("4").typed(".").typed("5").typed("0").typed("1")
    )

    assert counting.count == CashCount(notes=((100_00, 3),), coins=Money(4_50))
    assert counting.turned(COINS + 1).at == 0
    assert not Counting()
    full = Counting(texts=("9999", "", "", "", "", "", "")).typed("9999")
    assert full.turned(COINS).typed("100").text == ""  # more than a drawer holds
    assert Counting().typed("0")  # nothing was found, and that was counted too
