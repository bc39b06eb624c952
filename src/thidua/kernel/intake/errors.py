"""What is said about lists that cannot be taken in, or not yet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal, word


class ColumnsMissing(Refusal):
    code = "kernel.intake_columns_missing"
    what = _("Tệp thiếu cột: %(missing)s.")
    why = _("Các cột tìm thấy: %(found)s.")
    remedy = _("Hãy tải mẫu trống về, chép số liệu vào đúng cột rồi gửi lại; hoặc sửa tên cột trong tệp.")


class NothingToRead(Refusal):
    code = "kernel.intake_nothing_to_read"
    what = _("Dưới dòng tên cột không có dòng nào.")
    why = _("Danh sách cần ít nhất một dòng.")
    remedy = _("Hãy kiểm tra xem đã lưu tệp chưa, rồi gửi lại.")


class CellEmpty(Refusal):
    code = "kernel.intake_cell_empty"
    what = _("Chưa có «%(column)s».")
    why = _("Cột này bắt buộc.")
    remedy = _("Hãy điền vào ô này.")


class ChoiceUnknown(Refusal):
    code = "kernel.intake_choice_unknown"
    what = _("«%(value)s» không có trong danh mục.")
    why = _("Cột này chỉ nhận: %(known)s.")
    remedy = _("Hãy chọn một trong các giá trị đó.")


class RowRepeated(Refusal):
    code = "kernel.intake_row_repeated"
    what = _("Dòng này nói về cùng một việc với dòng %(row)d.")
    why = _("Danh sách ghi cả hai thì dòng sau sẽ đè lên dòng trước.")
    remedy = _("Hãy giữ một dòng và để riêng dòng kia, hoặc sửa tên đơn vị nếu viết nhầm.")


class NothingReady(Refusal):
    code = "kernel.intake_nothing_ready"
    status = 409
    what = _("Không có dòng nào sẵn sàng để ghi.")
    why = _("Các dòng còn lại đang có lỗi hoặc chưa rõ đơn vị.")
    remedy = _("Hãy sửa lỗi, chọn đơn vị hoặc để riêng các dòng đó.")


class NotAMatch(Refusal):
    code = "kernel.intake_not_a_match"
    what = _("Đơn vị được chọn không nằm trong phạm vi của danh sách.")
    why = _("Danh sách này chỉ dành cho đơn vị nhận và các đơn vị bên dưới.")
    remedy = _("Hãy chọn đơn vị khác, hoặc để riêng dòng này.")


class CorrectionsUnmarked(Refusal):
    code = "kernel.intake_corrections_unmarked"
    what = _("Không có dòng nào trong tệp khớp với dòng đang chờ sửa.")
    why = _("Tệp sửa lỗi phải giữ nguyên cột «%(column)s».")
    remedy = _("Hãy tải lại tệp lỗi từ trang này, sửa trong chính tệp đó rồi gửi.")


word(
    "documents.sheet_unreadable",
    what=_("Không đọc được tệp Excel này."),
    why=_("Chỉ đọc tệp .xlsx không đặt mật khẩu và không hỏng."),
    remedy=_("Hãy mở tệp bằng Excel, chọn «Lưu thành» dạng .xlsx rồi gửi lại."),
)
word(
    "documents.sheet_too_large",
    what=_("Tệp Excel này quá lớn để đọc."),
    why=_("Vượt giới hạn %(limit)s (%(what)s); thường do có ô định dạng ở rất xa bên dưới hoặc bên phải."),
    remedy=_("Hãy chép riêng phần danh sách sang một tệp mới, hoặc chia thành nhiều tệp."),
)
word(
    "documents.sheet_empty",
    what=_("Tệp không có trang nào chứa số liệu."),
    why=_("Các trang bị ẩn không được đọc."),
    remedy=_("Hãy kiểm tra tệp rồi gửi lại."),
)
