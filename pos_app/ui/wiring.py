"""Which signal leads where, between the glass and the workers. Reads like the wiring diagram, because it is one."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pos_app.ui.account_page import AccountPage
from pos_app.ui.account_worker import AccountWorker
from pos_app.ui.cart_desk import CartDesk
from pos_app.ui.cart_worker import CartWorker
from pos_app.ui.checkout_worker import CheckoutWorker
from pos_app.ui.counter import Counter
from pos_app.ui.desk import Desk
from pos_app.ui.doctor_page import DoctorPage
from pos_app.ui.doctor_worker import DoctorWorker
from pos_app.ui.export_worker import ExportWorker
from pos_app.ui.front_door import FrontDoor
from pos_app.ui.goods_desk import GoodsDesk
from pos_app.ui.goods_page import GoodsPage
from pos_app.ui.goods_worker import GoodsWorker
from pos_app.ui.keys_page import KeysPage
from pos_app.ui.more_panel import MorePanel
from pos_app.ui.paper_desk import PaperDesk
from pos_app.ui.picture_worker import PictureWorker
from pos_app.ui.pictures import Pictures
from pos_app.ui.print_worker import PrintWorker
from pos_app.ui.reading_worker import ReadingWorker
from pos_app.ui.refund_worker import RefundWorker
from pos_app.ui.remedy_worker import RemedyWorker
from pos_app.ui.report_worker import ReportWorker
from pos_app.ui.reports_desk import ReportsDesk
from pos_app.ui.reports_page import ReportsPage
from pos_app.ui.sale_page import SalePage
from pos_app.ui.scan_desk import ScanDesk
from pos_app.ui.scanning_page import ScanningPage
from pos_app.ui.setup_desk import SetupDesk
from pos_app.ui.shift_desk import ShiftDesk
from pos_app.ui.shift_worker import ShiftWorker
from pos_app.ui.staff_page import StaffPage
from pos_app.ui.staff_worker import StaffWorker
from pos_app.ui.stock_worker import StockWorker
from pos_app.ui.update_desk import UpdateDesk
from pos_app.ui.update_worker import UpdateWorker
from pos_app.ui.voice_desk import VoiceDesk
from pos_app.ui.voice_worker import VoiceWorker


def connect(counter: Counter, checkout: CheckoutWorker, refunds: RefundWorker, reading: ReadingWorker) -> None:
    """Join the counter to its workers; each slot runs in the thread of the object that it belongs to."""
    counter.requests.pay_requested.connect(checkout.pay)
    counter.sale_requested.connect(checkout.read_sale)
    checkout.sale_read.connect(counter.show_sale)
    counter.query_requested.connect(checkout.query_now)
    counter.requests.query_requested.connect(checkout.query_now)
    counter.requests.abandon_requested.connect(checkout.abandon)
    counter.requests.renew_requested.connect(checkout.renew)
    counter.requests.void_requested.connect(checkout.void)
    checkout.payment_changed.connect(counter.show_payment)
    checkout.question_set.connect(counter.show_question)
    checkout.question_sent.connect(counter.show_asking)
    checkout.begin_failed.connect(counter.show_begin_failed)
    checkout.trouble.connect(counter.show_trouble)
    checkout.taken_up.connect(counter.take_up)

    counter.refund_query_requested.connect(refunds.query_now)
    refunds.refund_changed.connect(counter.show_refund)
    refunds.begin_failed.connect(counter.show_refund_failed)
    refunds.trouble.connect(counter.complain)

    counter.today_requested.connect(reading.read_today)
    counter.find_requested.connect(reading.find)
    counter.story_requested.connect(reading.read_story)
    reading.day_read.connect(counter.show_day)
    reading.found.connect(counter.show_found)
    reading.story_read.connect(counter.show_story)
    reading.trouble.connect(counter.complain)


def connect_goods(sale: SalePage, counter: Counter, goods: GoodsWorker) -> None:
    """Join the sale page to the worker that finds goods."""
    sale.look_requested.connect(goods.look)
    sale.seek_requested.connect(goods.seek)
    goods.shelves_read.connect(sale.show_shelves)
    goods.looked.connect(sale.stage.shelf.show_looked)
    goods.sought.connect(sale.take_found)
    goods.trouble.connect(counter.complain)


def connect_carts(desk: CartDesk, sale: SalePage, carts: CartWorker) -> None:
    """Join the cart desk to the worker that keeps carts."""
    desk.keep_requested.connect(carts.keep)
    desk.drop_requested.connect(carts.drop)
    desk.hold_requested.connect(carts.hold)
    desk.mark_down_requested.connect(carts.mark_down)
    desk.recall_requested.connect(carts.recall)
    desk.drop_held_requested.connect(carts.drop_held)
    desk.list_requested.connect(carts.read_list)
    desk.resume_requested.connect(carts.resume)
    carts.kept.connect(sale.drafting.next)
    carts.marked.connect(desk.show_marked)
    carts.let_go.connect(desk.let_go)
    carts.taken_up.connect(desk.take_up)
    carts.set_aside.connect(desk.show_set_aside)
    carts.listed.connect(desk.show_held_list)
    carts.refused.connect(desk.refuse)
    carts.trouble.connect(desk.complain)


def connect_pictures(pictures: Pictures, worker: PictureWorker) -> None:
    """Join what is shown of goods to the worker that reads their pictures."""
    pictures.wanted.connect(worker.load)
    worker.loaded.connect(pictures.show_picture)


def connect_stock(page: GoodsPage, desk: GoodsDesk, stock: StockWorker, goods: GoodsWorker) -> None:
    """Join the goods page to the worker that keeps goods; what it changed is seen on the sale page."""
    page.list_requested.connect(stock.read)
    page.plan_requested.connect(stock.plan)
    page.export_requested.connect(stock.export)
    desk.import_requested.connect(stock.carry_out)
    desk.undo_requested.connect(stock.undo)
    stock.listed.connect(page.show_list)
    stock.stepped.connect(page.importing.show_step)
    stock.planned.connect(page.importing.show_planned)
    stock.unreadable.connect(page.importing.show_unreadable)
    stock.changed.connect(page.show_changed)
    stock.changed.connect(goods.read_shelves)
    stock.exported.connect(page.show_exported)
    stock.failed.connect(desk.show_failed)


def connect_scans(
    desk: ScanDesk, page: ScanningPage, goods: GoodsWorker, stock: StockWorker, voice: VoiceWorker
) -> None:  # fmt: skip
    """Join the scan desk and the page where scans are tried to the workers that know goods and make sounds."""
    page.seek_requested.connect(goods.seek)
    goods.sought.connect(page.show_sought)
    desk.goods_added.connect(stock.add)
    stock.added.connect(desk.show_added)
    stock.not_added.connect(desk.show_not_added)
    desk.refused.connect(voice.reject_scan)


def connect_card(page: KeysPage, desk: SetupDesk, printer: PrintWorker) -> None:
    """Join the page of keys to the worker that prints its card."""
    page.card_wanted.connect(printer.make_card)
    printer.card_made.connect(desk.show_card)


def connect_account(page: AccountPage, worker: AccountWorker) -> None:
    """Join the page that sets a till up to the worker that reads, keeps and proves."""
    page.look_requested.connect(worker.look)
    page.take_requested.connect(worker.take)
    page.given_up.connect(worker.give_up, Qt.ConnectionType.DirectConnection)  # its thread is busy asking
    worker.recognised.connect(page.show_recognised)
    worker.kept.connect(page.show_kept)
    worker.found.connect(page.show_finding)
    worker.proven.connect(page.show_proven)
    worker.refused.connect(page.show_refused)


def connect_doctor(page: DoctorPage, worker: DoctorWorker) -> None:
    """Join the doctor's page to the worker that looks."""
    page.examine_requested.connect(worker.examine)
    page.stop_requested.connect(worker.stop, Qt.ConnectionType.DirectConnection)  # its thread is busy looking
    page.gather_requested.connect(worker.gather)
    page.save_requested.connect(worker.save)
    worker.found.connect(page.show_finding)
    worker.progressed.connect(page.show_progress)
    worker.ended.connect(page.show_end)
    worker.gathered.connect(page.show_parts)
    worker.saved.connect(page.show_saved)
    worker.failed.connect(page.show_failed)


