"""The customer's screens, painted on a canvas of 1280 by 800; English at three quarters beside or under."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect

from pos_app.core.money import Money
from pos_app.core.sale import Line, Unit
from pos_app.ui import fonts
from pos_app.ui.canvas import CENTRE, RIGHT, Canvas
from pos_app.ui.customer_view import CustomerScreen, CustomerView
from pos_app.ui.customer_words import Phrase, Words
from pos_app.ui.marks import Mark
from pos_app.ui.qr import code_image
from pos_app.ui.theme import CODE_LIGHT
from pos_app.ui.when import minutes_seconds

HEADER = 88
_TOTAL = 480  # width of the slab with the total
_ROW = 84
_BAND = 148
_MODULE, _SMALLEST_MODULE = 14, 8
_FIGURES_FROM = 60.0  # seconds left from which the customer sees figures
_QR_CENTRE = (323, 413)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that a page may show beside the view."""

    shop: str
    speech: Words
    left: float = 0.0  # seconds that the code is still valid
    total: float = 1.0  # of so many
    turn: int = 0


def paint_view(canvas: Canvas, view: CustomerView, scene: Scene) -> None:
    """Paint one state, whole."""
    page: Callable[[Canvas, CustomerView, Scene], None] = {
        CustomerScreen.IDLE: _idle,
        CustomerScreen.CART: _cart,
        CustomerScreen.TENDERS: _cart,
        CustomerScreen.CODE: _code,
        CustomerScreen.PAID: _paid,
    }.get(view.screen, _notice)
    page(canvas, view, scene)


def _bilingual(
    canvas: Canvas, scene: Scene, phrase: Phrase, at: tuple[float, float], size: float, colors: tuple[str, str]
) -> None:
    """Write Chinese, and English smaller beside it."""
    chinese, english = scene.speech.both(phrase)
    width = canvas.text(chinese, at, canvas.font(size), colors[0])
    if english:
        canvas.text(english, (at[0] + width + size / 3, at[1] + 2), canvas.font(size * 0.8), colors[1])


def _header(canvas: Canvas, scene: Scene, phrase: Phrase) -> None:
    tokens = canvas.tokens
    canvas.fill(tokens.slab, 0, 0, canvas.width, HEADER)
    canvas.text(scene.shop, (48, HEADER / 2), canvas.font(36, fonts.BOLD), tokens.slab_text)
    chinese, english = scene.speech.both(phrase)
    right = canvas.width - 48
    if english:
        right -= canvas.text(english, (right, HEADER / 2 + 1), canvas.font(22), tokens.slab_muted, RIGHT) + 20
    canvas.text(chinese, (right, HEADER / 2), canvas.font(26), tokens.slab_text, RIGHT)


def _idle(canvas: Canvas, _view: CustomerView, scene: Scene) -> None:
    tokens = canvas.tokens
    canvas.fill(tokens.slab, 0, 0, canvas.width, canvas.height)
    middle = canvas.height / 2
    canvas.text(scene.shop, (canvas.width / 2, middle - 48), canvas.font(88, fonts.BOLD), tokens.slab_text, CENTRE)
    chinese, english = scene.speech.both(Phrase.WELCOME)
    canvas.text(chinese, (canvas.width / 2, middle + 48), canvas.font(36), tokens.slab_text, CENTRE)
    canvas.text(english, (canvas.width / 2, middle + 98), canvas.font(27), tokens.slab_muted, CENTRE)


# ---- the cart


def _cart(canvas: Canvas, view: CustomerView, scene: Scene) -> None:
    tokens = canvas.tokens
    canvas.fill(tokens.raised, 0, 0, canvas.width, canvas.height)
    side = canvas.width - _TOTAL
    _cart_list(canvas, view, scene, side)
    _last_item(canvas, view.lines[-1], scene, side)
    _cart_total(canvas, view, scene, side)
    _header(canvas, scene, Phrase.WELCOME)


