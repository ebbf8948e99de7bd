"""The panels say how a payment stands, offer only what is safe, and never lose time or count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pos_app.core.money import Money
from pos_app.core.payment import ClosingReason, Payment, PaymentState, Tender
from pos_app.devices.errors import PrintUnknownError
from pos_app.ui.i18n import DEFAULT_LANGUAGE, SOURCE_LANGUAGE, Languages
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.payment_panels.paid_panel import BACK_AFTER
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.payment_panels.steps import StepList
from pos_app.ui.printing import Printing
from pos_app.ui.qr import QrCode
from pos_app.ui.theme import LIGHT, Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.bars import CountdownBar
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.key_button import KeyButton
from tests.ui.conftest import Clocks, Stage
from tests.ui.samples import CODE_URL, payment, sale, trouble
from tests.ui.test_qr import read

NUMBER = payment().out_trade_no
WIDE, NARROW, TALL = (850, 656), (552, 664), (1252, 960)


@pytest.fixture
def panels(theme: Theme, clocks: Clocks, stage: Stage) -> PaymentPanels:
    made = PaymentPanels(theme, clocks.now, clocks.monotonic)
    stage(made, *WIDE)
    return made


def part(panels: PaymentPanels, kind: type[QWidget], name: str) -> QWidget:
    panel = panels.currentWidget()
    assert panel is not None
    found = panel.findChild(kind, name)
    assert isinstance(found, QWidget)
    return found


def words(panels: PaymentPanels) -> str:
    panel = panels.currentWidget()
    assert panel is not None
    children: list[QLabel | Headline | AmountLabel | KeyButton] = [
        *panel.findChildren(QLabel),
        *panel.findChildren(Headline),
        *panel.findChildren(AmountLabel),
        *panel.findChildren(KeyButton),
    ]
    return "\n".join(child.text() for child in children if child.isVisible() and child.text())


def step(panels: PaymentPanels) -> str:
    steps = part(panels, StepList, "payment_steps")
    assert isinstance(steps, StepList)
    return steps.text()


def click(panels: PaymentPanels, name: str) -> None:
    QTest.mouseClick(part(panels, KeyButton, name), Qt.MouseButton.LeftButton)


def told(signal: object) -> list[object]:
    """Gather what a signal says."""
    said: list[object] = []
    connect: Callable[[Callable[[object], None]], object] = signal.connect  # type: ignore[attr-defined]
    connect(said.append)
    return said


# ---- asking for a code


def test_the_press_is_answered_before_there_is_a_record(panels: PaymentPanels) -> None:
    panels.expect(Money(12360))

    assert panels.panel is PanelName.REQUESTING
    assert panels.payment is None
    assert "¥123.60" in words(panels)
    assert "Cancel" not in words(panels)  # there is nothing to cancel yet


def test_trouble_in_getting_a_code_is_told_in_words(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(trouble=trouble("not_sent"), unanswered=1))

    assert "WeChat Pay cannot be reached: the network is down." in words(panels)
    assert "No money has moved. The till keeps asking by itself. (NET-01)" in words(panels)


def test_a_request_can_be_repeated_or_given_up_with_one_press(panels: PaymentPanels, qtbot: QtBot) -> None:
    asked, cancelled = told(panels.query_requested), told(panels.cancel_requested)
    panels.show_payment(sale(), payment(trouble=trouble("refused", "NO_AUTH"), unanswered=1))

    QTest.keyClick(panels, Qt.Key.Key_Space)
    QTest.keyClick(panels, Qt.Key.Key_Escape)

    assert (asked, cancelled) == ([NUMBER], [NUMBER])
    assert not part(panels, KeyButton, "cancel_request").isEnabled()


def test_keys_pressed_before_there_is_a_record_do_nothing(panels: PaymentPanels) -> None:
    asked = told(panels.query_requested)
    for panel in (panels.requesting, panels.code, panels.closing, panels.unconfirmed, panels.paid, panels.not_paid):
        panel.retell()
        for button in panel.findChildren(KeyButton):
            button.click()

    assert asked == []


# ---- the code


def test_the_code_on_the_glass_is_the_providers(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))

    assert panels.panel is PanelName.CODE
    assert read(panels.grab().toImage()) == CODE_URL


@pytest.mark.parametrize(("size", "height", "least"), [(WIDE, 768, 370), (NARROW, 768, 296), (TALL, 1080, 444)])
def test_the_code_is_large_enough_for_the_screen(
    theme: Theme, clocks: Clocks, stage: Stage, qtbot: QtBot, size: tuple[int, int], height: int, least: int
) -> None:
    theme.set_height(height)
    panels = PaymentPanels(theme, clocks.now, clocks.monotonic)
    stage(panels, *size)
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))
    code = part(panels, QrCode, "qr_code")

    qtbot.waitUntil(lambda: min(code.width(), code.height()) >= least)
    assert read(panels.grab().toImage()) == CODE_URL


def test_time_runs_out_by_the_monotonic_clock(panels: PaymentPanels, clocks: Clocks) -> None:
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))
    clocks.pass_(78)
    panels.tick()
    bar = part(panels, CountdownBar, "countdown_bar")

    assert "3:42" in words(panels)
    assert "78 s so far · asks by itself" in words(panels)
    assert isinstance(bar, CountdownBar)
    assert bar.share == pytest.approx(222 / 300)


def test_the_countdown_steps_by_itself(panels: PaymentPanels, clocks: Clocks, qtbot: QtBot) -> None:
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))
    clocks.pass_(1)

    qtbot.waitUntil(lambda: "4:59" in words(panels), timeout=3000)


def test_how_far_the_customer_is_stands_in_the_list(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))
    assert step(panels) == "Waiting for the customer to scan"

    panels.show_payment(sale(), payment(PaymentState.PRESENTED, provider_state="USERPAYING", unanswered=1))

    assert step(panels) == "Customer enters password"
    assert "The last question found no answer; asking again" in words(panels)


def test_the_cashier_can_ask_at_once(panels: PaymentPanels) -> None:
    asked = told(panels.query_requested)
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))

    QTest.keyClick(panels, Qt.Key.Key_Space)
    click(panels, "query_now")

    assert asked == [NUMBER, NUMBER]


def test_a_cancel_takes_two_presses(panels: PaymentPanels) -> None:
    cancelled = told(panels.cancel_requested)
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))

    QTest.keyClick(panels, Qt.Key.Key_Escape)
    after_one = (list(cancelled), "Press again to cancel" in words(panels))
    QTest.keyClick(panels, Qt.Key.Key_Escape)

    assert after_one == ([], True)
    assert cancelled == [NUMBER]
    assert not part(panels, KeyButton, "cancel_payment").isEnabled()


def test_another_payment_disarms_the_cancel(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))
    QTest.keyClick(panels, Qt.Key.Key_Escape)

    panels.show_payment(sale(), payment(PaymentState.PRESENTED, out_trade_no="another"))

    assert "Press again to cancel" not in words(panels)


def test_a_press_that_came_to_nothing_gives_the_buttons_back(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))
    click(panels, "new_code")
    off = part(panels, KeyButton, "new_code").isEnabled()

    panels.give_back()

    assert (off, part(panels, KeyButton, "new_code").isEnabled()) == (False, True)


def test_the_hint_knows_whether_the_customer_has_a_screen(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))
    alone = words(panels)
    panels.set_customer_screen(True)

    assert "Or press Ctrl D for the customer's window" in alone
    assert "On customer screen" in words(panels)


# ---- a new code


def test_a_new_code_closes_the_old_one_first_and_shows_no_verdict_between(panels: PaymentPanels) -> None:
    renewed = told(panels.renew_requested)
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))
    QTest.keyClick(panels, Qt.Key.Key_F5)

    shown = []
    for state in (PaymentState.CLOSING, PaymentState.CLOSED):
        panels.show_payment(sale(), payment(state))
        shown.append(panels.panel)
    assert "A new code comes as soon as this one is closed." in words(panels)
    panels.show_payment(sale(), payment(PaymentState.PRESENTED, out_trade_no="second", attempt=2))
    shown.append(panels.panel)
    panels.show_payment(sale(), payment(PaymentState.CLOSED, out_trade_no="second", attempt=2))
    shown.append(panels.panel)

    assert renewed == [NUMBER]
    assert shown == [PanelName.CLOSING, PanelName.CLOSING, PanelName.CODE, PanelName.NOT_PAID]


def test_a_payment_that_beats_the_new_code_is_paid(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))
    click(panels, "new_code")
    panels.show_payment(sale(), payment(PaymentState.PAID))

    assert panels.panel is PanelName.PAID


def test_a_new_code_that_cannot_be_begun_ends_in_the_verdict(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(PaymentState.PRESENTED))
    click(panels, "new_code")
    panels.show_payment(sale(), payment(PaymentState.CLOSED))
    panels.give_back()

    assert panels.panel is PanelName.NOT_PAID


# ---- closing, unknown


@pytest.mark.parametrize(
    ("reason", "told_why"),
    [
        (ClosingReason.CANCELLED, "The cashier cancelled."),
        (ClosingReason.EXPIRED, "The customer did not pay in time."),
    ],
)
def test_closing_says_why_and_what_comes(panels: PaymentPanels, reason: ClosingReason, told_why: str) -> None:
    asked, went_on = told(panels.query_requested), told(panels.next_requested)
    panels.show_payment(sale(), payment(PaymentState.CLOSING, closing_reason=reason))

    assert panels.panel is PanelName.CLOSING
    assert {told_why, "Safe to charge again"} <= set(words(panels).splitlines())
    QTest.keyClick(panels, Qt.Key.Key_Space)
    QTest.keyClick(panels, Qt.Key.Key_Return)
    assert (asked, went_on) == ([NUMBER], [NUMBER])


@pytest.fixture
def unconfirmed(panels: PaymentPanels, clocks: Clocks) -> PaymentPanels:
    live = payment(PaymentState.PRESENTED)
    panels.show_payment(sale(), live)
    for count in (1, 2):
        clocks.pass_(7)
        panels.show_payment(sale(), replace(live, unanswered=count, trouble=trouble(seconds=7 * count)))
    return panels


def test_unknown_gives_the_order_not_to_charge_and_no_button_that_could(unconfirmed: PaymentPanels) -> None:
    assert unconfirmed.panel is PanelName.UNCONFIRMED
    assert "Unconfirmed: do not charge again" in words(unconfirmed)
    buttons = {button.objectName() for button in unconfirmed.unconfirmed.findChildren(KeyButton)}
    assert buttons == {"query_now", "serve_next"}


def test_unknown_tells_the_story_so_far(unconfirmed: PaymentPanels) -> None:
    lines = words(unconfirmed).splitlines()

    for told_line in (
        "Asked WeChat Pay for a code, no. 0412-1",
        "Code shown, no. 0412-1",
        "Question 1: no answer",
        "Question 2: no answer",
        "18:45:16",
        "Code NET-07 · written down, safe from a power cut",
    ):
        assert told_line in lines


def test_unknown_counts_down_to_the_next_question(unconfirmed: PaymentPanels, clocks: Clocks) -> None:
    before = words(unconfirmed)
    unconfirmed.set_next_question(NUMBER, 7.0)
    clocks.pass_(1)
    unconfirmed.tick()
    counting = words(unconfirmed)
    unconfirmed.set_asking(NUMBER)

    assert "Asking WeChat Pay now" in before
    assert "6 s" in counting.splitlines()
    assert "Asking WeChat Pay now" in words(unconfirmed)


def test_unknown_lets_the_cashier_ask_or_serve_the_next(unconfirmed: PaymentPanels) -> None:
    asked, went_on = told(unconfirmed.query_requested), told(unconfirmed.next_requested)

    QTest.keyClick(unconfirmed, Qt.Key.Key_Space)
    QTest.keyClick(unconfirmed, Qt.Key.Key_Enter)

    assert (asked, went_on) == ([NUMBER], [NUMBER])


def test_the_story_goes_on_while_another_sale_is_served(unconfirmed: PaymentPanels) -> None:
    unconfirmed.clear()
    silent = payment(PaymentState.PRESENTED, unanswered=3, trouble=trouble("not_sent", seconds=60))
    unconfirmed.note_payment(silent)
    unconfirmed.show_payment(sale(), silent)

    assert "Question 3: the network is down" in words(unconfirmed)
    assert len(unconfirmed.story(NUMBER)) == 5


def test_what_is_settled_elsewhere_is_forgotten(unconfirmed: PaymentPanels) -> None:
    unconfirmed.clear()
    unconfirmed.note_payment(payment(PaymentState.PAID))

    assert unconfirmed.story(NUMBER) == ()
    assert unconfirmed.payment is None


# ---- verdicts


def test_paid_is_green_and_large(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(PaymentState.PAID))
    amount = part(panels, AmountLabel, "verdict_amount")
    image: QImage = panels.grab().toImage()

    assert panels.panel is PanelName.PAID
    assert image.pixelColor(425, 300).name().upper() == LIGHT.ok_fill
    assert {"Paid", "WeChat Pay · proven", "0412", "¥123.60", "18:45:22"} <= set(words(panels).splitlines())
    assert amount.height() >= 176


def test_paid_goes_back_by_itself_and_counts_it(panels: PaymentPanels, qtbot: QtBot) -> None:
    went_on = told(panels.next_requested)
    panels.show_payment(sale(), payment(PaymentState.PAID))
    begun = words(panels)

    for _ in range(BACK_AFTER):
        panels.paid._count()

    assert f"Back to the sale in {BACK_AFTER} s" in begun
    assert went_on == [NUMBER]


def test_money_that_comes_while_nobody_looks_waits_to_be_seen(panels: PaymentPanels) -> None:
    went_on: list[str] = []
    panels.paid.next_requested.connect(went_on.append)
    panels.show_payment(sale(), payment(PaymentState.PAID))

    panels.hide()
    for _ in range(BACK_AFTER + 1):
        panels.paid._count()
    assert went_on == []

    panels.show()
    for _ in range(BACK_AFTER):
        panels.paid._count()
    assert went_on == [NUMBER]


@pytest.mark.parametrize("language", [SOURCE_LANGUAGE, DEFAULT_LANGUAGE])
def test_paid_says_all_it_has_to_say_on_a_small_screen(
    panels: PaymentPanels, languages: Languages, language: str
) -> None:
    languages.use(language)
    panels.resize(552, 664)
    panels.show_payment(sale(), payment(PaymentState.PAID))

    panels.paid.set_announced(NUMBER, False)
    panels.paid.set_printing(Printing(ready=True, doubtful=NUMBER, trouble=PrintUnknownError()))

    panels.paid.grab()
    marks = [label for label in panels.paid.findChildren(QLabel) if label.isVisible() and not label.wordWrap()]
    assert len(marks) == 5
    assert [label.text() for label in marks if label.width() < label.sizeHint().width()] == []
    assert panels.paid._ring.geometry().right() < panels.paid._back.geometry().left()
    assert panels.paid._back.geometry().right() <= panels.paid.width() - 24


def test_paid_can_be_left_at_once(panels: PaymentPanels) -> None:
    went_on = told(panels.next_requested)
    panels.show_payment(sale(), payment(PaymentState.PAID))

    QTest.keyClick(panels, Qt.Key.Key_Return)

    assert went_on == [NUMBER]


def test_money_that_came_twice_stays_until_a_person_has_read_it(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(PaymentState.PAID, surplus=True))

    assert "This ticket was paid before: tell the manager to refund this payment" in words(panels)
    assert "Back to the sale" not in words(panels)


CASH = payment(PaymentState.PAID, tender=Tender.CASH, tendered=Money(20000), code_url=None)


def test_change_stands_where_the_amount_does_and_stays_while_it_is_counted_out(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), CASH)

    assert {"Change", "¥76.40", "Cash ¥123.60 · ¥200.00 received"} <= set(words(panels).splitlines())
    assert "Back to the sale" not in words(panels)


def test_exact_cash_and_other_tenders_are_named_and_go_back_by_themselves(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), replace(CASH, tendered=CASH.amount))
    exact = words(panels)
    panels.show_payment(sale(), replace(CASH, tender=Tender.OTHER, tendered=None, label="银行卡"))

    assert {"Cash", "¥123.60"} <= set(exact.splitlines())
    assert "Change" not in exact
    assert "Back to the sale" in exact
    assert {"银行卡", "¥123.60"} <= set(words(panels).splitlines())


@pytest.mark.parametrize("state", [PaymentState.PRESENTED, PaymentState.CLOSED])
def test_cash_can_be_asked_for_beside_a_code_and_after_it(panels: PaymentPanels, state: PaymentState) -> None:
    asked = told(panels.cash_requested)
    panels.show_payment(sale(), payment(state))

    QTest.keyClick(panels, Qt.Key.Key_F11)

    assert asked == [NUMBER]


@pytest.mark.parametrize(("announced", "told_how"), [(True, "Announced"), (False, "Not announced")])
def test_paid_says_whether_it_was_said_aloud(panels: PaymentPanels, announced: bool, told_how: str) -> None:
    panels.show_payment(sale(), payment(PaymentState.PAID))
    silent = words(panels)
    panels.paid.set_announced("another payment", announced)
    of_another = words(panels)
    panels.paid.set_announced(NUMBER, announced)

    assert "nnounced" not in silent
    assert of_another == silent
    assert told_how in words(panels).splitlines()


@pytest.mark.parametrize(
    ("closed", "reason"),
    [
        (payment(PaymentState.CLOSED), "The cashier cancelled before the customer paid"),
        (payment(PaymentState.CLOSED, closing_reason=ClosingReason.EXPIRED), "The customer did not pay in time"),
        (payment(PaymentState.CLOSED, closing_reason=None), "WeChat Pay closed this code"),
    ],
)
def test_not_paid_gives_the_reason_first_then_the_providers_seal(
    panels: PaymentPanels, closed: Payment, reason: str
) -> None:
    panels.show_payment(sale(), closed)
    said = words(panels)

    assert said.index(reason) < said.index("Safe to charge again")
    assert "WeChat Pay confirmed at 18:45:23 that no. 0412-1 is closed and unpaid." in said
    assert panels.grab().toImage().pixelColor(425, 280).name().upper() == LIGHT.bad_fill


def test_a_code_that_was_never_shown_needs_no_seal_of_the_provider(panels: PaymentPanels) -> None:
    panels.show_payment(sale(), payment(PaymentState.CLOSED, code_url=None, settled_at=None))

    assert "No code was ever shown, so nobody can have paid." in words(panels)


def test_not_paid_offers_to_charge_again_once_or_to_go_back(panels: PaymentPanels) -> None:
    again, back = told(panels.again_requested), told(panels.back_requested)
    panels.show_payment(sale(), payment(PaymentState.CLOSED, settled_at=None))

    QTest.keyClick(panels, Qt.Key.Key_F10)
    click(panels, "charge_again")
    QTest.keyClick(panels, Qt.Key.Key_Escape)

    assert again == [sale().number]
    assert back == [sale().number]


# ---- every panel, everywhere

EVERY_PANEL = [
    payment(trouble=trouble("not_sent"), unanswered=1),
    payment(PaymentState.PRESENTED),
    payment(PaymentState.PRESENTED, unanswered=2, trouble=trouble()),
    payment(PaymentState.CLOSING),
    payment(PaymentState.PAID),
    payment(PaymentState.CLOSED),
]


@pytest.mark.parametrize("shown", EVERY_PANEL, ids=lambda shown: str(shown.state.value))
def test_every_panel_changes_its_language_while_it_is_shown(
    panels: PaymentPanels, shown: Payment, languages: Languages, qtbot: QtBot
) -> None:
    panels.show_payment(sale(), shown)
    english = words(panels)
    languages.use(DEFAULT_LANGUAGE)

    qtbot.waitUntil(lambda: words(panels) != english)
    latin = [text for text in words(panels).splitlines() if text.isascii() and any(map(str.isalpha, text))]
    assert latin == []


def cut_off(panels: PaymentPanels) -> list[str]:
    """Name the parts that are out of the panel, too near its edge, or narrower than they can be read."""
    panel = panels.currentWidget()
    assert panel is not None
    inside = panels.rect().adjusted(0, 0, -8, -8)
    return [
        widget.objectName()
        for kind in (KeyButton, AmountLabel, QrCode)
        for widget in panel.findChildren(kind)
        if widget.isVisible()
        and not (
            inside.contains(widget.mapTo(panels, widget.rect().bottomRight()))
            and widget.width() >= widget.minimumSizeHint().width()
        )
    ]


@pytest.mark.parametrize("shown", EVERY_PANEL, ids=lambda shown: str(shown.state.value))
@pytest.mark.parametrize("size", [NARROW, WIDE, TALL], ids=str)
@pytest.mark.parametrize("language", [DEFAULT_LANGUAGE, "en"])
def test_no_button_and_no_amount_is_cut_off(
    panels: PaymentPanels, shown: Payment, size: tuple[int, int], language: str, languages: Languages, qtbot: QtBot
) -> None:
    languages.use(language)
    panels.resize(*size)
    panels.show_payment(sale(), shown)

    qtbot.waitUntil(lambda: cut_off(panels) == [])
