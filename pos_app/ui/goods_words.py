"""Goods in words: what a list of them calls its columns, and why a cell of it cannot be taken."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import GoodsChange
from pos_app.core.goods_plan import Fault
from pos_app.ui.readings import Step
from pos_app.ui.when import hour_minute


def column_word(column: str) -> str:
    """Name a column of a list."""
    translate = QCoreApplication.translate
    return {
        "code": translate("Goods", "Code"),
        "name": translate("Goods", "Name"),
        "name_en": translate("Goods", "English name"),
        "initials": translate("Goods", "Initials"),
        "barcodes": translate("Goods", "Bar codes"),
        "category": translate("Goods", "Category"),
        "category_en": translate("Goods", "English category"),
        "unit": translate("Goods", "Unit"),
        "price": translate("Goods", "Price"),
        "tax_rate": translate("Goods", "Tax rate"),
        "favourite": translate("Goods", "Favourite"),
        "pictogram": translate("Goods", "Pictogram"),
        "on_sale": translate("Goods", "On sale"),
        "picture": translate("Goods", "Picture"),
        "options": translate("Goods", "Options"),
    }[column]


def fault_words(fault: Fault) -> str:
    """Say why a cell cannot be taken."""
    translate = QCoreApplication.translate
    return {
        Fault.EMPTY: translate("Goods", "is empty"),
        Fault.TOO_LONG: translate("Goods", "is too long"),
        Fault.CODE: translate("Goods", "is not 1 to 20 digits, letters or hyphens"),
        Fault.CHECK_DIGIT: translate("Goods", "has a wrong check digit"),
        Fault.TWICE: translate("Goods", "stands twice"),
        Fault.TAKEN: translate("Goods", "belongs to other goods"),
        Fault.UNIT: translate("Goods", "is no unit that the till knows"),
        Fault.PRICE: translate("Goods", "is no price up to 99,999.99"),
        Fault.TAX_RATE: translate("Goods", "is no percentage"),
        Fault.FLAG: translate("Goods", "is neither yes nor no"),
        Fault.PICTOGRAM: translate("Goods", "is no picture that the till knows"),
        Fault.PICTURE: translate("Goods", "is no name of a JPG or PNG file"),
        Fault.OPTIONS: translate("Goods", "is not like: Size: medium, large+3; Sugar: full, half"),
    }[fault]


def step_words(step: Step) -> str:
    """Say what takes a while."""
    translate = QCoreApplication.translate
    return {
        Step.READING: translate("Goods", "Reading the file…"),
        Step.COMPARING: translate("Goods", "Comparing with the goods that there are…"),
        Step.WRITING: translate("Goods", "Writing it down, all or nothing…"),
    }[step]


def unreadable_words(error: Exception) -> str:
    """Say why a file is no list of goods."""
    translate = QCoreApplication.translate
    if isinstance(error, OSError):
        return translate("Goods", "The file cannot be opened: {why}").format(why=error.strerror or error)
    if isinstance(error, InvalidInputError) and error.field.isdigit():
        words = translate(
            "Goods",
            "Line {line} cannot be read as a list. The first line must name the columns, code and name among them.",
        )
        return words.format(line=error.field)
    return translate("Goods", "This is no list of goods: save it as CSV or XLSX, with one line for each.")


def change_words(change: GoodsChange) -> str:
    """Say what a change did, who made it and when."""
    translate = QCoreApplication.translate
    words = translate("Goods", "{added} new, {changed} changed, {removed} gone").format(
        added=change.added, changed=change.changed, removed=change.removed
    )
    of = translate("Goods", "taken back") if change.undoes is not None else change.source
    return f"{hour_minute(change.at)} · {change.who} · {of} · {words}" if of else f"{change.who} · {words}"
