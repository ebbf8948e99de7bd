"""The doctor's findings as a column of cards: mark, fact, what to do, code."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos_app.doctor.finding import Finding, Verdict
from pos_app.ui.doctor_words import advice_words, check_words, fact_words
from pos_app.ui.fonts import Role
from pos_app.ui.marks import Mark
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import Label
from pos_app.ui.widgets.mark_label import MarkLabel

MARKS = {Verdict.GREEN: Mark.SEAL, Verdict.AMBER: Mark.WARN, Verdict.RED: Mark.BAD}


class DoctorList(QScrollArea):
    """Shows findings as they come, the newest last."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("doctor_list")
        self.setAccessibleName(self.tr("What was found"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # arrow keys move what does not fit
        self.setProperty("ringed", True)
        self._theme = theme
        self._cards: list[_FindingCard] = []
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.setWidget(inside)

    def clear(self) -> None:
        """Show nothing."""
        for card in self._cards:
            card.deleteLater()
        self._cards = []

    def add(self, finding: Finding) -> None:
        """Show one more."""
        card = _FindingCard(self._theme, finding)
        card.setObjectName(f"doctor_finding_{len(self._cards)}")
        self._cards.append(card)
        self._column.insertWidget(len(self._cards) - 1, card)

    def retranslate(self) -> None:
        """Follow the language."""
        self.setAccessibleName(self.tr("What was found"))
        for card in self._cards:
            card.retranslate()


class _FindingCard(Card):
    def __init__(self, theme: Theme, finding: Finding) -> None:
        super().__init__(theme)
        self._finding = finding
        self._fact = Label(Role.CELL, "text", wrap=True)
        self._advice = Label(Role.CELL, "muted", wrap=True)
        self._about = Label(Role.CELL, "muted")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._fact)
        words.addWidget(self._advice)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 12, 18, 12)
        row.setSpacing(16)
        row.addWidget(MarkLabel(theme, MARKS[finding.verdict]))
        row.addLayout(words, 1)
        row.addWidget(self._about)
        self.retranslate()

    def retranslate(self) -> None:
        finding = self._finding
        self._fact.setText(fact_words(finding))
        self._advice.setText(advice_words(finding))
        self._advice.setVisible(bool(finding.outcome.advice))
        self._about.setText(f"{check_words(finding.check)}  {finding.code}")
