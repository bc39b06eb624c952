"""What this room refuses, and what the person can do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal, word

# marking: sheets, rounds, marked units, appeals

word(
    "documents.yaml_unreadable",
    what=_("Dòng %(line)s viết sai dạng YAML hoặc JSON."),
    why=_("Bảng điểm là tệp chữ có thụt dòng; một dấu cách hay dấu ngoặc sai là không đọc được."),
    remedy=_("Hãy sửa dòng đó rồi lưu lại, hoặc chép một bảng điểm có sẵn rồi sửa."),
)
word(
    "documents.yaml_holds_itself",
    what=_("Một phần của bảng điểm nằm trong chính nó."),
    why=_("Một nhóm được nhắc lại ở bên trong nhóm đó, nên không bao giờ hết."),
    remedy=_("Hãy bỏ chỗ nhắc lại (dấu * trong tệp), viết đủ từng mục."),
)
word(
    "documents.yaml_too_large",
    what=_("Tệp này lớn hơn một bảng điểm."),
    why=_("Chỉ nhận đến %(limit)s ký tự hoặc mục."),
    remedy=_("Hãy kiểm tra xem có gửi nhầm tệp không."),
)


class SheetRefused(Refusal):
    """What the engine refuses of a sheet, with the line of the text."""

    code = "score.sheet_refused"
    what = _("Dòng %(line)s: %(what)s")
    why = _("%(why)s")
    remedy = _("%(remedy)s")


class SheetWithoutCriteria(Refusal):
    code = "score.sheet_without_criteria"
    what = _("Bảng điểm chưa có gì.")
    why = _("Cần tên, ít nhất một nhóm và một tiêu chí thì mới chấm được.")
    remedy = _("Hãy gõ hoặc chọn tệp bảng điểm; có thể bắt đầu từ mẫu.")


class SheetInUse(Refusal):
    code = "score.sheet_in_use"
    status = 409
    what = _("Bảng điểm «%(sheet)s» đang dùng nên không sửa được.")
    why = _("Sửa lúc này thì điểm đã chấm không còn giải thích được.")
    remedy = _("Hãy lập bản mới từ bảng này; đợt sau dùng bản mới.")


class SheetNotReady(Refusal):
    code = "score.sheet_not_ready"
    status = 409
    what = _("Bảng điểm «%(sheet)s» đã thôi dùng.")
    why = _("Đợt mới phải theo bảng điểm còn hiệu lực.")
    remedy = _("Hãy chọn bản mới hơn, hoặc lập bản mới từ bảng này.")


class TextNotSent(Refusal):
    code = "score.text_not_sent"
    what = _("Tệp không phải là chữ.")
    why = _("Bảng điểm nhận vào là tệp chữ UTF-8 dạng YAML hoặc JSON.")
    remedy = _("Hãy lưu lại tệp dạng chữ (UTF-8) rồi gửi, hoặc dán nội dung vào ô.")


class CriterionUnknownHere(Refusal):
    code = "score.criterion_unknown"
    status = 404
    what = _("Bảng điểm của đợt này không có tiêu chí «%(leaf)s».")
    why = _("Mã có thể đã đổi ở bản khác.")
    remedy = _("Hãy mở lại trang để xem các tiêu chí hiện có.")


class TargetUnknown(Refusal):
    code = "score.target_unknown"
    what = _("Tiêu chí %(leaf)s lấy số từ chỉ tiêu «%(code)s», mà phong trào không có chỉ tiêu này.")
    why = _("Số của tiêu chí đọc thẳng từ tổng hợp theo mã chỉ tiêu.")
    remedy = _("Hãy sửa mã trong bảng điểm, hoặc chọn đúng phong trào và kỳ.")


class PeriodMissing(Refusal):
    code = "score.period_missing"
    what = _("Đợt này chưa chọn kỳ báo cáo.")
    why = _("Bảng điểm có %(count)s tiêu chí lấy số từ phong trào hoặc từ báo cáo của một kỳ.")
    remedy = _("Hãy chọn kỳ báo cáo cho đợt chấm.")


class DepartmentUnknown(Refusal):
    code = "score.department_unknown"
    what = _("Không thấy ban «%(name)s» ở %(unit)s.")
    why = _("Bảng điểm giao tiêu chí %(leaf)s cho ban này thẩm định.")
    remedy = _("Hãy lập ban trong cây tổ chức, hoặc sửa tên ban trong bảng điểm.")


class NobodyToMark(Refusal):
    code = "score.nobody_to_mark"
    what = _("Đợt này chưa có đơn vị nào.")
    why = _("%(body)s năm %(year)s chưa có thành viên nào.")
    remedy = _("Hãy ghi thành viên của cụm cho năm này, hoặc chọn đơn vị.")


class TooLateToComeIn(Refusal):
    code = "score.too_late_to_come_in"
    status = 409
    what = _("Chưa đưa được %(unit)s vào đợt chấm.")
    why = _("Đợt chấm đang ở bước «%(phase)s»; các đơn vị khác đã tự chấm xong, đơn vị mới thì chưa.")
    remedy = _("Hãy đưa đợt về bước tự chấm rồi thêm, hoặc để đơn vị này chấm từ đợt sau.")


class PhasesMissing(Refusal):
    code = "score.phases_missing"
    what = _("Đợt chấm phải có bước trình ban thường vụ.")
    why = _("Kết quả do ban thường vụ quyết định; các bước khác có thể bỏ.")
    remedy = _("Hãy chọn lại các bước.")


class PhasePassed(Refusal):
    code = "score.phase_passed"
    status = 409
    what = _("Bước «%(phase)s» không đổi được nữa.")
    why = _("Đợt chấm đang ở bước «%(now)s»; các bước đã qua và bước đang làm phải giữ nguyên.")
    remedy = _("Hãy chỉ đổi những bước còn ở phía trước, hoặc đưa đợt chấm lùi lại trước.")


class PhaseDaysCrossed(Refusal):
    code = "score.phase_days_crossed"
    what = _("Bước «%(phase)s» đến hết ngày %(day)s, sớm hơn bước trước nó.")
    why = _("Bước «%(before)s» đứng trước mà đến hết ngày %(earlier)s.")
    remedy = _("Hãy sửa một trong hai ngày.")


class EyesUnknown(Refusal):
    code = "score.eyes_unknown"
    what = _("Chưa hiểu ai được xem gì ở bước «%(phase)s».")
    why = _("Chỉ nhận: ai (%(hands)s), lớp điểm (%(layers)s), phạm vi (%(amounts)s).")
    remedy = _("Hãy chọn lại.")


class PhaseSkipped(Refusal):
    code = "score.phase_skipped"
    status = 409
    what = _("Chưa sang bước «%(phase)s» được.")
    why = _("Theo các bước của đợt này, tiếp theo là «%(next)s».")
    remedy = _("Hãy làm bước đó trước.")


class ReasonMissing(Refusal):
    code = "score.reason_missing"
    what = _("Chưa ghi lý do.")
    why = _("Điểm đổi khác đi thì đơn vị có quyền biết vì sao.")
    remedy = _("Hãy ghi một câu lý do; phần đã gõ vẫn còn.")


class PointsUnread(Refusal):
    code = "score.points_unread"
    what = _("Chưa đọc được điểm của tiêu chí %(leaf)s: «%(typed)s».")
    why = _("%(why)s")
    remedy = _("Hãy ghi như 8,5 hoặc 8.")


class PointsOutOfBounds(Refusal):
    code = "score.points_out_of_bounds"
    what = _("%(points)s điểm nằm ngoài mức của tiêu chí %(leaf)s.")
    why = _("Bảng điểm cho từ %(least)s đến %(most)s.")
    remedy = _("Hãy ghi lại trong mức đó.")


class NotTypedHere(Refusal):
    code = "score.not_typed_here"
    what = _("Số của tiêu chí %(leaf)s không gõ ở đây.")
    why = _("Bảng điểm lấy số đó từ %(source)s.")
    remedy = _("Nếu số sai, hãy sửa ở nguồn rồi lấy lại số, hoặc giải trình.")


class NotYourCriterion(Refusal):
    code = "score.not_your_criterion"
    status = 403
    what = _("Tiêu chí %(leaf)s do %(department)s thẩm định.")
    why = _("Mỗi ban chỉ thẩm định tiêu chí của mình.")
    remedy = _("Hãy để ban đó chấm; ý kiến khác thì nêu ở cuộc họp.")


class NoQuestion(Refusal):
    code = "score.no_question"
    status = 409
    what = _("Tiêu chí %(leaf)s của %(unit)s không có điều gì phải hỏi.")
    why = _("Bảng điểm tính được điểm của mục này; câu trả lời chỉ dùng chỗ quy chế không nói.")
    remedy = _("Muốn chấm khác, hãy sửa điểm ở bước đang làm, kèm lý do.")


class QuestionsOpen(Refusal):
    code = "score.questions_open"
    status = 409
    what = _("Còn %(count)s điều chưa có câu trả lời.")
    why = _("Chưa có tổng của: %(units)s. Để trống không phải là 0.")
    remedy = _("Hãy trả lời từng câu ở bảng họp, hoặc ghi số còn thiếu.")


class PlacesWrong(Refusal):
    code = "score.places_wrong"
    what = _("Thứ hạng chưa đúng: %(problem)s.")
    why = _("Mỗi đơn vị được xếp có một hạng, tính từ 1; bằng nhau thì cùng hạng và bỏ trống hạng sau.")
    remedy = _("Hãy ghi lại các hạng.")


class Barred(Refusal):
    code = "score.barred"
    what = _("%(unit)s không được đề nghị «%(honour)s».")
    why = _("Trong năm có việc: %(events)s; theo bảng điểm thì không được xét dù điểm bao nhiêu.")
    remedy = _("Hãy bỏ đề nghị khen của đơn vị này; điểm và hạng vẫn giữ.")


class QuotaExceeded(Refusal):
    code = "score.quota_exceeded"
    what = _("«%(award)s»: đề nghị %(count)s đơn vị mà chỉ có %(most)s.")
    why = _("Số lượng theo %(source)s.")
    remedy = _("Hãy bớt đề nghị, hoặc ghi lý do vì sao vượt ở: %(units)s.")


class CouncilHasNotAdvised(Refusal):
    code = "score.council_has_not_advised"
    status = 409
    what = _("Hội đồng chưa xếp thứ tự.")
    why = _("Đợt này có bước hội đồng tư vấn trước khi trình ban thường vụ.")
    remedy = _("Hãy ghi thứ tự hội đồng đề nghị kèm biên bản.")


class NotTied(Refusal):
    code = "score.not_tied"
    status = 409
    what = _("%(unit)s không còn ngang hạng với ai.")
    why = _("Bỏ phiếu chỉ để phân hạng những đơn vị mà bảng điểm để ngang nhau.")
    remedy = _("Hãy bỏ số phiếu của đơn vị này.")


class NobodyTied(Refusal):
    code = "score.nobody_tied"
    status = 409
    what = _("Không có gì để bỏ phiếu.")
    why = _("Không đơn vị nào ngang nhau, hoặc đợt này không phải của một cụm.")
    remedy = _("Thứ hạng theo bảng điểm là đủ; nếu không phải của cụm thì ghi theo biên bản họp.")


class BallotNotCounted(Refusal):
    code = "score.ballot_not_counted"
    status = 409
    what = _("Cuộc bỏ phiếu suy tôn chưa kiểm.")
    why = _("Chỉ số phiếu đã kiểm của chính cụm này mới phân được hạng.")
    remedy = _("Hãy kiểm phiếu ở trang của cụm trước.")


class LeftAlready(Refusal):
    code = "score.left_already"
    status = 409
    what = _("%(unit)s đã rời đợt chấm từ ngày %(day)s.")
    why = _("Đơn vị đã rời vẫn giữ điểm đã chấm, nhưng không xếp hạng.")
    remedy = _("Nếu ghi nhầm, hãy đưa đơn vị trở lại.")


class AppealWindowClosed(Refusal):
    code = "score.appeal_window_closed"
    status = 409
    what = _("Đã hết thời gian đề nghị xem lại.")
    why = _("Đợt này nhận đề nghị đến hết ngày %(until)s.")
    remedy = _("Hãy gửi ý kiến bằng văn bản cho đơn vị tổ chức chấm.")


class AppealsOpen(Refusal):
    code = "score.appeals_open"
    status = 409
    what = _("Chưa kết thúc đợt được.")
    why = _("Còn %(count)s đề nghị xem lại chưa trả lời, hoặc chưa hết ngày %(until)s.")
    remedy = _("Hãy trả lời các đề nghị, chờ hết hạn rồi kết thúc.")


class CheckerNotMember(Refusal):
    code = "score.checker_not_member"
    what = _("%(unit)s không kiểm tra chéo được.")
    why = _("Người kiểm tra chéo là một thành viên khác của đợt này.")
    remedy = _("Hãy chọn một đơn vị khác trong cụm.")


class SendFirst(Refusal):
    code = "score.send_first"
    what = _("Còn %(count)s tiêu chí chưa chấm.")
    why = _("Chưa chấm không phải là 0: 0 điểm cũng phải ghi là 0.")
    remedy = _("Hãy chấm nốt: %(leaves)s; mục không có kết quả thì ghi 0.")


class ScoreEventUnknown(Refusal):
    code = "score.event_unknown"
    what = _("Bảng điểm không nói gì về việc «%(event)s».")
    why = _("Chỉ ghi những việc làm thay đổi điểm hoặc làm mất quyền được xét: %(known)s.")
    remedy = _("Hãy chọn trong danh sách.")


# --- Grading of grassroots unions


class NoScheme(Refusal):
    code = "score.no_grading_scheme"
    what = _("Chưa có cách xếp loại công đoàn cơ sở nào dùng được cho ngày %(day)s.")
    why = _("Danh mục chưa có hướng dẫn xếp loại có hiệu lực vào ngày đó.")
    remedy = _("Hãy đề nghị quản trị bổ sung vào Danh mục, hoặc chọn lại thời gian của đợt.")


class RoundTwice(Refusal):
    code = "score.grading_round_twice"
    status = 409
    what = _("%(unit)s đã có đợt xếp loại năm %(year)s cho khối này.")
    why = _("Mỗi năm một đơn vị chỉ mở một đợt xếp loại cho một khối.")
    remedy = _("Hãy mở đợt đã có trong danh sách để làm tiếp.")


class NobodyToGrade(Refusal):
    code = "score.nobody_to_grade"
    what = _("Không có công đoàn cơ sở nào để xếp loại năm %(year)s.")
    why = _(
        "Đơn vị không có công đoàn cơ sở thuộc khối đã chọn, hoặc tất cả đã có trong một đợt khác của năm."
    )
    remedy = _("Hãy kiểm tra khối đã chọn và các đợt xếp loại của cấp trên, cấp dưới.")


class CriteriaUnread(Refusal):
    code = "score.grading_criteria_unread"
    what = _("Dòng %(line)s của bảng tiêu chí chưa đọc được.")
    why = _("Mỗi dòng cần ba cột: nhóm, tiêu chí, điểm tối đa; đang là «%(text)s».")
    remedy = _("Hãy sửa dòng đó, ví dụ: Chăm lo, bảo vệ | Tham gia xây dựng thỏa ước | 10.")


class RoundClosed(Refusal):
    code = "score.grading_round_closed"
    status = 409
    what = _("Đợt «%(round)s» đã khóa.")
    why = _("Kết quả của đợt đã khóa được giữ nguyên.")
    remedy = _("Nếu cần sửa, hãy đề nghị đơn vị mở đợt mở lại, có ghi lý do.")


class RoundUnfinished(Refusal):
    code = "score.grading_round_unfinished"
    status = 409
    what = _("Còn %(count)s đơn vị chưa thống nhất xếp loại.")
    why = _("Đợt chỉ khóa khi mọi đơn vị đã có xếp loại hoặc được ghi là không xếp loại.")
    remedy = _("Hãy chấm cho xong các đơn vị còn lại, hoặc ghi lý do không xếp loại.")


class MarkUnreadable(Refusal):
    code = "score.mark_unreadable"
    what = _("«%(text)s» ở tiêu chí «%(criterion)s» chưa đọc được thành điểm.")
    why = _("Điểm là một số từ %(least)s đến %(most)s, nhiều nhất hai chữ số lẻ.")
    remedy = _("Hãy ghi lại, ví dụ 8,5.")


class CriterionStrange(Refusal):
    code = "score.criterion_strange"
    what = _("Không có tiêu chí hoặc điều kiện «%(criterion)s» trong bảng của đợt.")
    why = _("Bảng tiêu chí giữ nguyên từ khi mở đợt.")
    remedy = _("Hãy tải lại trang hoặc tải lại bảng Excel của đợt rồi ghi lại.")


class MarksMissing(Refusal):
    code = "score.marks_missing"
    what = _("Còn %(count)s chỗ chưa ghi: %(names)s.")
    why = _("Để trống không phải là 0, cũng không phải là «không».")
    remedy = _("Hãy ghi điểm (0 cũng được) và trả lời các điều kiện rồi gửi.")


class DifferenceUnexplained(Refusal):
    code = "score.difference_unexplained"
    what = _("Chưa ghi lý do chấm khác đơn vị ở: %(names)s.")
    why = _("Đơn vị cần biết vì sao điểm khác với điểm tự chấm.")
    remedy = _("Hãy ghi lý do cạnh từng chỗ khác; các điểm đã ghi vẫn còn.")


class GradingReasonMissing(Refusal):
    code = "score.grading_reason_missing"
    what = _("Chưa ghi lý do.")
    why = _("Đơn vị và người xem sau cần biết vì sao.")
    remedy = _("Hãy ghi một câu, ví dụ: thiếu biên bản hội nghị người lao động.")


class GradeOpen(Refusal):
    code = "score.grade_open"
    status = 409
    what = _("Chưa xếp loại được %(unit)s.")
    why = _("Còn thiếu điểm hoặc câu trả lời quyết định: %(names)s.")
    remedy = _("Hãy ghi đủ rồi thống nhất.")


class StrangeToRound(Refusal):
    code = "score.strange_to_round"
    what = _("Đơn vị này không có trong đợt «%(round)s».")
    why = _("Đợt gồm các công đoàn cơ sở có khi mở đợt.")
    remedy = _("Hãy kiểm tra tên, mã đơn vị; đơn vị mới thì thêm vào đợt trước.")


class NothingGraded(Refusal):
    code = "score.nothing_graded"
    what = _("Bảng không có dòng nào ghi được.")
    why = _("Cần dòng tiêu đề có cột đơn vị và ít nhất một cột tiêu chí của đợt.")
    remedy = _("Hãy tải bảng của đợt về, điền rồi gửi lại.")
