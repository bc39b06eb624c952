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


class WordsSame(Refusal):
    code = "pledge.words_same"
    what = _("Lời bạn viết đúng là lời đang ghi.")
    why = _("Đề xuất dùng để đổi lời văn.")
    remedy = _("Hãy sửa lại câu, hoặc không cần đề xuất.")


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


# --- Registrations


class SchemeThere(Refusal):
    code = "pledge.scheme_there"
    status = 409
    what = _("Năm này đã mở đăng ký theo %(calendar)s.")
    why = _("Mỗi năm của phong trào có một đợt đăng ký theo năm dương lịch và một đợt theo năm học.")
    remedy = _("Hãy mở đợt đăng ký đã có để sửa danh hiệu, thời hạn.")


class SchemeDaysCrossed(Refusal):
    code = "pledge.scheme_days_crossed"
    what = _("Ngày %(last)s trước ngày %(first)s.")
    why = _("Ngày kết thúc phải sau ngày bắt đầu; hạn cấp trên tổng hợp không sớm hơn hạn đơn vị xác nhận.")
    remedy = _("Hãy sửa lại ngày.")


class SchemeClosed(Refusal):
    code = "pledge.scheme_closed"
    status = 409
    what = _("Đợt đăng ký này đã khóa.")
    why = _("%(issuer)s đã khóa đăng ký %(year)s.")
    remedy = _("Hãy đề nghị %(issuer)s mở lại nếu còn phải sửa.")


class OutsideScheme(Refusal):
    code = "pledge.outside_scheme"
    what = _("%(unit)s không thuộc phạm vi của đợt đăng ký này.")
    why = _("Đợt đăng ký dành cho %(issuer)s và các đơn vị bên dưới.")
    remedy = _("Hãy chọn đợt đăng ký của cấp trên đơn vị.")


class ListClosed(Refusal):
    code = "pledge.list_closed"
    status = 409
    what = _("Danh sách của %(unit)s đang ở trạng thái «%(state)s».")
    why = _("Danh sách đã xác nhận thì không thêm, bớt được nữa.")
    remedy = _("Chủ tịch đơn vị bấm «Lấy lại để sửa»; nếu cấp trên đã tổng hợp thì đề nghị cấp trên trả lại.")


class ListEmpty(Refusal):
    code = "pledge.list_empty"
    what = _("Danh sách chưa có dòng nào.")
    why = _("Xác nhận là nói danh sách đã đúng và đủ.")
    remedy = _("Hãy thêm người, tập thể; hoặc tick «Đơn vị không có đăng ký» nếu thật sự không có.")


class ListsBelowMissing(Refusal):
    code = "pledge.lists_below_missing"
    status = 409
    what = _("Còn %(count)s đơn vị bên dưới chưa xác nhận danh sách.")
    why = _("Chưa xác nhận: %(names)s.")
    remedy = _("Hãy nhắc các đơn vị này; nếu phải gửi lên trước thì ghi lý do rồi gửi.")


class ReasonMissing(Refusal):
    code = "pledge.reason_missing"
    what = _("Chưa ghi lý do.")
    why = _("Người bị trả lại, bị bỏ khỏi danh sách cần biết vì sao.")
    remedy = _("Hãy ghi một câu.")


class TitleUnknown(Refusal):
    code = "pledge.title_unknown"
    what = _("Không có danh hiệu «%(title)s» trong đợt đăng ký và trong danh mục.")
    why = _("Danh hiệu của đợt này: %(known)s.")
    remedy = _("Hãy ghi tên một danh hiệu đó, hoặc đề nghị nơi mở đăng ký thêm danh hiệu này.")


class TitleMissing(Refusal):
    code = "pledge.title_missing"
    what = _("Chưa chọn danh hiệu.")
    why = _("Mỗi dòng đăng ký của cá nhân, tập thể, gia đình là cho một danh hiệu.")
    remedy = _("Hãy chọn danh hiệu; công trình, đề tài thì chọn đúng loại đăng ký.")


class TitleThere(Refusal):
    code = "pledge.title_there"
    status = 409
    what = _("Đợt đăng ký đã có danh hiệu «%(title)s».")
    why = _("Mỗi danh hiệu chỉ đứng một lần trong một đợt.")
    remedy = _("Hãy dùng danh hiệu đã có.")


class TitleOfOthers(Refusal):
    code = "pledge.title_of_others"
    what = _("«%(title)s» dành cho %(recipient)s.")
    why = _("Dòng này đăng ký cho %(kind)s.")
    remedy = _("Hãy chọn danh hiệu khác, hoặc đổi loại đăng ký.")


class TitleOfWomen(Refusal):
    code = "pledge.title_of_women"
    what = _("«%(title)s» chỉ dành cho nữ.")
    why = _("%(name)s được ghi là nam trong danh sách của đơn vị.")
    remedy = _("Hãy chọn danh hiệu khác, hoặc sửa giới tính nếu danh sách ghi nhầm.")


class RecipientMissing(Refusal):
    code = "pledge.recipient_missing"
    what = _("Chưa rõ ai đăng ký.")
    why = _("Cá nhân, gia đình cần một người trong danh sách; tập thể, công trình, đề tài cần tên.")
    remedy = _("Hãy chọn người hoặc ghi tên.")


