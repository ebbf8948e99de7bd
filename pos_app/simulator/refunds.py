"""The provider's rules for refunds: limits, states over time, and what to do when a card refuses the money.

Source: APIv3 documents, "refund", "query refund", "apply for abnormal refund", "refund rules".
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from pos_app.simulator.books import Books, settled
from pos_app.simulator.clock import DAY, Clock, beijing
from pos_app.simulator.forms import check_abnormal_refund, check_refund
from pos_app.simulator.records import Order, OrderState, Refund, RefundStatus
from pos_app.simulator.refusals import RefusalError
from pos_app.simulator.shapes import canonical
from pos_app.simulator.switches import Switches

MOST_REFUNDS = 50  # of one order
REFUND_WINDOW = 365 * DAY


class RefundDesk:
    """Takes refunds in and says how they stand."""

    def __init__(self, books: Books, clock: Clock, switches: Switches) -> None:
        self._books = books
        self._clock = clock
        self._switches = switches

    def find(self, out_refund_no: str) -> Refund:
        """Return a refund as it stands by now."""
        refund = self._books.refund(out_refund_no)
        if refund is None:
            raise RefusalError("RESOURCE_NOT_EXISTS", "退款单不存在")
        return refund

    def create(self, values: dict[str, Any]) -> Refund:
        """Take a refund in; the same number with the same parameters is the same refund."""
        check_refund(values)
        with self._books.lock:
            known = self._books.refund(values["out_refund_no"])
            if known is None:
                order = self._order(values)
                self._check_limits(order, values)
                return self._books.write_refund(self._new(order, values), "refund asked for")
            if known.parameters != canonical(values):
                raise RefusalError("INVALID_REQUEST", "请求参数与该商户退款单号之前的请求不一致")
            return known

    def apply_abnormal(self, refund_id: str, values: dict[str, Any]) -> Refund:
        """Send an abnormal refund another way. Sealed fields arrive here in clear."""
        check_abnormal_refund(values)
        with self._books.lock:
            refund = self.find(values["out_refund_no"])
            if refund.refund_id != refund_id:
                raise RefusalError("RESOURCE_NOT_EXISTS", "退款单不存在")
            if refund.status is not RefundStatus.ABNORMAL:
                raise RefusalError("INVALID_REQUEST", "退款单状态不是退款异常")
            again = replace(
                refund,
                status=RefundStatus.PROCESSING,
                outcome=RefundStatus.SUCCESS,
                due_at=self._clock.now() + self._switches.refund_seconds,
                channel="OTHER_BANKCARD",
                received_account="商户银行卡" if values["type"] == "MERCHANT_BANK_CARD" else "用户其他银行卡",
            )
            return self._books.write_refund(again, "sent another way")

    def settle(self, out_refund_no: str, status: RefundStatus) -> Refund:
        """Put a refund into a state, as the banks would."""
        with self._books.lock:
            refund = self.find(out_refund_no)
            if refund.status in {RefundStatus.SUCCESS, RefundStatus.CLOSED}:
                raise RefusalError("INVALID_REQUEST", "退款单已是终态")
            if status is RefundStatus.PROCESSING:
                raise RefusalError("INVALID_REQUEST", "退款单不能回到处理中")
            return self._books.write_refund(settled(refund, status, self._clock.now()), "settled by hand")

    def _order(self, values: dict[str, Any]) -> Order:
        order = self._books.order(values.get("out_trade_no", ""))
        if "transaction_id" in values:
            by_transaction = self._books.order_by_transaction(values["transaction_id"])
            if "out_trade_no" in values and order != by_transaction:
                raise RefusalError("INVALID_REQUEST", "微信支付订单号与商户订单号不一致")
            order = by_transaction
        if order is None or order.state is not OrderState.SUCCESS:
            raise RefusalError("RESOURCE_NOT_EXISTS", "订单不存在或未支付")
        return order

    def _check_limits(self, order: Order, values: dict[str, Any]) -> None:
        now = self._clock.now()
        earlier = self._books.refunds_of(order.out_trade_no)
        amount = values["amount"]
        if amount["total"] != order.total_fen:
            raise RefusalError("INVALID_REQUEST", "订单金额或退款金额与之前请求不一致")
        if amount["refund"] > order.total_fen - sum(refund.counted_fen for refund in earlier):
            raise RefusalError("INVALID_REQUEST", "申请退款金额大于剩余可退金额")
        if now > (order.paid_at or 0.0) + REFUND_WINDOW:
            raise RefusalError("TRADE_OVERDUE")
        if len(earlier) >= MOST_REFUNDS:
            raise RefusalError("INVALID_REQUEST", f"一笔订单最多支持{MOST_REFUNDS}次部分退款")
        if earlier and now < earlier[-1].created_at + self._switches.refund_gap:
            raise RefusalError("FREQUENCY_LIMITED", "同一笔订单一分钟内只能退款一次")
        if amount["refund"] > self._available_fen(amount["refund"]):
            raise RefusalError("NOT_ENOUGH")

    def _available_fen(self, wanted_fen: int) -> int:
        opening = self._switches.opening_fen
        return wanted_fen if opening is None else opening + self._books.audit()["totals"]["balance_fen"]

    def _new(self, order: Order, values: dict[str, Any]) -> Refund:
        now = self._clock.now()
        earlier = [refund for refund in self._books.refunds_of(order.out_trade_no) if refund.counted_fen]
        left = order.total_fen - sum(refund.refund_fen for refund in earlier)
        payer_left = order.payer_total_fen - sum(refund.payer_refund_fen for refund in earlier)
        refund_fen: int = values["amount"]["refund"]
        # The customer's own share, rounded half up; the last refund takes what rounding has left.
        share = (2 * refund_fen * order.payer_total_fen + order.total_fen) // (2 * order.total_fen)
        return Refund(
            out_refund_no=values["out_refund_no"],
            refund_id=f"503{secrets.randbelow(10**8):08d}{beijing(now):%Y%m%d}{secrets.randbelow(10**9):09d}",
            out_trade_no=order.out_trade_no,
            transaction_id=str(order.transaction_id),
            parameters=canonical(values),
            refund_fen=refund_fen,
            total_fen=order.total_fen,
            payer_total_fen=order.payer_total_fen,
            payer_refund_fen=payer_left if refund_fen == left else min(share, payer_left),
            left_fen=left,
            created_at=now,
            due_at=now + self._switches.refund_seconds,
            outcome=self._switches.refund_outcome,
            reason=values.get("reason"),
            notify_url=values.get("notify_url"),
        )
