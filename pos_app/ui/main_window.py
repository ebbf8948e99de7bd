"""The cashier's window: title bar, pages and strip. It joins the pages to each other, and knows no service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from pos_app.core.cart import Cart
from pos_app.core.catalogue import Catalogue
from pos_app.core.money import Money
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.core.sale import Sale
from pos_app.ui.customer_view import view_of_lines, view_of_payment, view_of_refund
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.fonts import Role
from pos_app.ui.help_panel import HelpPanel
from pos_app.ui.i18n import SOURCE_LANGUAGE, Languages, sentence_for
from pos_app.ui.keys import Action
from pos_app.ui.more_panel import MorePanel
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.phone_panel import PhonePanel
from pos_app.ui.readings import Day, Story
from pos_app.ui.recent import Recent
from pos_app.ui.refund_page import RefundPage
from pos_app.ui.sale_page import SalePage
from pos_app.ui.theme import Theme
from pos_app.ui.today_page import TodayPage
from pos_app.ui.widgets.banner import Banner
from pos_app.ui.widgets.focus import FocusRing
from pos_app.ui.widgets.frames import TrainingFrame
from pos_app.ui.widgets.labels import Label, surface
from pos_app.ui.widgets.result_strip import ResultStrip
from pos_app.ui.widgets.title_bar import TitleBar
