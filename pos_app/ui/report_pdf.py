"""A report on paper: a table of A4 pages with a bar beside each figure, fit to be filed."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter

from pos_app.core.business_day import BEIJING
from pos_app.core.reports import Report, Row
from pos_app.ui import fonts
from pos_app.ui.report_files import Watch, heads
from pos_app.ui.report_reads import Save
from pos_app.ui.report_words import count_word, figure_words, report_title, row_word, span_word, total_word
from pos_app.ui.theme import LIGHT

_DOTS_AN_INCH = 300
_MARGIN = 15.0  # millimetres
_SHARES = (0.34, 0.09, 0.14, 0.14, 0.14)  # of the width; what is left is the bars'
_TITLE, _WORDS, _CELL, _SMALL = 17.0, 11.0, 9.0, 7.5  # points
_ROW = 17.0  # points
_GAP = 8.0  # points between columns


def to_pdf(save: Save, shop: str, watch: Watch) -> bytes:
    """Draw the report in the language of now. May be called on any thread."""
    paper = QByteArray()
    buffer = QBuffer(paper)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter)
    writer.setResolution(_DOTS_AN_INCH)
    writer.setTitle(save.name)
    painter = QPainter(writer)
    try:
        _Pages(writer, painter, save, shop).draw(watch)
    finally:
        painter.end()
        buffer.close()
    return bytes(paper.data())


class _Pages:
    """Draws row after row, and begins a page when the last one is full."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, save: Save, shop: str) -> None:
        self._writer, self._painter, self._save, self._shop = writer, painter, save, shop
        self._report: Report = save.read.report
        self._width, self._height = float(writer.width()), float(writer.height())
        self._y = 0.0
        self._page = 1
        self._largest = max((abs(row.figure.fen) for row in self._report.rows), default=0)

    def draw(self, watch: Watch) -> None:
        """Draw all of it."""
        self._head()
        self._heads()
        for done, row in enumerate(self._report.rows):
            if self._y + 3 * _dots(_ROW) > self._height:
                watch(done, len(self._report.rows))
                self._turn()
            self._row(row, row_word(self._report.subject, row, self._save.shelves))
        self._row(self._report.total, total_word(), bold=True)
        self._foot()

    def _head(self) -> None:
        report = self._report
        title = report_title(report.subject)
        self._line(f"{self._shop} · {title}" if self._shop else title, _TITLE, bold=True)
        self._line(span_word(report.span), _WORDS)
        self._line("    ".join(f"{name} {figure}" for name, figure in figure_words(report)), _WORDS)
        self._y += _dots(_GAP)

    def _heads(self) -> None:
        self._cells(heads(self._report), size=_SMALL, color=LIGHT.muted)
        self._rule(LIGHT.edge)

    def _row(self, row: Row, name: str, *, bold: bool = False) -> None:
        amounts = (str(amount) for amount in row.amounts)
        top = self._y
        self._cells((name, count_word(row), *amounts), size=_CELL, color=LIGHT.text, bold=bold)
        if self._largest and not bold:
            start = self._width * sum(_SHARES) + _dots(_GAP)
            width = (self._width - start) * abs(row.figure.fen) / self._largest
            bar = QRectF(start, top + _dots(_ROW) * 0.3, width, _dots(_ROW) * 0.4)
            self._painter.fillRect(bar, QColor(LIGHT.accent if row.figure.fen >= 0 else LIGHT.edge))
        self._rule(LIGHT.line)

    def _cells(self, cells: tuple[str, ...], *, size: float, color: str, bold: bool = False) -> None:
        self._set(size, color, bold=bold)
        metrics = QFontMetricsF(self._painter.font(), self._writer)
        x = 0.0
        for place, (share, words) in enumerate(zip(_SHARES, cells, strict=True)):
            box = QRectF(x, self._y, self._width * share - _dots(_GAP), _dots(_ROW))
            side = Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight
            said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width()) if place == 0 else words
            self._painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, said)
            x += self._width * share
        self._y += _dots(_ROW)

    def _line(self, words: str, size: float, *, bold: bool = False) -> None:
        self._set(size, LIGHT.text, bold=bold)
        high = _dots(size * 1.6)
        self._painter.drawText(QRectF(0, self._y, self._width, high), Qt.AlignmentFlag.AlignVCenter, words)
        self._y += high

    def _rule(self, color: str) -> None:
        self._painter.fillRect(QRectF(0, self._y - 1, self._width, 1.5), QColor(color))

    def _turn(self) -> None:
        self._foot()
        self._writer.newPage()
        self._page += 1
        self._y = 0.0
        self._heads()

    def _foot(self) -> None:
        translate = QCoreApplication.translate
        made = translate("Reports", "From the till's ledger, as it was at {at}, Beijing time")
        at: datetime = self._save.read.at.astimezone(BEIJING)
        page = translate("Reports", "Page {number}").format(number=self._page)
        self._set(_SMALL, LIGHT.muted)
        box = QRectF(0, self._height - _dots(_ROW), self._width, _dots(_ROW))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom,
                               made.format(at=f"{at:%Y-%m-%d %H:%M}"))  # fmt: skip
        self._painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, page)

    def _set(self, points: float, color: str, *, bold: bool = False) -> None:
        font = QFont(fonts.sized(16, fonts.BOLD if bold else fonts.REGULAR))
        font.setPointSizeF(points)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)
        font.clearFeatures()  # other shapes of figures are lost when text is copied out of the file
        font.setFeature(QFont.Tag("calt"), 0)
        self._painter.setFont(font)
        self._painter.setPen(QColor(color))


def _dots(points: float) -> float:
    return points * _DOTS_AN_INCH / 72