def _cart_list(canvas: Canvas, view: CustomerView, scene: Scene, side: float) -> None:
    """List what came before the last item, the newest at the bottom."""
    tokens = canvas.tokens
    room = int((canvas.height - _BAND - HEADER - 96) // _ROW)
    earlier = view.lines[:-1]
    shown = earlier[-room:]
    if len(shown) < len(earlier):
        above, _ = scene.speech.both(Phrase.MORE_ABOVE, number=len(earlier) - len(shown))
        canvas.text(above, (48, HEADER + 40), canvas.font(22), tokens.muted)
    for i, line in enumerate(shown):
        y = HEADER + 102 + i * _ROW
        name = canvas.elided(line.name, canvas.font(30), side - 48 - 320)
        canvas.text(name, (48, y), canvas.font(30), tokens.text)
        canvas.text(_quantity(line), (side - 218, y), canvas.font(26), tokens.muted, RIGHT)
        canvas.amount(line.amount, (side - 48, y), 30, tokens.text, RIGHT, sign=False)
        canvas.hairline(tokens.line, 48, y + _ROW / 2, side - 96)


def _last_item(canvas: Canvas, line: Line, scene: Scene, side: float) -> None:
    tokens = canvas.tokens
    top = canvas.height - _BAND
    canvas.fill(tokens.accent_soft, 0, top, side, _BAND)
    _bilingual(canvas, scene, Phrase.JUST_ADDED, (48, top + 36), 22, (tokens.accent, tokens.muted))
    y = top + 88
    name = canvas.elided(line.name, canvas.font(44, fonts.BOLD), side - 48 - 340)
    canvas.text(name, (48, y), canvas.font(44, fonts.BOLD), tokens.text)
    width = canvas.amount(line.amount, (side - 48, y), 52, tokens.text, RIGHT, sign=False, most=240)
    canvas.text(_quantity(line), (side - 48 - width - 44, y), canvas.font(34), tokens.muted, RIGHT)


def _cart_total(canvas: Canvas, view: CustomerView, scene: Scene, side: float) -> None:
    tokens = canvas.tokens
    canvas.fill(tokens.slab, side, HEADER, _TOTAL, canvas.height - HEADER)
    left, right = side + 44, canvas.width - 44
    for i, (phrase, money) in enumerate(_large_sums(view)):
        y = HEADER + 68.0 + i * 190
        _bilingual(canvas, scene, phrase, (left, y), 30, (tokens.slab_text, tokens.slab_muted))
        canvas.amount(money, (left, y + 78), 96, tokens.slab_text, most=right - left)
    sums = ((Phrase.SAVED, view.discount), (Phrase.PAID_SO_FAR, view.paid), (Phrase.RECEIVED, view.received))
    rows: list[tuple[Phrase, Money | int]] = [(Phrase.ITEMS, view.pieces), *(row for row in sums if row[1])]
    for i, (phrase, value) in enumerate(reversed(rows)):
        y = canvas.height - 74 - i * 52
        canvas.hairline(tokens.slab_muted, left, y - 26, right - left)
        _bilingual(canvas, scene, phrase, (left, y), 26, (tokens.slab_muted, tokens.slab_muted))
        if isinstance(value, Money):
            canvas.amount(value, (right, y), 26, tokens.slab_text, RIGHT)
        else:
            canvas.text(str(value), (right, y), canvas.font(26, fonts.SEMIBOLD), tokens.slab_text, RIGHT)


def _large_sums(view: CustomerView) -> list[tuple[Phrase, Money]]:
    """Give what is read from afar: the total; once money is taken, what is left to pay, and the change."""
    if view.screen is CustomerScreen.CART:
        return [(Phrase.TOTAL, view.amount)]
    return [(Phrase.TO_PAY, view.amount), *([(Phrase.CHANGE, view.change)] if view.change else [])]


def _quantity(line: Line) -> str:
    if line.unit is Unit.KILOGRAM:
        return f"{line.quantity_milli / 1000:.3f} kg"
    return f"×{line.quantity_milli // 1000}"


# ---- the code


def _code(canvas: Canvas, view: CustomerView, scene: Scene) -> None:
    """White in both themes: the canvas carries the light tokens."""
    tokens = canvas.tokens
    canvas.fill(CODE_LIGHT, 0, 0, canvas.width, canvas.height)
    _header(canvas, scene, Phrase.SCAN_TO_PAY)
    middle = HEADER + (canvas.height - HEADER) / 2
    shift = (canvas.width - 1280) / 4
    bottom = _paint_code(canvas, view, (_QR_CENTRE[0] + shift, middle - 31))
    _validity(canvas, scene, _QR_CENTRE[0] + shift - 203, bottom)
    left = 654 + 3 * shift
    _bilingual(canvas, scene, Phrase.TO_PAY, (left, middle - 248), 30, (tokens.muted, tokens.muted))
    canvas.amount(view.amount, (left, middle - 149), 136, tokens.text, most=canvas.width - left - 48)
    canvas.fill(tokens.accent, left, middle - 22, 88, 6)
    canvas.icon("wechat", (left, middle + 16), 52, tokens.text)
    chinese, _ = scene.speech.both(Phrase.WECHAT_PAY)
    canvas.text(chinese, (left + 70, middle + 42), canvas.font(40, fonts.BOLD), tokens.text)
    chinese, english = scene.speech.both(Phrase.SCAN_WITH_WECHAT)
    canvas.text(chinese, (left, middle + 106), canvas.font(28), tokens.muted)
    canvas.text(english, (left, middle + 148), canvas.font(22), tokens.muted)
    _ticket(canvas, view, scene, (left, middle + 226), tokens.muted, tokens.text)


def _paint_code(canvas: Canvas, view: CustomerView, centre: tuple[float, float]) -> float:
    """Paint the code in whole device pixels; give the height of its lower edge in the design's pixels."""
    if view.payment is None or view.payment.code_url is None:
        return centre[1]
    image = code_image(view.payment.code_url)
    ratio = canvas.painter.device().devicePixelRatio()
    scale = canvas.scale * ratio
    room = int(min(2 * centre[0], canvas.height - HEADER - 130) * scale) // image.width()
    module = max(1, min(max(_SMALLEST_MODULE, int(_MODULE * scale)), room))
    side = image.width() * module
    x, y = round(centre[0] * scale - side / 2), round(centre[1] * scale - side / 2)
    canvas.painter.save()
    canvas.painter.scale(1 / ratio, 1 / ratio)
    canvas.painter.drawImage(QRect(x, y, side, side), image)
    canvas.painter.restore()
    return (y + side - 4 * module) / scale


def _validity(canvas: Canvas, scene: Scene, x: float, code_bottom: float) -> None:
    """Draw the bar; figures only in the last minute, so as not to hurry anybody."""
    tokens = canvas.tokens
    y = code_bottom + 62
    canvas.fill(tokens.accent_soft, x, y, 406, 12, 6)
    share = min(1.0, max(0.0, scene.left / scene.total)) if scene.total > 0 else 0.0
    canvas.fill(tokens.accent, x, y, max(12.0, 406 * share), 12, 6)
    chinese, english = scene.speech.both(Phrase.CODE_VALID)
    canvas.text(chinese, (x, y + 42), canvas.font(22), tokens.muted)
    if scene.left <= _FIGURES_FROM:
        figures = minutes_seconds(scene.left)
        canvas.text(figures, (x + 406, y + 42), canvas.font(28, fonts.SEMIBOLD), tokens.text, RIGHT)
    elif english:
        canvas.text(english, (x + 406, y + 42), canvas.font(22), tokens.muted, RIGHT)


def _ticket(canvas: Canvas, view: CustomerView, scene: Scene, at: tuple[float, float], muted: str, strong: str) -> None:
    chinese, _ = scene.speech.both(Phrase.TICKET)
    width = canvas.text(chinese, at, canvas.font(24), muted)
    canvas.text(view.ticket, (at[0] + width + 8, at[1]), canvas.font(24, fonts.SEMIBOLD), strong)


# ---- verdicts and notices


def _paid(canvas: Canvas, view: CustomerView, scene: Scene) -> None:
    tokens = canvas.tokens
    canvas.fill(tokens.ok_fill, 0, 0, canvas.width, canvas.height)
    middle, x = canvas.height / 2, canvas.width / 2
    canvas.mark(Mark.OK, (x, middle - 219), 152, inverse=True)
    chinese, english = scene.speech.both(Phrase.PAID)
    canvas.text(chinese, (x, middle - 64), canvas.font(88, fonts.BOLD), tokens.on_ok, CENTRE)
    canvas.text(english, (x, middle + 9), canvas.font(30), tokens.on_ok, CENTRE)
    canvas.amount(view.amount, (x, middle + 134), 168, tokens.on_ok, CENTRE, most=canvas.width - 96)
    _change(canvas, view, scene)
    chinese, english = scene.speech.both(Phrase.THANKS)
    canvas.text(chinese, (x, middle + 266), canvas.font(28), tokens.on_ok, CENTRE)
    canvas.text(english, (x, middle + 306), canvas.font(21), tokens.on_ok, CENTRE)
    bottom = canvas.height - 44
    canvas.text(scene.shop, (48, bottom), canvas.font(24, fonts.BOLD), tokens.on_ok)
    width = canvas.text(view.ticket, (canvas.width - 48, bottom), canvas.font(24, fonts.SEMIBOLD), tokens.on_ok, RIGHT)
    ticket, _ = scene.speech.both(Phrase.TICKET)
    canvas.text(ticket, (canvas.width - 56 - width, bottom), canvas.font(24), tokens.on_ok, RIGHT)


def _change(canvas: Canvas, view: CustomerView, scene: Scene) -> None:
    """Say in the corner what was handed over and what goes back."""
    if not view.change:
        return
    tokens, right = canvas.tokens, canvas.width - 48
    for i, (phrase, money) in enumerate(((Phrase.RECEIVED, view.received), (Phrase.CHANGE, view.change))):
        y = 64 + i * 64
        width = canvas.amount(money, (right, y), 48, tokens.on_ok, RIGHT)
        chinese, english = scene.speech.both(phrase)
        canvas.text(f"{chinese} {english}", (right - width - 20, y), canvas.font(26), tokens.on_ok, RIGHT)


_NOTICES = {
    CustomerScreen.WAIT: (Phrase.PLEASE_WAIT, Mark.LIVE, Phrase.CODE_COMING, Phrase.CODE_COMING_MORE),
    CustomerScreen.PASSWORD: (Phrase.PLEASE_WAIT, Mark.LIVE, Phrase.PASSWORD, Phrase.PASSWORD_MORE),
    CustomerScreen.CHECKING: (Phrase.PLEASE_WAIT, Mark.WARN, Phrase.CHECKING, Phrase.CHECKING_MORE),
    CustomerScreen.CANCELLED: (Phrase.WELCOME, Mark.SEAL, Phrase.CANCELLED, Phrase.CANCELLED_MORE),
    CustomerScreen.REFUND_ACCEPTED: (Phrase.WELCOME, Mark.SAFE, Phrase.REFUND, Phrase.REFUND_MORE),
    CustomerScreen.REFUNDED: (Phrase.WELCOME, Mark.SAFE, Phrase.REFUNDED, Phrase.REFUNDED_MORE),
}


def _notice(canvas: Canvas, view: CustomerView, scene: Scene) -> None:
    """Say one thing: a mark, a headline, what to do, and the amount."""
    tokens = canvas.tokens
    head, mark, headline, more = _NOTICES[view.screen]
    canvas.fill(tokens.raised, 0, 0, canvas.width, canvas.height)
    _header(canvas, scene, head)
    middle, x = HEADER + (canvas.height - HEADER) / 2, canvas.width / 2
    canvas.mark(mark, (x, middle - 180), 142, turn=scene.turn)
    chinese, english = scene.speech.both(headline)
    chinese_more, english_more = scene.speech.both(more)
    canvas.text(chinese, (x, middle - 27), canvas.font(76, fonts.BOLD), tokens.text, CENTRE)
    canvas.text(chinese_more, (x, middle + 56), canvas.font(34), tokens.text, CENTRE)
    if english:
        sentence = f"{english}. {english_more.removesuffix('.')}."
        canvas.text(sentence, (x, middle + 108), canvas.font(26), tokens.muted, CENTRE)
    label, _ = scene.speech.both(Phrase.AMOUNT)
    _labelled_amount(canvas, label, view.amount, (x, middle + 210))


def _labelled_amount(canvas: Canvas, label: str, money: Money, centre: tuple[float, float]) -> None:
    """Write label and amount as one line about a centre."""
    tokens = canvas.tokens
    gap = 22
    label_width = canvas.measure(label, canvas.font(30))
    amount_width = canvas.measure_amount(money, 60)
    left = centre[0] - (label_width + gap + amount_width) / 2
    canvas.text(label, (left, centre[1]), canvas.font(30), tokens.muted)
    canvas.amount(money, (left + label_width + gap, centre[1]), 60, tokens.text)
