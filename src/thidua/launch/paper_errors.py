"""What is refused on the way from a paper that was sent in to a draft, and what the person can do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class NothingTakenOver(Refusal):
    code = "launch.nothing_taken_over"
    what = _("Chưa nhận mục nào của «%(name)s».")
    why = _("Dự thảo chỉ gồm những mục đã có người nhận.")
    remedy = _("Hãy xem từng mục, nhận những mục đúng, rồi tạo dự thảo.")


class UnitsWait(Refusal):
    code = "launch.units_wait"
    what = _("Còn %(count)s đơn vị trong phụ lục chưa rõ là đơn vị nào: %(names)s.")
    why = _("Chỉ tiêu giao phải thuộc về một đơn vị có trong cây tổ chức; không dòng nào được bỏ qua.")
    remedy = _("Hãy chọn đơn vị cho từng tên, hoặc ghi «để riêng» cho tên không thuộc đơn vị nào.")


class ItemHasNoField(Refusal):
    code = "launch.item_has_no_field"
    what = _("Chưa lưu được mục %(number)s: chưa có nội dung chính.")
    why = _("Mục trống thì trong dự thảo không còn gì để đọc.")
    remedy = _("Hãy điền nội dung, hoặc bỏ mục này.")


class ItemDayUnclear(Refusal):
    code = "launch.item_day_unclear"
    what = _("Chưa đọc được ngày «%(text)s».")
    why = _("Ngày phải có trong lịch, thì mới xếp được đợt và tính được hạn.")
    remedy = _(
        "Hãy ghi ngày/tháng/năm, hoặc tháng/năm, hoặc năm, ví dụ 28/2/2017; hạn hằng năm thì ghi ngày/tháng."
    )


class ItemChanged(Refusal):
    code = "launch.item_changed"
    status = 409
    what = _("Mục %(number)s vừa được %(who)s xem và đổi.")
    why = _("Bản bạn đang mở cũ hơn bản đã lưu.")
    remedy = _("Phần bạn gõ vẫn còn trên màn hình: hãy so hai bản rồi lưu lại.")


class NotMergeable(Refusal):
    code = "launch.not_mergeable"
    what = _("Không gộp được mục %(number)s vào mục %(into)s.")
    why = _("Chỉ gộp hai mục cùng loại của một văn bản, và không gộp vào chính nó.")
    remedy = _("Hãy chọn một mục cùng loại còn đang chờ xem hoặc đã nhận.")


class DraftWasBuiltOn(Refusal):
    code = "launch.draft_was_built_on"
    status = 409
    what = _("Không bỏ được dự thảo «%(paper)s».")
    why = _("%(why)s")
    remedy = _("Hãy sửa ngay trong dự thảo, hoặc thu hồi văn bản theo đúng các bước.")


class NoTextTyped(Refusal):
    code = "launch.no_text_typed"
    what = _("Chưa gõ lời văn nào.")
    why = _("Ảnh quét không có chữ, nên chỉ đọc được từ phần gõ bên cạnh.")
    remedy = _("Hãy gõ lại từng phần của văn bản rồi bấm đọc.")


class ReadingFailed(Refusal):
    code = "launch.reading_failed"
    what = _("Chưa đọc được tệp «%(name)s».")
    why = _("Bộ đọc dừng giữa chừng; tệp vẫn được giữ nguyên và chưa có gì được tạo.")
    remedy = _("Hãy thử đọc lại, hoặc lưu tệp ở dạng .docx rồi gửi lại.")


class RemarkGone(Refusal):
    code = "launch.remark_gone"
    status = 409
    what = _("Nhận xét này không còn nữa.")
    why = _("Văn bản đã được sửa từ khi bạn mở trang.")
    remedy = _("Hãy tải lại trang để xem những nhận xét đang có.")
