"""What this room refuses, in words for the person at the screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class WrongSecret(Refusal):
    """The same for an unknown login and a wrong PIN, so that nobody can try out who has an account."""

    code = "access.wrong_secret"
    status = 401
    what = _("Số điện thoại (tên đăng nhập) hoặc mã PIN chưa đúng.")
    why = _("Còn %(left)s lần thử trước khi tạm khóa.")
    remedy = _("Hãy gõ lại. Nếu quên mã, hãy nhờ %(contact)s đặt lại, chỉ mất một phút.")


class Locked(Refusal):
    code = "access.locked"
    status = 429
    what = _("Tạm khóa đăng nhập đến %(until)s.")
    why = _("Đã gõ sai %(failures)s lần liên tiếp.")
    remedy = _("Hãy chờ đến giờ đó, hoặc gọi %(contact)s để đặt lại mã ngay.")


class AddressLocked(Refusal):
    code = "access.address_locked"
    status = 429
    what = _("Nơi bạn đang kết nối tạm dừng đăng nhập đến %(until)s.")
    why = _("Từ mạng này đã có quá nhiều lần gõ sai trong một giờ.")
    remedy = _("Hãy chờ đến giờ đó, hoặc dùng mạng di động của điện thoại.")


class AccountClosed(Refusal):
    code = "access.account_closed"
    status = 403
    what = _("Tài khoản này đã đóng.")
    why = _("Đơn vị quản lý đã đóng tài khoản, thường vì thôi nhiệm vụ hoặc chuyển đơn vị.")
    remedy = _("Nếu bạn vẫn đang làm việc, hãy gọi %(contact)s để mở lại.")


class SlipExpired(Refusal):
    code = "access.slip_expired"
    status = 401
    what = _("Mã in trên phiếu đã hết hạn.")
    why = _("Phiếu chỉ dùng được đến ngày %(until)s.")
    remedy = _("Hãy gọi %(contact)s để được cấp mã mới.")


class WrongUnitSecret(Refusal):
    code = "access.wrong_unit_secret"
    status = 401
    what = _("Mã đơn vị hoặc mã chung của đơn vị chưa đúng.")
    why = _("Còn %(left)s lần thử trước khi tạm khóa.")
    remedy = _("Hãy xem lại phiếu của đơn vị, hoặc đăng nhập bằng số điện thoại của bạn.")


class WeakSecret(Refusal):
    code = "access.weak_secret"
    what = _("Mã này dễ đoán quá: %(problem)s.")
    why = _("Người khác có thể vào thay bạn.")
    remedy = _("Hãy chọn 6 chữ số khác, hoặc một mật khẩu từ 10 ký tự có cả chữ.")


class CurrentSecretWrong(Refusal):
    code = "access.current_secret_wrong"
    what = _("Mã đang dùng chưa đúng.")
    why = _("Cần mã đang dùng để chắc rằng chính bạn đổi mã.")
    remedy = _("Hãy gõ lại. Nếu không nhớ, hãy nhờ công đoàn cấp trên đặt lại.")


class SecretWrong(Refusal):
    """Of somebody who is signed in and types the PIN again before a grave act."""

    code = "access.secret_wrong"
    what = _("Mã PIN chưa đúng nên việc này chưa được ghi.")
    why = _("Còn %(left)s lần thử trước khi tạm khóa.")
    remedy = _("Hãy gõ lại mã bạn vẫn dùng để đăng nhập. Nếu quên mã, hãy nhờ %(contact)s đặt lại.")


class NotProved(Refusal):
    code = "access.not_proved"
    status = 403
    what = _("Cần gõ lại mã PIN ngay trước khi ký.")
    why = _("Chữ ký phải do chính chủ tài khoản bấm, không phải người cầm máy đang mở sẵn.")
    remedy = _("Hãy gõ mã PIN của bạn rồi bấm ký lại.")


class LoginTaken(Refusal):
    code = "access.login_taken"
    status = 409
    what = _("«%(login)s» đã có tài khoản.")
    why = _("Mỗi số điện thoại hoặc tên đăng nhập chỉ dùng cho một tài khoản.")
    remedy = _("Hãy giao thêm vai trò cho tài khoản đang có, hoặc dùng số khác.")


class LoginMissing(Refusal):
    code = "access.login_missing"
    what = _("Chưa có số điện thoại hoặc tên đăng nhập dùng được: «%(given)s».")
    why = _("Người dùng đăng nhập bằng số điện thoại, hoặc tên gồm chữ không dấu, số, dấu chấm, gạch.")
    remedy = _("Hãy gõ số điện thoại (ví dụ 0912 345 678), hoặc một tên như «huong.bv1».")


class NameMissing(Refusal):
    code = "access.name_missing"
    what = _("Chưa có họ và tên.")
    why = _("Tên được in trên phiếu và ghi trong nhật ký.")
    remedy = _("Hãy gõ đầy đủ họ và tên.")


class AboveYou(Refusal):
    code = "access.above_you"
    status = 403
    what = _("Bạn không làm được việc này với tài khoản của %(name)s.")
    why = _("Người này giữ vai trò cao hơn vai trò của bạn, hoặc giữ vai trò ngoài phạm vi của bạn.")
    remedy = _("Hãy nhờ quản trị hoặc công đoàn cấp trên.")


class RoleAboveYou(Refusal):
    code = "access.role_above_you"
    status = 403
    what = _("Bạn không giao hay kết thúc được vai trò «%(role)s» ở %(unit)s.")
    why = _("Chỉ giao được vai trò không cao hơn vai trò của mình, trong phạm vi đơn vị mình và cấp dưới.")
    remedy = _("Hãy nhờ quản trị hoặc công đoàn cấp trên.")


class RoleNeedsPlace(Refusal):
    code = "access.role_needs_place"
    what = _("Chưa giao được vai trò ở %(unit)s.")
    why = _("Nơi này không nằm trong cây tổ chức nên vai trò không có phạm vi.")
    remedy = _("Hãy chọn một đơn vị công đoàn đang hoạt động.")


class RoleHeldAlready(Refusal):
    code = "access.role_held_already"
    status = 409
    what = _("%(name)s đang giữ vai trò này ở đơn vị này trong thời gian đã chọn.")
    why = _("Một vai trò không giao hai lần cho cùng một người.")
    remedy = _("Hãy sửa ngày, hoặc kết thúc lần giao trước.")


class DatesReversed(Refusal):
    code = "access.dates_reversed"
    what = _("Ngày kết thúc %(until_on)s trước ngày bắt đầu %(from_on)s.")
    why = _("Thời gian phải đi từ ngày trước đến ngày sau.")
    remedy = _("Hãy sửa một trong hai ngày.")


class DelegationTooLong(Refusal):
    code = "access.delegation_too_long"
    what = _("Chưa giao làm thay được đến ngày %(until_on)s.")
    why = _("Làm thay là việc tạm thời: nhiều nhất %(days)s ngày và chưa kết thúc trước hôm nay.")
    remedy = _("Hãy chọn ngày gần hơn. Nếu thay hẳn người, hãy dùng «Bàn giao».")


class DelegationNotPossible(Refusal):
    code = "access.delegation_not_possible"
    status = 403
    what = _("Chưa giao làm thay được.")
    why = _("Chỉ giao được vai trò chính mình đang giữ, cho người khác ở đơn vị mình hoặc cấp dưới.")
    remedy = _("Hãy chọn người khác, hoặc nhờ người quản lý tài khoản bàn giao.")


class ReasonMissing(Refusal):
    code = "access.reason_missing"
    what = _("Chưa ghi lý do.")
    why = _("Lý do được giữ trong nhật ký để sau này ai cũng hiểu.")
    remedy = _("Hãy ghi một câu ngắn, ví dụ «nghỉ phép».")


class HandOverEmpty(Refusal):
    code = "access.hand_over_empty"
    what = _("%(name)s không còn vai trò nào để bàn giao từ ngày %(on)s.")
    why = _("Vai trò đã kết thúc hoặc đã chuyển cho người khác.")
    remedy = _("Hãy xem lại danh sách vai trò của hai người.")


class HandOverToSelf(Refusal):
    code = "access.hand_over_to_self"
    what = _("Người giao và người nhận là một.")
    why = _("Bàn giao cần hai tài khoản.")
    remedy = _("Hãy chọn người nhận khác.")


class JustReset(Refusal):
    code = "access.just_reset"
    status = 409
    what = _("Mã của %(name)s vừa được đặt lại lúc %(at)s.")
    why = _("Có người khác, hoặc một lần bấm trước, đã làm việc này; phiếu đó đang có hiệu lực.")
    remedy = _("Hãy dùng phiếu vừa có. Nếu không còn phiếu, hãy bấm «Đặt lại mã» lần nữa.")


class SlipsAlreadyUsed(Refusal):
    code = "access.slips_already_used"
    status = 409
    what = _("Không có phiếu nào để in.")
    why = _("Những người đã chọn đều đã đăng nhập và tự đặt mã.")
    remedy = _("Nếu ai quên mã, hãy bấm «Đặt lại mã» ở tài khoản của người đó.")


class TooManySlips(Refusal):
    code = "access.too_many_slips"
    what = _("Mỗi lần in được tối đa %(most)s phiếu; bạn đã chọn %(count)s.")
    why = _("Mã được tạo ngay lúc in, nên in nhiều quá sẽ phải chờ lâu.")
    remedy = _("Hãy chọn từng đơn vị hoặc từng trang.")


class LinkSpent(Refusal):
    code = "access.link_spent"
    status = 410
    what = _("Liên kết này đã được dùng.")
    why = _("Mỗi liên kết chỉ mở được một lần để giữ an toàn cho bạn.")
    remedy = _("Hãy đăng nhập như thường ngày; trang cần mở vẫn ở đó.")


class LinkExpired(Refusal):
    code = "access.link_expired"
    status = 410
    what = _("Liên kết này đã hết hạn.")
    why = _("Liên kết chỉ dùng được đến %(until)s.")
    remedy = _("Hãy đăng nhập như thường ngày, hoặc xin liên kết mới.")


class LinkLeadsAway(Refusal):
    code = "access.link_leads_away"
    what = _("Liên kết phải dẫn đến một trang của hệ thống này.")
    why = _("Địa chỉ «%(goes_to)s» ở nơi khác.")
    remedy = _("Hãy dùng địa chỉ bắt đầu bằng dấu «/».")


class TooManyTokens(Refusal):
    code = "access.too_many_tokens"
    what = _("Bạn đang có %(count)s mã kết nối, nhiều nhất là %(most)s.")
    why = _("Ít mã thì dễ biết mã nào đang dùng ở đâu.")
    remedy = _("Hãy thu hồi mã không dùng nữa.")


class NotHeld(Refusal):
    code = "access.not_held"
    status = 403
    what = _("Bạn không giữ vai trò nào ở đơn vị đó.")
    why = _("Chỉ chuyển được sang đơn vị mình đang giữ vai trò hoặc đang làm thay.")
    remedy = _("Hãy chọn một đơn vị trong danh sách.")


class FormExpired(Refusal):
    """Django's CSRF check failed: the page stood open through a sign-in, or cookies are off."""

    code = "access.form_expired"
    status = 403
    what = _("Trang này mở đã lâu nên chưa gửi được.")
    why = _("Từ lúc mở trang, phiên đăng nhập đã đổi, hoặc trình duyệt không nhận cookie.")
    remedy = _("Phần bạn gõ được giữ lại: hãy bấm «Gửi tiếp».")


class LoginTwice(Refusal):
    code = "access.login_twice"
    what = _("«%(login)s» có ở nhiều dòng của danh sách.")
    why = _("Mỗi số điện thoại hoặc tên đăng nhập chỉ dùng cho một tài khoản.")
    remedy = _("Hãy giữ lại một dòng; nếu một người giữ hai vai trò, giao thêm vai trò sau khi mở.")
