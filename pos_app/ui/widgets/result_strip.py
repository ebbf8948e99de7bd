"""The strip along the bottom: how the last payments ended. It stays when the verdict panel has gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.core.money import Money
from pos_app.core.payment import Payment, Tender
from pos_app.ui import fonts
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark, paint_mark
from pos_app.ui.status import Status, status_of, status_word
from pos_app.ui.tender_words import tender_word
from pos_app.ui.theme import Theme
from pos_app.ui.when import hour_minute
from pos_app.ui.widgets.amount import AmountLook, amount_width, paint_amount

HEIGHT = 40
MOST = 5  # the last one at length, then four more
_MOST_NARROW = 2
_NARROW = 1200
_GAP = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One payment in a few words."""

    number: str
    ticket: str
    amount: Money
    status: Status
    tender: Tender
    label: str  # of another tender
    at: datetime

    @property
    def ending(self) -> str:
        """The tender of a paid one, the status of any other."""
        if self.status is not Status.PAID:
            return status_word(self.status)
        if self.tender is Tender.WECHAT_QR:
            return QCoreApplication.translate("ResultStrip", "WeChat")
        return tender_word(self.tender, self.label)

    def text(self) -> str:
        """Give it as plain text."""
        return f"{self.ticket} ¥{self.amount} {self.ending}"


def result_of(payment: Payment) -> Result:
    """Sum a payment up."""
    return Result(
        number=payment.out_trade_no,
        ticket=payment.sale_number[8:],
        amount=payment.amount,
        status=status_of(payment),
        tender=payment.tender,
        label=payment.label,
        at=payment.paid_at or payment.settled_at or payment.created_at,
    )


class ResultStrip(QWidget):
    """Shows the newest first. Painted whole: a dozen labels would cost more than they tell."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("result_strip")
        self._theme = theme
        self._results: tuple[Result, ...] = ()
        self._announced: tuple[str, bool] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def results(self) -> tuple[Result, ...]:
        """What is shown, newest first."""
        return self._results

    def text(self) -> str:
        """Give what a person reads."""
        return " | ".join(result.text() for result in self._results)

    def set_payments(self, payments: tuple[Payment, ...]) -> None:
        """Show the last payments, newest first."""
        results = tuple(result_of(payment) for payment in payments[:MOST])
        if results != self._results:
            self._results = results
            self.setAccessibleName(self.text())
            self.update()

    def set_announced(self, number: str, announced: bool) -> None:
        """Say whether a payment was said aloud; it is shown beside the newest."""
        self._announced = (number, announced)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the strip's height."""
        return QSize(400, self._theme.px(HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.setAccessibleName(self.text())
            self.update()
        super().changeEvent(event)

    # ---- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the results from the left, and the help at the right."""
        painter = QPainter(self)
        tokens = self._theme.tokens
        painter.fillRect(self.rect(), QColor(tokens.raised))
        painter.fillRect(0, 0, self.width(), 1, QColor(tokens.line))
        end = self._paint_help(painter)
        if not self._results:
            self._words(painter, 16, QCoreApplication.translate("ResultStrip", "No payment yet"), tokens.muted)
            return
        x = self._paint_last(painter, 16.0)
        most = _MOST_NARROW if self.width() < _NARROW else MOST
        if len(self._results) > 1:
            painter.fillRect(QRectF(round(x + 12), self.height() / 2 - 8, 1, 16), QColor(tokens.line))
            x += 12
        for result in self._results[1:most]:
            x = self._paint_result(painter, x + 20, end, result)

    def _paint_help(self, painter: QPainter) -> float:
        hint = self._theme.keys.hint(Action.HELP)
        words = QCoreApplication.translate("ResultStrip", "{key} Help").format(key=hint)
        x = self.width() - 16 - QFontMetricsF(self._small()).horizontalAdvance(words)
        self._words(painter, x, words, self._theme.tokens.muted)
        return x - 20

    def _paint_last(self, painter: QPainter, x: float) -> float:
        tokens, last = self._theme.tokens, self._results[0]
        x = self._words(painter, x, QCoreApplication.translate("ResultStrip", "Last"), tokens.muted)
        x = self._mark(painter, x + _GAP, last.status.mark, 22)
        x = self._words(painter, x + _GAP, last.ticket, tokens.text, self._bold(Role.STRONG))
        x = self._amount(painter, x + _GAP, last.amount)
        x = self._words(painter, x + _GAP, last.ending, self._ending_colour(last.status))
        x = self._words(painter, x + _GAP, hour_minute(last.at), tokens.muted)
        if self._announced is None or self._announced[0] != last.number:
            return x
        said = QCoreApplication.translate("ResultStrip", "Announced")
        silent = QCoreApplication.translate("ResultStrip", "Not announced")
        return self._words(painter, x + _GAP, said if self._announced[1] else silent, tokens.muted)

    def _paint_result(self, painter: QPainter, x: float, end: float, result: Result) -> float:
        """Paint one more result, if it fits before ``end``; otherwise nothing, never half of one."""
        ending = result.ending
        metrics = QFontMetricsF(self._small())
        look = self._look()
        width = (
            self._theme.px(20) + metrics.horizontalAdvance(result.ticket + ending) + amount_width(result.amount, look)
        )
        if x + width + 3 * _GAP > end:
            return end
        x = self._mark(painter, x, result.status.mark, 20)
        x = self._words(painter, x + _GAP, result.ticket, self._theme.tokens.muted)
        x = self._amount(painter, x + _GAP, result.amount)
        bold = result.status.mark is Mark.WARN
        font = self._bold(Role.SECONDARY_BOLD) if bold else self._small()
        return self._words(painter, x + _GAP, ending, self._ending_colour(result.status), font)

    def _ending_colour(self, status: Status) -> str:
        tokens = self._theme.tokens
        return {Mark.WARN: tokens.warn, Mark.BAD: tokens.bad}.get(status.mark, tokens.muted)

    def _words(self, painter: QPainter, x: float, text: str, color: str, font: QFont | None = None) -> float:
        font = font or self._small()
        width = QFontMetricsF(font).horizontalAdvance(text)
        painter.setFont(font)
        painter.setPen(QColor(color))
        painter.drawText(QRectF(x, 0, width + 4, self.height()), _LEFT, text)
        return x + width

    def _mark(self, painter: QPainter, x: float, mark: Mark, size: int) -> float:
        side = self._theme.px(size)
        paint_mark(painter, QRectF(x, (self.height() - side) / 2, side, side), mark, self._theme.tokens)
        return x + side

    def _amount(self, painter: QPainter, x: float, money: Money) -> float:
        look = self._look()
        width = amount_width(money, look)
        paint_amount(painter, QRectF(x, 0, width, self.height()), money, look)
        return x + width

    def _look(self) -> AmountLook:
        return AmountLook(
            pixels=self._theme.px(18, 16), color=self._theme.tokens.text, align=Qt.AlignmentFlag.AlignLeft
        )

    def _small(self) -> QFont:
        return fonts.sized(self._theme.font_px(Role.SECONDARY))

    def _bold(self, role: Role) -> QFont:
        return self._theme.font(role)
