"""Unknown is a state (rule M3): do not charge again, the till keeps asking. No button here can charge."""

from __future__ import annotations

from itertools import zip_longest

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.i18n import sentence_for
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.payment_panels.frame import Panel, button_row, leading
from pos_app.ui.story import StoryLine, line_text
from pos_app.ui.theme import Theme
from pos_app.ui.when import hour_minute_second
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.bars import CountdownBar
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.key_button import Kind
from pos_app.ui.widgets.labels import Label, rule
from pos_app.ui.widgets.mark_label import MarkLabel

_HATCH = 12
_EDGE = 2
_STORY_LINES, _STORY_LINES_NARROW = 6, 4


class _AmberHead(QWidget):
    """The order, on amber under a hatch band."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.order = Headline(theme, Role.UNKNOWN, "on_warn")
        self.order.setObjectName("unconfirmed_order")
        self.more = Label(Role.SECTION, "on_warn", wrap=True)
        self.more.setProperty("weight", "regular")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.order)
        words.addWidget(self.more)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, _HATCH + 10, 24, 10)
        row.setSpacing(28)
        self.mark = MarkLabel(theme, Mark.WARN, 96, inverse=True)
        row.addWidget(self.mark)
        row.addLayout(words, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint amber with rounded upper corners, and the hatch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        radius = self._theme.px(10) - _EDGE
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        shape.addRoundedRect(QRectF(0, 0, self.width(), 3 * radius), radius, radius)
        shape.addRect(QRectF(0, radius, self.width(), self.height() - radius))
        painter.fillPath(shape, QColor(tokens.warn_fill))
        painter.setClipPath(shape)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.on_warn))
        for x in range(-_HATCH, self.width() + _HATCH, 2 * _HATCH):
            corners = [(x, _HATCH), (x + _HATCH, 0), (x + 2 * _HATCH, 0), (x + _HATCH, _HATCH)]
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


class _StoryRow(QWidget):
    """One thing that happened: when, with which mark, and what."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._at = Label(Role.CELL, "muted")
        self._at.setMinimumWidth(round(QFontMetricsF(theme.font(Role.CELL)).horizontalAdvance("00:00:00")) + 1)
        self._mark = MarkLabel(theme, Mark.WARN, 22)
        self._what = Label(Role.CELL, wrap=True)
        keep = self._mark.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(keep)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._at, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._what, 1)

    def set_line(self, line: StoryLine | None) -> None:
        """Tell something, or nothing."""
        self.setVisible(line is not None)
        if line is None:
            return
        self._at.setText(hour_minute_second(line.at))
        self._what.setText(line_text(line))
        self._mark.setVisible(line.mark is not None)
        if line.mark is not None:
            self._mark.set_mark(line.mark)


