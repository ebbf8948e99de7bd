"""The ticket: its lines, its total, and along its edge the state of its money."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QScroller, QVBoxLayout, QWidget

from pos_app.core.cart import Cart
from pos_app.core.money import ZERO
from pos_app.ui.fonts import Role
from pos_app.ui.status import Status
from pos_app.ui.theme import Theme
from pos_app.ui.ticket_rows import TicketDelegate, TicketModel
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import SPINE, Card
from pos_app.ui.widgets.labels import IconLabel, Label, rule
from pos_app.ui.widgets.pill import StatusPill

_SLAB = (128, 100)  # height on a tall screen, and on a short one
_HEADER, _SUMMARY = 48, 40
_BESIDE_NOTE = 120  # pixels of the summary that are edges and gaps


class TicketCard(Card):
    """Shows a cart or a sale. In the same place on every cashier screen, as is its spine.

    Signals:
        line_chosen: the position of the line that was pressed.
        line_pressed_again: it was the selected one.
    """

    line_chosen = Signal(int)
    line_pressed_again = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "accent", parent)
        self.setObjectName("ticket")
        self._theme = theme
        self._model = TicketModel()
        self._delegate = TicketDelegate(theme)
        self.title = Label(Role.SECTION)
        self.title.setObjectName("ticket_title")
        self._above = Label(Role.SECONDARY, "muted")
        self._lock = IconLabel(theme, "lock", 20, "muted")
        self._locked = Label(Role.CELL, "muted")
        self.pill = StatusPill(theme)
        self.pill.setObjectName("ticket_pill")
        self.list = self._make_list()
        self._pieces_word, self._pieces = Label(Role.CELL, "muted"), Label(Role.STRONG)
        self._discount_word, self._discount = Label(Role.CELL, "muted"), Label(Role.STRONG)
        self._total_word = Label(Role.SECTION, "slab_text")
        self._tax_word = Label(Role.SECONDARY, "slab_muted")
        self.total = AmountLabel(theme, Role.TOTAL, tone="slab_text", align=Qt.AlignmentFlag.AlignRight)
        self.total.setObjectName("ticket_total")
        self._selected: int | None = None
        self._number = self._name = ""
        self._note = Label(Role.CELL, "muted")
        self._note.setObjectName("ticket_note")
        self._note_words = ""
        self._empty = Label(Role.CELL, "muted", wrap=True)
        self._build()
        self._retranslate()
        self.show_cart(Cart(), None)

    # ---------------------------------------------------------------- what it shows

    def show_cart(self, cart: Cart, selected: int | None) -> None:
        """List a cart, with one line selected."""
        self._model.set_lines(cart.lines)
        self.total.set_money(cart.total)
        self._pieces.setText(str(cart.pieces))
        self._discount.setText(f"\u2212¥{cart.discount}")
        for label in (self._discount_word, self._discount):
            label.setVisible(bool(cart.discount))
        self._note_words = cart.note
        self._fit_note()
        self._empty.setVisible(not cart.lines)
        self.list.setVisible(bool(cart.lines))
        self._select(selected)

    def show_title(self, name: str) -> None:
        """Call the ticket something else than a new one."""
        self._name = name
        self._retranslate()

    def show_number(self, number: str) -> None:
        """Name the ticket, once it has a number."""
        self._number = number
        self._retranslate()

    def show_status(self, status: Status | None, spine: str, *, locked: bool) -> None:
        """Tell how the money stands: the spine's colour, a pill, and whether the lines are locked."""
        self.set_spine(spine)
        self.pill.set_status(status)
        for widget in (self._lock, self._locked):
            widget.setVisible(locked)

    def show_codes(self, shown: bool) -> None:
        """Show goods codes, or leave them out where there is no room."""
        if shown is not self._delegate.codes:
            self._delegate.codes = shown
            self.list.viewport().update()

    # ---------------------------------------------------------------- how it is made

    def _make_list(self) -> QListView:
        view = QListView()
        view.setObjectName("ticket_lines")
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(view.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        view.clicked.connect(self._choose)
        view.verticalScrollBar().valueChanged.connect(self._count_above)
        return view

    def _build(self) -> None:
        frame = QVBoxLayout(self)
        frame.setContentsMargins(SPINE, 1, 1, 1)
        frame.setSpacing(0)
        frame.addWidget(self._row(_HEADER, (self.title, self._above, None, self._lock, self._locked, self.pill)))
        frame.addWidget(rule())
        frame.addWidget(self._empty)
        frame.addWidget(self.list, 1)
        frame.addStretch(0)
        frame.addWidget(rule())
        summary = (self._pieces_word, self._pieces, 12, self._discount_word, self._discount, 12, self._note, None)
        frame.addWidget(self._row(_SUMMARY, summary))
        frame.addWidget(self._make_slab())
        self._empty.setContentsMargins(28, 28, 28, 0)

    def _row(self, height: int, parts: tuple[QWidget | int | None, ...]) -> QWidget:
        """Lay parts side by side: a number is a gap, nothing is a stretch."""
        row = QWidget()
        row.setFixedHeight(height)
        line = QHBoxLayout(row)
        line.setContentsMargins(14, 0, 16, 0)
        line.setSpacing(8)
        for part in parts:
            if part is None:
                line.addStretch(1)
            elif isinstance(part, int):
                line.addSpacing(part)
            else:
                line.addWidget(part)
        return row

    def _make_slab(self) -> QWidget:
        slab = QWidget()
        slab.setFixedHeight(self._theme.px(*_SLAB))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._total_word)
        words.addWidget(self._tax_word)
        words.addStretch(1)
        line = QHBoxLayout(slab)
        line.setContentsMargins(14, 0, 18, 0)
        line.addLayout(words)
        line.addWidget(self.total, 1, Qt.AlignmentFlag.AlignVCenter)
        self._slab = slab
        return slab

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count anew what is scrolled out of sight."""
        super().resizeEvent(event)
        self._slab.setFixedHeight(self._theme.px(*_SLAB))
        self._fit_note()
        self._count_above()

    def _fit_note(self) -> None:
        """Write as much of the note as there is room for."""
        used = sum(label.sizeHint().width() for label in (self._pieces_word, self._pieces))
        if self._discount.text() != f"\u2212¥{ZERO}":
            used += sum(label.sizeHint().width() for label in (self._discount_word, self._discount))
        room = self.width() - used - _BESIDE_NOTE
        metrics = QFontMetrics(self._theme.font(Role.CELL))
        self._note.setText(metrics.elidedText(self._note_words, Qt.TextElideMode.ElideRight, room))
        self._note.setAccessibleName(self._note_words)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        number = self._number
        name = self._name or self.tr("New ticket")
        self.title.setText(self.tr("Ticket {number}").format(number=number) if number else name)
        self._locked.setText(self.tr("Being paid, locked"))
        self._pieces_word.setText(self.tr("Items"))
        self._discount_word.setText(self.tr("Discount"))
        self._total_word.setText(self.tr("Total"))
        self._tax_word.setText(self.tr("tax included"))
        self._empty.setText(self.tr("Press goods, scan them, or type an amount and press Quick amount."))
        self.list.setAccessibleName(self.tr("Lines of the ticket"))
        self._count_above()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, and the slab of the total into its rounded foot."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._theme.px(10), self._theme.px(10))
        painter.setClipPath(shape)
        lead = SPINE if self.isLeftToRight() else 0
        foot = QRectF(lead, self._slab.y(), self.width() - SPINE, self.height() - self._slab.y())
        painter.fillRect(foot, QColor(self._theme.tokens.slab))

    # ---------------------------------------------------------------- which line

    def _select(self, position: int | None) -> None:
        self._selected = position
        index = self._model.index(position, 0) if position is not None else QModelIndex()
        self.list.setCurrentIndex(index)
        if index.isValid():
            self.list.scrollTo(index)
        else:
            self.list.clearSelection()
            self.list.scrollToBottom()
        self._count_above()

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.row() == self._selected:
            self.line_pressed_again.emit()
        else:
            self.line_chosen.emit(index.row())

    @Slot()
    def _count_above(self) -> None:
        row = max(1, self._delegate.sizeHint(None, QModelIndex()).height())  # type: ignore[arg-type]
        hidden = -(-self.list.verticalScrollBar().value() // row)
        self._above.setText(self.tr("↑ %n more above", "", hidden) if hidden else "")
