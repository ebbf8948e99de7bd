"""Words for settings: the group, the name, and what may stand there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def group_word(table: str) -> str:
    """Name a group of settings."""
    translate = QCoreApplication.translate
    return {
        "shop": translate("Setting", "Shop"),
        "till": translate("Setting", "Till"),
        "merchant": translate("Setting", "Merchant"),
        "gateway": translate("Setting", "Connection"),
        "ledger": translate("Setting", "Ledger"),
        "backup": translate("Setting", "Backup"),
        "polling": translate("Setting", "Payment"),
        "cash": translate("Setting", "Cash"),
        "tenders": translate("Setting", "Tenders"),
        "receipt": translate("Setting", "Receipt"),
        "voice": translate("Setting", "Voice"),
        "ui": translate("Setting", "Screen"),
        "update": translate("Setting", "Updates"),
        "log": translate("Setting", "Log"),
        "metrics": translate("Setting", "Figures"),
    }[table]


def column_word(name: str) -> str:
    """Name a column of the list; its head is not shown, but read aloud."""
    translate = QCoreApplication.translate
    return {
        "group": translate("Setting", "Group"),
        "name": translate("Setting", "Name"),
        "value": translate("Setting", "Value"),
    }[name]


def setting_words(place: str) -> tuple[str, str]:
    """Give a setting's name, and what it is about and may be."""
    return _shop(place) or _account(place) or _keeping(place) or _devices(place) or _glass(place) or (place, "")


def choice_word(place: str, choice: object) -> str:
    """Name a choice."""
    translate = QCoreApplication.translate
    words = {
        "True": translate("Setting", "Yes"),
        "False": translate("Setting", "No"),
        "cash.rounding none": translate("Setting", "No rounding"),
        "cash.rounding jiao": translate("Setting", "To 0.1 yuan"),
        "cash.rounding yuan": translate("Setting", "To 1 yuan"),
        "receipt.width 58": translate("Setting", "58 mm"),
        "receipt.width 80": translate("Setting", "80 mm"),
        "receipt.form text": translate("Setting", "Text"),
        "receipt.form raster": translate("Setting", "Picture"),
        "receipt.drawer 0": translate("Setting", "No drawer"),
        "receipt.drawer 2": translate("Setting", "Pin 2"),
        "receipt.drawer 5": translate("Setting", "Pin 5"),
        "zh-CN": "中文",
        "en": "English",
        "ui.theme light": translate("Setting", "Light"),
        "ui.theme dark": translate("Setting", "Dark"),
        "ui.theme system": translate("Setting", "As the system"),
        "ui.start auto": translate("Setting", "By itself"),
        "ui.start goods": translate("Setting", "Goods"),
        "ui.start keypad": translate("Setting", "Keypad"),
        "update.channel stable": translate("Setting", "Stable"),
        "update.channel beta": translate("Setting", "Trial"),
        "update.automatic no": translate("Setting", "Nothing"),
        "update.automatic look": translate("Setting", "Look"),
        "update.automatic fetch": translate("Setting", "Look and fetch"),
        "log.level debug": translate("Setting", "Every step"),
        "log.level info": translate("Setting", "Usual"),
        "log.level warning": translate("Setting", "Trouble alone"),
    }
    return words.get(f"{place} {choice}") or words.get(str(choice)) or str(choice)


def _shop(place: str) -> tuple[str, str] | None:
    translate = QCoreApplication.translate
    return {
        "shop.name": (
            translate("Setting", "The shop's name"),
            translate("Setting", "As customers know it, on receipts and in WeChat. One line of at most 64 characters."),
        ),
        "shop.day_starts": (
            translate("Setting", "The day begins at"),
            translate(
                "Setting",
                "After the shop's last close, such as 04:00, so that a night stays one business day. Before noon.",
            ),
        ),
        "till.id": (
            translate("Setting", "The till's number"),
            translate("Setting", "Two digits. No two tills of a merchant may share them."),
        ),
        "cash.rounding": (
            translate("Setting", "Round cash down"),
            translate("Setting", "Down to what cash comes out even; what the shop lets go is on receipt and report."),
        ),
        "cash.ceiling": (
            translate("Setting", "Ask twice above"),
            translate("Setting", "Yuan, from 1 to 999999. A larger amount of cash is taken for a slip of the hand."),
        ),
        "tenders.other": (
            translate("Setting", "Other tenders"),
            translate("Setting", "What else is taken and only recorded here: at most 8 names, parted by commas."),
        ),
        "polling.expires_after": (
            translate("Setting", "A code can be paid for"),
            translate("Setting", "Seconds, from 60 to 7200. Then the till closes the order and asks once more."),
        ),
    }.get(place)


