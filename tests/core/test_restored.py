"""M5 after a restore: what was waiting when the backup was made is asked about again, and found."""

from __future__ import annotations

from pathlib import Path

from pos_app.core.ledger import open_ledger
from pos_app.core.ledger_backup import copy_ledger
from pos_app.core.payment import PaymentState
from tests.core.shop import Shop, beside


def test_m5_money_that_came_after_the_backup_is_found_by_the_restored_till(shop: Shop, tmp_path: Path) -> None:
    waiting = shop.shown()
    copy_ledger(tmp_path / "book.sqlite3", tmp_path / "copy.sqlite3", lambda _done, _of: None)
    shop.pay(waiting)
    after = shop.paid()  # a sale that the backup knows nothing of

    with open_ledger(tmp_path / "copy.sqlite3", till="01", clock=shop.clock) as ledger:
        restored = beside(shop, ledger)
        found = [restored.checkout.advance(payment) for payment in ledger.unsettled_payments()]

        assert [payment.out_trade_no for payment in found] == [waiting.out_trade_no]
        assert found[0].state is PaymentState.PAID
        assert ledger.verify().sound
        # Only the provider's bill tells of the other one; its number is not given out again.
        assert shop.order_state(after) == "SUCCESS"
        again = restored.checkout.begin(ledger.sale(waiting.sale_number).lines, "林晓燕")
        assert again.out_trade_no != after.out_trade_no
