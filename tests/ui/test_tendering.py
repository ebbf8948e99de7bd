"""What the cashier is about to take: no amount is lost, none is taken twice, and a slip of the hand is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Tender
from pos_app.core.settlement import Due, Rounding, Taking
from pos_app.core.shift import NOTES
from pos_app.ui.tendering import CASH, WECHAT, Choice, Habits, Hurdle, Planned, Tendering

CARD = Choice(Tender.OTHER, "银行卡")
SIXTY_SEVEN = Due(total=Money(167_67))


def typed(state: Tendering, text: str) -> Tendering:
    for character in text:
        state = state.typing(character)
    return state


def cash(text: str = "", *, rounding: Rounding = Rounding.NONE, due: Due = SIXTY_SEVEN) -> Tendering:
    return typed(Tendering(due=due, habits=Habits(rounding=rounding)).choose(CASH), text)


# ---- cash


def test_enter_alone_takes_exactly_what_is_due() -> None:
    _, taking = cash().pressed()

    assert taking == Taking(tender=Tender.CASH, amount=Money(167_67), tendered=Money(167_67))


def test_what_is_handed_over_gives_the_change() -> None:
    state = cash("200")

    assert state.change == Money(32_33)
    _, taking = state.pressed()
    assert taking is not None
    assert (taking.amount, taking.tendered) == (Money(167_67), Money(200_00))


def test_a_shop_that_rounds_asks_for_less_and_gives_more_change() -> None:
    state = cash("200", rounding=Rounding.JIAO)

    assert (state.rounding, state.asked, state.change) == (Money(7), Money(167_60), Money(32_40))
    assert cash(rounding=Rounding.YUAN).asked == Money(167_00)


def test_only_the_last_money_is_rounded() -> None:
    waiting = cash(rounding=Rounding.JIAO, due=Due(total=Money(167_67), live=Money(60_00)))
    part = cash("50.05", rounding=Rounding.JIAO)

    assert waiting.rounding == ZERO
    _, taking = part.pressed()
    assert taking == Taking(tender=Tender.CASH, amount=Money(50_05), tendered=Money(50_05))


def test_notes_are_laid_beside_each_other() -> None:
    state = cash()
    for note in NOTES[:3]:
        state = state.noted(note)

    assert state.amount == Money(170_00)
    assert state.exact().amount == state.asked


def test_nothing_is_in_hand_after_a_press_so_that_a_second_one_takes_nothing() -> None:
    state, taking = cash("50").pressed()
    assert taking is not None

    again, second = state.now_due(Due(total=Money(167_67), paid=Money(50_00))).pressed()

    assert second is None
    assert again.hurdle is Hurdle.NO_TENDER


@pytest.mark.parametrize(
    ("keys", "text"),
    [("007", "7"), (".5", "0.5"), ("1.234", "1.23"), ("1..2", "1.2"), ("0", "0"), ("1234567890", "123456789")],
)
def test_only_amounts_can_be_typed(keys: str, text: str) -> None:
    assert cash(keys).typed == text


# ---- which tender


def test_what_is_typed_before_any_tender_is_for_the_one_that_is_pressed() -> None:
    state, taking = typed(Tendering(due=SIXTY_SEVEN), "100").scanned()

    assert taking == Taking(tender=Tender.WECHAT_QR, amount=Money(100_00))
    assert state.chosen is None


def test_a_part_that_is_typed_is_planned_when_another_tender_is_pressed_and_blocks_nothing() -> None:
    state, taking = cash("50").choose(CARD).typing("3").scanned()

    assert [(part.choice, part.amount) for part in state.planned] == [(CASH, Money(50_00)), (CARD, Money(3_00))]
    assert taking == Taking(tender=Tender.WECHAT_QR, amount=Money(114_67))


def test_all_of_it_is_no_part_and_is_not_planned() -> None:
    state, taking = cash("200").scanned()

    assert state.planned == ()
    assert taking is not None
    assert taking.amount == Money(167_67)


def test_the_key_of_a_tender_leads_to_what_is_planned_for_it_once_nothing_else_is_open() -> None:
    state, _ = cash("50").scanned()
    state = state.now_due(Due(total=Money(167_67), live=Money(117_67)))

    turned = state.choose(CASH)

    assert (turned.selected, turned.wanted) == (0, Money(50_00))
    after, taking = typed(turned, "100").pressed()
    assert taking is not None
    assert (taking.amount, taking.tendered, after.planned) == (Money(50_00), Money(100_00), ())


def test_planned_parts_are_stepped_through_and_taken_out() -> None:
    plans = (Planned(CASH, Money(50_00)), Planned(CARD, Money(20_00)))
    state = Tendering(due=SIXTY_SEVEN, planned=plans)

    assert state.step(1).chosen == CASH
    assert state.step(-1).chosen == CARD
    assert state.step(1).step(1).step(1).selected == 0
    assert state.step(-1).deleted().planned == plans[:1]
    assert state.deleted() == state  # nothing is in hand
    assert Tendering(due=SIXTY_SEVEN).step(1).selected is None
    assert state.select(7) == state
    assert state.removed(7) == state


def test_del_takes_back_what_was_typed_first_and_then_the_tender() -> None:
    state = cash("50")

    assert (state.deleted().typed, state.deleted().chosen) == ("", CASH)
    assert state.deleted().deleted().chosen is None


def test_plans_that_no_longer_fit_are_given_up_the_last_ones_first() -> None:
    plans = (Planned(CASH, Money(50_00)), Planned(CARD, Money(20_00)))

    left = Tendering(due=SIXTY_SEVEN, planned=plans).now_due(Due(total=Money(167_67), paid=Money(110_00)))

    assert left.planned == plans[:1]


# ---- what cannot be taken, and what is asked about


def test_what_cannot_be_taken_says_why() -> None:
    all_live = Due(total=Money(167_67), live=Money(167_67))

    assert Tendering(due=SIXTY_SEVEN).hurdle is Hurdle.NO_TENDER
    assert cash(due=all_live).hurdle is Hurdle.NOTHING_OPEN
    assert cash("0").hurdle is Hurdle.NOTHING_TYPED
    assert typed(Tendering(due=SIXTY_SEVEN).choose(CARD), "200").hurdle is Hurdle.TOO_MUCH
    assert typed(Tendering(due=SIXTY_SEVEN), "200").scanned()[1] is None


@pytest.mark.parametrize(
    ("due", "keys"), [(Money(167_67), "690327"), (Money(3_00), "3001"), (Money(25_000_00), "")], ids=str
)
def test_an_absurd_amount_is_asked_about_and_taken_at_the_second_press(due: Money, keys: str) -> None:
    asked, nothing = cash(keys, due=Due(total=due)).pressed()
    _, taking = asked.pressed()

    assert (asked.warned, nothing) == (True, None)
    assert taking is not None


def test_a_large_code_is_asked_about_too() -> None:
    asked, nothing = Tendering(due=Due(total=Money(25_000_00))).scanned()

    assert (asked.warned, nothing) == (True, None)
    assert asked.scanned()[1] == Taking(tender=Tender.WECHAT_QR, amount=Money(25_000_00))


def test_another_key_between_the_two_presses_asks_anew() -> None:
    asked, _ = cash("690327").pressed()

    assert not asked.erased().typing("7").warned
    assert not asked.noted(Money(1_00)).warned
    assert not asked.exact().absurd


MOVES = st.one_of(
    st.tuples(st.just("type"), st.sampled_from([*"0123456789", "00", "."])),
    st.tuples(st.sampled_from(["erase", "exact", "up", "down", "delete", "enter", "scan"]), st.just("")),
    st.tuples(st.just("note"), st.sampled_from(NOTES)),
    st.tuples(st.just("choose"), st.sampled_from([CASH, CARD])),
)


def moved(state: Tendering, move: str, what: object) -> tuple[Tendering, Taking | None]:
    match move, what:
        case "type", str(key):
            return state.typing(key), None
        case "note", Money() as note:
            return state.noted(note), None
        case "choose", Choice() as choice:
            return state.choose(choice), None
        case "enter", _:
            return state.pressed()
        case "scan", _:
            return state.scanned()
    plain = {"erase": state.erased, "exact": state.exact, "up": lambda: state.step(-1),
             "down": lambda: state.step(1), "delete": state.deleted}  # fmt: skip
    return plain[move](), None


@given(st.integers(1, 300_000), st.sampled_from(list(Rounding)), st.lists(MOVES, max_size=40))
def test_whatever_is_pressed_no_more_is_taken_than_is_due(total: int, rounding: Rounding, moves: list) -> None:  # type: ignore[type-arg]
    """Every taking passes the ledger's own check, and all of them together never pass the total (M4)."""
    state = Tendering(due=Due(total=Money(total)), habits=Habits(rounding=rounding, others=("银行卡",)))
    for move, what in moves:
        state, taking = moved(state, move, what)
        assert state.open >= ZERO
        if taking is None:
            continue
        if taking.tender is Tender.WECHAT_QR:
            live = taking.amount
            assert live <= state.due.free
            state = state.now_due(replace(state.due, paid=state.due.paid + live))  # the customer pays at once
        else:
            taking.check()
            assert taking.pays <= state.due.free
            state = state.now_due(replace(state.due, paid=state.due.paid + taking.pays))
    assert state.due.remaining >= ZERO
    assert state.choose(WECHAT).chosen == WECHAT
