"""What this room refuses, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class InsideNotYours(Refusal):
    """Totals of a superior are for everyone below it; whose figures they are made of is not."""

    code = "rollup.inside_not_yours"
    status = 403
    what = _("Bạn xem được số chung của %(unit)s nhưng không mở được số của từng đơn vị bên trong.")
    why = _("Số liệu của một đơn vị chỉ đơn vị đó và cấp trên của nó xem được.")
    remedy = _("Nếu cần số chi tiết, hãy hỏi %(unit)s.")


class TotalsNotYours(Refusal):
    """Somebody of the unit, by the address alone: the menu does not lead members here."""

    code = "rollup.totals_not_yours"
    status = 403
    what = _("Trang Tổng hợp của %(unit)s chưa mở cho vai trò của bạn.")
    why = _("Số tổng hợp dành cho người giữ nhiệm vụ công đoàn ở đơn vị và ở cấp trên.")
    remedy = _(
        "Chỉ tiêu, kế hoạch xem ở trang Phong trào. Cần số liệu thì hỏi chủ tịch công đoàn của đơn vị."
    )


class NotRolledYet(Refusal):
    """The period has no reports to sum."""

    code = "rollup.not_rolled_yet"
    status = 409
    what = _("Kỳ %(period)s chưa có số liệu để tổng hợp.")
    why = _("Kỳ báo cáo chưa mở, hoặc vừa mở và số liệu đang được chuẩn bị.")
    remedy = _("Hãy tải lại trang sau ít phút; nếu kỳ chưa mở, hãy đợi đơn vị phát động mở kỳ.")


class ReasonMissing(Refusal):
    """A further edition replaces one that others may have cited."""

    code = "rollup.reason_missing"
    status = 422
    what = _("Chưa ghi lý do khóa lại bản tổng hợp.")
    why = _("Bản số %(number)s đã khóa và có thể đã được trích dẫn; người đọc cần biết vì sao có bản mới.")
    remedy = _("Hãy ghi lý do, như: đính chính số đoàn viên của hai cơ sở.")


class NothingNew(Refusal):
    """Nothing changed since the last edition."""

    code = "rollup.nothing_new"
    status = 409
    what = _("Bản số %(number)s đã đúng với số liệu hiện nay.")
    why = _("Từ lúc khóa bản đó chưa có báo cáo nào được duyệt, mở lại hay đính chính.")
    remedy = _("Hãy dùng bản số %(number)s; khi số liệu thay đổi thì khóa bản tiếp theo.")
