"""The parts behave the same on every page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pos_app.core.money import Money
from pos_app.core.payment import PaymentState, Tender
from pos_app.ui.fonts import Role
from pos_app.ui.i18n import DEFAULT_LANGUAGE, SOURCE_LANGUAGE, Languages, sentence_for
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.status import Status
from pos_app.ui.theme import DARK, LIGHT, Theme
from pos_app.ui.widgets.amount import AmountLabel, AmountLook, amount_width, fitting_pixels
from pos_app.ui.widgets.banner import Banner
from pos_app.ui.widgets.bars import CountdownBar, CountdownRing
from pos_app.ui.widgets.focus import FocusRing
from pos_app.ui.widgets.frames import Card, Overlay, TrainingFrame
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import IconLabel, Label
from pos_app.ui.widgets.mark_label import MarkLabel
from pos_app.ui.widgets.pill import StatusPill
from pos_app.ui.widgets.result_strip import ResultStrip
from pos_app.ui.widgets.title_bar import Channel, TitleBar
from tests.ui.conftest import Clocks, Stage
from tests.ui.samples import at_once, payment, trouble


def pressed(button: KeyButton) -> list[bool]:
    presses: list[bool] = []
    button.clicked.connect(lambda: presses.append(True))
    return presses


def pixel(widget: QWidget, x: int, y: int) -> str:
    return widget.grab().toImage().pixelColor(x, y).name().upper()


# ---- the button


def test_the_key_on_a_button_presses_it(theme: Theme, stage: Stage, qtbot: QtBot) -> None:
    button = KeyButton(theme, action=Action.WECHAT)
    button.set_label("WeChat")
    presses = pressed(button)
    stage(button, 200, 64)

    QTest.keyClick(button, Qt.Key.Key_F10)

    assert presses == [True]
    assert (button.hint(), button.accessibleName(), button.accessibleDescription()) == ("F10", "WeChat", "F10")


@pytest.mark.qt_log_ignore("Keyboard event not accepted", extend=True)
def test_a_button_that_is_off_says_why_and_its_key_is_dead(theme: Theme, stage: Stage, qtbot: QtBot) -> None:
    button = KeyButton(theme, Kind.PRIMARY, action=Action.PAY)
    presses = pressed(button)
    stage(button, 300, 88)

    button.set_reason("The ticket is empty")
    QTest.keyClick(button, Qt.Key.Key_F9)

    assert presses == []
    assert (button.isEnabled(), button.reason) == (False, "The ticket is empty")
    assert "The ticket is empty" in button.accessibleDescription()


def test_a_button_without_a_reason_is_on_again(theme: Theme, qtbot: QtBot) -> None:
    button = KeyButton(theme)
    qtbot.addWidget(button)
    button.set_reason("Wait")
    button.set_reason("")

    assert button.isEnabled()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("width", [72, 170, 320])
def test_every_kind_can_be_drawn_at_every_width(theme: Theme, qtbot: QtBot, kind: Kind, width: int) -> None:
    button = KeyButton(theme, kind, action=Action.PAY, icon="cash")
    qtbot.addWidget(button)
    button.set_label("收款")
    button.set_money(Money(16767))
    button.set_badge("2")
    button.resize(width, 88)
    whole = button.grab().toImage()
    button.setDown(True)
    down = button.grab().toImage()
    button.set_reason("小票是空的")

    assert whole != down or kind in {Kind.DANGER_ARMED, Kind.ON_OK_PLAIN, Kind.ON_BAD_PLAIN}
    assert button.grab().toImage() != whole


def test_a_physical_key_that_is_down_lights_its_button(theme: Theme, qtbot: QtBot) -> None:
    button = KeyButton(theme, Kind.NUMPAD)
    qtbot.addWidget(button)
    button.set_label("7")
    button.resize(80, 72)
    button.flash(True)

    assert pixel(button, 10, 10) == LIGHT.accent_soft


def test_a_released_button_fades_back(qtbot: QtBot, theme: Theme) -> None:
    theme.reduce_motion = False
    button = KeyButton(theme, Kind.PLAIN)
    qtbot.addWidget(button)
    button.resize(200, 64)
    button.show()

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: pixel(button, 20, 20) == LIGHT.raised)


def test_room_is_kept_for_the_words_that_may_come(theme: Theme, qtbot: QtBot) -> None:
    button = KeyButton(theme)
    qtbot.addWidget(button)
    button.reserve("Cancel", "Press again to cancel")
    button.set_label("Cancel")
    before = button.sizeHint()
    button.set_label("Press again to cancel")

    assert button.sizeHint() == before


def test_buttons_are_as_high_as_the_design_wants(theme: Theme, qtbot: QtBot) -> None:
    heights = {}
    for kind in (Kind.PRIMARY, Kind.PLAIN, Kind.NUMPAD):
        button = KeyButton(theme, kind)
        qtbot.addWidget(button)
        heights[kind] = button.sizeHint().height()
    button.set_size(60, 50, Role.CELL)

    assert heights == {Kind.PRIMARY: 88, Kind.PLAIN: 64, Kind.NUMPAD: 72}
    assert button.sizeHint().height() == 50


def test_icon_and_kind_can_change(theme: Theme, qtbot: QtBot) -> None:
    button = KeyButton(theme)
    qtbot.addWidget(button)
    button.resize(200, 64)
    plain = button.grab().toImage()
    button.set_icon("search")
    with_icon = button.grab().toImage()
    button.set_kind(Kind.PRIMARY)

    assert len({plain.pixelColor(20, 20).name(), button.grab().toImage().pixelColor(20, 20).name()}) == 2
    assert with_icon != plain


def test_the_hint_is_told_anew_in_another_language(theme: Theme, qtbot: QtBot, languages: Languages) -> None:
    button = KeyButton(theme, action=Action.QUERY)
    qtbot.addWidget(button)
    button.set_label("x")
    languages.use(DEFAULT_LANGUAGE)

    qtbot.waitUntil(lambda: button.accessibleDescription() == "空格")
    languages.use(SOURCE_LANGUAGE)
    qtbot.waitUntil(lambda: button.accessibleDescription() == "Space")


# ---- amounts and words


def test_an_amount_that_does_not_fit_shrinks_and_is_never_cut() -> None:
    look = AmountLook(pixels=176, color="black")

    fitting = fitting_pixels(Money(1234567890), look, 900)

    assert 176 * 0.6 <= fitting < 176
    assert amount_width(Money(1234567890), AmountLook(pixels=fitting, color="black")) <= 900


def test_an_amount_stops_shrinking_at_sixty_per_cent() -> None:
    assert fitting_pixels(Money(16767), AmountLook(pixels=100, color="black"), 1) == 60


def test_an_amount_can_be_read_as_text(theme: Theme, qtbot: QtBot) -> None:
    label = AmountLabel(theme, Role.TOTAL)
    qtbot.addWidget(label)
    label.set_money(Money(-123456))

    assert label.text() == "\u2212¥1,234.56"
    assert (label.money, label.accessibleName()) == (Money(-123456), label.text())


@pytest.mark.parametrize(
    "align", [Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter]
)
def test_an_amount_stands_where_it_should(theme: Theme, qtbot: QtBot, align: Qt.AlignmentFlag) -> None:
    label = AmountLabel(theme, Role.TOTAL, align=align, sign=False)
    qtbot.addWidget(label)
    label.set_money(Money(-4))
    label.set_tone("bad")
    label.set_pixels(40)
    label.resize(600, 60)
    image = label.grab().toImage()
    ground = image.pixelColor(0, 0)
    inked = [x for x in range(600) if any(image.pixelColor(x, y) != ground for y in range(60))]

    middle = (inked[0] + inked[-1]) / 2
    wanted = {Qt.AlignmentFlag.AlignLeft: 0, Qt.AlignmentFlag.AlignHCenter: 300, Qt.AlignmentFlag.AlignRight: 600}[
        align
    ]
    assert abs(middle - wanted) < 80
    assert label.minimumSizeHint().width() < label.sizeHint().width()


def test_a_headline_shrinks_to_fit(theme: Theme, qtbot: QtBot) -> None:
    line = Headline(theme, Role.UNKNOWN, "on_warn")
    qtbot.addWidget(line)
    line.setText("Unconfirmed: do not charge again")
    line.resize(380, 70)
    image = line.grab().toImage()
    ground = image.pixelColor(0, 0)

    assert all(image.pixelColor(379, y) == ground for y in range(70))
    assert line.text() == line.accessibleName() == "Unconfirmed: do not charge again"
    assert line.minimumSizeHint().width() == 0


def test_a_headline_may_have_a_size_of_its_own(theme: Theme, qtbot: QtBot) -> None:
    line = Headline(theme, Role.UNKNOWN)
    qtbot.addWidget(line)
    line.set_pixels(100)

    assert line.sizeHint().height() == 130


def test_a_label_changes_size_and_colour(theme: Theme, qtbot: QtBot) -> None:
    label = Label(Role.CELL, "muted")
    qtbot.addWidget(label)
    label.set_role(Role.TITLE)
    label.set_tone("bad")
    label.ensurePolished()

    assert label.font().pixelSize() == Role.TITLE.compact
    assert label.palette().windowText().color() == QColor(LIGHT.bad)


def test_an_icon_label_shows_another_icon(theme: Theme, qtbot: QtBot) -> None:
    label = IconLabel(theme, "wifi", 24)
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    before = label.grab().toImage()
    label.set_icon("wifi-off", "bad")

    assert label.grab().toImage() != before


# ---- marks, pills, bars


@pytest.mark.parametrize("mark", Mark)
@pytest.mark.parametrize("inverse", [False, True])
def test_every_mark_can_be_drawn(theme: Theme, qtbot: QtBot, mark: Mark, inverse: bool) -> None:
    label = MarkLabel(theme, Mark.IDLE, 48, inverse=inverse)
    qtbot.addWidget(label)
    label.set_mark(mark)
    label.set_size(64)
    label.resize(label.sizeHint())

    assert label.mark is mark
    assert label.grab().toImage().pixelColor(0, 0) != label.grab().toImage().pixelColor(32, 32) or mark is Mark.IDLE


def test_the_shapes_of_the_three_verdicts_differ(theme: Theme, qtbot: QtBot) -> None:
    outlines = set()
    for mark in (Mark.OK, Mark.WARN, Mark.BAD):
        label = MarkLabel(theme, mark, 48)
        qtbot.addWidget(label)
        label.resize(48, 48)
        image = label.grab().toImage()
        ground = image.pixelColor(0, 0)
        outlines.add(tuple(image.pixelColor(x, y) != ground for x in range(48) for y in range(48)))

    assert len(outlines) == 3


def test_a_live_mark_turns_while_it_can_be_seen(qtbot: QtBot, theme: Theme) -> None:
    theme.reduce_motion = False
    label = MarkLabel(theme, Mark.LIVE, 48)
    qtbot.addWidget(label)
    label.show()
    before = label.grab().toImage()

    qtbot.waitUntil(lambda: label.grab().toImage() != before, timeout=2000)
    label.hide()


def test_a_pill_is_there_only_with_a_status(theme: Theme, qtbot: QtBot) -> None:
    pill = StatusPill(theme)
    qtbot.addWidget(pill)
    pill.set_status(None)
    empty = (pill.text(), pill.sizeHint().width(), pill.isHidden())
    pill.set_status(Status.UNCONFIRMED)
    pill.resize(pill.sizeHint())

    assert empty == ("", 0, True)
    assert (pill.text(), pill.status) == ("Unconfirmed", Status.UNCONFIRMED)
    assert pixel(pill, pill.width() // 2, 0) == LIGHT.warn  # amber is never without its edge


@pytest.mark.parametrize("tone", ["accent", "warn"])
def test_a_bar_shows_what_is_left(theme: Theme, qtbot: QtBot, tone: str) -> None:
    bar = CountdownBar(theme, tone)
    qtbot.addWidget(bar)
    bar.resize(200, 8)
    bar.set_left(50, 100)

    assert bar.share == 0.5
    assert pixel(bar, 50, 4) == getattr(LIGHT, tone)
    assert pixel(bar, 150, 4) == getattr(LIGHT, f"{tone}_soft")
    bar.set_left(5, 0)
    assert bar.share == 0


def test_a_ring_shows_what_is_left(theme: Theme, qtbot: QtBot) -> None:
    ring = CountdownRing(theme, "accent", 40)
    qtbot.addWidget(ring)
    ring.resize(ring.sizeHint())
    full = ring.grab().toImage()
    ring.set_share(0.25)

    assert ring.share == 0.25
    assert ring.grab().toImage() != full


# ---- bars across the window


def test_the_title_bar_says_who_where_and_when(theme: Theme, qtbot: QtBot, clocks: Clocks) -> None:
    bar = TitleBar(theme, clocks.now)
    qtbot.addWidget(bar)
    bar.resize(1366, 48)
    bar.set_place("和顺里超市", "1 号台", "林晓燕", "早班 08:00 起")
    words = [bar.findChild(Label, f"title_{name}") for name in ("shop", "till", "cashier", "shift", "clock")]

    assert [word.text() for word in words if word] == ["和顺里超市", "1 号台", "林晓燕", "早班 08:00 起", "18:45"]
    assert pixel(bar, 700, 24) == LIGHT.slab


def test_a_narrow_title_bar_hides_first_what_matters_least(theme: Theme, qtbot: QtBot, clocks: Clocks) -> None:
    bar = TitleBar(theme, clocks.now)
    qtbot.addWidget(bar)
    bar.set_place("Shop", "Till 1", "Lin", "Shift from 08:00")
    bar.resize(1024, 48)
    bar.show()
    shift, word = bar.findChild(Label, "title_shift"), bar.findChild(Label, "title_channel_word")

    assert shift is not None
    assert word is not None
    assert (shift.isVisible(), word.isVisible()) == (False, False)
    bar.set_channel(Channel.OFFLINE)
    assert word.isVisible()  # trouble is always told in words
    assert word.text() == "Offline"


def test_the_badge_is_there_only_while_something_is_unresolved(
    theme: Theme, stage: Stage, qtbot: QtBot, clocks: Clocks
) -> None:
    bar = TitleBar(theme, clocks.now)
    stage(bar, 1366, 48)
    badge = bar.findChild(QWidget, "unresolved_badge")
    assert badge is not None
    hidden = badge.isVisible()

    bar.set_unresolved(2)

    assert (hidden, badge.isVisible(), badge.accessibleName()) == (False, True, "Unresolved 2")
    with qtbot.waitSignal(bar.unresolved_requested):
        QTest.mouseClick(badge, Qt.MouseButton.LeftButton)
    assert pixel(badge, 4, 15) == LIGHT.warn_fill


def test_the_title_bar_speaks_the_language_of_now(
    theme: Theme, qtbot: QtBot, clocks: Clocks, languages: Languages
) -> None:
    bar = TitleBar(theme, clocks.now)
    qtbot.addWidget(bar)
    bar.resize(1366, 48)
    bar.set_training(True)
    bar.set_muted(True)
    bar.set_unresolved(1)
    bar.show()
    languages.use(DEFAULT_LANGUAGE)
    chips = [bar.findChild(QWidget, name) for name in ("training_chip", "muted_chip", "unresolved_badge")]

    qtbot.waitUntil(lambda: chips[0] is not None and chips[0].accessibleName() == "训练模式")
    assert [chip.accessibleName() for chip in chips if chip][1:] == ["收银机没有声音", "待确认 1"]
    assert not bar.grab().isNull()


def test_the_strip_sums_up_the_last_payments(theme: Theme, qtbot: QtBot) -> None:
    strip = ResultStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(1366, 40)
    empty = strip.text()
    paid = payment(PaymentState.PAID)
    unknown = payment(PaymentState.PRESENTED, sale_number="012511230411", unanswered=2)
    strip.set_payments((paid, unknown, paid, paid, paid, paid))

    assert empty == ""
    assert len(strip.results) == 5
    assert strip.text().startswith("0412 ¥123.60 WeChat | 0411 ¥123.60 Unconfirmed | ")


def test_the_strip_says_by_what_a_ticket_was_paid(theme: Theme, qtbot: QtBot) -> None:
    strip = ResultStrip(theme)
    qtbot.addWidget(strip)
    strip.set_payments((at_once(), at_once(Tender.OTHER)))

    assert strip.text() == "0412 ¥123.60 Cash | 0412 ¥123.60 银行卡"


def test_the_strip_says_whether_the_newest_payment_was_said_aloud(theme: Theme, qtbot: QtBot) -> None:
    strip = ResultStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(1366, 40)
    newest = payment(PaymentState.PAID)
    strip.set_payments((newest,))
    unsaid = strip.grab().toImage()
    strip.set_announced("another payment", True)
    still = strip.grab().toImage()
    strip.set_announced(newest.out_trade_no, True)
    said = strip.grab().toImage()
    strip.set_announced(newest.out_trade_no, False)

    assert unsaid == still
    assert unsaid != said
    assert said != strip.grab().toImage()


def test_the_strip_shows_fewer_rather_than_half_a_result(theme: Theme, qtbot: QtBot, languages: Languages) -> None:
    strip = ResultStrip(theme)
    qtbot.addWidget(strip)
    blank = strip.grab().toImage()
    strip.set_payments(tuple(payment(PaymentState.PAID) for _ in range(5)))
    images = []
    for width in (500, 1024, 1366):
        strip.resize(width, 40)
        images.append(strip.grab().toImage())
    languages.use(DEFAULT_LANGUAGE)

    assert blank != images[0]
    qtbot.waitUntil(lambda: strip.accessibleName().startswith("0412 ¥123.60 微信"))


def test_a_banner_says_everything_and_offers_one_thing(theme: Theme, qtbot: QtBot) -> None:
    banner = Banner(theme)
    qtbot.addWidget(banner)
    banner.say(sentence_for(trouble(), payable=True), button="Query now")
    button = banner.findChild(KeyButton, "banner_button")
    assert button is not None

    assert banner.text() == (
        "WeChat Pay did not answer. The customer may have paid: do not charge again. "
        "The till keeps asking by itself. (NET-07)"
    )
    with qtbot.waitSignal(banner.acted):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pixel(banner, 2, 2) == LIGHT.warn_soft
    banner.clear()
    assert (banner.text(), banner.isVisible()) == ("", False)


# ---- frames


def test_a_card_carries_its_spine_inside_the_corners(theme: Theme, qtbot: QtBot) -> None:
    card = Card(theme, "accent")
    qtbot.addWidget(card)
    card.resize(300, 200)
    before = pixel(card, 4, 100)
    card.set_spine("ok_fill")

    assert (before, pixel(card, 4, 100), card.spine) == (LIGHT.accent, LIGHT.ok_fill, "ok_fill")
    assert pixel(card, 20, 100) == LIGHT.raised
    assert pixel(card, 0, 0) != LIGHT.ok_fill


def test_the_spine_leads_in_languages_written_from_the_right(theme: Theme, qtbot: QtBot) -> None:
    card = Card(theme, "accent")
    qtbot.addWidget(card)
    card.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    card.resize(300, 200)

    assert pixel(card, 295, 100) == LIGHT.accent


def test_the_training_frame_stands_on_all_four_edges_and_lets_the_mouse_through(
    theme: Theme, stage: Stage, qtbot: QtBot
) -> None:
    window = QWidget()
    button = KeyButton(theme, parent=window)
    frame = TrainingFrame(theme, window)
    stage(window, 400, 300)
    window.resize(500, 320)
    button.setGeometry(window.rect())
    presses = pressed(button)
    image = window.grab().toImage()

    edges = {image.pixelColor(*at).name().upper() for at in ((2, 160), (497, 160), (250, 2), (250, 317))}
    assert edges == {LIGHT.training}
    assert image.pixelColor(250, 160).name().upper() != LIGHT.training
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert presses == [True]
    assert frame.geometry() == window.rect()


@pytest.fixture
def covered(theme: Theme, stage: Stage) -> tuple[QWidget, KeyButton, Overlay]:
    """A page with a button, and an overlay on it with two fields."""
    page = QWidget()
    below = KeyButton(theme, action=Action.PAY)
    QHBoxLayout(page).addWidget(below)
    overlay = Overlay(theme, page)
    inside = QHBoxLayout(overlay.panel)
    inside.addWidget(QLineEdit())
    inside.addWidget(KeyButton(theme, action=Action.CONFIRM))
    stage(page, 600, 400)
    return page, below, overlay


def test_an_overlay_silences_the_keys_below_and_gives_them_back(
    covered: tuple[QWidget, KeyButton, Overlay], qtbot: QtBot
) -> None:
    page, below, overlay = covered
    presses = pressed(below)
    below.setFocus()

    overlay.open()
    QTest.keyClick(page, Qt.Key.Key_F9)
    while_open = list(presses)
    overlay.close_overlay()
    QTest.keyClick(page, Qt.Key.Key_F9)

    assert (while_open, presses) == ([], [True])
    assert below.hasFocus()
    assert all(shortcut.isEnabled() for shortcut in page.findChildren(QShortcut))


def test_tab_stays_inside_an_overlay(covered: tuple[QWidget, KeyButton, Overlay], qtbot: QtBot) -> None:
    page, below, overlay = covered
    overlay.open()
    seen = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Tab):
        focus = page.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        seen.append(page.focusWidget())

    assert below not in seen
    assert len(set(seen)) == 2


def test_escape_dismisses_an_overlay_and_other_keys_do_not_fall_through(
    covered: tuple[QWidget, KeyButton, Overlay], qtbot: QtBot
) -> None:
    _page, _below, overlay = covered
    overlay.open()

    QTest.keyClick(overlay, Qt.Key.Key_A)
    with qtbot.waitSignal(overlay.dismissed):
        QTest.keyClick(overlay, Qt.Key.Key_Escape)


def test_an_overlay_covers_its_page_at_every_size(covered: tuple[QWidget, KeyButton, Overlay], theme: Theme) -> None:
    page, _below, overlay = covered
    overlay.open()
    page.resize(800, 500)

    assert overlay.rect() == page.rect()
    assert pixel(page, 3, 3) != LIGHT.ground


def test_an_empty_overlay_keeps_the_focus(theme: Theme, stage: Stage) -> None:
    page = QWidget()
    overlay = Overlay(theme, page)
    stage(page, 300, 200)
    overlay.open()

    assert overlay.focusNextPrevChild(True)


def test_the_focus_ring_follows_the_keyboard_and_not_the_mouse(theme: Theme, stage: Stage, qtbot: QtBot) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    first, second = KeyButton(theme), KeyButton(theme)
    for button in (first, second):
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.addWidget(button)
    ring = FocusRing(theme, window)
    stage(window, 400, 120)
    first.setFocus()
    before = ring.isVisible()

    QTest.keyClick(first, Qt.Key.Key_Tab)
    qtbot.waitUntil(ring.isVisible)
    around = second.geometry().adjusted(-5, -5, 5, 5)

    assert (before, ring.geometry()) == (False, around)
    assert pixel(window, around.center().x(), around.top() + 1) == LIGHT.focus
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not ring.isVisible())


def test_parts_follow_a_change_of_theme(theme: Theme, stage: Stage, qtbot: QtBot) -> None:
    card = Card(theme, "accent")
    stage(card, 200, 100)
    theme.set_dark(True)

    assert pixel(card, 4, 50) == DARK.accent
    assert pixel(card, 100, 50) == DARK.raised
