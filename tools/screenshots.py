"""Take a picture of every page, in both languages and both themes, from a real till in training.

    make screenshots                       all pages at 1366 × 768, and those that the documents show
    make screenshots ARGS=--sizes=all      1024 × 768 and 1920 × 1080 too

All pictures go to build/screenshots; the ones that the documents show are copied to docs/images.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

import scenes_money
import scenes_scan
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from pos_app import settings_file
from pos_app.app import Till
from pos_app.config import Profile
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import RefundState
from pos_app.core.reports import Subject
from pos_app.demo import MANAGER, Player
from pos_app.devices.speaker import Speaker
from pos_app.ui.phone_deeds import BadWeather, RefundFate

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "build" / "screenshots"
DOCUMENTS = ROOT / "docs" / "images"
SHOWN = (
    "sale-light-zh_CN", "sale-dark-en", "qr-light-zh_CN", "qr-light-en", "paid-light-zh_CN", "paid-light-en",
    "unconfirmed-light-zh_CN", "unconfirmed-light-en", "not-paid-light-zh_CN", "not-paid-light-en",
    "today-light-zh_CN", "today-light-en", "refund-light-zh_CN", "refund-light-en",
    "unresolved-light-zh_CN", "unresolved-light-en", "shift-close-light-zh_CN", "shift-close-light-en",
    "customer-qr-light-zh_CN", "customer-paid-light-zh_CN",
)  # fmt: skip
CONTROL = Qt.KeyboardModifier.ControlModifier
CUSTOMER_SIZE = (1280, 800)
SECOND_THOUGHTS = 4500  # ms: longer than the question whether to cancel stands


class Photographer(Player):
    """Plays through the pages, and takes each in every language and theme."""

    def __init__(self, till: Till, suffix: str) -> None:
        super().__init__(till, OUTPUT)
        self._suffix = suffix
        self.taken: list[Path] = []
        self._first_paid: Payment | None = None

    def take(self, page: str, *, of: QWidget | None = None) -> None:
        """Take a page as it stands, in light and dark, Chinese and English."""
        for _, _ in itertools.product(range(2), repeat=2):
            self.window.door.session.note_life()  # a busy computer takes longer than an idle till stays open
            self.pause(200)  # a changed language or theme lays everything out anew
            window = self.window
            theme = "dark" if window.theme.dark else "light"
            path = OUTPUT / f"{page}-{theme}-{window.languages.language}{self._suffix}.png"
            (of or window).grab().save(str(path))
            self.taken.append(path)
            window.change_theme()
            if not window.theme.dark:
                window.change_language()
        self.pause(60)  # the last change is told to every widget before the next key

    def all_pages(self) -> None:
        """Walk through everything that staff and customers see."""
        self.open()
        self.till.customer.resize(*CUSTOMER_SIZE)
        self.take("customer-idle", of=self.till.customer)
        self._come_to_the_till()
        self._nothing_unresolved()
        self._shift()
        self._paid_sale()
        self._marked_and_held()
        scenes_money.play(self)
        scenes_scan.play(self)
        self._cancelled_sale()
        self._unconfirmed_sale()
        self._code_that_does_not_come()
        self._today_and_refund()
        self._stuck_refund()
        self._unresolved()
        self._reports()

    def _nothing_unresolved(self) -> None:
        self.press(Qt.Key.Key_U, CONTROL)
        self.pause(300)
        self.take("unresolved-none")
        self.press(Qt.Key.Key_Escape)

    def _come_to_the_till(self) -> None:
        page = self.window.door.page
        self.until("somebody can come in", lambda: page.chosen is not None)
        self.take("sign-in")
        self.type("1357")
        self.press(Qt.Key.Key_Return)
        self.until("the PIN is wrong", lambda: page.pad.wells.wrong)
        self.take("sign-in-wrong")
        self.type_pin(MANAGER)
        self.until("the till is unlocked", lambda: not self.window.door.shut)
        self._staff()
        self.press(Qt.Key.Key_L, CONTROL)
        self.take("locked")
        self.sign_in()

    def _staff(self) -> None:
        staff = self.window.staff
        self.press(Qt.Key.Key_S, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        self.until("the staff page is shown", staff.isVisible)
        self.take("staff")
        self.press(Qt.Key.Key_Insert)
        self.take("staff-new")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_F3)
        self.take("staff-role")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_F6)
        self.until("the authenticator's code is shown", staff.enrolment.isVisible)
        self.take("staff-second-factor")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_Escape)

    def begin_shift(self) -> None:
        """Take the page on which a shift begins, and begin one."""
        shifts = self.window.shifts
        self.until("it is known which shift is open", lambda: self.window.shift.isVisible() or bool(shifts.words))
        if not shifts.words:
            self.take("shift-open")
        super().begin_shift()

    def _shift(self) -> None:
        page = self.window.shift
        self.press(Qt.Key.Key_F12)
        self.take("drawer")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_K, CONTROL)
        self.until("the shift's figures are there", lambda: bool(page.side.figures.text()))
        for pieces in ("7", "5", "6", "11", "9", "23"):
            self.type(pieces)
            self.press(Qt.Key.Key_Tab)
        self.take("shift-close")
        self.press(Qt.Key.Key_F7)
        self.type("50")
        self.take("cash-move")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_F6)
        self.take("x-report")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_Return)
        self.until("the shift is closed", page.closed.isVisible)
        self.take("shift-closed")
        self.press(Qt.Key.Key_F8)
        self.until("past shifts are listed", lambda: self.window.shifts.list.chosen is not None)
        self.take("shifts")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_F3)
        self.press(Qt.Key.Key_Return)
        self.until("another shift is open", lambda: bool(self.window.shifts.words) and self.window.sale.isVisible())

    def _paid_sale(self) -> None:
        self.ring_up()
        self.take("sale")
        self.take("customer-cart", of=self.till.customer)
        self.press(Qt.Key.Key_F1)
        self.take("help")
        self.press(Qt.Key.Key_Escape)
        self._show_code()
        self.take("qr")
        self.take("customer-qr", of=self.till.customer)
        self.press(Qt.Key.Key_T, CONTROL)
        self.take("phone")
        self.click("phone_enter_password")
        self.click("phone_pay")
        self.press(Qt.Key.Key_T, CONTROL)
        self.until("the payment is proven", lambda: self.shows(PaymentState.PAID))
        self._first_paid = self.window.sale.shown[1] if self.window.sale.shown is not None else None
        self.take("paid")
        self.take("customer-paid", of=self.till.customer)
        self.press(Qt.Key.Key_Return)

    def _marked_and_held(self) -> None:
        sale = self.window.sale
        self.ring_up()
        self.press(Qt.Key.Key_F6)
        self.type("8")
        self.take("mark-line")
        self.press(Qt.Key.Key_Return)
        self.until("the discount is written down", lambda: bool(sale.cart.discount) and not sale.seeking)
        self.press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
        self.type("2")
        self.take("mark-all")
        self.press(Qt.Key.Key_Return)
        self.until("the other one is too", lambda: sale.cart.off is not None and not sale.seeking)
        self.take("sale-marked")
        self.press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
        self.take("more")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_F4)
        self.until("the ticket is put aside", sale.stage.functions.recall.isEnabled)
        self.press(Qt.Key.Key_F5)
        self.until("it is listed", self.window.carts.held.recall.isEnabled)
        self.take("held")
        self.press(Qt.Key.Key_Return)
        self.until("it is back", lambda: bool(sale.cart))
        self.press(Qt.Key.Key_Delete, CONTROL)
        self.press(Qt.Key.Key_Delete, CONTROL)

    def _cancelled_sale(self) -> None:
        self.ring_up()
        self._show_code()
        self.press(Qt.Key.Key_Escape)
        self.take("cancel-asked")
        self.pause(SECOND_THOUGHTS)  # four pictures may take longer than the question stands: ask it anew
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_Escape)
        self.until("the code is closed", lambda: self.shows(PaymentState.CLOSED))
        self.take("not-paid")
        self.take("customer-cancelled", of=self.till.customer)
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_Delete, CONTROL)
        self.press(Qt.Key.Key_Delete, CONTROL)

    def _unconfirmed_sale(self) -> None:
        self.ring_up()
        self._show_code()
        self._weather("query", "drop_after", 40)
        self.press(Qt.Key.Key_Space)
        self.until("nobody knows", self._unconfirmed)
        self.take("unconfirmed")
        self.take("customer-wait", of=self.till.customer)
        self.press(Qt.Key.Key_Return)

    def _code_that_does_not_come(self) -> None:
        self._weather("prepay", "server_error", 40)
        self.ring_up()
        self.press(Qt.Key.Key_F10)
        self.until("the code does not come", lambda: self._unanswered() > 1)
        self.take("requesting")
        self.window.phone.weather_cleared.emit()
        self.until("the code is shown", lambda: self.shows(PaymentState.PRESENTED))
        self.press(Qt.Key.Key_T, CONTROL)
        self.click("phone_pay")
        self.press(Qt.Key.Key_T, CONTROL)
        self.until("the payment is proven", lambda: self.shows(PaymentState.PAID))
        self.press(Qt.Key.Key_Return)

    def _today_and_refund(self) -> None:
        self.press(Qt.Key.Key_J, CONTROL)
        self.pause(500)
        self.take("today")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_R, CONTROL)
        self.until("the refund page knows the sale", self.window.refund.next.isEnabled)
        self.take("refund")
        self.press(Qt.Key.Key_Return)
        self.take("refund-review")
        self.press(Qt.Key.Key_Return)
        self.until("a manager's PIN is asked for", self.window.door.pop_over.isVisible)
        self.take("approval")
        self.type_pin(MANAGER)
        self.until("the refund arrives", self.refunded)
        self.take("refunded")
        self.take("customer-refund", of=self.till.customer)
        self.press(Qt.Key.Key_Escape)

    def _stuck_refund(self) -> None:
        """Give some goods of the first sale back; the customer's bank does not take the money."""
        payment = self._first_paid
        if payment is None:
            return
        page = self.window.refund
        self.window.show_refund(payment)
        self.until("the refund page knows the sale", page.next.isEnabled)
        self.press(Qt.Key.Key_F7)
        self.press(Qt.Key.Key_Plus)
        self.take("refund-items")
        self.press(Qt.Key.Key_F11)
        self.take("refund-cash")
        self.press(Qt.Key.Key_F10)
        self.press(Qt.Key.Key_Return)
        self.press(Qt.Key.Key_Return)
        self.until("a manager's PIN is asked for", self.window.door.pop_over.isVisible)
        self.type_pin(MANAGER)
        self.until("the refund is accepted", lambda: self._newest_is(RefundState.PROCESSING))
        self.window.phone.fate_sealed.emit(RefundFate(out_refund_no=page.refunds[-1].out_refund_no, status="ABNORMAL"))
        self.press(Qt.Key.Key_Space)
        self.until("the refund is stuck", lambda: self._newest_is(RefundState.ABNORMAL))
        self.take("refund-stuck")
        self.press(Qt.Key.Key_Return)
        self.take("refund-account")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_Escape)

    def _unresolved(self) -> None:
        page = self.window.unresolved
        self.press(Qt.Key.Key_U, CONTROL)
        self.until("what waits is listed", lambda: page.list.item is not None)
        self.take("unresolved")
        self.press(Qt.Key.Key_D)
        self.take("unresolved-resolve")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_Escape)

    def _reports(self) -> None:
        self.press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
        self.take("more")
        self.press(Qt.Key.Key_Escape)
        self.press(Qt.Key.Key_B, CONTROL)
        self.until("a manager's PIN is asked for", self.window.door.pop_over.isVisible)
        self.type_pin(MANAGER)
        for subject in (Subject.HOUR, Subject.DAY, Subject.ITEM):
            self.until("the report is there", partial(self._reads, subject))
            self.take(f"report-{subject.value}")
            self.press(Qt.Key.Key_F6)
        self.press(Qt.Key.Key_Escape)

    def _reads(self, subject: Subject) -> bool:
        shown = self.window.reports.shown
        return shown is not None and shown.report.subject is subject

    def _newest_is(self, state: RefundState) -> bool:
        refunds = self.window.refund.refunds
        return bool(refunds) and refunds[-1].state is state

    def _show_code(self) -> None:
        self.press(Qt.Key.Key_F10)
        self.until("the code is shown", lambda: self.shows(PaymentState.PRESENTED))

    def _weather(self, call: str, fault: str, times: int) -> None:
        self.window.phone.weather_made.emit(BadWeather(call=call, fault=fault, times=times))
        self.pause(50)

    def _unconfirmed(self) -> bool:
        shown = self.window.sale.shown
        return shown is not None and shown[1].unconfirmed

    def _unanswered(self) -> int:
        shown = self.window.sale.shown
        return 0 if shown is None else shown[1].unanswered


def main() -> int:
    """Take them all; give the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--sizes", choices=["usual", "all"], default="usual")
    sizes = [(1366, 768)] if arguments.parse_args().sizes == "usual" else [(1366, 768), (1024, 768), (1920, 1080)]
    shutil.rmtree(OUTPUT, ignore_errors=True)
    OUTPUT.mkdir(parents=True)
    app = QApplication(sys.argv[:1])
    for width, height in sizes:
        with tempfile.TemporaryDirectory(prefix="pos_app-screenshots-") as folder:
            profile = Profile.locate("training", Path(folder))
            till = Till(app, profile, settings_file.load(profile), Speaker((("true",),)))
            till.window.resize(width, height)
            photographer = Photographer(till, "" if (width, height) == (1366, 768) else f"-{width}x{height}")
            try:
                photographer.all_pages()
            finally:
                till.window.close()
                till.stop()
            print(f"{len(photographer.taken)} pictures at {width} × {height} in {OUTPUT}")
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    for name in SHOWN:
        shutil.copyfile(OUTPUT / f"{name}.png", DOCUMENTS / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
