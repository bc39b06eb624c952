"""What this room refuses, with why and what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal

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
