"""What this room refuses, with why and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class PeriodNotOpen(Refusal):
    code = "report.period_not_open"
    status = 409
    what = _("Kỳ «%(period)s» chưa mở nên chưa nhập báo cáo được.")
    why = _("Đơn vị phát động phong trào mở kỳ báo cáo trước, các đơn vị nhập sau.")
    remedy = _("Hãy chờ thông báo mở kỳ, hoặc hỏi đơn vị phát động.")


class PeriodClosed(Refusal):
    code = "report.period_closed"
    status = 409
    what = _("Kỳ «%(period)s» đã khóa.")
    why = _("Số liệu của kỳ đã khóa được giữ nguyên cho bản tổng hợp.")
    remedy = _("Nếu số liệu sai, hãy đề nghị công đoàn cấp trên đính chính, có ghi lý do.")


class PeriodStillOpen(Refusal):
    code = "report.period_still_open"
    status = 409
    what = _("Kỳ «%(period)s» chưa khóa nên không cần đính chính.")
    why = _("Đính chính chỉ dùng cho số liệu của kỳ đã khóa.")
    remedy = _("Hãy mở lại báo cáo, ghi lý do, để đơn vị sửa rồi gửi lại.")


class NotExpected(Refusal):
    code = "report.not_expected"
    status = 409
    what = _("Đơn vị không phải gửi báo cáo kỳ này.")
    why = _("Lý do đã ghi: %(reason)s.")
    remedy = _("Nếu đơn vị vẫn cần báo cáo, hãy đề nghị cấp trên bỏ miễn báo cáo.")


class UnknownElement(Refusal):
    code = "report.unknown_element"
    what = _("Không có ô «%(element)s» trong biểu báo cáo của đơn vị.")
    why = _("Biểu báo cáo có thể đã đổi từ khi bạn mở trang.")
    remedy = _("Hãy tải lại trang; những ô khác bạn đã gõ vẫn được giữ.")


class NothingEntered(Refusal):
    code = "report.nothing_entered"
    what = _("Chưa có ô nào được nhập.")
    why = _("Một báo cáo cần ít nhất một số liệu hoặc phần lời.")
    remedy = _("Hãy nhập số liệu; việc có theo dõi mà không xảy ra thì ghi 0.")


class FindingsRefuse(Refusal):
    """Refused because of figures; ``problems`` is the list for the page and the API."""

    code = "report.has_errors"
    what = _("Còn %(count)s ô cần sửa trước khi gửi.")
    why = _("Những ô này còn trống, chưa đọc được hoặc không khớp với ô khác.")
    remedy = _("Hãy sửa các ô được nêu rồi gửi lại; phần đã nhập được giữ nguyên.")

    def __init__(self, problems: Sequence[Any] = (), **params: object) -> None:
        super().__init__(**params)
        self.problems = tuple(problems)


class WarningsUnread(FindingsRefuse):
    code = "report.warnings_unread"
    what = _("Có %(count)s ô cần xem lại trước khi gửi.")
    why = _("Những số này khác thường so với kỳ trước hoặc so với ô khác.")
    remedy = _("Nếu số đúng, hãy đánh dấu «Đã kiểm tra» rồi gửi.")


class NotesUnanswered(FindingsRefuse):
    code = "report.notes_unanswered"
    what = _("Còn %(count)s điều cấp trên nêu mà chưa sửa, cũng chưa trả lời.")
    why = _("Cấp trên trả lại báo cáo để hỏi những điều này; gửi lại y nguyên thì báo cáo lại bị trả.")
    remedy = _("Hãy sửa số, hoặc giữ nguyên và ghi vì sao, ví dụ: «giữ nguyên vì đã đối chiếu sổ đoàn viên».")


class ReasonMissing(Refusal):
    code = "report.reason_missing"
    what = _("Chưa ghi lý do.")
    why = _("Đơn vị và những người xem sau cần biết vì sao.")
    remedy = _("Hãy ghi lý do; khi trả lại thì ghi cho từng ô hoặc lý do chung.")


class AcceptedWithReasons(Refusal):
    code = "report.accepted_with_reasons"
    what = _("Bạn chọn Duyệt nhưng đã ghi lý do trả lại.")
    why = _("Lý do trả lại chỉ đến được đơn vị khi báo cáo được trả lại.")
    remedy = _("Hãy chọn Trả lại, hoặc xóa các lý do rồi duyệt.")


class StrangeUnit(Refusal):
    code = "report.strange_unit"
    what = _("Đơn vị này không có trong kỳ «%(period)s».")
    why = _("Kỳ báo cáo chỉ gồm các đơn vị thuộc đơn vị phát động phong trào.")
    remedy = _("Hãy kiểm tra lại tên đơn vị hoặc kỳ báo cáo.")


class NotForBulk(Refusal):
    code = "report.not_for_bulk"
    what = _("Ô «%(element)s» không nhập gộp được.")
    why = _("Số nhập gộp là tổng trên sổ của các đơn vị chưa tự báo cáo; ô này không cộng được theo cách đó.")
    remedy = _("Hãy để các đơn vị tự báo cáo ô này, hoặc nhập thay từng đơn vị.")


class AboveRoster(Refusal):
    code = "report.above_roster"
    what = _("Ô «%(element)s» ghi %(total)s đơn vị, nhưng chỉ có %(units)s đơn vị phải báo cáo.")
    why = _("Số đơn vị đạt không thể nhiều hơn số đơn vị thuộc diện này ở cấp mình.")
    remedy = _("Hãy kiểm tra lại sổ, hoặc danh sách đơn vị trực thuộc.")


class CoveredTooMany(Refusal):
    code = "report.covered_too_many"
    what = _("%(covered)s cơ sở nhập gộp là quá số: chỉ còn %(silent)s cơ sở chưa tự gửi.")
    why = _("Cơ sở đã tự gửi báo cáo không nằm trong số nhập gộp; kỳ này có %(units)s cơ sở phải báo cáo.")
    remedy = _("Hãy ghi từ 0 đến %(silent)s, hoặc để trống nếu sổ có số của mọi cơ sở còn lại.")


class AskedByHand(Refusal):
    code = "report.asked_by_hand"
    what = _("Ô «%(element)s» do đơn vị tự báo cáo.")
    why = _("Ghi thêm số của cơ quan khác vào ô này thì một việc bị tính hai lần.")
    remedy = _("Hãy trả lại báo cáo kèm lý do để đơn vị sửa, hoặc nhập thay đơn vị.")


class SourceMissing(Refusal):
    code = "report.source_missing"
    what = _("Chưa ghi cơ quan cung cấp và văn bản.")
    why = _("Số liệu của cơ quan khác phải nêu được nguồn: tên cơ quan, số và ngày văn bản.")
    remedy = _("Hãy nhập đủ ba mục về nguồn.")


class AlreadyStated(Refusal):
    code = "report.already_stated"
    status = 409
    what = _("Ô «%(element)s» đã có số từ nguồn khác.")
    why = _("Hai nguồn cùng ghi một ô thì việc bị tính hai lần.")
    remedy = _("Hãy giữ một nguồn: sửa số đã có, hoặc bỏ số đó trước.")


class DateOutside(Refusal):
    code = "report.date_outside"
    what = _("Ngày %(day)s ở sau hôm nay.")
    why = _("Hoạt động chỉ được ghi khi đã làm.")
    remedy = _("Hãy kiểm tra lại ngày.")


class WomenAboveAll(Refusal):
    code = "report.women_above_all"
    what = _("Số nữ %(women)s nhiều hơn số người dự %(participants)s.")
    why = _("Số nữ là một phần của số người dự.")
    remedy = _("Hãy sửa số nữ hoặc số người dự.")


class InItsOwnHands(Refusal):
    code = "report.in_its_own_hands"
    status = 409
    what = _("Chưa ghi dòng này: báo cáo %(state)s.")
    why = _("Chỉ ghi thay khi đơn vị chưa bắt đầu; từ đó trở đi số liệu là của đơn vị.")
    remedy = _("Đang soạn thì để đơn vị gửi; đã gửi mà sai thì trả lại kèm lý do; đã duyệt thì đính chính.")


class GridEmpty(Refusal):
    code = "report.grid_empty"
    what = _("Bảng dán vào không có dòng nào đọc được.")
    why = _("Cần một dòng tiêu đề có tên các ô, cột đầu là tên hoặc mã đơn vị.")
    remedy = _("Hãy chép cả dòng tiêu đề từ Excel, hoặc tải tệp mẫu rồi điền.")


class NothingToCorrect(Refusal):
    code = "report.nothing_to_correct"
    what = _("Số mới giống hệt số đang có.")
    why = _("Đính chính chỉ ghi khi có ít nhất một ô đổi.")
    remedy = _("Hãy kiểm tra lại ô cần đính chính.")


class SavedByAnother(Refusal):
    code = "report.saved_by_another"
    status = 409
    what = _("%(by)s vừa ghi «%(theirs)s» vào ô này; bạn ghi «%(mine)s».")
    why = _("Hai người cùng sửa một ô; cả hai số được giữ.")
    remedy = _("Hãy thống nhất với nhau rồi ghi lại số đúng.")


class FlagUnreadable(Refusal):
    code = "report.flag_unreadable"
    what = _("«%(text)s» chưa phải là Có hoặc Không.")
    why = _("Ô này chỉ hỏi đơn vị có hay không.")
    remedy = _("Hãy chọn Có hoặc Không.")


class CountingUnfit(Refusal):
    code = "report.counting_unfit"
    what = _("Không đếm được ô «%(element)s» theo cách này.")
    why = _(
        "Ô số người, số việc đếm số cuộc, số người dự hoặc số nữ; ô tiền đếm số tiền; ô Có/Không xem có việc hay"
        " không. Số có đến một ngày không đếm từ hồ sơ. Đếm cho nơi được kiểm tra chỉ dùng với ô mà đơn vị không"
        " tự nhập."
    )
    remedy = _("Hãy chọn ít nhất một loại việc và cách đếm hợp với ô.")


class CountedTwice(Refusal):
    code = "report.counted_twice"
    what = _("Ô «%(element)s» có hai quy tắc đếm.")
    why = _("Một ô chỉ được đếm theo một cách; nhiều loại việc thì ghi chung trong một quy tắc.")
    remedy = _("Hãy giữ một quy tắc cho ô này.")


class CheckIncomplete(Refusal):
    code = "report.check_incomplete"
    what = _("Phép kiểm chưa đủ.")
    why = _("Cần chọn đủ các ô khác nhau; «khác xa» cần số lần từ 2 trở lên.")
    remedy = _("Hãy chọn thêm ô còn thiếu rồi lưu lại.")


class NameMissing(Refusal):
    code = "report.name_missing"
    what = _("Chưa ghi tên.")
    why = _("Đơn vị đọc tên để biết phải ghi gì.")
    remedy = _("Hãy ghi tên ngắn, như chữ in trong biểu giấy.")


class StatedElsewhere(Refusal):
    code = "report.stated_elsewhere"
    what = _("Ô «%(element)s» không thuộc phần bạn ghi cho «%(unit)s».")
    why = _(
        "Số do cấp trên ghi chỉ công đoàn trực tiếp cấp trên của đơn vị ghi; số theo sổ do nơi giữ sổ ghi;"
        " số do đơn vị nhập thì chờ báo cáo của đơn vị."
    )
    remedy = _("Hãy tải lại trang để xem những ô bạn ghi được trong kỳ này.")


class CountedFromRecords(Refusal):
    code = "report.counted_from_records"
    status = 409
    what = _("Ô «%(element)s» của «%(unit)s» đang được đếm từ hồ sơ hoạt động.")
    why = _("Số đếm được đổi theo hồ sơ, nên ghi tay sẽ bị ghi đè.")
    remedy = _("Hãy sửa, thêm hoặc bỏ hồ sơ hoạt động ở phía sau con số.")


class StatedByGrading(Refusal):
    code = "report.stated_by_grading"
    status = 409
    what = _("Ô «%(element)s» của «%(unit)s» theo kết quả xếp loại đã thống nhất.")
    why = _("Ghi tay thì loại ở đây khác loại ở phiếu xếp loại, không ai biết vì sao.")
    remedy = _("Loại chưa đúng thì rút lại xếp loại kèm lý do rồi chấm lại; ô này tự đổi theo.")


class LetterAhead(Refusal):
    code = "report.letter_ahead"
    what = _("Ngày văn bản %(day)s ở sau hôm nay.")
    why = _("Văn bản của cơ quan khác phải có trước khi ghi số.")
    remedy = _("Hãy xem lại ngày trên văn bản.")


class NotExternal(Refusal):
    code = "report.not_external"
    status = 409
    what = _("Mục này không phải số liệu của cơ quan khác, hoặc đã được bỏ.")
    why = _("Chỉ số liệu ghi theo văn bản của cơ quan khác mới bỏ được ở đây.")
    remedy = _("Hãy tải lại trang để xem mới nhất.")


class EndingWithOpenReport(Refusal):
    code = "report.ending_with_open_report"
    status = 409
    what = _("«%(unit)s» còn báo cáo kỳ «%(period)s» ở bước «%(state)s».")
    why = _("Đơn vị kết thúc rồi thì không còn ai sửa, gửi tiếp báo cáo này.")
    remedy = _("Hãy để đơn vị gửi, cấp trên duyệt; nếu không lấy số kỳ này thì cấp trên ghi miễn báo cáo.")


class ClosedOver(Refusal):
    code = "report.closed_over"
    status = 409
    what = _("Kỳ «%(period)s» hết ngày %(day)s đã khóa.")
    why = _("Số liệu của kỳ đã khóa giữ nguyên theo cây tổ chức lúc đó.")
    remedy = _("Hãy chọn ngày có hiệu lực sau %(day)s, hoặc nhờ đơn vị phát động mở lại kỳ trước.")
