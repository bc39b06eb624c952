"""What people fill in about registrations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from thidua.kernel.desk.offering import offer
from thidua.kernel.files import keep
from thidua.kernel.models import StoredFile
from thidua.kernel.typed import DayField
from thidua.pledge.models import Registration, Scheme, SchemeTitle, UnitList

_NO_TITLE = [("work", _("Công trình, sản phẩm gắn biển")), ("topic", _("Đề tài, sáng kiến"))]


def titles_offered(scheme: Scheme, *, of: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The titles of the scheme, or those for these recipients alone."""
    found = scheme.titles.all()
    return [(str(one.pk), one.name) for one in found if not of or one.recipient in of]


def words(label: Any, *, required: bool = False, hint: Any = "", longest: int = 300) -> forms.CharField:
    return forms.CharField(label=label, required=required, help_text=hint, max_length=longest)


def area(
    label: Any, *, required: bool = False, hint: Any = "", rows: int = 3, longest: int = 5000
) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def scan_of(form: forms.Form, name: str = "scan") -> StoredFile | None:
    """The uploaded scan, checked and kept; None when there is none."""
    sent = form.cleaned_data.get(name)
    if not isinstance(sent, UploadedFile):
        return None
    return keep(sent.name or "scan", sent, sent.size or 0)


class OwnForm(forms.Form):
    """A member registers: which title, and what for."""

    title = forms.ChoiceField(label=_("Danh hiệu, việc đăng ký"))
    subject = words(
        _("Tên công trình, đề tài, sáng kiến"), hint=_("Chỉ ghi khi đăng ký công trình, đề tài, sáng kiến.")
    )
    spouse_name = words(_("Vợ hoặc chồng"), hint=_("Chỉ ghi khi đăng ký danh hiệu gia đình."), longest=120)
    content = area(
        _("Nội dung, phần việc cụ thể"), hint=_("Một, hai câu: sẽ làm gì, đạt mức nào, bao giờ xong.")
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = titles_offered(scheme, of=(SchemeTitle.Recipient.INDIVIDUAL, SchemeTitle.Recipient.FAMILY))
        offer(self, "title", [*own, *_NO_TITLE])
        if not titles_offered(scheme, of=(SchemeTitle.Recipient.FAMILY,)):
            del self.fields["spouse_name"]

    @property
    def seldom(self) -> list[forms.BoundField]:
        """What most who register a title of their own leave empty."""
        return [self[name] for name in ("subject", "spouse_name") if name in self.fields]

    @property
    def seldom_opened(self) -> bool:
        return any(one.value() or one.errors for one in self.seldom)


class LineForm(forms.Form):
    """One line entered by the unit: somebody of the register, a collective, a work, a topic."""

    title = forms.ChoiceField(label=_("Danh hiệu, việc đăng ký"))
    subject = words(
        _("Tên tập thể, công trình, đề tài"),
        hint=_("Đăng ký cho cá nhân, gia đình thì ghi họ tên người trong danh sách của đơn vị."),
        required=True,
    )
    spouse_name = words(_("Vợ hoặc chồng"), hint=_("Chỉ ghi khi đăng ký danh hiệu gia đình."), longest=120)
    content = area(_("Nội dung, phần việc cụ thể"))
    due_on = DayField(label=_("Dự kiến hoàn thành"), required=False)
    note = words(_("Ghi chú"))

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "title", [*titles_offered(scheme), *_NO_TITLE])


class PasteForm(forms.Form):
    """Rows from Excel: pasted, or as a file."""

    pasted = area(
        _("Dán từ Excel"),
        rows=8,
        longest=2_000_000,
        hint=_("Chép các ô trong Excel rồi dán vào đây. Chỉ có cột họ tên cũng được."),
    )
    file = forms.FileField(label=_("Hoặc chọn tệp Excel"), required=False, help_text=_("Tối đa 20.000 dòng."))
    title = forms.ChoiceField(
        label=_("Danh hiệu của các dòng không ghi danh hiệu"),
        required=False,
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "title", [("", _("dòng nào cũng có ghi")), *titles_offered(scheme)])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and not told.get("pasted", "").strip() and not told.get("file"):
            self.add_error("pasted", _("Chưa có gì để nhập: hãy dán các ô từ Excel hoặc chọn một tệp."))
        return told


