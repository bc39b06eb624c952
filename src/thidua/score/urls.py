from django.urls import URLPattern, path

from thidua.score.desk.grading import own, rounds, showing, table, upper

app_name = "score"

# --- Grading of grassroots unions

_GRADING = "xep-loai/phieu/<int:grading_id>"
_ROUND = "xep-loai/<int:round_id>"

urlpatterns: list[URLPattern] = [
    path("xep-loai/", rounds.home, name="grading_home"),
    path("xep-loai/mo/", rounds.open_, name="grading_open"),
    path(f"{_ROUND}/", rounds.one_round, name="grading_round"),
    path(f"{_ROUND}/tong-hop/", rounds.sums, name="grading_summary"),
    path(f"{_ROUND}/tong-hop.xlsx", table.sums_sheet, name="grading_sums_sheet"),
    path(f"{_ROUND}/bang/", table.grid, name="grading_grid"),
    path(f"{_ROUND}/bang.xlsx", table.sheet, name="grading_sheet"),
    path(f"{_ROUND}/bang/gui/", table.send_sheet, name="grading_upload"),
    path(f"{_ROUND}/khoa/", rounds.close, name="grading_close"),
    path(f"{_ROUND}/mo-lai/", rounds.reopen, name="grading_reopen"),
    path(f"{_ROUND}/them-don-vi/", rounds.take_in, name="grading_take_in"),
    path(f"{_GRADING}/", showing.show, name="grading"),
    path(f"{_GRADING}/tu-cham/", own.form, name="grading_own"),
    path(f"{_GRADING}/tu-cham/luu/", own.autosave, name="grading_save_own"),
    path(f"{_GRADING}/tu-cham/tinh-hinh/", own.state, name="grading_state"),
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
