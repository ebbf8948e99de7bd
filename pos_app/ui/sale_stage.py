"""Everything that stands on the sale page, and its place in every size of window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from pos_app.ui.function_row import FunctionRow
from pos_app.ui.keys import Action
from pos_app.ui.note_card import NoteCard
from pos_app.ui.numpad import Numpad
from pos_app.ui.pane_switch import WIDTH, PaneSwitch
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.sale_plan import SalePlan, plan_sale
from pos_app.ui.shelf import Shelf
from pos_app.ui.theme import Theme
from pos_app.ui.ticket_card import TicketCard
from pos_app.ui.widgets.key_button import KeyButton, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The parts of the sale page. The panel takes the place of goods and keypad, never that of the ticket."""

    ticket: TicketCard
    note: NoteCard
    shelf: Shelf
    numpad: Numpad
    functions: FunctionRow
    quick: KeyButton
    pay: KeyButton
    switch: PaneSwitch
    panel: PaymentPanels

    def place(self, size: QSize, *, ringing: bool) -> None:
        """Put every part in its place; while nothing is ``ringing`` up, the panel is on the stage."""
        plan = plan_sale(size)
        self.ticket.setGeometry(plan.ticket)
        self.ticket.show_codes(not plan.narrow)
        self.note.setGeometry(plan.note)
        self.functions.setGeometry(plan.functions)
        self.functions.set_narrow(plan.narrow)
        self.pay.setGeometry(plan.pay)
        self.quick.setGeometry(plan.quick)
        self.panel.setGeometry(plan.panel)
        self.numpad.setGeometry(plan.pad)
        self._place_shelf(plan)
        self._show(plan, ringing=ringing)

    def _place_shelf(self, plan: SalePlan) -> None:
        chips = plan.chips
        self.shelf.search.setGeometry(plan.search)
        self.shelf.chips.setGeometry(chips.adjusted(0, 0, -(WIDTH + 8), 0) if plan.narrow else chips)
        self.switch.setGeometry(chips.right() + 1 - WIDTH, chips.top(), WIDTH, chips.height())
        self.shelf.tiles.place(plan.tiles, plan.columns, plan.rows)

    def _show(self, plan: SalePlan, *, ringing: bool) -> None:
        keypad = self.switch.keypad and not self.shelf.search.text()  # what is searched for wants to be seen
        for widget, shown in (
            (self.panel, not ringing),
            (self.note, not ringing and not plan.note.isEmpty()),
            (self.functions, ringing),
            (self.pay, ringing),
            (self.quick, ringing),
            (self.shelf.search, ringing),
            (self.shelf.chips, ringing),
            (self.shelf.tiles, ringing and not (plan.narrow and keypad)),
            (self.numpad, ringing and (keypad or not plan.narrow)),
            (self.switch, ringing and plan.narrow),
        ):
            widget.setVisible(shown)


def build_stage(theme: Theme, page: QWidget, panel: PaymentPanels) -> Stage:
    """Make the parts, as children of the page."""
    panel.setParent(page)
    return Stage(
        ticket=TicketCard(theme, page),
        note=NoteCard(theme, page),
        shelf=Shelf(theme, page),
        numpad=Numpad(theme, page),
        functions=FunctionRow(theme, page),
        quick=_key(theme, page, "quick", Action.QUICK, "plus", Kind.PLAIN),
        pay=_key(theme, page, "pay", Action.WECHAT, "wechat", Kind.PRIMARY),
        switch=PaneSwitch(theme, page),
        panel=panel,
    )


def _key(theme: Theme, page: QWidget, name: str, action: Action, icon: str, kind: Kind) -> KeyButton:
    button = KeyButton(theme, kind, action=action, icon=icon, parent=page)
    button.setObjectName(name)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