def connect_updates(desk: UpdateDesk, more: MorePanel, worker: UpdateWorker) -> None:
    """Join the page of updates to the worker that looks after the program's versions."""
    page = desk.page
    page.read_requested.connect(worker.read)
    page.look_requested.connect(worker.look)
    desk.fetch_requested.connect(worker.fetch)
    desk.apply_requested.connect(worker.apply)
    desk.back_requested.connect(worker.back)
    worker.stood.connect(page.show_versions)
    worker.stood.connect(desk.note_versions)
    worker.progressed.connect(page.show_progress)
    worker.switched.connect(page.show_switched)
    worker.failed.connect(desk.show_failed)
    desk.newer_known.connect(more.set_newer)


def connect_reports(page: ReportsPage, desk: ReportsDesk, reports: ReportWorker) -> None:
    """Join the reports page to the worker that adds figures up."""
    desk.open_requested.connect(reports.open)
    desk.save_requested.connect(reports.save)
    page.report_requested.connect(reports.look)
    # While the worker adds up it hears nothing: this is heard on the thread of the glass, and only leaves a note.
    page.unwanted.connect(reports.give_up, Qt.ConnectionType.DirectConnection)
    reports.opened.connect(desk.show_page)
    reports.progressed.connect(page.show_progress)
    reports.read.connect(page.show_read)
    reports.saved.connect(page.show_saved)
    reports.ended.connect(page.show_ended)
    reports.failed.connect(desk.show_failed)


