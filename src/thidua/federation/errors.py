"""What the tree and the people's list refuse, with cause and remedy."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thidua.kernel.errors import Refusal


class CodeTaken(Refusal):
    code = "federation.code_taken"
    what = _("Mã «%(code)s» đã có đơn vị dùng.")
    why = _("Mỗi mã chỉ thuộc một đơn vị, kể cả đơn vị đã kết thúc: «%(holder)s».")
    remedy = _("Hãy dùng mã khác, hoặc để trống để hệ thống đặt mã.")


class NameEmpty(Refusal):
    code = "federation.name_empty"
    what = _("Chưa có tên.")
    why = _("Tên là cách mọi người nhận ra nhau trong danh sách và văn bản.")
    remedy = _("Hãy gõ tên đầy đủ.")


class SameNameHere(Refusal):
    code = "federation.same_name_here"
    what = _("«%(name)s» đã có ở đây.")
    why = _("Hai đơn vị cùng tên dưới một cấp trên sẽ bị nhầm khi nhập và khi cộng số liệu.")
    remedy = _("Hãy mở đơn vị đang có, hoặc ghi thêm địa danh vào tên để phân biệt.")


class KindUnknown(Refusal):
    code = "federation.kind_unknown"
    what = _("Không có loại đơn vị «%(kind)s».")
    why = _("Loại đơn vị lấy theo danh mục, có ngày bắt đầu và kết thúc.")
    remedy = _("Hãy chọn một trong các loại: %(known)s.")


class KindNotThen(Refusal):
    code = "federation.kind_not_then"
    what = _("Ngày %(day)s không có loại đơn vị «%(kind)s».")
    why = _("Loại này tồn tại từ %(from_on)s đến %(until_on)s.")
    remedy = _("Hãy kiểm tra ngày thành lập, hoặc chọn loại đơn vị của thời kỳ đó.")


class LevelsCrossed(Refusal):
    code = "federation.levels_crossed"
    what = _("«%(unit)s» không thể nằm dưới «%(under)s».")
    why = _("Loại «%(kind)s» không trực thuộc thẳng «%(above)s».")
    remedy = _("Hãy chọn cấp trên khác, hoặc sửa loại đơn vị.")


class UnderItself(Refusal):
    code = "federation.under_itself"
    what = _("«%(unit)s» không thể nằm dưới «%(under)s».")
    why = _("Vào ngày đó «%(under)s» chính là đơn vị này hoặc đang nằm dưới nó.")
    remedy = _("Hãy chuyển «%(under)s» ra trước, rồi chuyển lại.")


class IntoItself(Refusal):
    code = "federation.into_itself"
    what = _("«%(unit)s» không thể nhập vào chính mình.")
    why = _("Sáp nhập là kết thúc đơn vị này và giao người, việc, số liệu cho một đơn vị khác.")
    remedy = _("Hãy chọn đơn vị khác để nhập vào.")


class NotInTheTree(Refusal):
    code = "federation.not_in_the_tree"
    what = _("«%(unit)s» không phải đơn vị trong cây tổ chức.")
    why = _("Ban, phòng và cơ quan phối hợp không quản lý đơn vị nào, nên số liệu không cộng qua đó.")
    remedy = _("Hãy chọn một đơn vị công đoàn hoặc tổ công tác, hoặc ghi quan hệ «phụ trách».")


class UnitEnded(Refusal):
    code = "federation.unit_ended"
    what = _("«%(unit)s» đã kết thúc ngày %(day)s.")
    why = _("Đơn vị đã kết thúc chỉ còn để xem lại.")
    remedy = _("Hãy chọn đơn vị đang hoạt động.")


class AlreadyThere(Refusal):
    code = "federation.already_there"
    what = _("«%(unit)s» đang nằm dưới «%(under)s» rồi.")
    why = _("Quan hệ này bắt đầu từ %(day)s.")
    remedy = _("Không cần làm gì thêm. Nếu ngày bắt đầu sai, hãy đánh dấu «sửa lại từ ngày này».")


class LaterLine(Refusal):
    code = "federation.later_line"
    what = _("Sau ngày %(day)s đã có thay đổi khác (%(later)s).")
    why = _("Ghi một dòng mới ở giữa sẽ thay các dòng sau nó.")
    remedy = _("Nếu đúng là sửa lại, hãy đánh dấu «sửa lại từ ngày này»; nếu không, hãy chọn ngày muộn hơn.")


class BeforeFounding(Refusal):
    code = "federation.before_founding"
    what = _("Ngày %(day)s sớm hơn ngày có đơn vị.")
    why = _("«%(unit)s» có từ ngày %(founded)s.")
    remedy = _("Hãy chọn ngày từ %(founded)s trở đi; nếu đơn vị có từ trước, hãy sửa ngày thành lập.")


class StillHasUnits(Refusal):
    code = "federation.still_has_units"
    what = _("«%(unit)s» còn %(count)s đơn vị trực thuộc đang hoạt động.")
    why = _("Kết thúc lúc này sẽ làm các đơn vị đó không còn cấp trên.")
    remedy = _("Hãy chuyển hoặc kết thúc các đơn vị trực thuộc trước.")


class Objected(Refusal):
    code = "federation.objected"
    what = _("Chưa làm được với «%(unit)s».")
    why = _("%(reasons)s")
    remedy = _("Hãy giải quyết các việc trên rồi làm lại.")


class ValueWrong(Refusal):
    code = "federation.value_wrong"
    what = _("«%(value)s» không dùng được cho «%(name)s».")
    why = _("Thông tin này nhận: %(accepted)s.")
    remedy = _("Hãy chọn hoặc gõ lại giá trị.")


class DaysCrossed(Refusal):
    code = "federation.days_crossed"
    what = _("Ngày kết thúc %(until)s sớm hơn ngày bắt đầu %(start)s.")
    why = _("Một quan hệ kéo dài ít nhất một ngày.")
    remedy = _("Hãy kiểm tra lại hai ngày.")


class NotYet(Refusal):
    code = "federation.not_yet"
    what = _("Ngày %(day)s chưa đến.")
    why = _("Việc này chỉ ghi khi đã xảy ra; riêng việc chuyển cấp trên ghi trước được.")
    remedy = _("Hãy chọn ngày từ hôm nay trở về trước.")


class PersonHere(Refusal):
    code = "federation.person_here"
    what = _("«%(name)s» đã có trong danh sách của đơn vị.")
    why = _("Trùng họ tên và %(same)s.")
    remedy = _("Hãy mở người đang có. Nếu là hai người khác nhau, hãy ghi ngày sinh để phân biệt.")


class PhoneWrong(Refusal):
    code = "federation.phone_wrong"
    what = _("Số điện thoại «%(phone)s» không đúng.")
    why = _("Số điện thoại Việt Nam có 10 chữ số, bắt đầu bằng 0.")
    remedy = _("Hãy gõ lại, ví dụ 0912 345 678; hoặc để trống.")


class PersonLeft(Refusal):
    code = "federation.person_left"
    what = _("«%(name)s» đã rời đơn vị ngày %(day)s.")
    why = _("Người đã rời đơn vị không nhận chức vụ mới và không chuyển tiếp.")
    remedy = _("Hãy chọn người khác, hoặc sửa lại ngày rời đơn vị.")


class NotBornYet(Refusal):
    code = "federation.not_born_yet"
    what = _("Ngày sinh %(day)s còn chưa tới.")
    why = _("Ngày sinh dùng để phân biệt những người trùng tên và tính tuổi.")
    remedy = _("Hãy xem lại năm sinh; nếu chưa biết, cứ để trống.")


class SameHome(Refusal):
    code = "federation.same_home"
    what = _("«%(name)s» đang ở chính đơn vị này.")
    why = _("Chuyển sinh hoạt là sang một đơn vị khác.")
    remedy = _("Hãy chọn đơn vị đến.")


class ChairHeld(Refusal):
    code = "federation.chair_held"
    what = _("«%(unit)s» đang có chủ tịch: %(holder)s.")
    why = _("Mỗi lúc một đơn vị chỉ có một chủ tịch.")
    remedy = _("Hãy kết thúc chức vụ của %(holder)s trước, hoặc đánh dấu «thay người đang giữ».")


class PostHeld(Refusal):
    code = "federation.post_held"
    what = _("%(person)s đang giữ chức vụ «%(office)s» ở đây rồi.")
    why = _("Chức vụ này bắt đầu từ %(day)s.")
    remedy = _("Không cần ghi lại. Nếu ngày sai, hãy kết thúc dòng cũ rồi ghi dòng mới.")


class PersonNotPlain(Refusal):
    code = "federation.person_not_plain"
    what = _("Có %(count)s người tên «%(name)s».")
    why = _("Họ tên chưa đủ để biết là ai.")
    remedy = _("Hãy ghi thêm số điện thoại hoặc ngày sinh.")


class SeatBelow(Refusal):
    code = "federation.seat_below"
    what = _("«%(unit)s» không nằm dưới «%(seat)s».")
    why = _(
        "Một đợt sắp xếp chỉ đổi các đơn vị bên dưới nơi lập đợt, và chỉ đưa về nơi đó hoặc bên dưới nơi đó."
    )
    remedy = _("Hãy lập đợt sắp xếp ở cấp trên chung của các đơn vị.")


class IntoMissing(Refusal):
    code = "federation.into_missing"
    what = _("Bước «%(verb)s» của «%(unit)s» chưa nói về đâu.")
    why = _("Sáp nhập, tách và chuyển cần biết đơn vị nhận.")
    remedy = _("Hãy chọn đơn vị nhận, hoặc thêm bước thành lập đơn vị đó trước.")


class IntoEnding(Refusal):
    code = "federation.into_ending"
    what = _("«%(into)s» cũng kết thúc trong đợt này nên không nhận được «%(unit)s».")
    why = _("Đơn vị nhận phải còn hoạt động sau khi sắp xếp.")
    remedy = _("Hãy chọn thẳng đơn vị còn lại sau cùng.")


class UnitTwice(Refusal):
    code = "federation.unit_twice"
    what = _("«%(unit)s» có hai bước không đi cùng nhau: «%(first)s» và «%(second)s».")
    why = _("Mỗi đơn vị chỉ có một kết cục trong một đợt; đổi tên, đổi loại và chuyển thì đi cùng nhau được.")
    remedy = _("Hãy bỏ một trong hai bước.")


class PeopleNowhere(Refusal):
    code = "federation.people_nowhere"
    what = _("Tách «%(unit)s» còn %(count)s người chưa về đâu.")
    why = _("Đơn vị kết thúc sau khi tách, nên mỗi người trong danh sách phải có nơi đến.")
    remedy = _("Hãy chọn nốt những người đó, hoặc đánh dấu một nơi nhận «những người còn lại».")


class PeopleTwice(Refusal):
    code = "federation.people_twice"
    what = _("%(count)s người của «%(unit)s» được tách về hai nơi.")
    why = _("Mỗi người chỉ sinh hoạt ở một đơn vị; chỉ một nơi nhận «những người còn lại».")
    remedy = _("Hãy để mỗi người ở một bước tách.")


class NotOfThisUnit(Refusal):
    code = "federation.not_of_this_unit"
    what = _("Bước tách nêu %(count)s người hoặc bộ phận không thuộc «%(unit)s».")
    why = _("Danh sách có thể đã đổi từ khi soạn bước này.")
    remedy = _("Hãy bỏ bước này rồi chọn lại.")


class SplitEmpty(Refusal):
    code = "federation.split_empty"
    what = _("Bước tách «%(unit)s» chưa nêu người hay bộ phận nào.")
    why = _("Tách là đưa một phần của đơn vị sang nơi khác.")
    remedy = _("Hãy chọn người hoặc bộ phận đi theo.")


class SplitIntoOne(Refusal):
    code = "federation.split_into_one"
    what = _("«%(unit)s» tách về một nơi rồi kết thúc.")
    why = _("Cả đơn vị về một nơi là sáp nhập: lịch sử và số liệu của đơn vị đi theo nơi đó.")
    remedy = _("Hãy dùng bước sáp nhập, hoặc thêm nơi nhận thứ hai.")


class NoSteps(Refusal):
    code = "federation.no_steps"
    what = _("Đợt sắp xếp chưa có bước nào.")
    why = _("Thực hiện một đợt trống không đổi gì.")
    remedy = _("Hãy thêm bước, hoặc bỏ bản soạn.")


class SourceMissing(Refusal):
    code = "federation.source_missing"
    what = _("Chưa ghi văn bản của đợt sắp xếp.")
    why = _(
        "Việc sáp nhập, chia tách, giải thể làm theo quyết định; người xem sau cần biết theo văn bản nào."
    )
    remedy = _("Hãy ghi số, ngày và nơi ban hành, ví dụ: QĐ 40/QĐ-LĐLĐ ngày 01/03/2017.")


class DayNotCome(Refusal):
    code = "federation.day_not_come"
    what = _("Đợt này có hiệu lực từ %(day)s, hôm nay chưa thực hiện được.")
    why = _("Thực hiện là đổi cây tổ chức ngay; từ nay đến ngày đó các đơn vị vẫn làm việc như cũ.")
    remedy = _("Hãy soạn và xem trước từ bây giờ, rồi bấm thực hiện từ ngày %(day)s.")


class TouchedSince(Refusal):
    code = "federation.touched_since"
    status = 409
    what = _("«%(unit)s» đã có thay đổi sau đợt sắp xếp này.")
    why = _("Hoàn tác sẽ ghi đè thay đổi đó: %(change)s.")
    remedy = _("Hãy hoàn tác hoặc sửa lại thay đổi sau trước, hoặc sửa sai bằng một đợt sắp xếp mới.")


class FoundedInUse(Refusal):
    code = "federation.founded_in_use"
    status = 409
    what = _("«%(unit)s» do đợt này thành lập, nay đã có %(held)s.")
    why = _("Hoàn tác sẽ bỏ hẳn đơn vị này, nên những gì ghi ở đó sẽ mất.")
    remedy = _("Hãy chuyển những thứ đó sang đơn vị khác trước, hoặc sửa sai bằng một đợt sắp xếp mới.")


class StepUnknown(Refusal):
    code = "federation.step_unknown"
    what = _("Không có việc «%(verb)s».")
    why = _("Mỗi bước là một trong: %(known)s.")
    remedy = _("Hãy chọn hoặc gõ lại.")


class IntoUnknown(Refusal):
    code = "federation.into_unknown"
    what = _("Không rõ đơn vị nhận «%(written)s».")
    why = _("Trong phạm vi của đợt không có, hoặc có nhiều đơn vị tên như vậy. Gần giống: %(near)s.")
    remedy = _("Hãy ghi mã đơn vị, hoặc thêm dòng thành lập đơn vị đó với mã này.")


class UnitUnsaid(Refusal):
    code = "federation.unit_unsaid"
    what = _("Chưa ghi đơn vị.")
    why = _("Mỗi dòng là một việc của một đơn vị.")
    remedy = _("Hãy ghi mã hoặc tên đơn vị.")
