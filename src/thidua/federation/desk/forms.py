from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.federation.models import Attribute, Body, Person, Post, UnitKind
from thidua.federation.queries.naming import named_here, near_names
from thidua.formats import text, vi
from thidua.formats.errors import CodedError
from thidua.kernel import clock
from thidua.kernel.desk.offering import offer
from thidua.kernel.door import Actor
from thidua.kernel.errors import Phrase, say
from thidua.kernel.intake.lines import YES_NO
from thidua.kernel.languages import words_of
from thidua.kernel.typed import DayField


def words(label: Any, *, required: bool = True, hint: Any = "", longest: int = 255) -> forms.CharField:
    return forms.CharField(label=label, required=required, help_text=hint, max_length=longest)


def day(label: Any, *, required: bool = True, hint: Any = "") -> DayField:
    return DayField(label=label, required=required, help_text=hint)


def source() -> forms.CharField:
    return words(
        _("Văn bản, nguồn"), required=False, longest=300, hint=_("Ví dụ: QĐ 40/QĐ-LĐLĐ ngày 01/03/2017.")
    )


def version() -> forms.IntegerField:
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


def phone() -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
    return forms.CharField(label=_("Số điện thoại"), required=False, max_length=30, widget=widget)


class NamedUnit(forms.CharField):
    """A body written by code or name; cleans to the Body within the actor's sight."""

    actor: Actor

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        found = named_here(written, self.actor)
        if len(found) == 1:
            return found[0]
        near = found or near_names(written, self.actor)
        told = gettext("Không thấy đơn vị nào tên đúng như vậy trong phạm vi của bạn.")
        if found:
            told = gettext("Có %(count)s đơn vị cùng tên này.") % {"count": len(found)}
        offered = "; ".join(f"{one.name} ({one.code})" for one in near[:5])
        hint = gettext("Hãy gõ mã đơn vị. Gần giống: %(offered)s.") % {"offered": offered} if offered else ""
        hint = hint or gettext("Hãy tìm mã đơn vị ở trang Cây tổ chức.")
        raise forms.ValidationError(f"{told} {hint}")


