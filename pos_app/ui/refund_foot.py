"""The keys at the foot of the refund page: ask, turn between the next refund and the earlier ones, and go on."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.refund_words import Next
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind

_HEIGHT = 64
_NEXT = 340


class RefundFoot(QWidget):
    """Three keys, of which one is filled: whatever comes next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.query = self._key("query_refund", Action.QUERY, "search")
        self.other = self._key("other_refund", Action.SWITCH_PANE)
        self.next = KeyButton(theme, Kind.PRIMARY, action=Action.CONFIRM)
        self.next.setObjectName("review")
        self.next.set_size(_HEIGHT, _HEIGHT, Role.BUTTON)
        self.next.setFixedWidth(_NEXT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.query)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.next)
        self._retranslate()

    def show_preparing(self, reason: str, earlier: int) -> None:
        """Lead on to the last look, unless there is a ``reason`` not to; ``earlier`` refunds can be looked at."""
        self.other.setVisible(earlier > 0)
        self.other.set_label(self.tr("Earlier refunds {count}").format(count=earlier))
        self.other.set_reason("")
        self.next.set_label(self.tr("Next: check"))
        self.next.set_reason(reason)

    def show_following(self, todo: Next, *, left: bool) -> None:
        """Lead on to what can be done about the refund that is followed; ``left`` tells that there is money left."""
        self.other.setVisible(True)
        self.other.set_label(self.tr("Another refund"))
        self.other.set_reason("" if left else self.tr("Nothing left to refund"))
        self.next.set_reason("")
        self.next.set_label(
            {
                Next.SEND_AGAIN: self.tr("Send again"),
                Next.OTHER_ACCOUNT: self.tr("Another account"),
                Next.BEGIN_ANEW: self.tr("New refund"),
            }.get(todo, self.tr("Done"))
        )

    def _key(self, name: str, action: Action, icon: str | None = None) -> KeyButton:
        key = KeyButton(self._theme, Kind.PLAIN, action=action, icon=icon)
        key.setObjectName(name)
        key.set_size(_HEIGHT, _HEIGHT)
        key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return key

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; the page says the rest anew."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.query.set_label(self.tr("Query"))
