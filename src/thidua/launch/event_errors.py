"""What launch events, papers on their way and reviews refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class EventUnnamed(Refusal):
    code = "launch.event_unnamed"
    what = _("Chưa ghi tên.")
    why = _("Công trình, hội nghị hay lễ phát động đều cần tên để người khác tìm thấy.")
    remedy = _("Hãy ghi tên công trình, tên hội nghị hoặc nội dung phát động.")


class PilotIncomplete(Refusal):
    code = "launch.pilot_incomplete"
    what = _("Chưa rõ phát động điểm ở đâu, cho khối nào.")
    why = _("Mỗi khối chọn một đơn vị làm điểm rồi mới làm rộng.")
    remedy = _("Hãy chọn khối và đơn vị trực thuộc làm điểm.")


class PilotElsewhere(Refusal):
    code = "launch.pilot_elsewhere"
    what = _("%(unit)s không thuộc %(seat)s.")
    why = _("Đơn vị làm điểm phải ở dưới đơn vị tổ chức.")
    remedy = _("Hãy chọn một đơn vị trực thuộc.")


class PilotChosen(Refusal):
    code = "launch.pilot_chosen"
    status = 409
    what = _("%(unit)s đã được chọn làm điểm cho khối này.")
    why = _("Mỗi đơn vị làm điểm một lần cho một khối trong năm.")
    remedy = _("Hãy mở sự kiện đã có, hoặc chọn đơn vị khác.")


class NotTheLeader(Refusal):
    code = "launch.not_the_leader"
    what = _("%(seat)s không phải cụm trưởng của %(cluster)s năm %(year)s.")
    why = _("Cụm không có bộ máy riêng: cụm trưởng của năm đứng ra phát động. Hiện là: %(leader)s.")
    remedy = _("Hãy nhờ cụm trưởng ghi, hoặc ghi lại cụm trưởng của năm.")


class NotAMember(Refusal):
    code = "launch.not_a_member"
    what = _("%(units)s không phải thành viên của %(cluster)s năm %(year)s.")
    why = _("Việc của lễ phát động cụm chỉ giao cho thành viên trong năm.")
    remedy = _("Hãy chọn lại thành viên, hoặc cập nhật danh sách thành viên của cụm.")


class TaskUnsaid(Refusal):
    code = "launch.task_unsaid"
    what = _("Chưa ghi việc giao.")
    why = _("Mỗi thành viên cần biết mình phải làm gì.")
    remedy = _("Hãy ghi việc bằng một câu ngắn, có hạn nếu cần.")


class TaskGiven(Refusal):
    code = "launch.task_given"
    status = 409
    what = _("%(unit)s đã được giao việc này.")
    why = _("Việc: %(text)s")
    remedy = _("Hãy ghi việc khác, hoặc bỏ dòng trùng.")


class TaskDone(Refusal):
    code = "launch.task_done"
    status = 409
    what = _("%(unit)s đã làm xong việc này.")
    why = _("Việc đã xong được giữ lại cùng kết quả.")
    remedy = _("Nếu ghi nhầm, đơn vị mở lại việc trước.")


class EventHeld(Refusal):
    code = "launch.event_held"
    status = 409
    what = _("Sự kiện đã tổ chức ngày %(day)s.")
    why = _("Việc đã làm thì giữ lại, không xóa.")
    remedy = _("Ghi sai thì sửa ngày, nơi tổ chức hoặc số người dự.")


class PlanNotOut(Refusal):
    code = "launch.plan_not_out"
    status = 409
    what = _("%(paper)s chưa ban hành.")
    why = _("Gửi cấp trên là gửi văn bản đã có số, có ngày.")
    remedy = _("Hãy ký, cho số và phát hành rồi ghi đã gửi.")


class NowhereToSend(Refusal):
    code = "launch.nowhere_to_send"
    what = _("%(paper)s không thực hiện văn bản nào của cấp trên.")
    why = _("Chỉ kế hoạch thực hiện văn bản cấp trên mới phải gửi lên.")
    remedy = _("Hãy mở đúng kế hoạch của đơn vị dựng từ văn bản cấp trên.")


class LetterMissing(Refusal):
    code = "launch.letter_missing"
    what = _("Chưa ghi số công văn.")
    why = _("Gửi bằng công văn thì nơi nhận tìm theo số, ký hiệu.")
    remedy = _("Hãy ghi số, ký hiệu công văn, ví dụ 15/CV-LĐLĐ.")


class AlreadySent(Refusal):
    code = "launch.already_sent"
    status = 409
    what = _("%(paper)s đã gửi ngày %(day)s.")
    why = _("Mỗi kế hoạch gửi cấp trên một lần.")
    remedy = _("Nếu ghi sai, hãy sửa lần gửi đã ghi.")


class NotOurDepartment(Refusal):
    code = "launch.not_our_department"
    what = _("Ban được chọn không thuộc %(unit)s.")
    why = _("Văn bản đến được chuyển cho ban của nơi nhận.")
    remedy = _("Hãy chọn trong các ban của đơn vị.")


class ReviewsNeedYears(Refusal):
    code = "launch.reviews_need_years"
    what = _("Không lập được lịch sơ kết.")
    why = _("Phong trào kéo dài %(years)s năm; sơ kết mỗi %(every)s năm thì không có lần nào.")
    remedy = _("Hãy chọn số năm ngắn hơn thời gian của phong trào.")