def connect_paper(desk: PaperDesk, printer: PrintWorker, checkout: CheckoutWorker, refunds: RefundWorker) -> None:
    """Join the paper desk to the print worker. Printing follows the commit: the workers tell what is in the ledger."""
    desk.print_requested.connect(printer.print_slip)
    desk.save_requested.connect(printer.save)
    desk.again_requested.connect(printer.try_again)
    checkout.payment_changed.connect(printer.note_payment)
    refunds.refund_changed.connect(printer.note_refund)
    printer.state_changed.connect(desk.show_printing)
    printer.printed.connect(desk.show_printed)
    printer.saved.connect(desk.show_saved)
    printer.trouble.connect(desk.complain)


def connect_export(desk: PaperDesk, export: ExportWorker) -> None:
    """Join the paper desk to the worker that writes dispute packs."""
    desk.export_requested.connect(export.export)
    export.exported.connect(desk.show_exported)
    export.trouble.connect(desk.show_export_failed)


def connect_voice(desk: VoiceDesk, voice: VoiceWorker, checkout: CheckoutWorker, refunds: RefundWorker) -> None:
    """Join the voice to what it speaks of: only what the workers tell, which is in the ledger."""
    checkout.payment_changed.connect(voice.note_payment)
    refunds.refund_changed.connect(voice.note_refund)
    desk.mute_chosen.connect(voice.set_muted)
    voice.announced.connect(desk.show_announced)
    voice.audible_changed.connect(desk.show_audible)


