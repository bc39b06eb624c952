"""What only a program can do wrong."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class DeskUnknown(Refusal):
    code = "api.desk_unknown"
    what = _("Không có bàn làm việc «%(desk)s».")
    why = _("Tài khoản này không giữ vai trò nào ở nơi được nêu trong X-Desk.")
    remedy = _("Hãy đọc danh sách desks ở /api/v1/me và gửi đúng khóa, hoặc bỏ X-Desk.")


class ForeignPage(Refusal):
    code = "api.foreign_page"
    status = 403
    what = _("Yêu cầu này không đến từ trang của hệ thống.")
    why = _("Phiên của trình duyệt chỉ dùng được kèm mã chống giả mạo của trang.")
    remedy = _("Hãy tải lại trang, hoặc gọi bằng mã truy cập của tài khoản.")


class BadlyFormed(Refusal):
    code = "api.badly_formed"
    what = _("Dữ liệu gửi lên không đúng dạng.")
    why = _("%(problem)s")
    remedy = _("Hãy so với /api/v1/openapi.json rồi gửi lại.")


class FieldsUnknown(Refusal):
    code = "api.fields_unknown"
    what = _("Phần «%(section)s» không có các ô: %(fields)s.")
    why = _("Ô không được biết đến thì không lưu được.")
    remedy = _("Các ô của phần này: %(known)s.")


class EitherOr(Refusal):
    code = "api.either_or"
    what = _("Cần đúng một trong hai: %(first)s hoặc %(second)s.")
    why = _("Gửi cả hai, hoặc không gửi cái nào, thì không rõ muốn gì.")
    remedy = _("Hãy bỏ bớt một, hoặc thêm một trong hai.")
