"""Refusals of this room: what is wrong, why, what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal

# Covenants.


class NoClusterLeader(Refusal):
    code = "pledge.no_cluster_leader"
    what = _("«%(cluster)s» chưa có cụm trưởng năm %(year)s.")
    why = _("Cụm không có con dấu: giao ước được soạn, ghi số và lưu ở đơn vị cụm trưởng.")
    remedy = _("Hãy ghi cụm trưởng của năm trước, rồi lập giao ước.")


class TooFewParties(Refusal):
    code = "pledge.too_few_parties"
    what = _("Giao ước cần ít nhất hai bên; hiện có %(count)s.")
    why = _("Một đơn vị không giao ước với chính mình.")
    remedy = _("Hãy ghi thêm thành viên cụm, đơn vị trực thuộc, hoặc cơ quan phối hợp rồi lập lại.")


class CovenantExists(Refusal):
    code = "pledge.covenant_exists"
    status = 409
    what = _("Năm này đã có «%(title)s».")
    why = _("Mỗi cụm hoặc mỗi đơn vị chỉ có một giao ước cùng loại trong một năm của phong trào.")
    remedy = _("Hãy mở giao ước đó; nếu lập nhầm thì hủy rồi lập lại.")


class LastYearOpen(Refusal):
    code = "pledge.last_year_open"
    status = 409
    what = _("«%(cluster)s» chưa tổng kết năm %(year)s.")
    why = _("Cụm tổng kết năm cũ xong mới ký giao ước năm mới.")
    remedy = _("Hãy ghi cuộc họp tổng kết năm cũ ở trang của cụm, rồi chốt lời văn giao ước.")


class NothingPromised(Refusal):
    code = "pledge.nothing_promised"
    what = _("Giao ước chưa có điều nào.")
    why = _("Các bên ký vào những điều cụ thể, có con số hoặc bằng lời.")
    remedy = _("Hãy thêm ít nhất một điều.")


class ClauseEmpty(Refusal):
    code = "pledge.clause_empty"
    what = _("Chưa ghi nội dung của điều này.")
    why = _("Các bên cần đọc được mình ký điều gì.")
    remedy = _("Hãy viết một câu, hoặc chọn một chỉ tiêu.")


class ClauseTwice(Refusal):
    code = "pledge.clause_twice"
    status = 409
    what = _("Chỉ tiêu «%(target)s» đã có trong giao ước.")
    why = _("Mỗi chỉ tiêu chỉ có một con số của mỗi bên.")
    remedy = _("Hãy sửa con số ở điều đang có.")


class FigureMissing(Refusal):
    code = "pledge.figure_missing"
    what = _("Chưa ghi con số đề xuất.")
    why = _("Bên kia cần một con số để trả lời.")
    remedy = _("Hãy gõ con số; muốn nói bằng lời thì ghi vào ô lý do.")


class FigureSame(Refusal):
    code = "pledge.figure_same"
    what = _("%(figure)s đúng là con số đang ghi.")
    why = _("Đề xuất dùng để đổi con số.")
    remedy = _("Nếu đồng ý với con số đang ghi, hãy bấm «Đồng ý với các con số».")


class FigureBelowAssignment(Refusal):
    code = "pledge.figure_below_assignment"
    what = _("%(unit)s: «%(clause)s» ghi %(figure)s, thấp hơn chỉ tiêu được giao (%(assigned)s).")
    why = _("Đơn vị được xét theo chỉ tiêu giao; giao ước chỉ được bằng hoặc cao hơn.")
    remedy = _(
        "Hãy ghi từ mức giao trở lên; nếu mức giao không hợp, hãy đề nghị cấp trên điều chỉnh chỉ tiêu."
    )


class FigureChanged(Refusal):
    code = "pledge.figure_changed"
    status = 409
    what = _("%(name)s vừa đổi con số này thành %(figure)s.")
    why = _("Bạn đang xem con số cũ, nên đề xuất của bạn chưa được gửi.")
    remedy = _("Con số bạn gõ vẫn ở trong ô: hãy xem con số mới rồi gửi lại nếu vẫn muốn.")


class ProposalsOpen(Refusal):
    code = "pledge.proposals_open"
    status = 409
    what = _("Còn %(count)s đề xuất chưa được trả lời.")
    why = _("Chốt lời văn rồi thì không ai đổi con số được nữa.")
    remedy = _("Hãy trả lời từng đề xuất, hoặc nhờ bên đề xuất rút lại.")


class ProposalAnswered(Refusal):
    code = "pledge.proposal_answered"
    status = 409
    what = _("Đề xuất này không còn chờ trả lời: %(state)s (%(name)s).")
    why = _("Mỗi đề xuất được trả lời một lần.")
    remedy = _("Hãy tải lại trang; nếu vẫn muốn đổi, hãy gửi đề xuất mới.")


class NotYoursToAnswer(Refusal):
    code = "pledge.not_yours_to_answer"
    status = 403
    what = _("Đề xuất này do %(unit)s trả lời.")
    why = _("Con số của một bên chỉ đổi khi bên đó và bên đứng đầu cùng đồng ý.")
    remedy = _("Hãy chờ %(unit)s trả lời; bạn có thể gửi đề xuất khác.")


class WithoutReason(Refusal):
    code = "pledge.without_reason"
    what = _("Chưa ghi lý do.")
    why = _("Các bên khác sẽ đọc lý do này.")
    remedy = _("Hãy viết một câu nêu lý do.")


class TextChanged(Refusal):
    code = "pledge.text_changed"
    status = 409
    what = _("Lời văn giao ước đã đổi từ lúc bạn mở trang.")
    why = _("Chữ ký chỉ có giá trị với đúng lời văn người ký đã đọc.")
    remedy = _("Hãy đọc lại bản mới rồi ký.")


class AlreadySigned(Refusal):
    code = "pledge.already_signed"
    status = 409
    what = _("%(unit)s đã ký: %(name)s, ngày %(day)s.")
    why = _("Mỗi bên ký một lần; chữ ký trước được giữ nguyên.")
    remedy = _("Không cần làm gì thêm. Nếu chữ ký trước là nhầm, đơn vị đứng đầu mở lại giao ước để ký lại.")


class SignerHoldsNoOffice(Refusal):
    code = "pledge.signer_holds_no_office"
    what = _("%(name)s không giữ chức vụ %(office)s của %(unit)s vào ngày %(day)s.")
    why = _(
        "Theo danh sách, chức vụ này là của %(holders)s; chữ ký không đúng thẩm quyền thì không có giá trị."
    )
    remedy = _("Hãy xem lại bản giấy; nếu danh sách chức vụ chưa cập nhật, hãy sửa danh sách trước.")


class ScanMissing(Refusal):
    code = "pledge.scan_missing"
    what = _("Chưa có bản quét của trang chữ ký.")
    why = _("Bản quét thay cho việc ký trên ứng dụng nên phải xem lại được.")
    remedy = _("Hãy chụp hoặc quét các trang có chữ ký rồi gửi kèm.")


class NobodySigned(Refusal):
    code = "pledge.nobody_signed"
    what = _("Chưa ghi người ký của bên nào.")
    why = _("Mỗi bên ký tại lễ cần có họ tên và chức vụ.")
    remedy = _("Hãy điền người ký của ít nhất một bên chưa ký.")


class NumberedAlready(Refusal):
    code = "pledge.numbered_already"
    status = 409
    what = _("Giao ước đã có số %(reference)s.")
    why = _("Một văn bản chỉ có một số.")
    remedy = _("Nếu ghi sai, hãy sửa dòng trong sổ văn bản đi.")


class ActualsMissing(Refusal):
    code = "pledge.actuals_missing"
    status = 409
    what = _("Chưa có số liệu đã khóa để tổng kết.")
    why = _("Bản tổng kết ghi kết quả chính thức, không ghi số đang thay đổi.")
    remedy = _("Hãy khóa bản tổng hợp của kỳ cuối năm trước, rồi tổng kết giao ước.")
