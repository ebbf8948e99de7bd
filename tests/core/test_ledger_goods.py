"""The goods on either engine: found at once, changed all or nothing, and every change can be taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from pos_app.core.errors import InvalidInputError, NotAllowedError, NotFoundError, StaleError
from pos_app.core.goods import Barcode, Category, Change, Goods
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_goods_rows import tell
from pos_app.core.money import Money
from pos_app.core.sale import Unit
from tests.core.people import CASHIER, MANAGER, authority_of, employ
from tests.core.test_goods_options import TEA
from tests.core.test_ledger_verify import burglary
from tests.core.till import HandClock

DRINKS = Category(name="饮料", name_en="Drinks")
WATER = Goods(
    code="6921180050316",
    name="矿泉水 550ml",
    name_en="Spring water 550ml",
    initials="kqs550ml",
    category=DRINKS,
    unit=Unit.EACH,
    price=Money(200),
    favourite=True,
    pictogram="bottle",
    barcodes=(Barcode("6921180060629", 12_000),),
)
APPLE = Goods(
    code="2746",
    name="红富士苹果",
    name_en="Fuji apple",
    initials="hfspg",
    category=Category(name="水果", name_en="Fruit"),
    unit=Unit.KILOGRAM,
    price=Money(998),
    favourite=False,
    pictogram="apple",
)


def added(*goods: Goods) -> tuple[Change, ...]:
    return tuple(Change(before=None, after=one) for one in goods)


@pytest.fixture
def stocked(ledger: Ledger) -> Ledger:
    ledger.goods.change(added(WATER, APPLE), source="goods.csv", who=MANAGER)
    return ledger


def test_what_is_put_in_is_found_by_its_code_and_its_packs_bar_code(stocked: Ledger) -> None:
    assert stocked.goods.scanned(WATER.code) == (WATER, 1000)
    assert stocked.goods.scanned("6921180060629") == (WATER, 12_000)
    assert stocked.goods.scanned("6921180060630") is None
    assert len(stocked.goods) == 2
    assert set(stocked.goods.all()) == {WATER, APPLE}
    assert stocked.goods.listed(limit=1) + stocked.goods.listed(skip=1) == stocked.goods.all()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("苹果", [APPLE]),
        ("富士", [APPLE]),
        ("KQS", [WATER]),
        ("hfs", [APPLE]),
        ("spring", [WATER]),
        ("２７４６", [APPLE]),
        ("60629", [WATER]),
        ("a", [APPLE, WATER]),
        ("%", []),
        ("  ", []),
    ],
)
def test_two_characters_initials_or_any_part_of_a_code_find_goods(
    stocked: Ledger, typed: str, found: list[Goods]
) -> None:
    assert sorted(stocked.goods.search(typed), key=lambda one: one.code) == found


def test_the_nearest_is_found_first(ledger: Ledger) -> None:
    exact = dataclasses.replace(APPLE, code="12", name="z", initials="z", barcodes=())
    begins = dataclasses.replace(APPLE, code="777", name="12 色笔", initials="12sb", barcodes=())
    holds = dataclasses.replace(APPLE, code="9912", name="a", initials="a", barcodes=())
    ledger.goods.change(added(holds, begins, exact), source="", who=MANAGER)

    assert ledger.goods.search("12") == (exact, begins, holds)
    assert ledger.goods.search("12", limit=1) == (exact,)


def test_shelves_and_favourites_hold_what_is_on_sale(stocked: Ledger) -> None:
    assert stocked.goods.categories() == (APPLE.category, DRINKS)
    assert stocked.goods.shelf("饮料") == (WATER,)
    assert stocked.goods.shelf("饮料", skip=1) == ()
    assert stocked.goods.favourites() == (WATER,)

    gone = dataclasses.replace(WATER, on_sale=False)
    stocked.goods.change((Change(before=WATER, after=gone),), source="", who=MANAGER)

    assert stocked.goods.categories() == (APPLE.category,)
    assert stocked.goods.favourites() == stocked.goods.search("kqs") == ()
    assert stocked.goods.scanned(WATER.code) == (gone, 1000)


def test_a_change_is_carried_out_whole_or_not_at_all(stocked: Ledger) -> None:
    dearer = dataclasses.replace(APPLE, price=Money(1200))
    thief = dataclasses.replace(APPLE, code="1", barcodes=(Barcode(WATER.code),))

    with pytest.raises(InvalidInputError, match=f"{WATER.code} belongs to {WATER.code}"):
        stocked.goods.change((Change(before=APPLE, after=dearer), *added(thief)), source="", who=MANAGER)

    assert stocked.goods.scanned("2746") == (APPLE, 1000)
    assert stocked.verify().sound


def test_a_change_of_goods_that_another_hand_changed_is_refused_m8(
    stocked: Ledger, another_till: Callable[[], Ledger]
) -> None:
    dearer = dataclasses.replace(APPLE, price=Money(1200))
    another_till().goods.change((Change(before=APPLE, after=dearer),), source="", who=MANAGER)

    with pytest.raises(StaleError):
        stocked.goods.change((Change(before=APPLE, after=WATER),), source="", who=MANAGER)
    with pytest.raises(StaleError):
        stocked.goods.change(added(APPLE), source="", who=MANAGER)

    assert stocked.goods.scanned("2746") == (dearer, 1000)


def test_a_change_can_be_taken_back_once(stocked: Ledger, clock: HandClock) -> None:
    clock.wind(1)
    dearer = dataclasses.replace(WATER, price=Money(300), barcodes=())
    made = stocked.goods.change(
        (Change(before=WATER, after=dearer), *added(dataclasses.replace(APPLE, code="5"))), source="p.xlsx", who=MANAGER
    )
    clock.wind(1)

    back = stocked.goods.undo(made.number, who=MANAGER)

    assert (made.added, made.changed, made.removed) == (1, 1, 0)
    assert (back.added, back.changed, back.removed, back.undoes) == (0, 1, 1, made.number)
    assert set(stocked.goods.all()) == {WATER, APPLE}
    assert stocked.goods.scanned("6921180060629") == (WATER, 12_000)
    assert [change.number for change in stocked.goods.changes()][:2] == [back.number, made.number]
    assert stocked.goods.changed_in(made.number)[1] == Change(before=WATER, after=dearer)
    with pytest.raises(StaleError):
        stocked.goods.undo(made.number, who=MANAGER)
    assert stocked.verify().sound


def test_a_change_whose_goods_were_changed_since_is_not_taken_back(stocked: Ledger) -> None:
    first = stocked.goods.changes()[0]
    stocked.goods.change((Change(before=APPLE, after=dataclasses.replace(APPLE, name="x")),), source="", who=MANAGER)

    with pytest.raises(StaleError):
        stocked.goods.undo(first.number, who=MANAGER)
    with pytest.raises(NotFoundError):
        stocked.goods.undo("G0", who=MANAGER)


def test_nothing_is_no_change(ledger: Ledger) -> None:
    with pytest.raises(InvalidInputError, match="nothing to change"):
        ledger.goods.change((), source="", who=MANAGER)
    with pytest.raises(ValueError, match="nothing into nothing"):
        ledger.goods.change((Change(before=None, after=None),), source="", who=MANAGER)


def test_a_cashier_changes_no_prices(stocked: Ledger, clock: HandClock) -> None:
    employ(authority_of(stocked, clock))
    change = (Change(before=APPLE, after=dataclasses.replace(APPLE, price=Money(1))),)

    with pytest.raises(NotAllowedError):
        stocked.goods.change(change, source="", who=CASHIER)

    assert stocked.goods.change(change, source="", who=MANAGER).changed == 1


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE goods SET price_fen = 1 WHERE code = '2746'", "goods 2746"),
        ("UPDATE goods SET name = 'x', digest = 'y' WHERE code = '2746'", "goods 2746"),
        ("UPDATE goods SET options = 'spoilt' WHERE code = '2746'", "goods 2746"),
        ("UPDATE barcodes SET quantity_milli = 1", f"goods {WATER.code}"),
        ("DELETE FROM barcodes", f"goods {WATER.code}"),
        ("DELETE FROM goods WHERE code = '2746'", "goods 2746"),
        ("UPDATE barcodes SET code = 'nobody'", "goods nobody"),
        ("UPDATE changed_goods SET after = NULL", "goods G"),
        ("UPDATE goods_changes SET who = 'nobody'", "goods G"),
        ("DELETE FROM goods_changes", "goods G"),
        ("UPDATE journal SET facts = 'spoilt'", "goods G"),
        ("DELETE FROM journal", "goods G"),
    ],
)
def test_m9_verify_finds_what_was_edited_behind_the_books_back(stocked: Ledger, statement: str, place: str) -> None:
    assert stocked.verify().sound

    with burglary(stocked) as db:
        db.exec_driver_sql(statement)

    assert any(flaw.where.startswith(place) for flaw in stocked.verify().flaws)


def test_the_journal_says_who_changed_what_is_sold(stocked: Ledger) -> None:
    with stocked._engine.connect() as db:
        rows = db.exec_driver_sql("SELECT deed, who FROM journal").all()

    assert [tuple(row) for row in rows] == [(Deed.GOODS_CHANGED.value, MANAGER)]


def test_goods_of_before_pictures_and_options_are_sealed_as_they_were(stocked: Ledger) -> None:
    """What came to goods later changes no seal of what was written without it."""
    known = stocked.goods.scanned(WATER.code)
    assert known is not None
    assert "options" not in tell(known[0])

    changed = dataclasses.replace(known[0], picture="tea.png", options=TEA.options)
    stocked.goods.change((Change(before=known[0], after=changed),), source="", who=MANAGER)

    assert stocked.goods.scanned(WATER.code) == (changed, 1000)
    assert stocked.verify().flaws == ()
