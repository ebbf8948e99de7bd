"""What the till says aloud: only what is proven, once, and marked where it could not be heard."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.config import Voice
from pos_app.core.money import Money
from pos_app.core.payment import ClosingReason, Payment, PaymentState
from pos_app.core.refund import Refund, RefundOrder, RefundState, Route
from pos_app.devices.sounds import Recordings, Tone
from pos_app.devices.speaker import Speaker
from pos_app.devices.speech import Phrase, announcement
from pos_app.ui.i18n import Languages
from pos_app.ui.resources import RESOURCES
from pos_app.ui.theme import Theme
from pos_app.ui.voice_worker import VoiceWorker
from tests.core.people import MANAGER
from tests.core.shop import Shop
from tests.ui.live_till import LiveTill, live_till
from tests.ui.test_selling import WAIT, shown

VOICE = Recordings(RESOURCES / "voice" / "zh-CN")


class Ear:
    """A program that plays nothing, and keeps what it was given in the order of playing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "heard"
        self._folder.mkdir()
        program = folder / "player"
        program.write_text(f'#!/bin/sh\nmv "$1" "{self._folder}/$(ls "{self._folder}" | wc -l | tr -d " ").wav"\n')
        program.chmod(0o755)
        self.player = (str(program),)

    @property
    def heard(self) -> list[bytes]:
        return [file.read_bytes() for file in sorted(self._folder.iterdir(), key=lambda file: int(file.stem))]


@pytest.fixture
def ear(tmp_path: Path) -> Ear:
    return Ear(tmp_path)


def said(phrase: Phrase, fen: int, ticket: str) -> bytes:
    tone = {Phrase.PAID: Tone.PAID, Phrase.REFUND: Tone.REFUND}[phrase]
    return VOICE.sound(tone, announcement(phrase, Money(fen), ticket, "zh-CN"))


@pytest.fixture
def till(qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path, ear: Ear) -> Iterator[LiveTill]:
    with live_till(theme, languages, shop, tmp_path / "profile", player=ear.player) as till:
        till.come_in(qtbot)
        qtbot.waitUntil(lambda: till.find("pay").isEnabled() or "first" in till.button("pay").reason)
        yield till


def show_code(qtbot: QtBot, till: LiveTill) -> None:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")


def test_a_proven_payment_is_said_aloud_with_amount_and_ticket_and_marked(
    qtbot: QtBot, till: LiveTill, ear: Ear
) -> None:
    show_code(qtbot, till)
    assert ear.heard == []
    till.pay()
    shown(qtbot, till, "paid_panel")

    qtbot.waitUntil(lambda: till.sees("announced") and till.reads("announced") == "Announced", timeout=WAIT)
    assert ear.heard == [said(Phrase.PAID, 200, "0001")]
    assert not till.sees("muted_chip")


def test_m2_a_reply_that_proves_nothing_says_nothing(qtbot: QtBot, till: LiveTill, ear: Ear) -> None:
    till.shop.weather("query", "wrong_signature", times=None)
    show_code(qtbot, till)
    till.pay()  # the provider says so in every reply, and signs none of them rightly

    shown(qtbot, till, "unconfirmed_panel")

    qtbot.waitUntil(lambda: len(ear.heard) == 1, timeout=WAIT)
    assert ear.heard == [VOICE.sound(Tone.UNKNOWN)]


def test_a_refund_has_a_tone_and_words_of_its_own(qtbot: QtBot, till: LiveTill, ear: Ear) -> None:
    payment = till.shop.paid()
    ticket = payment.sale_number[8:]

    order = RefundOrder(out_trade_no=payment.out_trade_no, amount=Money(100), reason="买错")
    till.window.desk.refund_requested.emit(order, MANAGER, "")

    qtbot.waitUntil(lambda: len(ear.heard) == 1, timeout=WAIT)
    assert ear.heard == [said(Phrase.REFUND, 100, ticket)]


def test_a_muted_till_is_silent_and_shows_it_in_red_until_it_speaks_again(
    qtbot: QtBot, till: LiveTill, ear: Ear
) -> None:
    till.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert till.sees("muted_chip")
    show_code(qtbot, till)
    till.pay()
    shown(qtbot, till, "paid_panel")
    qtbot.waitUntil(lambda: till.sees("announced") and till.reads("announced") == "Not announced", timeout=WAIT)
    assert ear.heard == []

    till.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)

    assert not till.sees("muted_chip")


