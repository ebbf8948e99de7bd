"""Enrolling an authenticator: its QR code at the left, the first code at the right as proof that it arrived."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.second_factor import enrolment_uri
from pos_app.core.staff import Member
from pos_app.ui.fonts import Role
from pos_app.ui.pin_pad import PinPad
from pos_app.ui.qr import QrCode
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.labels import Label, rule

_WIDTH, _HEIGHT = 800, 516
_MODULE = 5  # pixels


class Enrolment(Overlay):
    """Shows the secret once, as a code for an authenticator. It is gone when this closes.

    Signals:
        typed: the number of the member, the secret, the authenticator's code.
    """

    typed = Signal(str, object, str)

    def __init__(self, theme: Theme, page: QWidget, *, shop: str) -> None:
        super().__init__(theme, page)
        self.setObjectName("enrolment")
        self._shop = shop
        self._member: Member | None = None
        self._secret = b""
        self._title = Label(Role.TITLE)
        self._words = Label(Role.CELL, "muted", wrap=True)
        self.code = QrCode(_MODULE)
        self.code.setObjectName("enrolment_code")
        self.pad = PinPad(theme)
        self.pad.entered.connect(self._send)
        self.pad.left.connect(self.finish)
        self.dismissed.connect(self.finish)
        left = QVBoxLayout()
        left.setContentsMargins(30, 26, 30, 24)
        left.setSpacing(10)
        left.addWidget(self._title)
        left.addWidget(self._words)
        left.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        left.addStretch(1)
        whole = QHBoxLayout(self.panel)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(rule(upright=True))
        whole.addWidget(self.pad)
        self.panel.setFixedSize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self._retranslate()

    def begin(self, member: Member, secret: bytes) -> None:
        """Show the secret of somebody's authenticator, and ask for its first code."""
        self._member, self._secret = member, secret
        self.code.set_text(enrolment_uri(secret, name=member.name, shop=self._shop))
        self.open()
        self.pad.begin("", code=True)
        self._retranslate()

    @Slot()
    def finish(self) -> None:
        """Forget the secret, and uncover the page."""
        self._member, self._secret = None, b""
        self.code.set_text(None)
        self.pad.clear()
        self.close_overlay()

    @Slot(str)
    def _send(self, code: str) -> None:
        if self._member is not None:
            self.typed.emit(self._member.number, self._secret, code)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        name = self._member.name if self._member is not None else ""
        self._title.setText(self.tr("Second factor of {name}").format(name=name))
        self._words.setText(self.tr("Scan this with an authenticator, then type the code that it shows."))
        self.pad.set_title(self.tr("Code of the authenticator"))
        self.pad.set_enter(self.tr("Switch on"))