class ActorForm(forms.Form):
    """A form whose units are looked up with the actor's eyes."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, NamedUnit):
                field.actor = actor


_BY_CODE_OR_NAME = _("Gõ mã hoặc tên đầy đủ như trong cây tổ chức.")


class UnitForm(forms.Form):
    name = words(_("Tên đơn vị"))
    kind = forms.ChoiceField(label=_("Loại đơn vị"))
    short_name = words(_("Tên gọn"), required=False, longest=120)
    code = words(
        _("Mã đơn vị"), required=False, longest=40, hint=_("Để trống thì hệ thống đặt mã theo cấp trên.")
    )
    phone = phone()
    founded_on = day(_("Ngày thành lập"), required=False)
    source = source()

    def __init__(self, *args: Any, above: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [
            (kind.code, str(kind))
            for kind in UnitKind.objects.order_by("pk")
            if kind.stood_on(clock.today()) and kind.may_stand_under(above)
        ]
        offer(self, "kind", fitting)


class HostedForm(forms.Form):
    form = forms.ChoiceField(
        label=_("Loại"),
        choices=(
            (Body.Form.DEPARTMENT.value, _("ban, phòng")),
            (Body.Form.PARTNER.value, _("cơ quan phối hợp")),
        ),
    )
    name = words(_("Tên"))
    short_name = words(_("Tên gọn"), required=False, longest=120)
    phone = phone()


class GroupForm(forms.Form):
    name = words(_("Tên tổ công tác"))
    from_on = day(_("Hoạt động từ ngày"))
    source = source()


class RenameForm(forms.Form):
    name = words(_("Tên mới"))
    short_name = words(_("Tên gọn"), required=False, longest=120)
    from_on = day(_("Dùng từ ngày"), hint=_("Tên cũ vẫn được nhớ và vẫn tìm được."))
    source = source()
    version = version()


class ChangeForm(forms.Form):
    short_name = words(_("Tên gọn"), required=False, longest=120)
    code = words(_("Mã đơn vị"), longest=40)
    phone = phone()
    founded_on = day(_("Ngày thành lập"), required=False)
    version = version()


class PlaceForm(ActorForm):
    under = NamedUnit(label=_("Cấp trên mới"), help_text=_BY_CODE_OR_NAME)
    from_on = day(
        _("Từ ngày"),
        hint=_("Ngày đã qua: sửa lại từ ngày đó. Ngày sắp tới: ghi trước, đến ngày sẽ có hiệu lực."),
    )
    source = source()
    correcting = forms.BooleanField(label=_("Sửa lại từ ngày này (thay các dòng sau đó)"), required=False)
    version = version()


class CareForm(ActorForm):
    by = NamedUnit(label=_("Ai phụ trách"), help_text=_("Mã hoặc tên ban, đơn vị phụ trách."))
    from_on = day(_("Từ ngày"))
    source = source()


class EndForm(forms.Form):
    name = words(_("Gõ lại tên đơn vị"), hint=_("Để chắc rằng đúng đơn vị."))
    last_day = day(_("Ngày hoạt động cuối cùng"))
    reason = words(_("Lý do"), longest=300)
    source = source()
    version = version()

    def __init__(self, *args: Any, unit: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        if not any(text.same_name(typed, one) for one in (self.unit.name, self.unit.short_name) if one):
            told = gettext("Tên gõ không khớp với «%(name)s». Hãy gõ đúng tên của đơn vị sẽ kết thúc.")
            raise forms.ValidationError(told % {"name": self.unit.name})
        return typed


class FactForm(forms.Form):
    name = forms.ChoiceField(label=_("Thông tin"), choices=Attribute.Name.choices)
    value = words(
        _("Giá trị"), required=False, longest=200, hint=_("Để trống nghĩa là từ ngày này chưa biết.")
    )
    from_on = day(_("Từ ngày"))
    source = source()
    correcting = forms.BooleanField(label=_("Sửa lại từ ngày này (thay các dòng sau đó)"), required=False)
    version = version()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "name" in given and "value" in given:
            try:
                given["value"] = read_fact(given["name"], given["value"])
            except CodedError as refusal:
                self.add_error("value", str(say(refusal)))
        return given


def read_fact(name: str, written: str) -> object:
    """What a person wrote as the value of a fact; words of a choice become its code; "" is unknown."""
    if not written:
        return None
    if name in Attribute.COUNTS:
        return vi.parse_count(written)
    if name == Attribute.Name.HAS_UNION:
        value = YES_NO.meaning(written)
        return written if value is None else value
    choices = Attribute.CHOICES.get(name, {})
    return words_of(choices, also={code: code for code in choices}).meaning(written) or written


class PersonForm(forms.Form):
    name = words(_("Họ và tên"), longest=120)
    sex = forms.ChoiceField(
        label=_("Giới tính"), required=False, choices=[("", _("chưa rõ")), *Person.Sex.choices]
    )
    born_on = day(_("Ngày sinh"), required=False)
    phone = phone()
    direct_worker = forms.TypedChoiceField(
        label=_("Lao động trực tiếp"),
        required=False,
        choices=[("", _("chưa rõ")), ("1", _("có")), ("0", _("không"))],
        coerce=lambda told: told == "1",
        empty_value=None,
    )


class ChangePersonForm(PersonForm):
    left_on = day(_("Rời đơn vị từ ngày"), required=False, hint=_("Để trống nếu còn ở đơn vị."))
    version = version()


class TransferForm(ActorForm):
    to = NamedUnit(label=_("Đơn vị đến"), help_text=_BY_CODE_OR_NAME)
    from_on = day(_("Từ ngày"))
    keep_posts = forms.BooleanField(label=_("Vẫn giữ chức vụ ở đơn vị cũ"), required=False)
    version = version()


class PostForm(ActorForm):
    unit = NamedUnit(label=_("Ở đơn vị"), help_text=_BY_CODE_OR_NAME)
    office = forms.ChoiceField(label=_("Chức vụ"), choices=Post.Office.choices)
    from_on = day(_("Từ ngày"))
    full_time = forms.BooleanField(label=_("Chuyên trách"), required=False)
    succeeding = forms.BooleanField(label=_("Thay người đang giữ chức chủ tịch"), required=False)


class UntilForm(forms.Form):
    until_on = day(_("Ngày cuối cùng"))


class ListForm(forms.Form):
    kind = forms.ChoiceField(label=_("Danh sách gì"))
    file = forms.FileField(label=_("Tệp Excel (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))

    def __init__(self, *args: Any, kinds: list[tuple[str, Phrase]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", kinds)


class CorrectedForm(forms.Form):
    file = forms.FileField(label=_("Tệp đã sửa (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))
