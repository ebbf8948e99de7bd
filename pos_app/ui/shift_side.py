"""Beside the count: what to know before a shift ends, and what stays in the drawer; or what the last one left."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.core.money import Money
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.figures import Figure, FigureList, scrolled
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.readings import DrawerStanding
from pos_app.ui.shift_words import carried_figures, span_words, ticket_range
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import Label, rule

_ROWS = (64, 48)
_ALL = 0


class ShiftSide(Card):
    """Told by setters; what stays in the drawer is chosen here.

    Signals:
        chosen: what stays in the drawer was chosen anew.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self.setObjectName("shift_side")
        self._standing: DrawerStanding | None = None
        self._blind = True
        self._waiting_slips = 0
        self._title = Label(Role.SECTION)
        self._title.setContentsMargins(20, 14, 20, 12)
        self.figures = FigureList(theme, "shift_points", _ROWS)
        self._foot = Label(Role.SECONDARY, "muted", wrap=True)
        self._foot.setObjectName("shift_side_foot")
        self._stays_word = Label(Role.SECONDARY, "muted")
        self.stays = ChoiceRow("stays", 2, segments=True)
        self.stays.give_keys(theme, Action.LEAVE_ALL, Action.LEAVE_FLOAT)
        self.stays.chosen.connect(self.chosen)
        below = QVBoxLayout()
        below.setContentsMargins(20, 4, 20, 14)
        below.setSpacing(8)
        below.addWidget(self._foot)
        below.addWidget(self._stays_word)
        below.addWidget(self.stays)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.setSpacing(0)
        frame.addWidget(self._title)
        frame.addWidget(rule())
        frame.addWidget(scrolled(self.figures), 1)
        frame.addLayout(below)
        self._retranslate()

    def show_standing(self, standing: DrawerStanding | None, *, blind: bool) -> None:
        """Show how things stand; ``blind`` keeps back what tells how much cash there should be."""
        self._standing, self._blind = standing, blind
        self._show()

    def set_waiting_slips(self, count: int) -> None:
        """Say how many papers wait for the printer."""
        self._waiting_slips = count
        self._show()

    def left_of(self, counted: Money) -> Money:
        """Say what stays in the drawer of what was counted: all of it, or the float."""
        report = self._standing.report if self._standing is not None else None
        if self.stays.position == _ALL or report is None:
            return counted
        return min(counted, report.shift.float_count.total)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._stays_word.setText(self.tr("Stays in the drawer for the next shift"))
        self.stays.set_words((self.tr("All of it"), self.tr("The float")))
        self._show()

    def _show(self) -> None:
        standing = self._standing
        closing = standing is not None and standing.report is not None
        for widget in (self._stays_word, self.stays):
            widget.setVisible(closing)
        self._title.setText(self.tr("Before you close") if closing else self.tr("The last shift"))
        if standing is None:
            self.figures.set_figures(())
            self._foot.setText("")
        elif closing:
            self.figures.set_figures(_before(standing, self._waiting_slips))
            self._foot.setText(self._carried_words(standing))
        else:
            self.figures.set_figures(_last(standing, blind=self._blind))
            self._foot.setText("" if standing.last is not None else self.tr("This till has not closed a shift yet."))

    def _carried_words(self, standing: DrawerStanding) -> str:
        count = len(standing.report.carried) if standing.report is not None else 0
        if not count:
            return self.tr("Nothing is left over for the next shift.")
        return self.tr("{count} go to the next shift, each by name on the Z report.").format(count=count)


def _before(standing: DrawerStanding, waiting_slips: int) -> tuple[Figure, ...]:
    report = standing.report
    if report is None:
        return ()
    translate = QCoreApplication.translate
    slips = translate("Shift", "{count} waiting").format(count=waiting_slips)
    return (
        Figure(name=translate("Shift", "Tickets"), value=ticket_range(report.figures), mark=Mark.SEAL),
        Figure(
            name=translate("Shift", "Printing"),
            value=slips if waiting_slips else translate("Shift", "Nothing waits"),
            mark=Mark.SEAL,
            strong=bool(waiting_slips),
        ),
        *carried_figures(report.carried),
    )


def _last(standing: DrawerStanding, *, blind: bool) -> tuple[Figure, ...]:
    shift = standing.last
    if shift is None or shift.closing is None:
        return ()
    translate = QCoreApplication.translate
    rows = (
        Figure(name=translate("Shift", "Z report"), value=shift.number),
        Figure(name=translate("Shift", "Closed by"), value=shift.closing.who),
        Figure(name=translate("Shift", "From and to"), value=span_words(shift)),
    )
    left = Figure(name=translate("Shift", "Left in the drawer"), value=standing.left, strong=True)
    return rows if blind else (*rows, left)
