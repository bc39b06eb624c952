"""What this room refuses, and what the person can do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal

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