class ConfirmForm(forms.Form):
    """The unit's word that its list is right."""

    way = forms.ChoiceField(label=_("Hình thức đăng ký"), required=False, choices=UnitList.Way.choices)
    held_on = DayField(label=_("Ngày đăng ký, ngày hội nghị"), required=False)
    scan = forms.FileField(
        label=_("Bản quét danh sách đã ký"),
        required=False,
        help_text=_("Nếu đơn vị ký trên giấy; ảnh chụp cũng được."),
    )
    empty = forms.BooleanField(label=_("Đơn vị không có đăng ký nào"), required=False)
    reason = words(_("Lý do gửi lên khi còn đơn vị chưa xác nhận"), longest=500)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SendTogetherForm(forms.Form):
    """What the leader of a cluster says when the members' registrations go above."""

    done_on = DayField(label=_("Gửi ngày"))
    reason = words(_("Lý do gửi khi còn thành viên chưa xác nhận"), longest=500)


class ReasonForm(forms.Form):
    reason = words(_("Lý do"), required=True)


class ChangeLineForm(forms.Form):
    content = area(_("Nội dung, phần việc cụ thể"))
    due_on = DayField(label=_("Dự kiến hoàn thành"), required=False)
    note = words(_("Ghi chú"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RealiseForm(forms.Form):
    on = DayField(label=_("Hoàn thành ngày"))
    note = words(_("Kết quả, giá trị"), longest=500)
    plaque_on = DayField(label=_("Gắn biển ngày"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != Registration.Kind.WORK:
            del self.fields["plaque_on"]


class DeciderForm(forms.Form):
    """Who decides a title: a partner the house knows, or a name."""

    title = forms.ChoiceField(label=_("Danh hiệu"))
    body = forms.ChoiceField(label=_("Nơi quyết định"), required=False)
    name = words(
        _("Hoặc ghi tên nơi quyết định"), longest=255, hint=_("Ví dụ: Giám đốc công ty, Chủ tịch UBND huyện.")
    )

    def __init__(self, *args: Any, scheme: Scheme, partners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "title", titles_offered(scheme))
        offer(self, "body", [("", _("chưa chọn")), *partners])


class DecisionForm(forms.Form):
    """What somebody else decided, as it stands on paper."""

    number = words(_("Số, ký hiệu"), required=True, longest=60, hint=_("Ví dụ: 12/QĐ-CT."))
    signed_on = DayField(label=_("Ngày ký"))
    issuer = forms.ChoiceField(label=_("Nơi ban hành"), required=False)
    issuer_name = words(_("Hoặc ghi tên nơi ban hành"), longest=255)
    unregistered = area(
        _("Người có tên trong quyết định mà không đăng ký"), rows=2, hint=_("Mỗi người một dòng.")
    )
    scan = forms.FileField(label=_("Bản quét quyết định"), required=False)

    def __init__(self, *args: Any, partners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "issuer", [("", _("chưa chọn")), *partners])


class SchemeForm(forms.Form):
    """Days and conditions of a registration."""

    calendar = forms.ChoiceField(label=_("Tính theo"), choices=Scheme.Calendar.choices)
    base = forms.ChoiceField(label=_("Tỷ lệ tính trên"), choices=Scheme.Base.choices)
    starts_on = DayField(label=_("Đăng ký cho thời gian từ"))
    ends_on = DayField(label=_("đến hết"))
    due_on = DayField(label=_("Hạn đơn vị xác nhận danh sách"), required=False)
    upper_due_on = DayField(label=_("Hạn cấp trên tổng hợp"), required=False)
    required = forms.BooleanField(label=_("Không đăng ký thì không xét danh hiệu"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TitleForm(forms.Form):
    """A title to add: its usual name finds it in the catalogue."""

    name = words(
        _("Tên danh hiệu"),
        required=True,
        hint=_("Tên đầy đủ hoặc viết tắt thường dùng, ví dụ LĐTT, CSTĐ cơ sở."),
    )
    recipient = forms.ChoiceField(
        label=_("Dành cho"),
        choices=SchemeTitle.Recipient.choices,
        help_text=_("Danh hiệu có trong danh mục thì theo danh mục."),
    )
