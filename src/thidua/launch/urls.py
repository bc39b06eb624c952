from django.urls import path

from thidua.launch.desk import assigning, movements, office, papers, registers, targets, writing, years

app_name = "launch"

_PAPER = "van-ban/<int:paper_id>"
_LINE = f"{_PAPER}/soan/<slug:section>/<int:line_id>"

urlpatterns = [
    path("phat-dong/", movements.home, name="home"),
    path("phat-dong/phong-trao-moi", movements.call, name="call"),
    path("phong-trao/<int:movement_id>/sua", movements.change, name="change_movement"),
    path("phong-trao/<int:movement_id>/nam-moi", movements.new_year, name="add_cycle"),
    path("phong-trao/<int:movement_id>/phat-dong", movements.launch, name="launch_movement"),
    path("phong-trao/<int:movement_id>/ket-thuc", movements.close, name="close_movement"),
    path("phong-trao/<int:movement_id>/van-ban-moi", papers.start, name="start_paper"),
    path("phong-trao/nam/<int:cycle_id>/bac-thang", years.ladder_page, name="ladder"),
    path("phong-trao/nam/<int:cycle_id>/ky-bao-cao", years.periods, name="periods"),
    path("phong-trao/ky/<int:period_id>", years.move_period, name="move_period"),
    path("phong-trao/nam/<int:cycle_id>/phat-dong", years.launch_own, name="launch_unit"),
    path("phong-trao/nam/<int:cycle_id>/chi-tieu", targets.listed, name="targets"),
    path("phong-trao/nam/<int:cycle_id>/chi-tieu/them", targets.pick, name="pick_target"),
    path("phong-trao/nam/<int:cycle_id>/chi-tieu/them/<slug:code>", targets.add_picked, name="add_target"),
    path("phong-trao/nam/<int:cycle_id>/chi-tieu/tu-dat/<slug:kind>", targets.add_own, name="add_own_target"),
    path("chi-tieu/<int:target_id>/sua", targets.change, name="change_target"),
    path("chi-tieu/<int:target_id>/bo", targets.remove, name="remove_target"),
    path("chi-tieu/<int:target_id>/doi-cho", targets.move, name="move_target"),
    path("phong-trao/nam/<int:cycle_id>/chi-tieu-duoc-giao", assigning.assigned, name="assigned"),
    path("phong-trao/nam/<int:cycle_id>/de-nghi", assigning.requests, name="requests"),
    path("chi-tieu-giao/<int:assignment_id>/tra-loi", assigning.answer, name="answer"),
    path("van-ban/", papers.listed, name="papers"),
    path(_PAPER, papers.page, name="paper"),
    path(f"{_PAPER}/dung-ke-hoach", papers.derive, name="derive"),
    path(f"{_PAPER}/dung-san", papers.derive_all, name="derive_all"),
    path(f"{_PAPER}/quet/<int:step_id>", papers.scan, name="scan"),
    path(f"{_PAPER}/soan", writing.write, name="write"),
    path(f"{_PAPER}/soan/dau", writing.head, name="save_head"),
    path(f"{_PAPER}/soan/lay-lai", writing.put_back, name="put_back"),
    path(f"{_PAPER}/soan/<slug:section>", writing.line, name="add_line"),
    path(_LINE, writing.line, name="save_line"),
    path(f"{_LINE}/xoa", writing.remove, name="remove_line"),
    path(f"{_LINE}/doi-cho", writing.move, name="move_line"),
    path(f"{_PAPER}/chuyen", office.move, name="move"),
    path(f"{_PAPER}/tra-lai", office.send_back, name="send_back"),
    path(f"{_PAPER}/y-kien", office.opinion, name="opinion"),
    path(f"{_PAPER}/ghi-buoc", office.step, name="record_step"),
    path(f"{_PAPER}/ky", office.sign, name="sign"),
    path(f"{_PAPER}/ghi-chu-ky", office.signature, name="record_signature"),
    path(f"{_PAPER}/phat-hanh", office.issue, name="issue"),
    path(f"{_PAPER}/thu-hoi", office.withdraw, name="withdraw"),
    path(f"{_PAPER}/giao", assigning.annex, name="annex"),
    path(f"{_PAPER}/giao/phu-luc.xlsx", assigning.annex_sheet, name="annex_sheet"),
    path(f"{_PAPER}/giao/nhan-tep", assigning.annex_upload, name="annex_upload"),
    path(f"{_PAPER}/giao/chia", assigning.split, name="split"),
    path(f"{_PAPER}/giao/giao-thap", assigning.shortfall, name="shortfall"),
    path("so-van-ban/", registers.registers, name="registers"),
    path("so-van-ban/<int:register_id>", registers.register, name="register"),
]
