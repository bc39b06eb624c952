"""What clusters, their years, ballots and regulations refuse, with cause and remedy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class AlreadyMember(Refusal):
    code = "federation.already_member"
    what = _("«%(unit)s» đã là thành viên của %(cluster)s năm %(year)s.")
    why = _("Mỗi đơn vị có một dòng trong năm, kể cả khi đã rời cụm giữa năm.")
    remedy = _("Không cần thêm lại. Nếu đơn vị đã rời cụm mà nay ở lại, hãy bấm «Vẫn ở lại cụm» tại dòng đó.")


class MemberTooSmall(Refusal):
    code = "federation.member_too_small"
    what = _("«%(unit)s» có %(count)s người, chưa đúng quy chế của %(cluster)s.")
    why = _("%(regulation)s quy định số người mỗi đơn vị %(bounds)s.")
    remedy = _(
        "Hãy xem lại số lao động đơn vị khai. Nếu quy chế chỉ khuyến nghị thì ghi như vậy ở «Quy định bằng số»"
        " của bản quy chế mới."
    )


class NotAMember(Refusal):
    code = "federation.not_a_member"
    what = _("«%(unit)s» không phải thành viên của %(cluster)s vào ngày %(day)s.")
    why = _("Cụm trưởng, cụm phó và người được bầu phải là thành viên của cụm trong năm đó.")
    remedy = _("Hãy chọn trong danh sách thành viên, hoặc thêm đơn vị vào cụm trước.")


class DeputyIsLeader(Refusal):
    code = "federation.deputy_is_leader"
    what = _("«%(unit)s» không thể vừa là cụm trưởng vừa là cụm phó.")
    why = _("Cụm phó thay cụm trưởng khi cụm trưởng vắng.")
    remedy = _("Hãy chọn đơn vị khác làm cụm phó, hoặc để trống.")


class OutsideTheYear(Refusal):
    code = "federation.outside_the_year"
    what = _("Ngày %(day)s không nằm trong năm %(year)s.")
    why = _("Thành viên của cụm được ghi theo từng năm.")
    remedy = _("Hãy ghi ngày trong năm %(year)s, hoặc mở đúng năm rồi ghi.")


class YearBegun(Refusal):
    code = "federation.year_begun"
    what = _("Năm %(year)s của %(cluster)s đã mở rồi.")
    why = _("Mỗi năm của cụm chỉ mở một lần.")
    remedy = _("Hãy mở trang của cụm năm %(year)s để làm tiếp.")


class YearNotBegun(Refusal):
    code = "federation.year_not_begun"
    what = _("Năm %(year)s của %(cluster)s chưa mở.")
    why = _("Thành viên, cụm trưởng và các cuộc bỏ phiếu đều thuộc về một năm của cụm.")
    remedy = _("Hãy mở năm %(year)s của cụm trước; thành viên năm trước được mang sang.")


class ClusterOfOne(Refusal):
    code = "federation.cluster_of_one"
    what = _("%(cluster)s chỉ có %(count)s thành viên đang hoạt động.")
    why = _("Một đơn vị bỏ phiếu cho mình thì không còn là phiếu kín, cũng không có gì để chọn.")
    remedy = _("Hãy thêm thành viên, hoặc ghi theo biên bản họp hay quyết định của cấp trên.")


class TooFewChoices(Refusal):
    code = "federation.too_few_choices"
    what = _("Cuộc bỏ phiếu mới có %(count)s phương án.")
    why = _("Bỏ phiếu cần ít nhất hai phương án khác nhau.")
    remedy = _("Hãy ghi thêm phương án, mỗi phương án một dòng.")


class PickedTooMany(Refusal):
    code = "federation.picked_too_many"
    what = _("Phiếu này chọn %(count)s, nhiều nhất được %(most)s.")
    why = _(
        "Phiếu chọn quá số được chọn sẽ là phiếu không hợp lệ; hệ thống không nhận để phiếu không bị mất."
    )
    remedy = _("Hãy bỏ bớt rồi gửi lại; những gì đã chọn vẫn còn đây.")


class PickedUnknown(Refusal):
    code = "federation.picked_unknown"
    what = _("Phiếu chọn một phương án không có trong cuộc bỏ phiếu này.")
    why = _("Có thể trang đã mở từ trước, hoặc phiếu của cuộc bỏ phiếu khác.")
    remedy = _("Hãy mở lại trang bỏ phiếu rồi chọn.")


class VotedAlready(Refusal):
    code = "federation.voted_already"
    status = 409
    what = _("%(unit)s đã bỏ phiếu rồi.")
    why = _("Mỗi đơn vị thành viên một phiếu; phiếu kín đã bỏ thì không ai mở ra sửa được.")
    remedy = _(
        "Không cần làm gì thêm. Nếu không ai ở đơn vị bỏ phiếu này, hãy báo ngay cụm trưởng để hủy và bỏ lại."
    )


class NotOnTheRoll(Refusal):
    code = "federation.not_on_the_roll"
    status = 403
    what = _("Bạn không bỏ phiếu trong cuộc này.")
    why = _("Danh sách bỏ phiếu chốt lúc mở: mỗi đơn vị thành viên một phiếu, do chủ tịch bỏ.")
    remedy = _("Hãy hỏi cụm trưởng hoặc nơi tổ chức cụm nếu đơn vị của bạn bị sót.")


class BallotTied(Refusal):
    code = "federation.ballot_tied"
    status = 409
    what = _("Số phiếu cao nhất bằng nhau: %(names)s.")
    why = _("Hệ thống không tự chọn giữa những đơn vị bằng phiếu.")
    remedy = _("Hãy bỏ phiếu lại giữa các đơn vị này, hoặc họp cụm và ghi theo biên bản.")


class NotTheMostVoted(Refusal):
    code = "federation.not_the_most_voted"
    what = _("«%(unit)s» không phải đơn vị nhiều phiếu nhất.")
    why = _("Theo kết quả bỏ phiếu, nhiều phiếu nhất là: %(names)s.")
    remedy = _("Hãy chọn đúng đơn vị được bầu. Nếu cụm quyết định khác, hãy ghi theo biên bản họp.")


class BallotNotCounted(Refusal):
    code = "federation.ballot_not_counted"
    what = _("Cuộc bỏ phiếu chọn cụm trưởng năm %(year)s chưa kiểm phiếu xong.")
    why = _("Kết quả chỉ có khi cuộc bỏ phiếu đã đóng.")
    remedy = _("Hãy kiểm phiếu trước, hoặc ghi theo biên bản họp.")


class MinutesMissing(Refusal):
    code = "federation.minutes_missing"
    what = _("Chưa có biên bản hay bản chụp.")
    why = _("Việc của cụm do các đơn vị ngang nhau cùng quyết; người xem sau cần biết đã quyết ở đâu, ai dự.")
    remedy = _("Hãy ghi tóm tắt biên bản hoặc số quyết định, hay gửi bản chụp.")


class WhyMissing(Refusal):
    code = "federation.why_missing"
    what = _("Chưa ghi lý do.")
    why = _("Việc này đổi điều đã ghi; người xem sau cần biết vì sao.")
    remedy = _("Hãy ghi lý do ngắn gọn.")


class RegulationWithoutArticles(Refusal):
    code = "federation.regulation_without_articles"
    what = _("Quy chế chưa có điều nào.")
    why = _("Mỗi điều bắt đầu bằng «Điều 1.», «Điều 2.»… ở đầu dòng; «Chương I.» nếu chia chương.")
    remedy = _("Hãy ghi ít nhất một điều rồi lưu lại; lời đã gõ vẫn còn đây.")


class DayBeforeToday(Refusal):
    code = "federation.day_before_today"
    what = _("Ngày %(day)s đã qua.")
    why = _("Hạn đã qua thì không ai kịp làm.")
    remedy = _("Hãy chọn từ hôm nay trở đi, hoặc để trống.")


class VotingOver(Refusal):
    code = "federation.voting_over"
    what = _("Đã hết hạn bỏ phiếu ngày %(day)s.")
    why = _("Người mở cuộc bỏ phiếu đã đặt hạn này cho mọi thành viên.")
    remedy = _("Hãy hỏi cụm trưởng: hoặc kiểm phiếu với số phiếu đã có, hoặc hủy và bỏ phiếu lại.")


class BallotOpenAlready(Refusal):
    code = "federation.ballot_open_already"
    status = 409
    what = _("Đang có một cuộc bỏ phiếu «%(about)s» chưa kiểm phiếu.")
    why = _("Hai cuộc bỏ phiếu cùng lúc về một việc sẽ cho hai kết quả.")
    remedy = _("Hãy kiểm phiếu hoặc hủy cuộc đang mở trước.")


class RegulationDayTaken(Refusal):
    code = "federation.regulation_day_taken"
    what = _("Đã có bản quy chế (lần %(edition)s) có hiệu lực từ ngày %(day)s.")
    why = _("Bản mới thay bản trước từ ngày có hiệu lực, nên phải có hiệu lực sau bản trước.")
    remedy = _("Hãy chọn ngày có hiệu lực sau ngày %(day)s.")


class RegulationRulesSaid(Refusal):
    code = "federation.regulation_rules_said"
    status = 409
    what = _("Quy định bằng số của bản này đã ghi và đang áp dụng.")
    why = _("Đổi giữa chừng thì đơn vị không biết mình được xét theo số nào.")
    remedy = _("Hãy soạn bản sửa đổi của quy chế, ghi số mới ở đó.")


class RegulationNotPrintable(Refusal):
    code = "federation.regulation_not_printable"
    what = _("Lời văn có ký hiệu «%(sign)s» không in được bằng phông chữ của văn bản.")
    why = _("PDF để lưu phải in đúng từng chữ; ký hiệu này không có trong phông.")
    remedy = _("Hãy sửa ký hiệu đó trong bản soạn, hoặc tải bản Word.")


class LeaderTwice(Refusal):
    code = "federation.leader_twice"
    what = _("%(cluster)s năm %(year)s đã có cụm trưởng.")
    why = _("Mỗi năm một cụm có một cụm trưởng.")
    remedy = _("Hãy sửa cột «Vai trò» của dòng này, hoặc chọn lại cụm trưởng ở trang của cụm.")


class YearWrong(Refusal):
    code = "federation.year_wrong"
    what = _("«%(written)s» không phải năm.")
    why = _("Thành viên của cụm được ghi theo năm, từ 1946 đến 2100.")
    remedy = _("Hãy ghi năm đủ bốn chữ số, hoặc để trống nếu là năm nay.")
