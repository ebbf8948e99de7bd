"""Lists: the declarative table, the filters over payments, and what the till has in mind."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from pytestqt.modeltest import ModelTester

from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.sale import Unit
from pos_app.ui.goods_tiles import GoodsModel
from pos_app.ui.moment_list import MomentModel
from pos_app.ui.payment_list import columns, moment
from pos_app.ui.recent import KEPT, Recent
from pos_app.ui.tables import LOOK, VALUE, Look, TableModel
from pos_app.ui.ticket_rows import TicketModel, grouped_code, price_text, quantity_text
from pos_app.ui.widgets.title_bar import Channel
from tests.ui.samples import NOON, line, payment, trouble


def numbered(number: int, state: PaymentState = PaymentState.PAID, **changes: object) -> Payment:
    made = payment(state)
    return replace(
        made,
        out_trade_no=f"01251123{number:04d}-1-7HK2M9",
        sale_number=f"01251123{number:04d}",
        created_at=NOON + timedelta(seconds=number),
        paid_at=NOON + timedelta(seconds=number) if state is PaymentState.PAID else None,
        **changes,  # type: ignore[arg-type]  # names are checked by the record itself
    )


def payments(*found: Payment) -> TableModel[Payment]:
    model: TableModel[Payment] = TableModel(columns(lambda: NOON))
    model.set_records(found)
    return model


def test_models_keep_qts_rules(qtmodeltester: ModelTester) -> None:
    ticket = TicketModel()
    ticket.set_lines((line(), line("苹果", 998, 1236, unit=Unit.KILOGRAM)))
    models: list[QAbstractItemModel] = [payments(numbered(1), numbered(2)), ticket, GoodsModel(), MomentModel()]
    for model in models:
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # the plugin's own


def test_a_table_says_what_its_columns_declare() -> None:
    model = payments(numbered(12, amount=Money(123456)))

    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]

    assert cells == ["0012-1", "18:45", "¥1,234.56", "Paid"]
    assert titles == ["Ticket", "Time", "Amount", "State"]
    assert model.index(0, 2).data(VALUE) == Money(123456)
    assert model.index(0, 2).data(LOOK) is Look.AMOUNT
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.index(5, 5).data() is None


def test_the_same_number_of_records_keeps_the_place() -> None:
    model = payments(numbered(1))
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))

    model.set_records((numbered(2),))
    assert not resets
    model.set_records((numbered(2), numbered(1)))
    assert resets


def test_more_records_are_added_without_losing_the_place() -> None:
    model = payments(numbered(1))
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))

    model.append_records((numbered(2), numbered(3)))
    model.append_records(())

    assert model.records == (numbered(1), numbered(2), numbered(3))
    assert not resets


@pytest.mark.parametrize(
    ("later", "words"),
    [(timedelta(), "18:45"), (timedelta(days=1), "11-23 18:45"), (timedelta(days=365), "2025-11-23")],
)
def test_a_time_says_as_much_of_the_day_as_is_needed(later: timedelta, words: str) -> None:
    assert moment(NOON, NOON + later) == words


def test_lines_are_written_as_a_ticket_has_them() -> None:
    apples = line("苹果", 998, 1236, unit=Unit.KILOGRAM)

    assert (quantity_text(line(milli=2000)), quantity_text(apples)) == ("2", "1.236")
    assert (price_text(Money(200), Unit.EACH), price_text(apples.unit_price, apples.unit)) == ("¥2.00", "¥9.98/kg")
    assert grouped_code("6902115002384") == "6902 1150 0238 4"


def test_the_last_paid_is_the_one_that_was_proven_last() -> None:
    recent = Recent()
    for one in (numbered(1), numbered(3), numbered(2), numbered(9, PaymentState.CLOSED)):
        recent.note(one)

    assert recent.last_paid() == numbered(3)


def test_what_is_read_does_not_undo_what_is_newer() -> None:
    recent = Recent()
    live = numbered(1, PaymentState.PRESENTED, unanswered=2)
    recent.note(live)

    recent.note_older((numbered(1, PaymentState.PRESENTED), numbered(2)))

    assert recent.newest() == (numbered(2), live)


def test_old_settled_payments_are_forgotten_and_live_ones_are_not() -> None:
    recent = Recent()
    live = numbered(0, PaymentState.PRESENTED)
    recent.note(live)
    for number in range(1, KEPT + 20):
        recent.note(numbered(number))

    assert live in recent.newest()
    assert len(recent.newest()) == KEPT


@pytest.mark.parametrize(
    ("kinds", "channel"),
    [
        ([], Channel.OK),
        (["unknown"], Channel.NO_ANSWER),
        (["bad_reply"], Channel.NO_ANSWER),
        (["refused"], Channel.OK),
        (["unknown", "not_sent"], Channel.OFFLINE),
    ],
)
def test_the_channel_is_judged_by_what_is_not_settled(kinds: list[str], channel: Channel) -> None:
    recent = Recent()
    recent.note(numbered(99, trouble=trouble("not_sent")))
    for number, kind in enumerate(kinds):
        recent.note(numbered(number, PaymentState.PRESENTED, trouble=trouble(kind)))

    assert recent.channel() is channel
