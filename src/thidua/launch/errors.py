"""What this room refuses, and what the person can do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class NotReady(Refusal):
    """The launch gate: carries the lacks themselves for the screen."""

    lacks: tuple[object, ...] = ()
    code = "launch.not_ready"
    what = _("Chưa làm được: còn thiếu %(count)s điều.")
    why = _("Còn thiếu: %(missing)s.")
    remedy = _("Hãy mở từng mục còn thiếu trong bảng «Còn thiếu gì» và bổ sung.")


class StepSkipped(Refusal):
    code = "launch.step_skipped"
    status = 409
    what = _("Chưa %(move)s được.")
    why = _("Văn bản đang «%(state)s»; cấp này phải qua các bước trước đã.")
    remedy = _("Bước làm tiếp được bây giờ: %(open)s. Bước đã làm trên giấy thì ghi lại kèm ngày.")


class HeadHasNotAgreed(Refusal):
    code = "launch.head_has_not_agreed"
    what = _("Trưởng ban chưa đồng ý.")
    why = _("Ở cấp này văn bản qua trưởng ban rồi mới trình ban thường vụ.")
    remedy = _("Hãy chờ ý kiến trưởng ban, hoặc ghi ý kiến đã cho trên giấy.")


class OpinionsMissing(Refusal):
    code = "launch.opinions_missing"
    what = _("Chưa đủ ý kiến ban thường vụ.")
    why = _("Cần biên bản họp, hoặc ý kiến bằng văn bản của từng ủy viên. Còn thiếu: %(missing)s.")
    remedy = _("Hãy ghi biên bản họp, hoặc nhập ý kiến còn thiếu kèm bản quét.")


class OpinionsAgainst(Refusal):
    code = "launch.opinions_against"
    what = _("Ban thường vụ chưa đồng ý.")
    why = _("%(against)s ý kiến không đồng ý, %(agreeing)s ý kiến đồng ý.")
    remedy = _("Hãy trả lại để sửa rồi lấy ý kiến lần nữa.")


class PartyHasNotAnswered(Refusal):
    code = "launch.party_has_not_answered"
    what = _("Chưa ghi ý kiến cấp ủy.")
    why = _("Văn bản đang xin ý kiến cấp ủy.")
    remedy = _("Hãy ghi ý kiến cấp ủy kèm ngày, đính kèm bản quét nếu có.")


class CapacityDoesNotFit(Refusal):
    code = "launch.capacity_does_not_fit"
    what = _("Thẩm quyền ký «%(capacity)s» không khớp với chức vụ %(office)s.")
    why = _("Thẩm quyền này dành cho: %(offices)s.")
    remedy = _("Hãy chọn thẩm quyền khác, hoặc người ký khác. Cấp phó ký thì chọn dòng có KT. CHỦ TỊCH.")


class SignerUnknown(Refusal):
    code = "launch.signer_unknown"
    what = _("Chưa rõ người ký.")
    why = _("Văn bản đã ký phải có thẩm quyền, chức vụ, họ tên và ngày ký.")
    remedy = _("Hãy nhập đủ bốn mục ở phần chữ ký.")


class NumberTaken(Refusal):
    code = "launch.number_taken"
    status = 409
    what = _("Số %(reference)s đã dùng trong năm %(year)s.")
    why = _("Văn bản mang số này: %(subject)s, ngày %(dated_on)s.")
    remedy = _("Hãy lấy số khác; số để trống giữa chừng không sao. Gợi ý: %(next)s.")


class NumberMissing(Refusal):
    code = "launch.number_missing"
    what = _("Chưa nhập số văn bản.")
    why = _("Sổ %(register)s do văn thư cho số, hệ thống không tự lấy số.")
    remedy = _("Hãy nhập số theo sổ của văn phòng, hoặc bật tự lấy số cho sổ này.")


class DateOutsideYear(Refusal):
    code = "launch.date_outside_year"
    what = _("Ngày %(day)s không thuộc sổ năm %(year)s.")
    why = _("Mỗi năm một sổ, số bắt đầu lại từ 01 vào ngày 01 tháng 01.")
    remedy = _("Hãy xem lại ngày, hoặc chọn sổ của năm đó.")


class ResultsNotYet(Refusal):
    code = "launch.results_not_yet"
    what = _("Năm %(year)s không phải năm đã có kết quả.")
    why = _("Kết quả của năm đã qua là gốc để chia chỉ tiêu cho năm sau.")
    remedy = _("Hãy ghi năm đủ bốn chữ số, không sau năm nay, ví dụ %(example)s.")


class IssuedBeforeSigned(Refusal):
    code = "launch.issued_before_signed"
    what = _("Ngày ban hành %(issued_on)s sớm hơn ngày ký %(signed_on)s.")
    why = _("Văn bản chỉ được cho số và phát hành sau khi ký.")
    remedy = _("Hãy xem lại hai ngày này.")


class ReasonMissing(Refusal):
    code = "launch.reason_missing"
    what = _("Chưa nêu lý do.")
    why = _("Việc này được ghi vào nhật ký và người khác sẽ đọc lý do.")
    remedy = _("Hãy viết một câu nêu lý do.")


class LineChanged(Refusal):
    """Someone else saved the same line in between; both versions stay on the screen."""

    code = "launch.line_changed"
    status = 409
    what = _("%(who)s vừa sửa dòng này lúc %(at)s.")
    why = _("Bản đã lưu là: «%(theirs)s».")
    remedy = _("Phần bạn gõ vẫn còn ở ô nhập: hãy so hai bản, sửa rồi lưu lại.")


class LineGone(Refusal):
    code = "launch.line_gone"
    status = 409
    what = _("Dòng này đã bị người khác xóa.")
    why = _("Có hai người cùng soạn văn bản.")
    remedy = _("Nếu vẫn cần, hãy thêm dòng mới; phần bạn gõ vẫn còn ở ô nhập.")


class LineInvalid(Refusal):
    """Carries the messages of the fields for the screen."""

    problems: Mapping[str, Sequence[str]] = {}
    code = "launch.line_invalid"
    what = _("Dòng này chưa lưu được.")
    why = _("%(problems)s")
    remedy = _("Hãy sửa ở ô được đánh dấu; phần đã gõ vẫn còn.")


class NoPlanAbove(Refusal):
    code = "launch.no_plan_above"
    what = _("Cấp trên chưa ban hành văn bản này.")
    why = _("Chỉ dựng kế hoạch từ văn bản đã ban hành của đơn vị cấp trên.")
    remedy = _("Hãy đợi văn bản được ban hành, hoặc tự soạn văn bản mới.")


class AlreadyDrafted(Refusal):
    code = "launch.already_drafted"
    status = 409
    what = _("Đơn vị đã có văn bản này.")
    why = _("Mỗi đơn vị dựng một văn bản từ một văn bản cấp trên.")
    remedy = _("Hãy mở văn bản đang có và sửa tiếp.")


class DatesOutOfOrder(Refusal):
    code = "launch.dates_out_of_order"
    what = _("Ngày %(later)s phải sau ngày %(earlier)s.")
    why = _("%(what)s")
    remedy = _("Hãy xem lại hai ngày này.")


class PeriodOverlaps(Refusal):
    code = "launch.period_overlaps"
    what = _("Năm %(year)s đã có kỳ «%(name)s».")
    why = _("Mỗi loại kỳ chỉ có một kỳ mang cùng thứ tự trong năm.")
    remedy = _("Hãy chọn thứ tự khác hoặc sửa kỳ đang có.")


class CycleExists(Refusal):
    code = "launch.cycle_exists"
    status = 409
    what = _("Phong trào đã có năm %(year)s.")
    why = _("Mỗi năm của phong trào chỉ mở một lần.")
    remedy = _("Hãy mở năm đang có.")


class TargetExists(Refusal):
    code = "launch.target_exists"
    status = 409
    what = _("Năm này đã có chỉ tiêu mang mã %(code)s.")
    why = _("Mỗi chỉ tiêu của một năm có một mã riêng.")
    remedy = _("Hãy chọn mã khác hoặc sửa chỉ tiêu đang có.")


class TargetUnnamed(Refusal):
    code = "launch.target_unnamed"
    what = _("Chỉ tiêu chưa có tên.")
    why = _("Tên là điều mọi đơn vị đọc trong kế hoạch và trong báo cáo.")
    remedy = _("Hãy đặt tên ngắn, nói rõ đạt cái gì.")


class TargetInUse(Refusal):
    code = "launch.target_in_use"
    status = 409
    what = _("Không bỏ được chỉ tiêu «%(name)s».")
    why = _("Chỉ tiêu này đã giao cho %(count)s đơn vị.")
    remedy = _("Muốn thôi giao, hãy ban hành quyết định điều chỉnh.")


class TargetsNeedNumbers(Refusal):
    code = "launch.targets_need_numbers"
    what = _("Phong trào đã ghi là chỉ có mục tiêu định tính.")
    why = _("Mục tiêu định tính thì không đặt chỉ tiêu bằng số.")
    remedy = _("Hãy bỏ dấu «mục tiêu định tính» ở trang phong trào rồi đặt chỉ tiêu.")


class FigureDiffers(Refusal):
    code = "launch.figure_differs"
    status = 409
    what = _("Số liệu «%(name)s» (mã %(code)s) trong năm này đang được hỏi theo cách khác.")
    why = _("Mỗi mã số liệu chỉ có một cách hỏi; hai cách sẽ làm hỏng mẫu báo cáo của cả năm.")
    remedy = _("Hãy dùng số liệu năm đã hỏi, hoặc đặt số liệu mới với tên và mã khác.")


class FiguresNotAsked(Refusal):
    code = "launch.figures_not_asked"
    what = _("Chỉ tiêu riêng của %(unit)s cần số liệu mà phong trào chưa hỏi: %(figures)s.")
    why = _("Mẫu báo cáo chung do đơn vị phát động đặt; thêm câu hỏi là thêm việc cho mọi đơn vị khác.")
    remedy = _("Hãy đặt chỉ tiêu từ những số đã hỏi, hoặc đề nghị %(caller)s thêm số này vào phong trào.")


class ShareInPercent(Refusal):
    code = "launch.share_in_percent"
    what = _("Đơn vị tính «%(unit)s» không hợp với cách tính của chỉ tiêu này.")
    why = _("Tỷ lệ luôn tính bằng %%; số đếm, số tiền và bình quân thì không.")
    remedy = _("Hãy chọn lại đơn vị tính.")


class LimitNeedsNumber(Refusal):
    code = "launch.limit_needs_number"
    what = _("Chưa ghi mức phải đạt.")
    why = _("So sánh «%(comparator)s» cần một con số.")
    remedy = _("Hãy ghi số, ví dụ 85 hoặc 1.234,5; nếu chưa có mức thì chọn «theo tiêu chí, để ngỏ».")


class LimitHasNumber(Refusal):
    code = "launch.limit_has_number"
    what = _("Đã chọn «%(comparator)s» nhưng vẫn ghi số %(typed)s.")
    why = _("Cách so sánh này không dùng con số.")
    remedy = _("Hãy xóa số, hoặc chọn cách so sánh khác.")


class LimitBelowZero(Refusal):
    code = "launch.limit_below_zero"
    what = _("Mức %(typed)s nhỏ hơn 0.")
    why = _("Số đếm, số tiền và tỷ lệ không bao giờ âm.")
    remedy = _("Hãy ghi số từ 0 trở lên; không để xảy ra thì chọn «không có (bằng 0)».")


class LimitAboveWhole(Refusal):
    code = "launch.limit_above_whole"
    what = _("Mức vượt quá một trăm phần trăm.")
    why = _("Đây là tỷ lệ trong số các đơn vị, nhiều nhất là tất cả.")
    remedy = _("Hãy xem lại con số; tất cả các đơn vị là một trăm phần trăm.")


class LimitAlwaysMet(Refusal):
    code = "launch.limit_always_met"
    what = _("Mức «ít nhất 0» thì đơn vị nào cũng đạt.")
    why = _("Chỉ tiêu phải có lúc đạt, có lúc chưa đạt.")
    remedy = _(
        "Muốn không để xảy ra thì chọn «không có (bằng 0)»; chưa có mức thì chọn «theo tiêu chí, để ngỏ»."
    )


class InnerLimitMissing(Refusal):
    code = "launch.inner_limit_missing"
    what = _("Chưa ghi mức mà từng đơn vị phải đạt.")
    why = _("«%(name)s» xét từng đơn vị rồi mới tính tỷ lệ đơn vị đạt.")
    remedy = _("Hãy ghi mức của từng đơn vị, ví dụ ít nhất 80 %%.")


class NarrowedOtherwise(Refusal):
    code = "launch.narrowed_otherwise"
    what = _("«%(name)s» không chọn đối tượng theo cách này: %(how)s.")
    why = _("Số liệu của chỉ tiêu chỉ có ở những đơn vị mà danh mục ghi.")
    remedy = _("Hãy bỏ điều kiện đó, hoặc tự đặt chỉ tiêu.")


class NobodyConcerned(Refusal):
    code = "launch.nobody_concerned"
    what = _("Không đơn vị nào thuộc đối tượng đã chọn.")
    why = _("Số liệu của chỉ tiêu có ở những đơn vị khác với khối, cấp hay loại hình vừa chọn.")
    remedy = _("Hãy bỏ bớt điều kiện ở phần đối tượng.")


class DecisionFollowed(Refusal):
    code = "launch.decision_followed"
    status = 409
    what = _("Chưa thu hồi được: %(count)s chỉ tiêu của quyết định này đã được quyết định sau điều chỉnh.")
    why = _("Điều chỉnh sau: %(later)s, trong đó có %(first)s.")
    remedy = _("Hãy thu hồi văn bản đó trước, hoặc ban hành quyết định điều chỉnh mới.")


class NotDirectlyBelow(Refusal):
    code = "launch.not_directly_below"
    what = _("Không giao được cho %(units)s.")
    why = _("Chỉ giao chỉ tiêu cho đơn vị trực thuộc trực tiếp đang hoạt động.")
    remedy = _("Hãy chọn đơn vị trong danh sách trực thuộc.")


class AnnexUnsound(Refusal):
    """Carries what is wrong, cell by cell, for the screen."""

    faults: Sequence[object] = ()
    code = "launch.annex_unsound"
    what = _("Phụ lục giao chỉ tiêu còn %(count)s điều phải sửa.")
    why = _("%(first)s")
    remedy = _("Hãy sửa ở bảng giao chỉ tiêu; giao thấp hơn cấp trên thì phải nêu lý do.")


class NothingToSplitBy(Refusal):
    code = "launch.nothing_to_split_by"
    what = _("Không chia được «%(target)s» theo cách này.")
    why = _("Chưa có số liệu để chia cho: %(units)s.")
    remedy = _("Hãy bổ sung số đoàn viên hoặc kết quả năm trước, hoặc nhập từng đơn vị.")


class NotSplittable(Refusal):
    code = "launch.not_splittable"
    what = _("«%(target)s» không chia nhỏ được.")
    why = _("Tỷ lệ, bình quân và mức không có được giữ nguyên hoặc chặt hơn khi giao xuống, không chia ra.")
    remedy = _("Hãy chọn cách «giữ như chỉ tiêu cấp trên».")


class ThresholdUnread(Refusal):
    code = "launch.threshold_unread"
    what = _("Chưa hiểu «%(typed)s».")
    why = _("Ô này cần một số, ví dụ 120 hoặc 85,5; hoặc «không giao».")
    remedy = _("Hãy sửa ô này; các ô khác không mất.")


class AssignedBelowZero(Refusal):
    code = "launch.assigned_below_zero"
    what = _("Số «%(typed)s» nhỏ hơn 0.")
    why = _("Chỉ tiêu giao là số từ 0 trở lên.")
    remedy = _("Hãy xem lại dấu; không giao cho đơn vị này thì gõ «không giao».")


class AssignedAboveWhole(Refusal):
    code = "launch.assigned_above_whole"
    what = _("Tỷ lệ «%(typed)s» vượt quá 100 %%.")
    why = _("Chỉ tiêu này là phần trong tổng số, nhiều nhất là tất cả.")
    remedy = _("Hãy ghi từ 0 đến 100.")


class AssignedInParts(Refusal):
    code = "launch.assigned_in_parts"
    what = _("«%(typed)s» lẻ quá mức đếm được.")
    why = _("Chỉ tiêu này đếm bằng %(unit)s, nhỏ nhất là %(smallest)s.")
    remedy = _("Hãy làm tròn, ví dụ %(down)s hoặc %(up)s.")


class AssignedTooLarge(Refusal):
    code = "launch.assigned_too_large"
    what = _("Số «%(typed)s» quá lớn.")
    why = _("Lớn hơn %(largest)s thì không cộng đúng được nữa.")
    remedy = _("Hãy xem có thừa chữ số không.")


class ReserveUnread(Refusal):
    code = "launch.reserve_unread"
    what = _("Chưa hiểu phần dự phòng «%(typed)s».")
    why = _("Dự phòng là phần giao thêm ngoài mức phải đạt, một số nguyên từ 0 trở lên.")
    remedy = _("Hãy ghi một số, ví dụ 60, hoặc để trống; phụ lục chưa đổi gì.")


class AlreadyLaunched(Refusal):
    code = "launch.already_launched"
    status = 409
    what = _("Đơn vị đã ghi phát động ngày %(held_on)s.")
    why = _("Mỗi đơn vị ghi phát động một lần trong năm của phong trào.")
    remedy = _("Nếu ngày ghi sai, hãy sửa bản ghi đang có.")


class NotLaunchedAbove(Refusal):
    code = "launch.not_launched_above"
    status = 409
    what = _("Chưa ghi phát động được: %(caller)s chưa phát động «%(movement)s».")
    why = _("Đơn vị trực thuộc phát động sau khi đơn vị gọi phong trào đã phát động.")
    remedy = _("Hãy chuẩn bị kế hoạch của đơn vị; khi cấp trên phát động thì ghi lại ở đây.")


class OwnPlanNotIssued(Refusal):
    code = "launch.own_plan_not_issued"
    status = 409
    what = _("Chưa ghi phát động được: kế hoạch của %(unit)s chưa ban hành.")
    why = _("%(why)s")
    remedy = _("Hãy ban hành kế hoạch trước; kế hoạch đã ký trên giấy thì ghi lại chữ ký, số và ngày.")


class InTheFuture(Refusal):
    code = "launch.in_the_future"
    what = _("Ngày %(day)s chưa tới.")
    why = _("Chỉ ghi việc đã diễn ra.")
    remedy = _("Hãy xem lại ngày, hoặc ghi khi việc đã xong.")


class PaperNotIssued(Refusal):
    code = "launch.paper_not_issued"
    what = _("Chưa phát động được.")
    why = _("Kế hoạch phát động chưa được ban hành.")
    remedy = _("Hãy ký và phát hành kế hoạch trước.")


class ColumnUnknown(Refusal):
    code = "launch.column_unknown"
    what = _("Cột «%(column)s» không phải chỉ tiêu của năm này.")
    why = _("Tên cột phải là tên hoặc mã của một chỉ tiêu.")
    remedy = _("Hãy sửa tên cột, hoặc bỏ cột này khỏi bảng.")


class NoDraftDecision(Refusal):
    code = "launch.no_draft_decision"
    what = _("Chưa có quyết định đang soạn để nhận phụ lục.")
    why = _("Số giao chỉ có hiệu lực khi nằm trong phụ lục của một quyết định.")
    remedy = _("Hãy bắt đầu soạn quyết định giao chỉ tiêu rồi gửi lại bảng.")


class AlreadyCameIn(Refusal):
    code = "launch.already_came_in"
    status = 409
    what = _("Văn bản %(theirs)s của %(sender)s đã vào sổ, số %(reference)s.")
    why = _("Vào sổ ngày %(entered_on)s, trích yếu: %(subject)s.")
    remedy = _("Nếu là văn bản khác, hãy đánh dấu «vẫn vào sổ» rồi gửi lại.")


class EntryOfPaper(Refusal):
    code = "launch.entry_of_paper"
    status = 409
    what = _("Dòng %(reference)s là của một văn bản phát hành ở đây.")
    why = _("Số, ngày, trích yếu của dòng này lấy từ chính văn bản.")
    remedy = _("Muốn đổi, hãy thu hồi văn bản rồi soạn lại và phát hành lại.")


class EntryStruck(Refusal):
    code = "launch.entry_struck"
    status = 409
    what = _("Dòng %(reference)s đã gạch ngày %(day)s.")
    why = _("Dòng đã gạch vẫn nằm trong sổ để tra cứu và không sửa nữa.")
    remedy = _("Hãy vào sổ một dòng mới.")


class EndingWhileCollecting(Refusal):
    code = "launch.ending_while_collecting"
    status = 409
    what = _("«%(unit)s» đang thu báo cáo kỳ «%(period)s» của «%(movement)s».")
    why = _("Phong trào do đơn vị này phát động; đơn vị kết thúc thì không còn nơi khóa kỳ và tổng hợp.")
    remedy = _("Hãy duyệt các báo cáo đã gửi rồi khóa kỳ trước khi sắp xếp.")


class NotLeadingTheCluster(Refusal):
    code = "launch.not_leading_the_cluster"
    status = 403
    what = _("%(unit)s không phát động thay mặt %(cluster)s năm %(year)s được.")
    why = _("Cụm không có con dấu; văn bản của cụm lấy số và đóng dấu ở đơn vị cụm trưởng: %(leader)s.")
    remedy = _("Hãy nhờ cụm trưởng phát động, hoặc phát động phong trào của riêng đơn vị.")
