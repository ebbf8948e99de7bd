"""P5: from a code_url to pixels, and whether a reader gets the same text back from them."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

import qrcode
import zxingcpp
from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication
from qrcode.image.pil import PilImage

from pos_app.ui.qr import QrCode, warm_up
from tests.bench.table import Plan, Row
from tests.bench.timing import each, interleave

LIMIT = 0.35
MODULE = 8  # pixels, as on the cashier's screen
CODES = 10_000
SEED = 20260105


def measure(plan: Plan) -> list[Row]:
    """Paint codes by both ways, and read thousands of ours back."""
    application = QGuiApplication.instance() or QApplication([])
    row = _cost(plan)
    codes = plan.times(CODES, 500)
    wrong = sum(not _reads_back(url) for url in _code_urls(codes))
    application.processEvents()
    return [
        row,
        Row(figure="P5", what="codes that a reader reads as they were meant", value=codes - wrong, limit=codes,
            unit="", at_least=True, beside="zxing-cpp reads"),
    ]  # fmt: skip


def _cost(plan: Plan) -> Row:
    urls, theirs = _code_urls(10**9), _code_urls(10**9)
    warm_up()
    took = interleave(
        {"ours": each(lambda: _painted(next(urls)), 10), "pillow": each(lambda: _by_pillow(next(theirs)), 10)},
        rounds=plan.times(40, 8),
    )
    ratio = took["ours"].over(took["pillow"])
    return Row(
        figure="P5",
        what="code_url → pixels, over qrcode + pillow",
        value=ratio.median,
        limit=LIMIT,
        spread=ratio.spread(),
        beside=f"ours {took['ours'].milliseconds()}; pillow {took['pillow'].milliseconds()}",
        numbers={name: sample.median for name, sample in took.items()},
    )


def _painted(url: str) -> QImage:
    """Paint the till's own widget."""
    widget = QrCode(MODULE)
    widget.set_text(url)
    widget.resize(widget.sizeHint())
    pixels = QImage(widget.size(), QImage.Format.Format_RGB32)
    painter = QPainter(pixels)
    widget.render(painter, QPoint())
    painter.end()
    return pixels


def _by_pillow(url: str) -> QImage:
    """Paint as qrcode's readme shows it, with the same size of modules; no file is made on the way."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, box_size=MODULE)
    code.add_data(url)
    picture: Image.Image = code.make_image(image_factory=PilImage).get_image().convert("RGB")
    width, height = picture.size
    pixels = QImage(picture.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return pixels.convertToFormat(QImage.Format.Format_RGB32)


def _reads_back(url: str) -> bool:
    pixels = _painted(url).convertToFormat(QImage.Format.Format_Grayscale8)
    found = zxingcpp.read_barcode(pixels, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return found is not None and found.text == url


def _code_urls(count: int) -> Iterator[str]:
    """Make addresses as WeChat Pay gives them, some of them longer."""
    chance = random.Random(SEED)
    letters = string.ascii_letters + string.digits
    for _ in range(count):
        tail = "".join(chance.choices(letters, k=chance.choice((7, 9, 9, 9, 12, 16, 24, 48))))
        yield f"weixin://wxpay/bizpayurl?pr={tail}"
