"""The tables of the ledger, with the money rules that the database itself enforces.

Amounts are whole fen. Times are UTC text of fixed width, so that text sorts as time; a business date is
Beijing's. The migrations lead to exactly these tables: a test compares the two.
"""

from __future__ import annotations

import enum

import sqlalchemy as sa

from pos_app.core.overview import UnresolvedKind
from pos_app.core.payment import PaymentState
from pos_app.core.refund import MOST_REFUNDS, RefundState, Route
from pos_app.core.sale import SaleState
from pos_app.core.staff import Role

SCHEMA_VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
"""Every version that this program can bring up to date, oldest first; the last is the present one."""

metadata = sa.MetaData()

# The conditions of partial indices, and of the queries that use them: SQLite compares them word for word.
UNSETTLED = sa.text("settled_at IS NULL")
LOOSE = sa.text("(surplus OR undone)")
MATCHED = sa.text("matched_to IS NOT NULL")
REFUNDED = sa.text("reserved_fen > 0")
CLOSED = sa.text("state = 'closed'")
COUPON = sa.text("payer_total_fen <> amount_fen")
PART = sa.text("amount_fen < total_fen")
RUNG_UP = sa.text("cart IS NOT NULL")

AT_ONCE = "tender IN ('cash', 'other')"
"""The tenders that need no proof: money of them is there when it is written down."""

TAIL_LENGTH = 4
"""Characters of a number's end by which it is found; what is known of it beyond them is compared afterwards."""

_Text = sa.Text
_Fen = sa.BigInteger


def tail(column: str, dialect: str) -> str:
    """Give the expression for the last characters of a column: of an index, and of the queries that use it."""
    return f"substr({column}, -{TAIL_LENGTH})" if dialect == "sqlite" else f'"right"({column}, {TAIL_LENGTH})'


def _one_of(column: str, kind: type[enum.Enum]) -> sa.CheckConstraint:
    values = ", ".join(f"'{member.value}'" for member in kind)
    return sa.CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


