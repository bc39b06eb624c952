"""Forms about covenants. What is typed stays in them when something is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.kernel.desk.offering import offer
from thidua.kernel.typed import CountField, DayField
from thidua.launch.models import Target
from thidua.launch.signing import CHOICES as CAPACITIES
from thidua.pledge.actions.covenants.number import SYMBOL
from thidua.pledge.models import Clause, Party


class DraftForm(forms.Form):
    """One choice says it all: with whom, in which year of which movement."""

    what = forms.ChoiceField(label=_("Giao ước"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, choices: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(data, **named)
        told = list(choices)
        offer(self, "what", told)
        if len(told) == 1:  # who can begin one alone is not asked which
            self.initial["what"] = told[0][0]


class HeadForm(forms.Form):
    title = forms.CharField(label=_("Tên giao ước"), max_length=300)
    place = forms.CharField(label=_("Nơi ký"), max_length=100, required=False)
    opening = forms.CharField(
        label=_("Lời mở đầu"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=4000
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DaysForm(forms.Form):
    answer_by = DayField(label=_("Các bên trả lời đến hết ngày"), required=False)
    sign_by = DayField(label=_("Các bên ký đến hết ngày"), required=False)


class ClauseForm(forms.Form):
    text = forms.CharField(
        label=_("Nội dung bằng lời"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
    )
    target_id = forms.TypedChoiceField(
        label=_("Hoặc một chỉ tiêu của năm"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: Any = None, *, targets: Iterable[Target], **named: Any) -> None:
        super().__init__(data, **named)
        offer(self, "target_id", [("", _("không, chỉ bằng lời")), *((one.pk, one.name) for one in targets)])


class FigureForm(forms.Form):
    typed = forms.CharField(label=_("Con số đề xuất"), max_length=40, required=False)
    reason = forms.CharField(label=_("Lý do"), max_length=500, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed"].widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})


class WordsForm(forms.Form):
    """Another wording of a clause, or one more clause."""

    clause_id = forms.TypedChoiceField(
        label=_("Điều"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Để trống là thêm một điều mới."),
    )
    text = forms.CharField(
        label=_("Lời đề xuất"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=1000
    )
    reason = forms.CharField(label=_("Lý do"), max_length=500, required=False)

    def __init__(self, data: Any = None, *, clauses: Iterable[Clause], **named: Any) -> None:
        super().__init__(data, auto_id="loi-%s", **named)
        told = [(one.pk, f"{at}. {one.text}"[:120]) for at, one in enumerate(clauses, 1)]
        offer(self, "clause_id", [("", _("một điều mới")), *told])


class SignForm(forms.Form):
    """The PIN stands last, and is never sent back to the page."""

    capacity = forms.ChoiceField(label=_("Ký với tư cách"), choices=CAPACITIES)
    secret = forms.CharField(
        label=_("Gõ lại mã PIN của bạn"),
        help_text=_("Chữ ký chỉ được ghi khi đúng mã bạn vẫn dùng để đăng nhập."),
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, capacities: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [one for one in CAPACITIES if one[0] in set(capacities)]
        offer(self, "capacity", fitting or CAPACITIES)


class StageForm(forms.Form):
    """The day and the scan; the signers have boxes of their own."""

    signed_on = DayField(label=_("Ngày ký"))
    scan = forms.FileField(
        label=_("Ảnh hoặc bản quét các trang chữ ký"),
        help_text=_("Một tệp PDF, JPG hoặc PNG; có giá trị như ký trên ứng dụng."),
        required=False,
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SignerForm(forms.Form):
    """Who signed for one party. Left out when nobody has: it signs later, here or in the house."""

    signed = forms.BooleanField(label=_("đã ký"), required=False)
    name = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    capacity = forms.ChoiceField(label=_("Ký với tư cách"), choices=CAPACITIES, required=False)
    office = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)

    def __init__(self, data: Any = None, *, party: Party, **named: Any) -> None:
        super().__init__(data, prefix=f"ben-{party.pk}", **named)
        self.party = party
        del self.fields["capacity" if party.signs_on_paper else "office"]


class NumberForm(forms.Form):
    number = CountField(label=_("Số"), required=False)
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, initial=SYMBOL)
    dated_on = DayField(label=_("Ngày văn bản"))
