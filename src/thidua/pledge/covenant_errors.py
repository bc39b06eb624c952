"""What the days of a covenant refuse, and what covenants say when units are reorganised."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class DaysOutOfOrder(Refusal):
    code = "pledge.covenant_days_out_of_order"
    what = _("Hạn ký đứng trước hạn trả lời.")
    why = _("Các bên trả lời về con số xong mới ký.")
    remedy = _("Hãy ghi hạn ký bằng hoặc sau hạn trả lời, hoặc để trống một trong hai.")


class SeatEnds(Refusal):
    """Said as an objection to a reorganisation."""

    code = "pledge.covenant_seat_ends"
    status = 409
    what = _("«%(covenant)s» do %(unit)s đứng ra ký, mà %(unit)s kết thúc và không nhập trọn vào đơn vị nào.")
    why = _("Không còn ai giữ bút, cho số và tổng kết giao ước.")
    remedy = _(
        "Hãy tổng kết hoặc hủy giao ước trước, hoặc ghi đơn vị nhận của %(unit)s; giao ước của cụm thì chọn lại cụm trưởng."
    )


class SeatHasItsOwn(Refusal):
    """Said as an objection to a reorganisation."""

    code = "pledge.covenant_seat_has_its_own"
    status = 409
    what = _("%(unit)s nhập vào %(into)s, mà cả hai đều có giao ước cùng loại năm %(year)s.")
    why = _("Mỗi đơn vị chỉ có một giao ước cùng loại trong một năm: «%(covenant)s» không chuyển sang được.")
    remedy = _("Hãy tổng kết hoặc hủy một trong hai giao ước trước khi sắp xếp.")


class CovenantFollowed(Refusal):
    """Said as an objection to taking a reorganisation back."""

    code = "pledge.covenant_followed"
    status = 409
    what = _("«%(covenant)s» đã có bản mới sau khi các bên nhập làm một.")
    why = _("%(unit)s không trở lại làm một bên như cũ được nữa.")
    remedy = _("Hãy sửa đổi giao ước để các bên ký lại, hoặc tổng kết giao ước trước.")
