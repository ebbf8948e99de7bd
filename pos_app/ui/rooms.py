"""What stands behind the door: one list to import it by, off the GUI thread and after the first paint."""

from __future__ import annotations

from pos_app.ui.account_page import AccountPage
from pos_app.ui.cart_desk import CartDesk
from pos_app.ui.counter import Counter, Places
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.desk import Desk
from pos_app.ui.doctor_page import DoctorPage
from pos_app.ui.front_door import FrontDoor
from pos_app.ui.goods_desk import GoodsDesk
from pos_app.ui.goods_page import GoodsPage
from pos_app.ui.help_panel import HelpPanel
from pos_app.ui.keys_page import KeysPage
from pos_app.ui.more_panel import MorePanel
from pos_app.ui.paper_desk import PaperDesk, PaperPlaces
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.payments_page import PaymentsPage
from pos_app.ui.phone_panel import PhonePanel
from pos_app.ui.refund_page import RefundPage
from pos_app.ui.reports_desk import ReportsDesk
from pos_app.ui.reports_page import ReportsPage
from pos_app.ui.sale_page import SalePage
from pos_app.ui.scan_desk import ScanDesk
from pos_app.ui.scanning_page import ScanningPage
from pos_app.ui.settings_desk import SettingsDesk
from pos_app.ui.setup_desk import SetupDesk
from pos_app.ui.shift_desk import ShiftDesk
from pos_app.ui.shift_page import ShiftPage
from pos_app.ui.staff_page import StaffPage
from pos_app.ui.unresolved_page import UnresolvedPage
from pos_app.ui.update_desk import UpdateDesk
from pos_app.ui.voice_desk import VoiceDesk, VoicePlaces
from pos_app.ui.widgets.focus import FocusRing

__all__ = [
    "AccountPage",
    "CartDesk",
    "Counter",
    "CustomerWindow",
    "Desk",
    "DoctorPage",
    "FocusRing",
    "FrontDoor",
    "GoodsDesk",
    "GoodsPage",
    "HelpPanel",
    "KeysPage",
    "MorePanel",
    "PaperDesk",
    "PaperPlaces",
    "PaymentPanels",
    "PaymentsPage",
    "PhonePanel",
    "Places",
    "RefundPage",
    "ReportsDesk",
    "ReportsPage",
    "SalePage",
    "ScanDesk",
    "ScanningPage",
    "SettingsDesk",
    "SetupDesk",
    "ShiftDesk",
    "ShiftPage",
    "StaffPage",
    "UnresolvedPage",
    "UpdateDesk",
    "VoiceDesk",
    "VoicePlaces",
]
