"""What the catalogue refuses, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.formats.errors import CodedError
from thidua.kernel.errors import Refusal


class BadItem(CodedError):
    """A data file of this installation is wrong; the person who edits it reads file, code and problem."""

    code = "catalogue.bad_item"


class UnknownItem(Refusal):
    code = "catalogue.unknown_item"
    status = 404
    what = _("Danh mục không có mục %(item)s.")
    why = _("Mục có thể đã đổi mã, hoặc không có hiệu lực vào ngày %(day)s.")
    remedy = _("Hãy tìm trong danh mục theo tên.")


class NeedsConfirmation(Refusal):
    code = "catalogue.needs_confirmation"
    status = 409
    what = _("«%(name)s» cần quản trị xác nhận trước khi dùng.")
    why = _("Nguồn của mục này chưa được đọc tận văn bản (%(confidence)s): %(source)s.")
    remedy = _("Hãy đề nghị quản trị mở Danh mục, xem văn bản và xác nhận giá trị.")


class ValueUnread(Refusal):
    code = "catalogue.value_unread"
    what = _("Chưa hiểu giá trị vừa nhập.")
    why = _("Mục này cần giá trị cùng dạng với giá trị đề xuất: %(proposed)s.")
    remedy = _("Hãy nhập lại; phần ghi chú không mất.")


class TextMissing(Refusal):
    code = "catalogue.text_missing"
    what = _("Chưa nêu văn bản đã xem.")
    why = _("Xác nhận chỉ có giá trị khi người sau biết căn cứ vào văn bản nào.")
    remedy = _("Hãy nhập số, ký hiệu và ngày của văn bản.")


class NothingToConfirm(Refusal):
    code = "catalogue.nothing_to_confirm"
    status = 409
    what = _("Mục này không cần xác nhận.")
    why = _("Giá trị đã được kiểm chứng trong văn bản, hoặc mục không mang giá trị nào.")
    remedy = _("Bạn có thể dùng ngay.")
