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


class NotRolledYet(Refusal):
    """The period has no reports to sum."""

    code = "rollup.not_rolled_yet"
    status = 409
    what = _("Kỳ %(period)s chưa có số liệu để tổng hợp.")
    why = _("Kỳ báo cáo chưa mở, hoặc vừa mở và số liệu đang được chuẩn bị.")
    remedy = _("Hãy tải lại trang sau ít phút; nếu kỳ chưa mở, hãy đợi đơn vị phát động mở kỳ.")
