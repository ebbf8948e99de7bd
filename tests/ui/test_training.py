"""Training: the frame, and the customer's phone that pays or misbehaves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QWidget

from pos_app.core.money import Money
from pos_app.core.payment import PaymentState
from pos_app.core.refund import Refund, RefundState
from pos_app.simulator.remote import RemotePhone
from pos_app.simulator.weather import CALLS as KNOWN_CALLS
from pos_app.simulator.weather import Fault
from pos_app.ui.phone_deeds import BadWeather, PhoneDeed, RefundFate
from pos_app.ui.phone_panel import ACTIONS, CALLS, FATES, FAULTS, PhonePanel
from pos_app.ui.theme import Theme
from tests.ui.conftest import Stage
from tests.ui.live_till import LiveTill
from tests.ui.samples import NOON, payment

PRESENTED = payment(PaymentState.PRESENTED)
REFUND = Refund(
    out_refund_no="R1", out_trade_no=PRESENTED.out_trade_no, sequence=1, state=RefundState.PROCESSING,
    amount=Money(1), total=Money(2), reason="Other", requested_by="林晓燕", created_at=NOON,
)  # fmt: skip


@pytest.fixture
def panel(theme: Theme, stage: Stage) -> PhonePanel:
    made = PhonePanel(theme)
    stage(made, 448, 664)
    made.show_payment(PRESENTED)
    made.show_refund(REFUND)
    return made


def press(panel: PhonePanel, name: str) -> None:
    button = panel.findChild(QWidget, name)
    assert isinstance(button, QWidget)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("action", ACTIONS)
def test_the_phone_does_what_is_pressed(panel: PhonePanel, action: str) -> None:
    spy = QSignalSpy(panel.phone_used)

    press(panel, f"phone_{action}")

    assert spy.at(0)[0] == PhoneDeed(action=action, out_trade_no=PRESENTED.out_trade_no, account="A")


def test_a_second_account_can_try(panel: PhonePanel) -> None:
    spy = QSignalSpy(panel.phone_used)

    press(panel, "account_1")
    press(panel, "phone_pay")

    assert spy.at(0)[0].account == "B"


@pytest.mark.parametrize(("fault", "times", "seconds"), FAULTS)
def test_bad_weather_is_made_for_the_chosen_call(
    panel: PhonePanel, fault: str, times: int, seconds: float | None
) -> None:
    spy = QSignalSpy(panel.weather_made)

    press(panel, "call_2")
    press(panel, f"phone_{fault}")

    assert spy.at(0)[0] == BadWeather(call="close", fault=fault, times=times, seconds=seconds)
    assert "meet it" in panel.answer.text()


def test_the_sun_shines_again(panel: PhonePanel) -> None:
    spy = QSignalSpy(panel.weather_cleared)

    press(panel, "phone_clear_weather")

    assert spy.count() == 1


@pytest.mark.parametrize("fate", FATES)
def test_the_bank_decides_about_a_refund(panel: PhonePanel, fate: str) -> None:
    spy = QSignalSpy(panel.fate_sealed)

    press(panel, f"phone_refund_{fate.lower()}")

    assert spy.at(0)[0] == RefundFate(out_refund_no="R1", status=fate)


def test_without_a_code_there_is_nothing_to_scan(panel: PhonePanel) -> None:
    panel.show_payment(None)
    panel.show_refund(None)
    spy = QSignalSpy(panel.phone_used)

    press(panel, "phone_pay")

    assert spy.count() == 0
    assert "Press Pay" in panel.answer.text()


def test_the_names_are_those_of_the_pretend_provider() -> None:
    assert all(hasattr(RemotePhone, action) for action in ACTIONS)
    assert set(CALLS) <= set(KNOWN_CALLS)
    assert {fault for fault, _, _ in FAULTS} <= {fault.value for fault in Fault}


def test_the_window_carries_the_frame_and_the_chip(till: LiveTill) -> None:
    assert till.sees("training_frame")
    assert till.sees("training_chip")


def test_the_phone_comes_and_goes_with_its_key(till: LiveTill) -> None:
    control = Qt.KeyboardModifier.ControlModifier

    till.key(Qt.Key.Key_T, control)
    assert till.sees("phone_panel")
    till.key(Qt.Key.Key_T, control)

    assert not till.sees("phone_panel")


def test_help_names_the_keys_and_keeps_the_others_silent(till: LiveTill) -> None:
    till.ring_up()

    till.key(Qt.Key.Key_F1)
    assert "WeChat QR" in till.window.help.text()
    till.key(Qt.Key.Key_F10)
    assert not till.window.sale.locked
    till.key(Qt.Key.Key_Escape)

    assert not till.sees("help_panel")


@pytest.mark.parametrize(("name", "seen"), [("more_help", "help_panel"), ("more_phone", "phone_panel")])
def test_more_leads_to_what_is_needed_seldom(till: LiveTill, name: str, seen: str) -> None:
    till.key(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)

    till.press(name)

    assert till.sees(seen)
    assert not till.sees("more_panel")


def test_more_opens_the_customers_window(till: LiveTill) -> None:
    till.key(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    till.press("more_customer_window")
    assert till.customer.isVisible()

    till.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert not till.customer.isVisible()


def test_more_goes_away_with_escape(till: LiveTill) -> None:
    till.key(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)

    till.key(Qt.Key.Key_Escape)

    assert not till.sees("more_panel")