def connect_people(counter: Counter, door: FrontDoor, staff: StaffPage, people: StaffWorker) -> None:
    """Join the front door and the staff page to the worker that knows people."""
    door.founded.connect(people.found)
    door.sign_in_requested.connect(people.sign_in)
    door.signed_out.connect(people.sign_out)
    door.approval_requested.connect(people.approve)
    door.trouble.connect(counter.complain)
    people.roster_read.connect(door.show_roster)
    people.signed_in.connect(door.let_in)
    people.approved.connect(door.take_approval)
    people.pin_refused.connect(door.refuse_pin)
    people.entry_refused.connect(door.refuse_entry)
    people.trouble.connect(door.complain)

    door.member_changed.connect(staff.show_member)
    staff.pin_set.connect(people.set_pin)
    staff.role_set.connect(people.set_role)
    staff.enabled_set.connect(people.set_enabled)
    staff.recovery_seen.connect(people.see_recovery)
    staff.enrolment_requested.connect(people.begin_enrolment)
    staff.enrolled.connect(people.enrol)
    staff.second_factor_dropped.connect(people.drop_second_factor)
    people.roster_read.connect(staff.show_roster)
    people.entry_refused.connect(staff.refuse_entry)
    people.code_refused.connect(staff.refuse_code)
    people.staff_changed.connect(staff.finish)
    people.enrolment_begun.connect(staff.show_secret)


def connect_shifts(desk: ShiftDesk, shifts: ShiftWorker) -> None:
    """Join the shift desk to the worker that keeps shifts."""
    desk.standing_requested.connect(shifts.read_standing)
    desk.list_requested.connect(shifts.read_list)
    desk.open_requested.connect(shifts.open_shift)
    desk.close_requested.connect(shifts.close_shift)
    desk.move_requested.connect(shifts.move_cash)
    desk.drawer_requested.connect(shifts.open_drawer)
    desk.x_requested.connect(shifts.take_x)
    shifts.shift_changed.connect(desk.show_shift)
    shifts.standing_read.connect(desk.show_standing)
    shifts.listed.connect(desk.show_list)
    shifts.closed.connect(desk.show_closed)
    shifts.x_taken.connect(desk.show_x)
    shifts.moved.connect(desk.show_moved)
    shifts.failed.connect(desk.show_failed)


def connect_drawer(desk: ShiftDesk, paper: PaperDesk, shifts: ShiftWorker, printer: PrintWorker) -> None:
    """Join shifts to the printer and the drawer on it, which both follow the commit."""
    desk.paper_requested.connect(paper.print_shift)
    desk.count_begun.connect(printer.note_count)
    printer.state_changed.connect(desk.show_printing)
    shifts.drawer_opened.connect(printer.pulse)
    shifts.moved.connect(printer.note_moved)
    shifts.closed.connect(printer.note_closed)


def connect_desk(desk: Desk, counter: Counter, checkout: CheckoutWorker, refunds: RefundWorker) -> None:
    """Join the manager's desk to the workers that move money."""
    desk.refund_requested.connect(refunds.begin)
    desk.refund_query_requested.connect(refunds.query_now)
    desk.send_again_requested.connect(refunds.send_again)
    desk.withdraw_requested.connect(refunds.withdraw)
    desk.abnormal_requested.connect(refunds.apply_abnormal)
    desk.payment_query_requested.connect(checkout.query_now)
    desk.stale.connect(counter.read_today)
    checkout.payment_changed.connect(desk.show_payment)
    checkout.question_set.connect(desk.show_question)
    checkout.trouble.connect(desk.show_nothing)
    refunds.refund_changed.connect(desk.show_refund)
    refunds.answered.connect(desk.show_answered)
    refunds.trouble.connect(desk.show_nothing)


def connect_remedies(desk: Desk, remedies: RemedyWorker, reading: ReadingWorker) -> None:
    """Join the manager's desk to the worker that keeps what waits."""
    desk.list_requested.connect(remedies.read_list)
    desk.candidates_requested.connect(remedies.read_candidates)
    desk.resolve_requested.connect(remedies.resolve)
    desk.match_requested.connect(remedies.match)
    remedies.list_read.connect(desk.show_list)
    remedies.candidates_read.connect(desk.show_candidates)
    remedies.resolved.connect(desk.show_resolved)
    remedies.matched.connect(desk.show_matched)
    remedies.failed.connect(desk.show_failed)
    reading.day_read.connect(desk.look_again)
