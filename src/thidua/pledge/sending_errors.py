"""What sending the registrations of a cluster's members above refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class NothingToSend(Refusal):
    code = "pledge.nothing_to_send"
    status = 409
    what = _("Chưa thành viên nào của «%(cluster)s» xác nhận danh sách đăng ký năm %(year)s.")
    why = _("Cụm trưởng chỉ tổng hợp những gì thành viên đã xác nhận.")
    remedy = _("Hãy nhắc các thành viên xác nhận danh sách, hoặc ghi việc đã làm kèm bản giấy.")


class MembersMissing(Refusal):
    code = "pledge.members_missing"
    status = 409
    what = _("Còn %(count)s thành viên chưa xác nhận danh sách đăng ký.")
    why = _("Chưa xác nhận: %(names)s.")
    remedy = _("Hãy nhắc các đơn vị này; nếu phải gửi trước thì ghi lý do còn thiếu rồi gửi.")
