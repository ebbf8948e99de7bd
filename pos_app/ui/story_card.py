"""One sale in full: what it was, how it stands, and the time line from the journal."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.cart import count_pieces
from pos_app.core.payment import Payment
from pos_app.ui.fonts import Role
from pos_app.ui.moment_list import MomentList
from pos_app.ui.paper_keys import PaperKeys
from pos_app.ui.readings import Story
from pos_app.ui.status import status_of
from pos_app.ui.tender_words import tenders_word
from pos_app.ui.theme import Theme
from pos_app.ui.time_line import moments_of
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import Label, rule
from pos_app.ui.widgets.pill import StatusPill

_HEAD, _AMOUNT = (108, 92), (52, 42)  # pixels on a tall screen, and on a short one


class StoryCard(Card):
    """Empty until it is told a story."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self.setObjectName("story")
        self._story: Story | None = None
        self._words = Label(Role.SECONDARY, "muted")
        self._words.setObjectName("story_words")
        self._amount = AmountLabel(theme, Role.TOTAL)
        self._pill = StatusPill(theme)
        self._pill.setObjectName("story_pill")
        self.time_line = MomentList(theme, self)
        self.paper = PaperKeys(theme, self)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._words)
        words.addWidget(self._amount)
        words.addStretch(1)
        self._head = QWidget(self)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(24, 4, 24, 4)
        row.addLayout(words, 1)
        row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignVCenter)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(1, 1, 1, 4)
        frame.setSpacing(0)
        frame.addWidget(self._head)
        frame.addWidget(rule())
        frame.addSpacing(8)
        frame.addWidget(self.time_line, 1)
        frame.addWidget(self.paper)
        self._fit()
        self._retell()

    @property
    def story(self) -> Story | None:
        """What is told."""
        return self._story

    @property
    def payment(self) -> Payment | None:
        """The payment that says how the sale stands: the last one."""
        return self._story.payments[-1] if self._story is not None and self._story.payments else None

    def show_story(self, story: Story | None) -> None:
        """Tell another story, or none."""
        self._story = story
        self.paper.show_story(story)
        self._retell()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retell()
        elif event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Follow the sizes of the theme."""
        self._head.setFixedHeight(self._theme.px(*_HEAD))
        self._amount.set_pixels(self._theme.px(*_AMOUNT))

    def _retell(self) -> None:
        story, payment = self._story, self.payment
        self.time_line.setAccessibleName(self.tr("What happened"))
        self._head.setVisible(story is not None)
        self._pill.set_status(status_of(payment) if payment is not None else None)
        if story is None:
            self.time_line.show_moments(())
            return
        words = self.tr("Ticket {ticket} · {pieces} items · {tenders} · {cashier}")
        sale, tenders = story.sale, tenders_word(story.payments)
        pieces = count_pieces(sale.lines)
        self._words.setText(words.format(ticket=sale.ticket, pieces=pieces, tenders=tenders, cashier=sale.cashier))
        self._amount.set_money(story.sale.total)
        self.time_line.show_moments(moments_of(story.entries))
