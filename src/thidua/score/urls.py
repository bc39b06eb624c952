from django.urls import path

from thidua.score.desk.grading import own as grading_own
from thidua.score.desk.grading import rounds as gradings
from thidua.score.desk.grading import showing, table, upper
from thidua.score.desk.marking import home, meeting, own, phases, result, rounds, sheets, unit, verifying

app_name = "score"


_SHEET = "cham-diem/bang-diem/<int:sheet_id>"
_ROUND = "cham-diem/dot/<int:round_id>"
_UNIT = "cham-diem/don-vi/<int:marked_id>"

_GRADING = "xep-loai/phieu/<int:grading_id>"
_GRADINGS = "xep-loai/<int:round_id>"

urlpatterns = [
    path("cham-diem/", home.home, name="home"),
    path("cham-diem/bang-diem/", sheets.listed, name="sheets"),
    path("cham-diem/bang-diem/moi", sheets.write, name="add_sheet"),
    path(_SHEET, sheets.show, name="sheet"),
    path(f"{_SHEET}/sua", sheets.write, name="change_sheet"),
    path(f"{_SHEET}/viec", sheets.act, name="act_on_sheet"),
    path(f"{_SHEET}/tieu-chi/<str:leaf>", sheets.criterion, name="criterion"),
    path("cham-diem/dot/moi", rounds.begin, name="begin"),
    path(_ROUND, rounds.page, name="round"),
    path(f"{_ROUND}/buoc", rounds.move, name="move"),
    path(f"{_ROUND}/cac-buoc", phases.page, name="phases"),
    path(f"{_ROUND}/cac-buoc/<slug:phase>", phases.eyes, name="eyes"),
    path(f"{_ROUND}/lay-so", rounds.figures, name="figures"),
    path(f"{_ROUND}/viec-trong-nam", rounds.event, name="event"),
    path(f"{_ROUND}/kiem-tra-cheo", rounds.checkers, name="checkers"),
    path(f"{_ROUND}/tham-dinh", verifying.page, name="verify"),
    path(f"{_ROUND}/thanh-vien", verifying.peers, name="peers"),
    path(f"{_ROUND}/hop", meeting.page, name="meeting"),
    path(f"{_ROUND}/phieu-suy-ton", meeting.votes, name="votes"),
    path(f"{_ROUND}/thu-tu", result.order, name="order"),
    path(f"{_ROUND}/ket-qua", result.page, name="result"),
    path(f"{_ROUND}/thu", result.trying, name="trying"),
    path(f"{_ROUND}/do-vung", result.firm, name="firm"),
    *(
        path(f"{_ROUND}/{slug}.{form}", result.paper, {"what": what, "form": form}, name=f"{what}_{name}")
        for what, slug in (("minutes", "bien-ban"), ("submission", "to-trinh"), ("decision", "quyet-dinh"))
        for name, form in (("word", "docx"), ("pdf", "pdf"))
    ),
    path(f"{_ROUND}/phieu-diem.xlsx", result.workbook, name="workbook"),
    path(_UNIT, unit.page, name="unit"),
    path(f"{_UNIT}/tu-cham", own.form, name="own"),
    path(f"{_UNIT}/luu", own.autosave, name="save_own"),
    path(f"{_UNIT}/viec", own.act, name="act_on_own"),
    path(f"{_UNIT}/minh-chung", own.add_evidence, name="add_evidence"),
    path(f"{_UNIT}/minh-chung/<int:evidence_id>", own.evidence, name="evidence"),
    path(f"{_UNIT}/minh-chung/<int:evidence_id>/bo", own.remove_evidence, name="remove_evidence"),
    path(f"{_UNIT}/kiem-tra-cheo", verifying.check, name="check"),
    path(f"{_UNIT}/vi-sao/<str:leaf>", unit.because, name="why"),
    path(f"{_UNIT}/sua/<str:leaf>", meeting.change, name="change"),
    path(f"{_UNIT}/y-kien", unit.say_word, name="say_word"),
    path(f"{_UNIT}/de-nghi/<int:appeal_id>", unit.answer, name="answer"),
    path("xep-loai/", gradings.home, name="grading_home"),
    path("xep-loai/mo/", gradings.open_, name="grading_open"),
    path(f"{_GRADINGS}/", gradings.one_round, name="grading_round"),
    path(f"{_GRADINGS}/tong-hop/", gradings.sums, name="grading_summary"),
    path(f"{_GRADINGS}/tong-hop.xlsx", table.sums_sheet, name="grading_sums_sheet"),
    path(f"{_GRADINGS}/bang/", table.grid, name="grading_grid"),
    path(f"{_GRADINGS}/bang.xlsx", table.sheet, name="grading_sheet"),
    path(f"{_GRADINGS}/bang/gui/", table.send_sheet, name="grading_upload"),
    path(f"{_GRADINGS}/khoa/", gradings.close, name="grading_close"),
    path(f"{_GRADINGS}/mo-lai/", gradings.reopen, name="grading_reopen"),
    path(f"{_GRADINGS}/them-don-vi/", gradings.take_in, name="grading_take_in"),
    path(f"{_GRADING}/", showing.show, name="grading"),
    path(f"{_GRADING}/tu-cham/", grading_own.form, name="grading_own"),
    path(f"{_GRADING}/tu-cham/luu/", grading_own.autosave, name="grading_save_own"),
    path(f"{_GRADING}/tu-cham/tinh-hinh/", grading_own.state, name="grading_state"),
    path(f"{_GRADING}/cham/", upper.form, name="grading_mark"),
    path(f"{_GRADING}/cham/luu/", upper.autosave, name="grading_save_upper"),
    path(f"{_GRADING}/minh-chung/", showing.add_evidence, name="grading_add_evidence"),
    path(f"{_GRADING}/minh-chung/<int:evidence_id>/", showing.evidence, name="grading_evidence"),
    path(
        f"{_GRADING}/minh-chung/<int:evidence_id>/bo/",
        showing.remove_evidence,
        name="grading_remove_evidence",
    ),
    path(f"{_GRADING}/<slug:step>/", showing.move, name="grading_move"),
]
