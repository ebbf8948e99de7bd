"""Which days a report is of: a day, a week, a month, a year, or what is typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos_app.core.finding import Day, understand
from pos_app.core.span import Period, Span, moved
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.keys import Action
from pos_app.ui.report_words import short_span_word
from pos_app.ui.search_field import SearchField
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind

_HIGH = 56
_FIELD, _FIELD_NARROW = 330, 300
_ARROW = 70  # pixels
_PERIODS = (Period.DAY, Period.WEEK, Period.MONTH, Period.YEAR)
_KEYS = (Action.REPORT_DAY, Action.REPORT_WEEK, Action.REPORT_MONTH, Action.REPORT_YEAR)
_BETWEEN = re.compile(r"\s+(?:–|—|-|~|到|至|to)\s+|\s+")
_YEAR = re.compile(r"(20[0-9]{2})年?")
_NO_YEAR = re.compile(r"[0-9]{1,2}-[0-9]{1,2}")
_MONTH = re.compile(r"(20[0-9]{2})[-/.年]([0-9]{1,2})月?")


def typed_span(text: str, *, today: date) -> Span | None:
    """Read days as a person types them: one, the first and the last, a month (``2026-11``), or a year."""
    plain = text.strip()
    try:
        if match := _YEAR.fullmatch(plain):
            return Period.YEAR.around(date(int(match[1]), 1, 1))
        if match := _MONTH.fullmatch(plain):
            return Period.MONTH.around(date(int(match[1]), int(match[2]), 1))
    except ValueError:  # no such month
        return None
    first, *more = _BETWEEN.split(plain)
    begin = _day(first, today)
    if begin is None or len(more) > 1:
        return None
    end = _day(f"{begin.year}-{more[0]}" if _NO_YEAR.fullmatch(more[0]) else more[0], today) if more else begin
    return None if end is None else Span(first=min(begin, end), last=max(begin, end))


def _day(word: str, today: date) -> date | None:
    meanings = [meaning for one in understand(word, today=today).words for meaning in one.meanings]
    return next((meaning.date for meaning in meanings if isinstance(meaning, Day)), None)


class SpanKeys(QWidget):
    """Chooses days; they follow each other by the arrows.

    Signals:
        changed: a choice was made, perhaps the same one again.
    """

    changed = Signal()

    def __init__(self, theme: Theme, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._period: Period | None = Period.DAY
        self.span = Period.DAY.around(self._today())
        self._before = _arrow(theme, "span_before", Action.DAY_BEFORE, "arrow-left")
        self._before.clicked.connect(self._go_back)
        self._after = _arrow(theme, "span_after", Action.DAY_AFTER, "arrow-right")
        self._after.clicked.connect(self._go_on)
        self.field = SearchField(theme, self, action=Action.SEARCH)
        self.field.setObjectName("span_field")
        self.field.returnPressed.connect(self._enter)
        self.field.left.connect(self._leave)
        find = QShortcut(self)
        find.setKeys(list(theme.keys.sequences(Action.SEARCH)))
        find.activated.connect(self._begin_typing)
        self.periods = ChoiceRow("periods", len(_PERIODS), segments=True)
        self.periods.give_keys(theme, *_KEYS)
        self.periods.chosen.connect(self._choose)
        self.periods.set_loose()
        self.periods.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self._before, self.field, self._after):
            row.addWidget(part)
        row.addSpacing(4)
        row.addWidget(self.periods)
        self._retranslate()

    def fit(self, *, wide: bool) -> None:
        """Take less room where there is little."""
        self.field.setFixedWidth(_FIELD if wide else _FIELD_NARROW)

    def choose(self, span: Span, period: Period | None) -> None:
        """Choose some days; without a period the arrows move by as many."""
        self._period, self.span = period, span
        if period is not None:
            self.periods.blockSignals(True)
            self.periods.choose(_PERIODS.index(period))
            self.periods.blockSignals(False)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.field.setText(short_span_word(self.span, self._period))
        self._after.setEnabled(self.span.last < self._today())

    # ---------------------------------------------------------------- what a person does

    @Slot(int)
    def _choose(self, place: int) -> None:
        """Take the period that lies around the last of the chosen days; of days to come, around today."""
        period = _PERIODS[place]
        self.choose(period.around(min(self.span.last, self._today())), period)

    @Slot()
    def _go_back(self) -> None:
        self.choose(moved(self.span, self._period, later=False), self._period)

    @Slot()
    def _go_on(self) -> None:
        self.choose(moved(self.span, self._period, later=True), self._period)

    @Slot()
    def _begin_typing(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    @Slot()
    def _enter(self) -> None:
        span = typed_span(self.field.text(), today=self._today())
        if span is None:
            self.field.reject()
            return
        self._leave()
        self.choose(span, next((period for period in _PERIODS if period.around(span.first) == span), None))

    @Slot()
    def _leave(self) -> None:
        self._show()
        self.field.clearFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.periods.set_words((self.tr("Day"), self.tr("Week"), self.tr("Month"), self.tr("Year")))
        self.field.setPlaceholderText(self.tr("First and last day"))
        self.field.setAccessibleName(self.tr("Days of the report"))
        self._before.set_spoken(self.tr("Earlier"))
        self._after.set_spoken(self.tr("Later"))
        self._show()


def _arrow(theme: Theme, name: str, action: Action, icon: str) -> KeyButton:
    key = KeyButton(theme, Kind.PLAIN, action=action, icon=icon)
    key.setObjectName(name)
    key.set_size(_HIGH, _HIGH)
    key.setFixedWidth(theme.px(_ARROW))
    return key
