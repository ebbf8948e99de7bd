"""The numbers that a till needs for its merchant account, each in a field of its own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from pos_app.config import Settings
from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.labels import Label

FIELDS = ("shop", "till", "mchid", "appid", "public_key_id", "notify_url", "api_v3_key")
_NEEDED = frozenset(FIELDS) - {"public_key_id", "mchid"}  # a certificate names its merchant
_FIELD = 48
_LONGEST = 255


def _word(name: str) -> str:
    translate = QCoreApplication.translate
    return {
        "shop": translate("Account", "The shop's name"),
        "till": translate("Account", "The till's number"),
        "mchid": translate("Account", "Merchant number"),
        "appid": translate("Account", "AppID"),
        "public_key_id": translate("Account", "Number of the public key"),
        "notify_url": translate("Account", "Address for notices"),
        "api_v3_key": translate("Account", "APIv3 key"),
    }[name]


def _hint(name: str) -> str:
    translate = QCoreApplication.translate
    return {
        "shop": translate("Account", "as customers know it"),
        "till": translate("Account", "two digits, another at each till"),
        "mchid": translate("Account", "read from the certificate, if it is there"),
        "appid": translate("Account", "wx…, bound to the merchant number"),
        "public_key_id": translate("Account", "PUB_KEY_ID_…, if there is a pub_key.pem"),
        "notify_url": translate("Account", "https://…, any address of yours"),
        "api_v3_key": translate("Account", "32 characters; kept in the keyring alone"),
    }[name]


class AccountForm(QWidget):
    """Collects the numbers. The APIv3 key cannot be read while it is typed, and is gone when it was taken.

    Signals:
        changed: something was typed.
        mchid_typed: the merchant number, when its field is left.
    """

    changed = Signal()
    mchid_typed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("account_form")
        self._titles = {name: Label(Role.CELL, "muted") for name in FIELDS}
        self.fields = {name: QLineEdit() for name in FIELDS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, field) in enumerate(self.fields.items()):
            field.setObjectName(f"account_{name}")
            field.setMaxLength(_LONGEST)
            field.setMinimumHeight(theme.px(_FIELD, 44))
            field.textEdited.connect(self.changed)
            field.returnPressed.connect(self._go_on)
            grid.addWidget(self._titles[name], row, 0)
            grid.addWidget(field, row, 1)
        self.fields["mchid"].editingFinished.connect(self.mchid_typed)
        self.fields["api_v3_key"].setEchoMode(QLineEdit.EchoMode.Password)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addStretch(1)
        self._retranslate()

    def show_settings(self, settings: Settings) -> None:
        """Begin with what is set already."""
        merchant = settings.merchant
        held = {
            "shop": settings.shop.name,
            "till": settings.till.id,
            "mchid": merchant.mchid,
            "appid": merchant.appid,
            "public_key_id": merchant.public_key_id,
            "notify_url": merchant.notify_url,
        }
        for name, text in held.items():
            self.fields[name].setText(text)

    def suggest(self, name: str, text: str) -> None:
        """Fill in what a file says, where nothing stands yet."""
        if text and not self.fields[name].text():
            self.fields[name].setText(text)

    def text(self, name: str) -> str:
        """Give what stands in a field."""
        return self.fields[name].text().strip()

    @property
    def empty(self) -> str:
        """The word of the first field that must not be empty and is; nothing if all are filled."""
        return next((_word(name) for name in FIELDS if name in _NEEDED and not self.text(name)), "")

    def forget_key(self) -> None:
        """Forget the APIv3 key: it was taken."""
        self.fields["api_v3_key"].clear()

    def _go_on(self) -> None:
        self.focusNextChild()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        for name, field in self.fields.items():
            self._titles[name].setText(_word(name))
            field.setAccessibleName(_word(name))
            field.setPlaceholderText(_hint(name))