versions = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table: read here, so that Alembic is imported only when there is something to migrate."""

sales = sa.Table(
    "sales",
    metadata,
    sa.Column("number", _Text, primary_key=True),
    sa.Column("till", _Text, nullable=False),
    sa.Column("business_date", _Text, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("state", _Text, nullable=False),
    sa.Column("total_fen", _Fen, nullable=False),
    sa.Column("cashier", _Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("opened_at", _Text, nullable=False),
    sa.Column("settled_at", _Text),
    sa.Column("note", _Text, nullable=False, server_default=""),
    sa.Column("cart", _Text),  # the number that it had while it was rung up
    sa.UniqueConstraint("till", "business_date", "sequence", name="one_ticket"),
    _one_of("state", SaleState),
    sa.CheckConstraint("total_fen > 0", name="total_positive"),
    sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_once"),
)
# What was rung up is sold once, whatever crashes and whichever till holds it.
sa.Index("one_sale_of_a_cart", sales.c.cart, unique=True, sqlite_where=RUNG_UP, postgresql_where=RUNG_UP)

lines = sa.Table(
    "lines",
    metadata,
    sa.Column("sale_number", _Text, sa.ForeignKey("sales.number"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("code", _Text, nullable=False),
    sa.Column("name", _Text, nullable=False),
    sa.Column("unit", _Text, nullable=False),
    sa.Column("quantity_milli", sa.BigInteger, nullable=False),
    sa.Column("unit_price_fen", _Fen, nullable=False),
    sa.Column("amount_fen", _Fen, nullable=False),
    sa.Column("discount_fen", _Fen, nullable=False),
    sa.Column("list_price_fen", _Fen),  # of the catalogue, where the cashier changed it
    sa.Column("note", _Text, nullable=False, server_default=""),
    sa.Column("category", _Text, nullable=False, server_default=""),  # as it was when it was sold
    sa.Column("tax_rate", sa.Integer, nullable=False, server_default="0"),  # hundredths of a percent, in the price
    sa.CheckConstraint("quantity_milli > 0", name="quantity_positive"),
    sa.CheckConstraint("unit_price_fen >= 0", name="price_not_negative"),
    sa.CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
    sa.CheckConstraint("discount_fen >= 0", name="discount_not_negative"),
)

payments = sa.Table(
    "payments",
    metadata,
    sa.Column("out_trade_no", _Text, primary_key=True),
    sa.Column("sale_number", _Text, sa.ForeignKey("sales.number"), nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("business_date", _Text, nullable=False),
    sa.Column("tender", _Text, nullable=False),
    sa.Column("state", _Text, nullable=False),
    sa.Column("amount_fen", _Fen, nullable=False),
    sa.Column("description", _Text, nullable=False),
    sa.Column("time_expire", _Text, nullable=False),
    sa.Column("notify_url", _Text, nullable=False),
    sa.Column("created_at", _Text, nullable=False),
    sa.Column("code_url", _Text),
    sa.Column("transaction_id", _Text),
    sa.Column("paid_at", _Text),
    sa.Column("payer_total_fen", _Fen),
    sa.Column("settled_at", _Text),
    sa.Column("closing_reason", _Text),
    sa.Column("provider_state", _Text),
    sa.Column("unanswered", sa.Integer, nullable=False),
    sa.Column("trouble_kind", _Text),
    sa.Column("trouble_code", _Text),
    sa.Column("trouble_message", _Text),
    sa.Column("trouble_at", _Text),
    sa.Column("reserved_fen", _Fen, nullable=False),
    sa.Column("refund_count", sa.Integer, nullable=False),
    sa.Column("refunded_last_at", _Text),
    sa.Column("surplus", sa.Boolean, nullable=False),
    sa.Column("matched_to", _Text, sa.ForeignKey("sales.number")),
    sa.Column("tendered_fen", _Fen),
    sa.Column("rounding_fen", _Fen, nullable=False),
    sa.Column("label", _Text, nullable=False),
    sa.Column("undone", sa.Boolean, nullable=False),
    sa.UniqueConstraint("sale_number", "attempt", name="one_attempt"),
    _one_of("state", PaymentState),
    sa.CheckConstraint("amount_fen > 0", name="amount_positive"),
    # Rule M7: money on its way out is already gone, and never more than came in.
    sa.CheckConstraint("reserved_fen BETWEEN 0 AND amount_fen", name="reserved_within_amount"),
    sa.CheckConstraint("reserved_fen = 0 OR state = 'paid'", name="reserved_when_paid"),
    sa.CheckConstraint(f"refund_count BETWEEN 0 AND {MOST_REFUNDS}", name="refunds_within_limit"),
    sa.CheckConstraint("state <> 'presented' OR code_url IS NOT NULL", name="presented_with_code"),
    # Rule M2: nothing is paid without the provider's number and time, but what no provider takes.
    sa.CheckConstraint(
        f"{AT_ONCE} OR state <> 'paid' OR "
        "(transaction_id IS NOT NULL AND paid_at IS NOT NULL AND payer_total_fen IS NOT NULL)",
        name="paid_with_proof",
    ),
    sa.CheckConstraint(
        f"NOT {AT_ONCE} OR (state = 'paid' AND paid_at IS NOT NULL AND transaction_id IS NULL AND code_url IS NULL)",
        name="taken_at_once",
    ),
    sa.CheckConstraint("(tender = 'cash') = (tendered_fen IS NOT NULL)", name="cash_is_handed_over"),
    sa.CheckConstraint("tendered_fen IS NULL OR tendered_fen >= amount_fen", name="enough_handed_over"),
    sa.CheckConstraint("rounding_fen = 0 OR (tender = 'cash' AND rounding_fen BETWEEN 0 AND 99)", name="cash_rounds"),
    sa.CheckConstraint("(tender = 'other') = (label <> '')", name="other_is_named"),
    sa.CheckConstraint("(state IN ('paid', 'closed')) = (settled_at IS NOT NULL)", name="settled_once"),
    sa.CheckConstraint("state = 'paid' OR NOT surplus", name="surplus_when_paid"),
    sa.CheckConstraint("state = 'paid' OR NOT undone", name="undone_when_paid"),
    sa.CheckConstraint("matched_to IS NULL OR state = 'paid'", name="matched_when_paid"),
)

# Rule M4: one live claim on a sale, whoever presses what.
sa.Index("one_live_claim", payments.c.sale_number, unique=True, sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)
sa.Index("payments_unsettled", payments.c.created_at, sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)
sa.Index("payments_surplus", payments.c.created_at, sqlite_where=LOOSE, postgresql_where=LOOSE)
sa.Index("payments_matched", payments.c.matched_to, sqlite_where=MATCHED, postgresql_where=MATCHED)
sa.Index("payments_by_day", payments.c.business_date, payments.c.created_at, payments.c.out_trade_no)
sa.Index("payments_refunded", payments.c.created_at, sqlite_where=REFUNDED, postgresql_where=REFUNDED)
sa.Index("payments_closed", payments.c.created_at, sqlite_where=CLOSED, postgresql_where=CLOSED)
sa.Index("payments_by_amount", payments.c.amount_fen, payments.c.created_at)
# A customer reads on his phone what he paid after coupons.
sa.Index(
    "payments_by_payer_total", payments.c.payer_total_fen, payments.c.created_at,
    sqlite_where=COUPON, postgresql_where=COUPON,
)  # fmt: skip

refunds = sa.Table(
    "refunds",
    metadata,
    sa.Column("out_refund_no", _Text, primary_key=True),
    sa.Column("out_trade_no", _Text, sa.ForeignKey("payments.out_trade_no"), nullable=False),
    sa.Column("sale_number", _Text, sa.ForeignKey("sales.number"), nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("business_date", _Text, nullable=False),
    sa.Column("state", _Text, nullable=False),
    sa.Column("amount_fen", _Fen, nullable=False),
    sa.Column("total_fen", _Fen, nullable=False),
    sa.Column("reason", _Text, nullable=False),
    sa.Column("requested_by", _Text, nullable=False),
    sa.Column("notify_url", _Text, nullable=False),
    sa.Column("created_at", _Text, nullable=False),
    sa.Column("sent_at", _Text),
    sa.Column("refund_id", _Text),
    sa.Column("received_account", _Text),
    sa.Column("settled_at", _Text),
    sa.Column("unanswered", sa.Integer, nullable=False),
    sa.Column("trouble_kind", _Text),
    sa.Column("trouble_code", _Text),
    sa.Column("trouble_message", _Text),
    sa.Column("trouble_at", _Text),
    sa.Column("route", _Text, nullable=False),
    sa.Column("note", _Text, nullable=False),
    sa.Column("rounding_fen", _Fen, nullable=False),
    sa.UniqueConstraint("out_trade_no", "sequence", name="one_refund"),
    _one_of("state", RefundState),
    _one_of("route", Route),
    sa.CheckConstraint("amount_fen > 0 AND amount_fen <= total_fen", name="amount_within_total"),
    sa.CheckConstraint("(state IN ('success', 'closed')) = (settled_at IS NOT NULL)", name="settled_once"),
    sa.CheckConstraint(
        "sent_at IS NOT NULL OR state IN ('created', 'closed') OR route <> 'original'", name="accepted_when_sent"
    ),
    sa.CheckConstraint("route = 'original' OR (state = 'success' AND sent_at IS NULL)", name="only_original_is_sent"),
    sa.CheckConstraint("rounding_fen = 0 OR (route = 'cash' AND rounding_fen BETWEEN 0 AND 99)", name="cash_rounds"),
)
sa.Index("refunds_unsettled", refunds.c.created_at, sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)
sa.Index("refunds_by_day", refunds.c.business_date)
sa.Index("refunds_by_sale", refunds.c.sale_number)
# The refund of a whole payment is found by the payment's amount.
sa.Index("refunds_by_part", refunds.c.amount_fen, refunds.c.created_at, sqlite_where=PART, postgresql_where=PART)

refund_lines = sa.Table(
    "refund_lines",
    metadata,
    sa.Column("out_refund_no", _Text, sa.ForeignKey("refunds.out_refund_no"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("sale_number", _Text, nullable=False),  # whose line it is; late money may have been matched to another
    sa.Column("quantity_milli", sa.BigInteger, nullable=False),
    sa.Column("amount_fen", _Fen, nullable=False),
    sa.Column("restock", sa.Boolean, nullable=False),
    sa.ForeignKeyConstraint(["sale_number", "position"], ["lines.sale_number", "lines.position"]),
    sa.CheckConstraint("quantity_milli > 0", name="quantity_positive"),
    sa.CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
)
sa.Index("refund_lines_by_sale", refund_lines.c.sale_number)

resolutions = sa.Table(
    "resolutions",
    metadata,
    sa.Column("number", _Text, primary_key=True),
    sa.Column("subject", _Text, nullable=False),
    sa.Column("kind", _Text, nullable=False),
    sa.Column("sale_number", _Text, nullable=False),  # empty for a flaw of the book
    sa.Column("amount_fen", _Fen, nullable=False),
    sa.Column("reason", _Text, nullable=False),
    sa.Column("resolved_by", _Text, nullable=False),
    sa.Column("at", _Text, nullable=False),
    sa.UniqueConstraint("subject", "kind", name="one_answer"),
    _one_of("kind", UnresolvedKind),
)
sa.Index("resolutions_by_sale", resolutions.c.sale_number)

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("number", _Text, primary_key=True),
    sa.Column("name", _Text, nullable=False),
    sa.Column("role", _Text, nullable=False),
    sa.Column("pin_hash", _Text, nullable=False),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("second_factor", sa.Boolean, nullable=False),
    sa.Column("code_step", sa.BigInteger, nullable=False),  # of the last code that was used: each counts once
    sa.Column("wrong_tries", sa.Integer, nullable=False),
    sa.Column("created_at", _Text, nullable=False),
    sa.UniqueConstraint("name", name="one_of_a_name"),
    _one_of("role", Role),
    sa.CheckConstraint("wrong_tries >= 0", name="tries_not_negative"),
)

approvals = sa.Table(
    "approvals",
    metadata,
    sa.Column("number", _Text, primary_key=True),
    sa.Column("act", _Text, nullable=False),
    sa.Column("subject", _Text, nullable=False),
    sa.Column("amount_fen", _Fen, nullable=False),
    sa.Column("reason", _Text, nullable=False),
    sa.Column("asked_by", _Text, nullable=False),
    sa.Column("approved_by", _Text, nullable=False),
    sa.Column("granted_at", _Text, nullable=False),
    sa.Column("used_at", _Text),
    sa.Column("used_by", _Text),
    sa.CheckConstraint("(used_at IS NULL) = (used_by IS NULL)", name="used_once"),
)

recoveries = sa.Table(
    "recoveries",
    metadata,
    sa.Column("number", _Text, primary_key=True),
    sa.Column("member", _Text, nullable=False),
    sa.Column("account", _Text, nullable=False),
    sa.Column("at", _Text, nullable=False),
    sa.Column("seen_at", _Text),
    sa.Column("seen_by", _Text),
    sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_once"),
)

journal = sa.Table(
    "journal",
    metadata,
    # Till x 10^12 + sequence: with a number of its own SQLite keeps a row in one place, and a commit is one
    # page of the disk cheaper.
    sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
    sa.Column("at", _Text, nullable=False),
    sa.Column("who", _Text, nullable=False),
    sa.Column("deed", _Text, nullable=False),
    sa.Column("sale_number", _Text, nullable=False),
    sa.Column("number", _Text, nullable=False),
    sa.Column("before", _Text),
    sa.Column("after", _Text),
    sa.Column("facts", _Text, nullable=False),
    sa.Column("evidence", _Text),
    sa.Column("previous_hash", _Text, nullable=False),
    sa.Column("hash", _Text, nullable=False),
)
sa.Index("journal_by_sale", journal.c.sale_number)