def _account(place: str) -> tuple[str, str] | None:
    translate = QCoreApplication.translate
    files = translate("Setting", "Comes with the merchant's files, which are imported together.")
    return {
        "merchant.mchid": (translate("Setting", "Merchant number"), files),
        "merchant.certificate_serial": (translate("Setting", "Number of the certificate"), files),
        "merchant.public_key_id": (translate("Setting", "Number of WeChat Pay's public key"), files),
        "merchant.appid": (
            translate("Setting", "AppID"),
            translate("Setting", "Bound to the merchant number on the merchant platform: wx and 16 letters or digits."),
        ),
        "merchant.notify_url": (
            translate("Setting", "Address for notices"),
            translate(
                "Setting",
                "An https address of yours that WeChat Pay may tell of payments. The till itself only asks.",
            ),
        ),
        "gateway.url": (
            translate("Setting", "WeChat Pay's address"),
            translate("Setting", "https and a host alone. Leave it as it is unless WeChat Pay says otherwise."),
        ),
        "gateway.backup_url": (
            translate("Setting", "Second address"),
            translate("Setting", "Asked when the first cannot be reached. Empty for WeChat Pay's own."),
        ),
        "gateway.ca_file": (
            translate("Setting", "Certificates to trust"),
            translate("Setting", "A file, where a proxy of the company has certificates of its own. Usually empty."),
        ),
    }.get(place)


def _keeping(place: str) -> tuple[str, str] | None:
    translate = QCoreApplication.translate
    return {
        "ledger.url": (
            translate("Setting", "Server of the ledger"),
            translate(
                "Setting", "postgresql://… for several tills with one ledger. Empty for a file on this computer."
            ),
        ),
        "backup.directory": (
            translate("Setting", "Folder for backups"),
            translate(
                "Setting", "Best on another disk. Empty for the till's own folder, which a broken disk takes along."
            ),
        ),
        "backup.keep": (
            translate("Setting", "Backups to keep"),
            translate("Setting", "How many, from 1 to 3650; older ones are deleted."),
        ),
        "backup.hour": (
            translate("Setting", "Hour of the daily backup"),
            translate("Setting", "From 0 to 23. One more is made at each close."),
        ),
        "update.url": (
            translate("Setting", "Where updates come from"),
            translate("Setting", "An https address, or a folder such as that of a USB stick. Empty for no updates."),
        ),
        "update.channel": (
            translate("Setting", "Which updates"),
            translate("Setting", "Stable ones, or those that are being tried out."),
        ),
        "update.automatic": (
            translate("Setting", "By itself, once a day"),
            translate("Setting", "It never switches to another version by itself."),
        ),
        "log.level": (
            translate("Setting", "What the log holds"),
            translate("Setting", "Every step only while somebody looks for a fault. It holds at once."),
        ),
        "metrics.port": (
            translate("Setting", "Port for figures"),
            translate("Setting", "Of this computer, from 1024 to 65535, for whoever watches many tills; 0 for none."),
        ),
    }.get(place)


def _devices(place: str) -> tuple[str, str] | None:
    translate = QCoreApplication.translate
    return {
        "receipt.printer": (
            translate("Setting", "Printer"),
            translate(
                "Setting",
                "network:192.168.1.50, usb:04b8:0e28, serial:COM3@9600 or windows:NAME OF THE QUEUE. Empty for none.",
            ),
        ),
        "receipt.width": (translate("Setting", "Width of the paper"), translate("Setting", "Of the roll.")),
        "receipt.form": (
            translate("Setting", "Sent to the printer as"),
            translate("Setting", "Text where the printer knows Chinese; a picture for any."),
        ),
        "receipt.header": (
            translate("Setting", "Lines under the name"),
            translate("Setting", "Such as address and telephone: at most 8 lines, parted by |."),
        ),
        "receipt.footer": (
            translate("Setting", "Lines at the end"),
            translate("Setting", "Such as a greeting: at most 8 lines, parted by |."),
        ),
        "receipt.logo": (
            translate("Setting", "Picture over the name"),
            translate("Setting", "A file; a short name is looked for in the till's folder."),
        ),
        "receipt.copies": (
            translate("Setting", "Receipts at once"),
            translate("Setting", "From 1 to 3; the second and third are marked as copies."),
        ),
        "receipt.automatic": (
            translate("Setting", "Print by itself"),
            translate("Setting", "As soon as money is proven; otherwise by key."),
        ),
        "receipt.drawer": (
            translate("Setting", "Cash drawer"),
            translate("Setting", "Pin of the printer's socket that opens it."),
        ),
        "voice.muted": (
            translate("Setting", "Silent"),
            translate("Setting", "A red mark in the title bar shows it."),
        ),
        "voice.language": (
            translate("Setting", "Language of the voice"),
            translate("Setting", "Of what is said aloud."),
        ),
        "voice.recordings": (
            translate("Setting", "Recordings"),
            translate("Setting", "A folder, in place of the built-in voice. Usually empty."),
        ),
    }.get(place)


def _glass(place: str) -> tuple[str, str] | None:
    translate = QCoreApplication.translate
    return {
        "ui.language": (
            translate("Setting", "Language"),
            translate("Setting", "Of the screen."),
        ),
        "ui.theme": (translate("Setting", "Light or dark"), translate("Setting", "How the screen looks.")),
        "ui.scale": (
            translate("Setting", "Size of everything"),
            translate("Setting", "From 0.9 to 1.3; 1 is the usual size."),
        ),
        "ui.reduce_motion": (
            translate("Setting", "Without movement"),
            translate("Setting", "Changes are shown at once."),
        ),
        "ui.start": (
            translate("Setting", "Beside the ticket"),
            translate("Setting", "By itself: the keypad while there are no goods."),
        ),
    }.get(place)
