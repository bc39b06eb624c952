"""Forms of a reorganisation: begin one, say a step, carry out by writing its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thidua.federation.desk.forms import ActorForm, NamedUnit, day, version, words
from thidua.federation.models import Body, Reorganisation, Step, UnitKind
from thidua.formats import text
from thidua.kernel.desk.offering import offer

BY_CODE_OR_NAME = _("Gõ mã hoặc tên đầy đủ như trong cây tổ chức.")
OR_NEW_CODE = _("Gõ mã hoặc tên; đơn vị do chính đợt này thành lập thì gõ mã đã đặt ở bước thành lập.")


class BeginForm(forms.Form):
    name = words(_("Tên gọi"), hint=_("Ví dụ: Sắp xếp công đoàn cấp huyện từ 1/7/2025."))
    from_on = day(_("Có hiệu lực từ ngày"), hint=_("Ngày đầu tiên theo tổ chức mới."))
    source = words(_("Văn bản"), longest=300, hint=_("Ví dụ: QĐ 40/QĐ-LĐLĐ ngày 20/6/2025."))
    version = version()


class NamedTarget(NamedUnit):
    """A unit by code or name, or the code of one that the reorganisation itself founds."""

    founded: frozenset[str] = frozenset()

    def clean(self, value: Any) -> Any:
        written = text.clean(str(value or ""))
        twin = next((code for code in self.founded if code.casefold() == written.casefold()), None)
        return twin or super().clean(value)


class StepForm(ActorForm):
    """What one verb asks for. ``as_told`` gives it as the action takes it."""

    verb: str = ""

    def __init__(self, *args: Any, draft: Reorganisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = draft.steps.filter(verb=Step.Verb.FOUND).values_list("told__code", flat=True)
        for field in self.fields.values():
            if isinstance(field, NamedTarget):
                field.founded = frozenset(str(code) for code in codes)

    def as_told(self) -> dict[str, Any]:
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("unit", "into") and value
        }

    @property
    def into_id(self) -> int | None:
        into = self.cleaned_data.get("into")
        return into.pk if isinstance(into, Body) else None

    @property
    def into_code(self) -> str:
        into = self.cleaned_data.get("into")
        return into if isinstance(into, str) else ""


class MergeForm(StepForm):
    unit = NamedUnit(label=_("Đơn vị nhập đi"), help_text=BY_CODE_OR_NAME)
    into = NamedTarget(label=_("Nhập vào"), help_text=OR_NEW_CODE)


class MoveForm(StepForm):
    unit = NamedUnit(label=_("Đơn vị chuyển"), help_text=_("Cả nhánh bên dưới đi theo."))
    into = NamedTarget(label=_("Về cấp trên mới"), help_text=OR_NEW_CODE)
    correcting = forms.BooleanField(
        label=_("Sửa lại cho đúng từ ngày có hiệu lực (thay các dòng ghi sau ngày đó)"), required=False
    )


class SplitForm(StepForm):
    unit = NamedUnit(label=_("Đơn vị tách"), help_text=BY_CODE_OR_NAME)
    into = NamedTarget(label=_("Phần tách ra về"), help_text=OR_NEW_CODE)
    people = forms.CharField(
        label=_("Những người đi theo"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một người: họ tên, hoặc họ tên và số điện thoại."),
    )
    units = forms.CharField(
        label=_("Bộ phận, đơn vị trực thuộc đi theo"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một mã hoặc tên; người trong đó đi theo."),
    )
    rest = forms.BooleanField(label=_("Những người còn lại cũng về đây"), required=False)
    ends = forms.BooleanField(label=_("Đơn vị cũ kết thúc sau khi tách"), required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        unit = told.get("unit")
        if isinstance(unit, Body):
            told["people"] = self._each("people", _people(unit))
            told["units"] = self._each("units", _parts(unit))
        return told

    def _each(self, name: str, known: dict[str, list[int]]) -> list[int]:
        """The ids of what is written a line; a line that means nobody, or several, is said and kept."""
        found: list[int] = []
        for line in filter(None, map(text.clean, self.cleaned_data.get(name, "").splitlines())):
            meant = known.get(text.matching_key(line), [])
            if len(meant) == 1:
                found += meant
                continue
            told = (
                gettext("«%(line)s»: không có ở đơn vị này.")
                if not meant
                else gettext("«%(line)s»: có nhiều người.")
            )
            hint = gettext("Hãy chép đúng như trong danh sách, thêm số điện thoại nếu trùng tên.")
            self.add_error(name, f"{told % {'line': line}} {hint}")
        return found


def _people(unit: Body) -> dict[str, list[int]]:
    known: dict[str, list[int]] = {}
    for pk, name, phone in unit.people.filter(left_on=None).values_list("pk", "name", "phone"):
        for written in {name, f"{name} {phone}"}:
            known.setdefault(text.matching_key(written), []).append(pk)
    return known


def _parts(unit: Body) -> dict[str, list[int]]:
    known: dict[str, list[int]] = {}
    below = unit.children.filter(ended_on=None).exclude(path="")
    for pk, code, name in below.values_list("pk", "code", "name"):
        for written in {code, name}:
            known.setdefault(text.matching_key(written), []).append(pk)
    return known


class RenameStepForm(StepForm):
    unit = NamedUnit(label=_("Đơn vị"), help_text=BY_CODE_OR_NAME)
    name = words(_("Tên mới"), hint=_("Tên cũ vẫn được nhớ và vẫn tìm được."))
    short_name = words(_("Tên gọn"), required=False, longest=120)


class KindForm(StepForm):
    unit = NamedUnit(label=_("Đơn vị"), help_text=BY_CODE_OR_NAME)
    kind = forms.ChoiceField(label=_("Loại mới"))

    def __init__(self, *args: Any, draft: Reorganisation, **kwargs: Any) -> None:
        super().__init__(*args, draft=draft, **kwargs)
        offer(self, "kind", _kinds(draft))


class EndStepForm(StepForm):
    unit = NamedUnit(
        label=_("Đơn vị kết thúc"), help_text=_("Không có nơi kế tục; người và lịch sử vẫn xem được.")
    )
    reason = words(_("Lý do"), longest=300)


class FoundForm(StepForm):
    unit = NamedUnit(label=_("Trực thuộc"), help_text=BY_CODE_OR_NAME)
    name = words(_("Tên đơn vị mới"))
    code = words(_("Mã đơn vị"), required=False, longest=40, hint=_("Để trống thì hệ thống đặt mã."))
    short_name = words(_("Tên gọn"), required=False, longest=120)
    kind = forms.ChoiceField(label=_("Loại đơn vị"), required=False)

    def __init__(self, *args: Any, draft: Reorganisation, **kwargs: Any) -> None:
        super().__init__(*args, draft=draft, **kwargs)
        offer(self, "kind", [("", _("tổ công tác tạm thời")), *_kinds(draft)])


def _kinds(draft: Reorganisation) -> list[tuple[str, str]]:
    return [
        (kind.code, str(kind)) for kind in UnitKind.objects.order_by("pk") if kind.stood_on(draft.from_on)
    ]


FORMS: dict[str, type[StepForm]] = {
    Step.Verb.MERGE: MergeForm,
    Step.Verb.MOVE: MoveForm,
    Step.Verb.SPLIT: SplitForm,
    Step.Verb.RENAME: RenameStepForm,
    Step.Verb.CHANGE_KIND: KindForm,
    Step.Verb.END: EndStepForm,
    Step.Verb.FOUND: FoundForm,
}


class SureForm(forms.Form):
    """Before a button that changes much: the name of what is about to be done, and why."""

    name = words(_("Gõ lại tên đợt sắp xếp"), hint=_("Để chắc rằng đúng đợt này."))
    reason = words(_("Lý do"), longest=300)

    def __init__(self, *args: Any, about: Reorganisation, with_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        if not with_reason:
            del self.fields["reason"]

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        if not text.same_name(typed, self.about.name):
            told = gettext("Tên gõ không khớp với «%(name)s».")
            raise forms.ValidationError(told % {"name": self.about.name})
        return typed


class StepsForm(forms.Form):
    """An Excel list of steps."""

    file = forms.FileField(label=_("Tệp Excel (.xlsx)"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))