class UnconfirmedPanel(Panel):
    """Amount, the next question, and the story so far."""

    query_requested = Signal(object)  # str: out_trade_no
    next_requested = Signal(object)  # str: out_trade_no

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, PanelName.UNCONFIRMED)
        self._story: tuple[StoryLine, ...] = ()
        self._due: tuple[float | None, float] = (None, 0.0)
        self._head = _AmberHead(theme)
        self._sum = Label(Role.ITEM, "muted")
        self._amount = AmountLabel(theme, Role.TAIL)
        self._live = MarkLabel(theme, Mark.LIVE, 26)
        self._asking = Label(Role.CELL)
        self._seconds = Label(Role.QUANTITY)
        self._seconds.setObjectName("next_question")
        self._bar = CountdownBar(theme, "warn")
        self._blocked = Label(Role.SECONDARY, "muted", wrap=True)
        self._story_title = Label(Role.SECTION)
        self._story_rows = [_StoryRow(theme) for _ in range(_STORY_LINES)]
        self._code = Label(Role.SECONDARY, "muted", wrap=True)
        self._code.setObjectName("trouble_code")
        self._query = self.button("query_now", Kind.PRIMARY, action=Action.QUERY, icon="search")
        self._query.set_size(80, 72, Role.SECTION)
        self._next = self.button("serve_next", action=Action.CONFIRM, icon="arrow-right")
        self._next.set_size(80, 72, Role.SECTION)
        self._query.clicked.connect(self._ask)
        self._next.clicked.connect(self._serve_next)
        self._lay_out()
        self.set_next(None)

    def _lay_out(self) -> None:
        asking = QHBoxLayout()
        asking.setSpacing(12)
        asking.addWidget(self._live)
        asking.addWidget(self._asking)
        asking.addWidget(self._seconds)
        asking.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(leading(self._sum))
        left.addWidget(self._amount)
        left.addSpacing(8)
        left.addLayout(asking)
        left.addWidget(self._bar)
        left.addStretch(1)
        left.addWidget(self._blocked)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._story_title)
        for row in self._story_rows:
            right.addWidget(row)
        right.addStretch(1)
        right.addWidget(self._code)
        self._rule = rule(upright=True)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.addLayout(left, 45)
        self._halves.addWidget(self._rule)
        self._halves.addLayout(right, 55)
        body = QVBoxLayout()
        body.setContentsMargins(32, 20, 32, 24)
        body.setSpacing(24)
        body.addLayout(self._halves, 1)
        body.addLayout(button_row(self._query, self._next))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addLayout(body, 1)

    def arrange(self) -> None:
        """Put the story beside the amount, or below it where the panel is narrow."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(down if self.narrow else across)
        self._halves.setSpacing(12 if self.narrow else 32)
        self._rule.setVisible(not self.narrow)
        self._blocked.setVisible(not self.narrow)
        self._head.mark.set_size(56 if self.narrow else 96)
        self._head.order.set_pixels(self.theme.px(38) if self.narrow else None)
        self._tell_story()

    # ---- what it is told

    def set_story(self, story: tuple[StoryLine, ...]) -> None:
        """Show what happened so far, the newest last."""
        self._story = story
        self._tell_story()

    def set_next(self, seconds: float | None, delay: float = 0) -> None:
        """Show how long until the next question, of ``delay`` seconds; none while one is on its way."""
        self._due = (seconds, delay)
        self._tell_next()

    def _tell_next(self) -> None:
        translate = QCoreApplication.translate
        seconds, delay = self._due
        if seconds is None:
            self._asking.setText(translate("PaymentPanels", "Asking WeChat Pay now"))
            self._seconds.clear()
            self._bar.set_left(0, 1)
        else:
            self._asking.setText(translate("PaymentPanels", "Next question in"))
            self._seconds.setText(translate("PaymentPanels", "{seconds} s").format(seconds=max(0, -int(-seconds // 1))))
            self._bar.set_left(seconds, delay)

    # ---- what it says

    def retell(self) -> None:
        """Say everything in the language of now."""
        if self.payment is None:
            return
        translate = QCoreApplication.translate
        self._head.order.setText(translate("PaymentPanels", "Unconfirmed: do not charge again"))
        more = translate("PaymentPanels", "The customer may have paid. The till keeps asking; no money is lost.")
        self._head.more.setText(more)
        self._sum.setText(translate("PaymentPanels", "Amount"))
        self._amount.set_money(self.payment.amount)
        blocked = translate("PaymentPanels", "This ticket cannot be charged again until this payment has an answer.")
        self._blocked.setText(blocked)
        self._story_title.setText(translate("PaymentPanels", "What happened"))
        if self.payment.trouble is not None:
            code = sentence_for(self.payment.trouble, payable=True).code
            kept = translate("PaymentPanels", "Code {code} · written down, safe from a power cut")
            self._code.setText(kept.format(code=code))
        self._query.set_label(translate("PaymentPanels", "Query now"))
        self._next.set_label(translate("PaymentPanels", "Serve next"))
        self._tell_next()
        self._tell_story()

    def _tell_story(self) -> None:
        shown = self._story[-(_STORY_LINES_NARROW if self.narrow else _STORY_LINES) :]
        for row, line in zip_longest(self._story_rows, shown):
            row.set_line(line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card with an amber edge: amber on white is never without one."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.tokens.warn), _EDGE))
        radius = self.theme.px(10)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    # ---- what a person does

    @Slot()
    def _ask(self) -> None:
        if self.payment is not None:
            self.query_requested.emit(self.payment.out_trade_no)

    @Slot()
    def _serve_next(self) -> None:
        if self.payment is not None:
            self.next_requested.emit(self.payment.out_trade_no)
