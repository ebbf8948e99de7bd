"""Everything that stands on the sale page, and its place in every size of window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from pos_app.ui.function_row import FunctionRow
from pos_app.ui.keys import Action
from pos_app.ui.note_card import NoteCard
from pos_app.ui.numpad import Numpad
from pos_app.ui.pane_switch import WIDTH, PaneSwitch
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.sale_plan import SalePlan, plan_sale, with_keypad
from pos_app.ui.settling import Face
from pos_app.ui.shelf import Shelf
from pos_app.ui.tender_panel import TenderPanel
from pos_app.ui.tendering import Habits
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
    wechat: KeyButton
    cash: KeyButton
    pay: KeyButton
    switch: PaneSwitch
    tenders: TenderPanel
    panel: PaymentPanels

    def place(self, size: QSize, face: Face) -> None:
        """Put every part in its place, and show those that belong to the face."""
        keypad = self.switch.keypad and not self.shelf.search.text()  # what is searched for wants to be seen
        large = keypad and self.switch.leads
        plan = with_keypad(plan_sale(size)) if large else plan_sale(size)
        self.ticket.setGeometry(plan.ticket)
        self.ticket.show_codes(not plan.narrow)
        self.note.setGeometry(plan.note)
        self.functions.setGeometry(plan.functions)
        self.pay.setGeometry(plan.pay)
        self.wechat.setGeometry(plan.wechat)
        self.cash.setGeometry(plan.cash)
        self.quick.setGeometry(plan.quick)
        self.panel.setGeometry(plan.panel)
        self.tenders.setGeometry(plan.panel)
        self.tenders.place(plan)
        self.numpad.setGeometry(plan.pad)
        self._place_shelf(plan, large=large and not plan.narrow)
        self._show(plan, face, keypad=keypad)

    def _place_shelf(self, plan: SalePlan, *, large: bool) -> None:
        chips, shared = plan.chips, plan.narrow or self.switch.leads
        self.shelf.search.setGeometry(plan.search)
        self.shelf.chips.setGeometry(chips.adjusted(0, 0, -(WIDTH + 8), 0) if shared else chips)
        row = QRect(plan.pay.left(), plan.search.top(), plan.pay.width(), chips.height()) if large else chips
        self.switch.setGeometry(row.right() + 1 - WIDTH, row.top(), WIDTH, row.height())
        self.shelf.tiles.place(plan.tiles, plan.columns, plan.rows)

    def _show(self, plan: SalePlan, face: Face, *, keypad: bool) -> None:
        ringing = face is Face.RINGING
        shared = plan.narrow or self.switch.leads
        for widget, shown in (
            (self.panel, face is Face.PAYMENT),
            (self.tenders, face is Face.TENDERS),
            (self.note, not ringing and not plan.note.isEmpty()),
            (self.functions, ringing),
            (self.pay, ringing),
            (self.wechat, ringing),
            (self.cash, ringing),
            (self.quick, ringing and (keypad or not plan.narrow)),
            (self.shelf.search, ringing),
            (self.shelf.chips, ringing and not (keypad and not plan.narrow and shared)),
            (self.shelf.tiles, ringing and not (shared and keypad)),
            (self.numpad, ringing and (keypad or not plan.narrow)),
            (self.switch, ringing and shared),
        ):
            widget.setVisible(shown)


def build_stage(theme: Theme, page: QWidget, panel: PaymentPanels, habits: Habits) -> Stage:
    """Make the parts, as children of the page."""
    panel.setParent(page)
    return Stage(
        ticket=TicketCard(theme, page),
        note=NoteCard(theme, page),
        shelf=Shelf(theme, page),
        numpad=Numpad(theme, page),
        functions=FunctionRow(theme, page),
        quick=_page_key(theme, page, "quick", Action.QUICK, "plus"),
        wechat=_key(theme, page, "wechat", Action.WECHAT, "wechat", Kind.TENDER),
        cash=_key(theme, page, "cash", Action.CASH, "cash", Kind.PLAIN),
        pay=_key(theme, page, "pay", Action.PAY, None, Kind.PRIMARY),
        switch=PaneSwitch(theme, page),
        tenders=TenderPanel(theme, habits, page),
        panel=panel,
    )


def _page_key(theme: Theme, page: QWidget, name: str, action: Action, icon: str) -> KeyButton:
    """Make a key whose shortcut the page has, since it works while the key cannot be seen."""
    button = _key(theme, page, name, action, icon, Kind.PLAIN)
    for shortcut in button.findChildren(QShortcut):
        shortcut.setEnabled(False)
    return button


def _key(theme: Theme, page: QWidget, name: str, action: Action, icon: str | None, kind: Kind) -> KeyButton:
    button = KeyButton(theme, kind, action=action, icon=icon, parent=page)
    button.setObjectName(name)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
