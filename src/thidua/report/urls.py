from django.urls import path

from thidua.report.desk import (
    activities,
    activity_files,
    board,
    entering,
    many,
    reading,
    reviewing,
    table,
)

app_name = "report"

_ACTIVITY_FILE = "bao-cao/hoat-dong/<int:activity_id>/tep/<int:file_id>"

urlpatterns = [
    path("bao-cao/", reading.home, name="home"),
    path("bao-cao/cua-don-vi/", reading.mine, name="mine"),
    path("bao-cao/<int:report_id>/", reading.report, name="report"),
    path("bao-cao/<int:report_id>/nhap/", entering.form, name="form"),
    path("bao-cao/<int:report_id>/luu/", entering.autosave, name="autosave"),
    path("bao-cao/<int:report_id>/tinh-hinh/", entering.state, name="state"),
    path("bao-cao/<int:report_id>/gui/", entering.look_over, name="send"),
    path("bao-cao/<int:report_id>/lay-lai/", entering.withdraw, name="take_back"),
    path("bao-cao/<int:report_id>/minh-chung/", entering.add_evidence, name="add_evidence"),
    path("bao-cao/<int:report_id>/minh-chung/<int:evidence_id>/", reading.evidence, name="evidence"),
    path(
        "bao-cao/<int:report_id>/minh-chung/<int:evidence_id>/bo/",
        entering.remove_evidence,
        name="remove_evidence",
    ),
    path("bao-cao/<int:report_id>/ho-so/<slug:element>/", reading.behind, name="behind"),
    path("bao-cao/<int:report_id>/duyet/", reviewing.review, name="review"),
    path("bao-cao/ky/<int:period_id>/duyet/", reviewing.review_list, name="review_list"),
    path("bao-cao/<int:own_id>/bang/", table.grid_page, name="grid"),
    path("bao-cao/<int:own_id>/bang.xlsx", table.grid_sheet, name="grid_sheet"),
    path("bao-cao/<int:own_id>/nhap-gop/", many.bulk_page, name="bulk"),
    path("bao-cao/ai-chua-gui/<int:cycle_id>/", board.board_page, name="board"),
    path("bao-cao/ai-chua-gui/<int:cycle_id>/xuat.xlsx", board.board_sheet, name="board_sheet"),
    path("bao-cao/hoat-dong/", activities.activity_list, name="activities"),
    path("bao-cao/hoat-dong/them/", activities.add, name="add_activity"),
    path("bao-cao/hoat-dong/<int:activity_id>/", activities.change, name="change_activity"),
    path("bao-cao/hoat-dong/<int:activity_id>/bo/", activities.remove, name="remove_activity"),
    path(f"{_ACTIVITY_FILE}/", activity_files.activity_file, name="activity_file"),
    path(f"{_ACTIVITY_FILE}/bo/", activity_files.remove_file, name="remove_activity_file"),
]