def test_a_till_without_a_loudspeaker_shows_it_and_sells(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path
) -> None:
    with live_till(theme, languages, shop, tmp_path / "profile", player=("false",)) as till:
        till.come_in(qtbot)
        qtbot.waitUntil(lambda: "first" in till.button("pay").reason)
        show_code(qtbot, till)
        till.pay()
        shown(qtbot, till, "paid_panel")

        qtbot.waitUntil(lambda: till.sees("muted_chip"), timeout=WAIT)
        assert till.reads("announced") == "Not announced"


# ---------------------------------------------------------------- the worker by itself


@pytest.fixture
def worker(ear: Ear) -> VoiceWorker:
    return VoiceWorker(Voice(), "01", RESOURCES / "voice", Speaker((ear.player,)))


@pytest.fixture
def tell(worker: VoiceWorker, shop: Shop) -> Callable[[Payment], None]:
    return lambda payment: worker.note_payment((shop.ledger.sale(payment.sale_number), payment))


def test_r12_a_payment_that_is_told_a_thousand_times_is_said_once(
    tell: Callable[[Payment], None], shop: Shop, ear: Ear
) -> None:
    shown_first = shop.shown()
    shop.pay(shown_first)
    proven = shop.checkout.advance(shown_first)
    tell(shown_first)

    for _ in range(500):
        tell(proven)
        tell(proven)

    assert len(ear.heard) == 1


def test_r12_what_was_paid_before_the_till_listened_is_not_said_again(
    tell: Callable[[Payment], None], shop: Shop, ear: Ear
) -> None:
    tell(shop.paid())

    assert ear.heard == []


def test_another_tills_payment_is_said_there(worker: VoiceWorker, shop: Shop, ear: Ear) -> None:
    waiting = shop.shown()
    sale = dataclasses.replace(shop.ledger.sale(waiting.sale_number), till="02")
    worker.note_payment((sale, waiting))

    worker.note_payment((sale, dataclasses.replace(waiting, state=PaymentState.PAID)))

    assert ear.heard == []


@pytest.mark.parametrize(("reason", "tones"), [(ClosingReason.EXPIRED, [Tone.NOT_PAID]), (ClosingReason.CANCELLED, [])])
def test_a_code_that_ran_out_has_a_tone_and_one_that_was_cancelled_has_none(
    tell: Callable[[Payment], None], shop: Shop, ear: Ear, reason: ClosingReason, tones: list[Tone]
) -> None:
    waiting = shop.shown()
    tell(waiting)

    tell(dataclasses.replace(waiting, state=PaymentState.CLOSED, closing_reason=reason))

    assert ear.heard == [VOICE.sound(tone) for tone in tones]


def test_m5_money_that_came_twice_is_not_said_to_be_paid(tell: Callable[[Payment], None], shop: Shop, ear: Ear) -> None:
    waiting = shop.shown()
    tell(waiting)

    tell(dataclasses.replace(waiting, state=PaymentState.PAID, surplus=True))

    assert ear.heard == [VOICE.sound(Tone.UNKNOWN)]


@pytest.mark.parametrize(
    ("states", "route", "expected"),
    [
        ([RefundState.CREATED, RefundState.PROCESSING, RefundState.SUCCESS], Route.ORIGINAL, ["words"]),
        ([RefundState.CREATED, RefundState.SUCCESS], Route.ORIGINAL, ["words"]),
        ([RefundState.PROCESSING, RefundState.SUCCESS], Route.ORIGINAL, []),
        ([RefundState.PROCESSING, RefundState.ABNORMAL], Route.ORIGINAL, ["fall"]),
        ([RefundState.CREATED, RefundState.CLOSED], Route.ORIGINAL, ["fall"]),
        ([RefundState.SUCCESS], Route.CASH, []),
    ],
)
def test_a_refund_is_said_when_it_is_accepted_and_falls_when_it_fails(
    worker: VoiceWorker, shop: Shop, ear: Ear, states: list[RefundState], route: Route, expected: list[str]
) -> None:
    payment = shop.paid()
    refund = Refund(
        out_refund_no=f"{payment.out_trade_no}-R1",
        out_trade_no=payment.out_trade_no,
        sequence=1,
        state=RefundState.CREATED,
        amount=Money(1280),
        total=payment.amount,
        reason="买错",
        requested_by="店长",
        created_at=payment.created_at,
        route=route,
    )
    sounds = {"words": said(Phrase.REFUND, 1280, payment.sale_number[8:]), "fall": VOICE.sound(Tone.NOT_PAID)}

    for state in states:
        worker.note_refund((payment, dataclasses.replace(refund, state=state)))

    assert ear.heard == [sounds[each] for each in expected]
