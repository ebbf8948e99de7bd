"""The tenders of a ticket: taken, waiting for the customer's phone, or planned; each with its own state."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QScrollArea, QScroller, QSizePolicy, QWidget

from pos_app.core.money import Money
from pos_app.ui import icons
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.marks import paint_mark
from pos_app.ui.status import Status, status_word
from pos_app.ui.tender_plan import CHIP
from pos_app.ui.tender_words import tender_icon, tender_word
from pos_app.ui.tendering import Choice
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLook, paint_amount
from pos_app.ui.widgets.key_hint import hint_size, paint_hint
from pos_app.ui.widgets.pill import paint_pill, pill_colours, pill_size

_STACKED = 360  # pixels of width below which mark and word stand one above the other
_CROSS = 44  # pixels of the place that takes a planned one out


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One tender as it is shown. ``number`` is its payment's, or nothing while it is only planned."""

    choice: Choice
    amount: Money
    status: Status
    number: str = ""
    selected: bool = False

    @property
    def planned(self) -> bool:
        """Whether nothing of it is in the ledger, so that it can be taken out."""
        return not self.number


class TenderChip(QAbstractButton):
    """A painted chip. What is paid cannot be pressed, and never be removed.

    Signals:
        removed: the cross was pressed.
    """

    removed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chip: Chip | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def chip(self) -> Chip | None:
        """What is shown."""
        return self._chip

    def show_chip(self, chip: Chip) -> None:
        """Show another one."""
        self._chip = chip
        self.setEnabled(chip.planned or chip.status is not Status.PAID)
        self.setAccessibleName(f"{tender_word(chip.choice.tender, chip.choice.label)} ¥{chip.amount}")
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of a chip."""
        return QSize(240, CHIP)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the cross from the rest."""
        if self._chip is not None and self._chip.planned and self._cross().contains(event.position()):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def _cross(self) -> QRectF:
        return QRectF(self.width() - _CROSS, 0, _CROSS, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon, name over amount, and at the end the state, or the cross with its key."""
        chip = self._chip
        if chip is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, strong = self._theme.tokens, chip.selected or self.isDown()
        painter.setBrush(QColor(tokens.accent_soft if strong else tokens.raised))
        painter.setPen(QPen(QColor(tokens.accent if strong else tokens.line), 2 if strong else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        icons.paint(painter, QRectF(12, (self.height() - 24) / 2, 24, 24), tender_icon(chip.choice.tender),
                    QColor(tokens.text))  # fmt: skip
        end = self._paint_end(painter, chip)
        self._paint_words(painter, chip, QRectF(46, 5, end - 50, self.height() - 10))

    def _paint_words(self, painter: QPainter, chip: Chip, box: QRectF) -> None:
        tokens, font = self._theme.tokens, self._theme.font(Role.SECONDARY)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted))
        words = tender_word(chip.choice.tender, chip.choice.label)
        name = QRectF(box.left(), box.top(), box.width(), box.height() * 0.42)
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                         QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width()))  # fmt: skip
        look = AmountLook(pixels=self._theme.px(20, 19), color=tokens.text, align=Qt.AlignmentFlag.AlignLeft)
        below = QRectF(box.left(), name.bottom(), box.width(), box.height() - name.height())
        paint_amount(painter, below, chip.amount, look)

    def _paint_end(self, painter: QPainter, chip: Chip) -> float:
        """Paint what stands at the end; give where it begins."""
        right = self.width() - 12.0
        if chip.planned:
            self._paint_cross(painter, chip)
            right = self.width() - _CROSS
        if self.width() < _STACKED:
            return self._paint_stacked(painter, chip.status, right)
        size = pill_size(self._theme, chip.status)
        left = right - size.width()
        paint_pill(painter, QRectF(left, 0, size.width(), self.height()), self._theme, chip.status)
        return left

    def _paint_stacked(self, painter: QPainter, status: Status, right: float) -> float:
        """Paint the mark over its word, where a pill has no room."""
        font = self._theme.font(Role.SECONDARY_BOLD)
        width = max(24.0, QFontMetricsF(font).horizontalAdvance(status_word(status)))
        left, middle = right - width, self.height() / 2
        paint_mark(painter, QRectF(left + width / 2 - 10, middle - 21, 20, 20), status.mark, self._theme.tokens)
        painter.setFont(font)
        painter.setPen(pill_colours(status.mark, self._theme.tokens)[1])
        painter.drawText(QRectF(left, middle, width + 2, 20), Qt.AlignmentFlag.AlignCenter, status_word(status))
        return left

    def _paint_cross(self, painter: QPainter, chip: Chip) -> None:
        tokens, hint = self._theme.tokens, self._theme.keys.hint(Action.DELETE_LINE)
        centre = QPointF(self.width() - _CROSS / 2, self.height() / 2 - (11 if chip.selected else 0))
        cross = QRectF(0, 0, 22, 22)
        cross.moveCenter(centre)
        icons.paint(painter, cross, "x", QColor(tokens.muted))
        if chip.selected:
            room = hint_size(self._theme, hint).width()
            foot = QRectF(centre.x() - room / 2, self.height() / 2, room, self.height() / 2 - 4)
            paint_hint(painter, foot, self._theme, hint, QColor(tokens.accent))


class TenderChips(QScrollArea):
    """A column or two of chips; more than fit are scrolled.

    Signals:
        payment_chosen: the number of a payment that is under way. plan_chosen, plan_removed: a place among the planned.
    """

    payment_chosen = Signal(str)
    plan_chosen = Signal(int)
    plan_removed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tender_chips")
        self._theme = theme
        self._chips: list[TenderChip] = []
        self._shown: tuple[Chip, ...] = ()
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 1)
        self._columns = 1
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().rangeChanged.connect(self._show_newest)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What is shown, in its order."""
        return self._shown

    def show_chips(self, chips: tuple[Chip, ...]) -> None:
        """Show these, and no others; the newest is in view."""
        self._shown = chips
        while len(self._chips) < len(chips):
            self._chips.append(self._make(len(self._chips)))
        for place, widget in enumerate(self._chips):
            widget.setVisible(place < len(chips))
            if place < len(chips):
                widget.show_chip(chips[place])

    @Slot(int, int)
    def _show_newest(self, _first: int, last: int) -> None:
        self.verticalScrollBar().setValue(last)

    def _make(self, place: int) -> TenderChip:
        chip = TenderChip(self._theme)
        chip.setObjectName(f"tender_chip_{place}")
        chip.clicked.connect(self._choose)
        chip.removed.connect(self._remove)
        self._put(chip, place)
        return chip

    def _put(self, chip: TenderChip, place: int) -> None:
        self._grid.addWidget(chip, place // self._columns, place % self._columns)

    def set_columns(self, columns: int) -> None:
        """Stand in so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setColumnStretch(1, columns - 1)
        for place, chip in enumerate(self._chips):
            self._put(chip, place)

    def _sender(self) -> tuple[Chip, int] | None:
        sender = self.sender()
        if not isinstance(sender, TenderChip) or sender.chip is None:
            return None
        planned = [chip for chip in self._shown if chip.planned]
        return sender.chip, planned.index(sender.chip) if sender.chip.planned else -1

    @Slot()
    def _choose(self) -> None:
        if (pressed := self._sender()) is not None:
            chip, place = pressed
            if chip.planned:
                self.plan_chosen.emit(place)
            else:
                self.payment_chosen.emit(chip.number)

    @Slot()
    def _remove(self) -> None:
        if (pressed := self._sender()) is not None and pressed[1] >= 0:
            self.plan_removed.emit(pressed[1])

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the new language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.show_chips(self._shown)