class AlreadyRegistered(Refusal):
    code = "pledge.already_registered"
    status = 409
    what = _("%(who)s đã đăng ký «%(title)s».")
    why = _(
        "Đăng ký này nằm trong danh sách của %(unit)s; mỗi người, mỗi gia đình, mỗi tập thể chỉ tính một lần."
    )
    remedy = _("Không cần ghi lại. Nếu là người khác trùng tên, hãy ghi thêm ngày sinh hoặc số điện thoại.")


class RegisteredAtAnother(Refusal):
    code = "pledge.registered_at_another"
    what = _("%(who)s đang ở danh sách người của %(other)s, không phải %(unit)s.")
    why = _("Cùng họ tên và cùng %(same)s, nên là một người; một người chỉ đăng ký ở một đơn vị.")
    remedy = _(
        "Hãy chuyển sinh hoạt cho người này trước, hoặc để %(other)s đăng ký; ghi nhầm thì sửa ô %(same)s."
    )


class PersonElsewhere(Refusal):
    code = "pledge.person_elsewhere"
    what = _("%(who)s thuộc %(other)s, không thuộc %(unit)s.")
    why = _("Mỗi người đăng ký ở đơn vị mình sinh hoạt.")
    remedy = _("Hãy chuyển sinh hoạt cho người này trước, hoặc để %(other)s đăng ký.")


class SeveralPeople(Refusal):
    code = "pledge.several_people"
    what = _("Có %(count)s người tên %(who)s trong đơn vị.")
    why = _("Chưa biết dòng này nói về ai.")
    remedy = _("Hãy ghi thêm ngày sinh hoặc số điện thoại.")


class SpouseIsSame(Refusal):
    code = "pledge.spouse_is_same"
    what = _("Vợ và chồng đang là cùng một người.")
    why = _("Một gia đình có hai người khác nhau.")
    remedy = _("Hãy ghi lại tên vợ hoặc chồng, hoặc để trống.")


class IdentityBroken(Refusal):
    code = "pledge.identity_broken"
    what = _("«%(text)s» không phải mã số đọc được.")
    why = _("Excel đã đổi mã số thành số và làm tròn, nên các chữ số cuối đã mất.")
    remedy = _("Hãy định dạng cột mã số là Văn bản (Text) rồi nhập lại mã.")


class NotInTheRegister(Refusal):
    code = "pledge.not_in_the_register"
    what = _("Tài khoản của bạn chưa gắn với ai trong danh sách người của đơn vị.")
    why = _("Phải biết bạn là ai thì đăng ký mới được tính một lần.")
    remedy = _("Hãy nhờ chủ tịch công đoàn cơ sở thêm bạn vào danh sách và cấp lại tài khoản.")


class PersonHasLeft(Refusal):
    code = "pledge.person_has_left"
    what = _("%(name)s đã rời đơn vị.")
    why = _("Danh sách người ghi đã rời từ %(day)s.")
    remedy = _("Hãy bỏ dòng này, hoặc sửa ngày rời nếu ghi nhầm.")


class NotRegistered(Refusal):
    code = "pledge.not_registered"
    what = _("%(count)s người, tập thể chưa đăng ký danh hiệu này: %(names)s.")
    why = _("Đợt đăng ký %(year)s quy định không đăng ký thì không xét.")
    remedy = _("Hãy bỏ họ khỏi kết quả, hoặc đề nghị nơi mở đăng ký bỏ điều kiện này cho danh hiệu.")


class DecisionThere(Refusal):
    code = "pledge.decision_there"
    status = 409
    what = _("Quyết định %(number)s của %(issuer)s đã được ghi.")
    why = _("Cùng số, cùng ngày, cùng nơi ban hành.")
    remedy = _("Hãy mở quyết định đã ghi để thêm người.")


class OutcomeThere(Refusal):
    code = "pledge.outcome_there"
    status = 409
    what = _("%(who)s đã có kết quả theo %(decision)s.")
    why = _("Mỗi đăng ký có một kết quả.")
    remedy = _("Hãy bỏ dòng này khỏi quyết định đang ghi, hoặc sửa kết quả đã ghi.")


class DecisionIncomplete(Refusal):
    code = "pledge.decision_incomplete"
    what = _("Quyết định còn thiếu số, ngày ký hoặc nơi ban hành.")
    why = _("Danh hiệu do nơi khác quyết định phải truy được về văn bản.")
    remedy = _("Hãy ghi đủ ba mục theo bản giấy.")


class DayToCome(Refusal):
    code = "pledge.day_to_come"
    what = _("Ngày %(day)s chưa tới.")
    why = _("Chỗ này ghi việc đã xảy ra.")
    remedy = _("Hãy kiểm tra lại ngày.")


class NotAWork(Refusal):
    code = "pledge.not_a_work"
    what = _("«%(what)s» không phải công trình, đề tài.")
    why = _("Chỉ công trình, sản phẩm, đề tài, sáng kiến mới ghi hoàn thành; danh hiệu thì ghi quyết định.")
    remedy = _("Hãy ghi quyết định công nhận danh hiệu.")
