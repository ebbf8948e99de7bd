"""The button of the till: label, icon, the key that does the same, and the reason when it is off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pos_app.core.money import Money
from pos_app.ui import icons
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLook, amount_width, paint_amount
from pos_app.ui.widgets.button_kinds import FOOTED, Kind, colours, down_colour, mixed, off_colours, paint_shape
from pos_app.ui.widgets.key_hint import hint_size, paint_hint

__all__ = ["KeyButton", "Kind"]

_NARROW = 180  # pixels below which the key hint goes under the label
_RELEASE_MS = 80
_GAP = 10
_LINE = 1.3  # height of a line, in sizes of its type


_HEIGHTS = {Kind.PRIMARY: (120, 88), Kind.NUMPAD: (112, 72), Kind.FUNCTION: (112, 72)}


class KeyButton(QAbstractButton):
    """A painted button. With an ``action`` it shows the action's key, and that key presses it.

    The shortcut is alive while the button can be seen and used, in the window that has the focus.
    """

    def __init__(
        self,
        theme: Theme,
        kind: Kind = Kind.PLAIN,
        *,
        action: Action | None = None,
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = kind
        self._icon_name = icon
        self._hint_action = action
        self._money: Money | None = None
        self._badge = ""
        self._reason = ""
        self._spoken = ""
        self._reserved: tuple[str, ...] = ()
        self._height: tuple[int, int] | None = None
        self._role: Role | None = None
        self._flashing = False
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.valueChanged.connect(self.update)
        self.released.connect(self._fade_out)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._shortcut = self._make_shortcut(action)

    # ---- what it says

    def set_label(self, label: str) -> None:
        """Say what the button does."""
        if label != self.text():
            self.setText(label)
            self._describe()

    def set_spoken(self, words: str) -> None:
        """Name a button that bears an icon and no label, for those who hear it."""
        self._spoken = words
        self._describe()

    def set_money(self, money: Money | None) -> None:
        """Show an amount after the label."""
        if money != self._money:
            self._money = money
            self._describe()

    def set_badge(self, badge: str) -> None:
        """Show a short count after the label, in accent."""
        if badge != self._badge:
            self._badge = badge
            self._describe()

    def set_icon(self, name: str | None) -> None:
        """Show another icon before the label."""
        self._icon_name = name
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Change what the button is for."""
        if kind is not self._kind:
            self._kind = kind
            self.updateGeometry()
            self.update()

    def set_size(self, full: int, compact: int, role: Role | None = None) -> None:
        """Use a height, and a role for the label, other than the kind's."""
        self._height, self._role = (full, compact), role
        self.updateGeometry()
        self.update()

    def reserve(self, *labels: str) -> None:
        """Keep room for labels that the button may bear, so that nothing moves when it does."""
        if labels != self._reserved:
            self._reserved = labels
            self.updateGeometry()

    def set_reason(self, reason: str) -> None:
        """Turn the button off and say why; an empty reason turns it on."""
        self.setEnabled(not reason)
        if reason != self._reason:
            self._reason = reason
            self._describe()

    @property
    def reason(self) -> str:
        """Why the button is off, in words; empty when it is on."""
        return self._reason

    def flash(self, on: bool) -> None:
        """Light up while the physical key is down."""
        self._flashing = on
        self.update()

    def hint(self) -> str:
        """Give the key's words, from the live key map."""
        return self._theme.keys.hint(self._hint_action) if self._hint_action else ""

    def _describe(self) -> None:
        said = " ".join(
            filter(
                None, [self.text() or self._spoken, f"¥{self._money}" if self._money is not None else "", self._badge]
            )
        )
        self.setAccessibleName(said)
        self.setAccessibleDescription(" · ".join(filter(None, [self.hint(), self._reason])))
        self.updateGeometry()
        self.update()

    # ---- its key

    def _make_shortcut(self, action: Action | None) -> QShortcut | None:
        if action is None:
            return None
        shortcut = QShortcut(self)
        shortcut.setKeys(list(self._theme.keys.sequences(action)))
        shortcut.setAutoRepeat(False)  # a key held down is one press
        shortcut.activated.connect(self._press)
        return shortcut

    def _press(self) -> None:
        if self.isEnabled():
            self._fade_out()
            self.click()

    def _fade_out(self) -> None:
        self._fade.setDuration(self._theme.motion(_RELEASE_MS))
        self._fade.start()

    # ---- size

    def sizeHint(self) -> QSize:
        """Ask for the kind's height and the width of what is said."""
        full, compact = self._height or _HEIGHTS.get(self._kind, (72, 64))
        height = self._theme.px(full, compact)
        return QSize(round(self._content_width() + 2 * self._theme.px(18)), height)

    def minimumSizeHint(self) -> QSize:
        """Live with the hint under the label, where the button is high enough for two lines."""
        wanted = self.sizeHint()
        below = self._content_width(hint=False) + 2 * self._theme.px(8)
        return QSize(min(wanted.width(), max(round(below), self._theme.px(48))), wanted.height())

    def _font(self) -> QFont:
        default = {Kind.PRIMARY: Role.PAY, Kind.NUMPAD: Role.DIGIT, Kind.FUNCTION: Role.ITEM_BOLD}
        return self._theme.font(self._role or default.get(self._kind, Role.BUTTON))

    def _money_look(self, color: QColor) -> AmountLook:
        return AmountLook(pixels=self._font().pixelSize(), color=color, align=Qt.AlignmentFlag.AlignLeft)

    def _content_width(self, *, hint: bool = True, reserved: bool = True) -> float:
        pieces = self._pieces(self._font(), hint=hint)
        metrics = QFontMetricsF(self._font())
        kept = self._reserved if reserved else ()
        pieces[1] = max([pieces[1], *(metrics.horizontalAdvance(label) for label in kept)])
        return sum(pieces) + _GAP * max(0, sum(1 for piece in pieces if piece) - 1)

    def _pieces(self, font: QFont, *, hint: bool) -> list[float]:
        """Measure icon, label, amount, badge and hint; zero for what is not there."""
        metrics = QFontMetricsF(font)
        return [
            float(self._icon_size()) if self._icon_name else 0.0,
            metrics.horizontalAdvance(self.text()) if self.text() else 0.0,
            amount_width(self._money, self._money_look(QColor())) if self._money is not None else 0.0,
            metrics.horizontalAdvance(self._badge) if self._badge else 0.0,
            hint_size(self._theme, self.hint()).width() if hint and self._hint_action else 0.0,
        ]

    def _icon_size(self) -> int:
        return self._theme.px(26, 22)

    # ---- painting

    def changeEvent(self, event: QEvent) -> None:
        """Describe the button anew when the words of the key map change with the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._describe()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shape and content."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, edge, words = self._colours()
        foot = QColor(self._theme.tokens.edge) if self._kind in FOOTED and self.isEnabled() else None
        paint_shape(painter, QRectF(self.rect()), self._theme.px(8), (fill, edge, foot))
        self._paint_content(painter, words)

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Give fill, edge and words for the kind and the moment."""
        tokens = self._theme.tokens
        if not self.isEnabled():
            edge_off, words_off = off_colours(self._kind, tokens)
            return None, QColor(edge_off), QColor(words_off)
        fill, edge, words = colours(self._kind, tokens)
        return self._moment_fill(fill), QColor(edge) if edge else None, QColor(words)

    def _moment_fill(self, fill: str | None) -> QColor | None:
        """Mix the pressed colour in: at once when the button goes down, fading when it comes up."""
        share = 1.0 if self.isDown() or self._flashing else 0.0
        if not share and self._fade.state() is QVariantAnimation.State.Running:
            share = float(self._fade.currentValue())
        if not share:
            return QColor(fill) if fill else None
        tokens = self._theme.tokens
        return mixed(QColor(fill or tokens.ground), QColor(down_colour(self._kind, tokens)), share)

    def _paint_content(self, painter: QPainter, words: QColor) -> None:
        """Paint one line, or two that stand close together in the middle: label, and below it hint or reason."""
        whole = QRectF(self.rect())
        below = self.hint() if self._hint_below() else ""
        if not below and not self._reason:
            self._paint_line(painter, whole, words, hint=self._hint_action is not None)
            return
        first = self._font().pixelSize() * _LINE
        second = hint_size(self._theme, below).height() if below else self._theme.font_px(Role.SECONDARY) * _LINE
        top = (whole.height() - first - second) / 2
        self._paint_line(painter, QRectF(0, top, whole.width(), first), words, hint=False)
        foot = QRectF(0, top + first, whole.width(), second)
        if self._reason:
            self._paint_reason(painter, foot, words)
        else:
            paint_hint(painter, foot, self._theme, below, words)

    def _hint_below(self) -> bool:
        if not self._hint_action or self._reason or not self.text():  # beside an icon alone there is room
            return False
        return self.width() < self._theme.px(_NARROW) or self._content_width(
            reserved=False
        ) > self.width() - self._theme.px(12)

    def _paint_line(self, painter: QPainter, rect: QRectF, words: QColor, *, hint: bool) -> None:
        font = self._fitted_font(rect.width(), hint=hint)
        pieces = self._pieces(font, hint=hint)
        total = sum(pieces) + _GAP * max(0, sum(1 for piece in pieces if piece) - 1)
        x = rect.center().x() - total / 2
        painters = (self._paint_icon, self._paint_label, self._paint_money, self._paint_badge, self._paint_hint_after)
        painter.setFont(font)
        for width, paint in zip(pieces, painters, strict=True):
            if width:
                painter.setPen(words)
                paint(painter, QRectF(x, rect.top(), width, rect.height()), words)
                x += width + _GAP

    def _fitted_font(self, width: float, *, hint: bool) -> QFont:
        """Take a little off the label before it would touch the edges; never below the floor of 15 px."""
        font = QFont(self._font())
        while font.pixelSize() > 15 and sum(self._pieces(font, hint=hint)) + _GAP * 2 > width - 8:
            font.setPixelSize(font.pixelSize() - 1)
        return font

    def _paint_icon(self, painter: QPainter, rect: QRectF, words: QColor) -> None:
        box = QRectF(0, 0, rect.width(), rect.width())
        box.moveCenter(rect.center())
        icons.paint(painter, box, self._icon_name or "", words)

    def _paint_label(self, painter: QPainter, rect: QRectF, _words: QColor) -> None:
        painter.drawText(rect.adjusted(-1, 0, 1, 0), Qt.AlignmentFlag.AlignCenter, self.text())

    def _paint_money(self, painter: QPainter, rect: QRectF, words: QColor) -> None:
        if self._money is not None:
            paint_amount(painter, rect, self._money, self._money_look(words))

    def _paint_badge(self, painter: QPainter, rect: QRectF, words: QColor) -> None:
        plain = self._kind is Kind.PLAIN and self.isEnabled()
        painter.setPen(QColor(self._theme.tokens.accent) if plain else words)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._badge)

    def _paint_hint_after(self, painter: QPainter, rect: QRectF, words: QColor) -> None:
        paint_hint(painter, rect, self._theme, self.hint(), words)

    def _paint_reason(self, painter: QPainter, rect: QRectF, words: QColor) -> None:
        painter.setFont(self._theme.font(Role.SECONDARY))
        painter.setPen(words)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._reason)
