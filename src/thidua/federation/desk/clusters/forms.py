from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from thidua.federation.actions.clusters.open_ballot import Wish
from thidua.federation.desk.forms import ActorForm, NamedUnit, day, version, words
from thidua.federation.models import Ballot, Body, ClusterGuidance, Leadership
from thidua.kernel.desk.offering import offer
from thidua.kernel.files import keep
from thidua.kernel.models import StoredFile

_ACCEPTED = ".pdf,.jpg,.jpeg,.png,.doc,.docx"


def long(label: Any, *, required: bool = False, hint: Any = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=hint, widget=widget, max_length=60_000)


def scan() -> forms.FileField:
    return forms.FileField(
        label=_("Bản chụp, bản quét"), required=False, widget=forms.FileInput(attrs={"accept": _ACCEPTED})
    )


def kept_scan(form: forms.Form) -> StoredFile | None:
    """The uploaded scan, checked and stored. Raises FileTooLarge, FileKindUnknown."""
    given = form.cleaned_data.get("scan")
    return keep(given.name or "scan", given, given.size or 0) if given else None


class FoundForm(forms.Form):
    name = words(_("Tên cụm, khối"), hint=_("Ví dụ: Cụm thi đua các huyện phía bắc."))
    short_name = words(_("Tên gọn"), required=False, longest=120)
    year = forms.IntegerField(label=_("Năm đầu tiên"), min_value=1946, max_value=2100)


class BeginForm(forms.Form):
    year = forms.IntegerField(widget=forms.HiddenInput, min_value=1946, max_value=2100)
    due_on = day(
        _("Hạn bàn giao của cụm trưởng cũ"),
        required=False,
        hint=_("Họp tổng kết năm cũ, gửi đăng ký năm mới của các thành viên."),
    )
    staying = forms.MultipleChoiceField(
        label=_("Thành viên mang sang"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, members: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "staying", [(str(one.pk), str(one)) for one in members])
        self.initial.setdefault("staying", [str(one.pk) for one in members])
        self.members = members

    @property
    def leaving_out(self) -> frozenset[int]:
        staying = set(self.cleaned_data["staying"])
        return frozenset(one.pk for one in self.members if str(one.pk) not in staying)


class MemberForm(ActorForm):
    unit = NamedUnit(label=_("Đơn vị"), help_text=_("Gõ mã hoặc tên đầy đủ như trong cây tổ chức."))
    joined_on = day(_("Vào cụm từ ngày"), required=False, hint=_("Để trống là từ đầu năm."))


class LeaveForm(forms.Form):
    left_on = day(_("Ngày cuối cùng ở cụm"))
    why = words(_("Lý do rời cụm"), longest=300)


class WhyForm(forms.Form):
    why = words(_("Lý do"), longest=300)


class LeaderForm(forms.Form):
    leader_id = forms.TypedChoiceField(label=_("Cụm trưởng"), coerce=int)
    deputy_id = forms.TypedChoiceField(label=_("Cụm phó"), coerce=int, required=False, empty_value=None)
    way = forms.ChoiceField(label=_("Chọn bằng cách nào"))
    settled_on = day(_("Ngày chọn"))
    minutes = long(
        _("Tóm tắt biên bản, số quyết định"),
        hint=_("Ai dự, bao nhiêu đơn vị tán thành. Không cần khi chọn theo kết quả bỏ phiếu ở đây."),
    )
    scan = scan()

    def __init__(
        self, *args: Any, members: Sequence[Body], ways: Iterable[str], again: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        units = [(one.pk, str(one)) for one in members]
        offer(self, "leader_id", units)
        offer(self, "deputy_id", [("", _("chưa có cụm phó")), *units])
        allowed = set(ways)
        offer(self, "way", [one for one in Leadership.Way.choices if one[0] in allowed])
        if again:
            self.fields["why"] = words(_("Vì sao chọn lại"), longest=300)


class BallotForm(forms.Form):
    about = forms.ChoiceField(label=_("Bỏ phiếu về"), choices=Ballot.About.choices)
    question = words(
        _("Câu hỏi"), required=False, longest=300, hint=_("Để trống thì lấy theo việc bỏ phiếu.")
    )
    choices = long(
        _("Các phương án"),
        hint=_("Mỗi dòng một phương án. Để trống thì bầu trong các thành viên của cụm."),
    )
    most = forms.IntegerField(label=_("Được chọn nhiều nhất"), min_value=1, max_value=50, initial=1)
    secret = forms.BooleanField(label=_("Phiếu kín"), required=False, initial=True)
    closes_on = day(_("Bỏ phiếu đến hết ngày"), required=False)

    @property
    def wishes(self) -> tuple[Wish, ...]:
        return tuple(Wish(line) for line in self.cleaned_data["choices"].splitlines() if line.strip())


class SummaryForm(forms.Form):
    held_on = day(_("Ngày họp tổng kết"))
    minutes = long(_("Biên bản tổng kết"), hint=_("Ai dự, kết quả năm, việc cụm đã thống nhất."), rows=6)
    scan = scan()


class DutyForm(forms.Form):
    done_on = day(_("Xong ngày"))
    note = long(_("Kết quả"), hint=_("Ví dụ: số công văn đã gửi, biên bản họp."))
    scan = scan()


class GuidanceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Việc"), choices=ClusterGuidance.Kind.choices)
    held_on = day(_("Ngày"))
    who = words(_("Ban, người làm"), longest=200)
    said = long(_("Nội dung, kết luận"), required=True)
    scan = scan()


class RegulationForm(forms.Form):
    title = words(_("Tên quy chế"), longest=300)
    why_changed = words(_("Sửa điều gì so với bản trước"), required=False, longest=500)
    opening = long(_("Lời mở đầu, căn cứ"), hint=_("Mỗi căn cứ một dòng."))
    text = long(
        _("Các chương, điều"),
        required=True,
        rows=24,
        hint=_("Đầu dòng ghi «Chương I.», «Điều 1.», «1.», «a)». Dán từ Word vào được."),
    )
    version = version()


class AskForm(forms.Form):
    until = day(_("Cho ý kiến đến hết ngày"), required=False)


class OpinionForm(forms.Form):
    agrees = forms.TypedChoiceField(
        label=_("Ý kiến của đơn vị"),
        choices=(("1", _("đồng ý")), ("0", _("đề nghị sửa"))),
        coerce=lambda told: told == "1",
        widget=forms.RadioSelect,
    )
    text = long(_("Góp ý"))


class AdoptForm(forms.Form):
    adopted_on = day(_("Cụm thông qua ngày"))
    from_on = day(_("Có hiệu lực từ ngày"))
    way = forms.ChoiceField(label=_("Thông qua bằng cách nào"), choices=Leadership.Way.choices)
    minutes = long(_("Tóm tắt biên bản, kết quả bỏ phiếu"))
    scan = scan()
    number = forms.IntegerField(label=_("Số"), required=False, min_value=1)
    symbol = words(_("Ký hiệu"), required=False, longest=60, hint=_("Để trống là QC-CTĐ."))
    signer_name = words(_("Người ký"), required=False, longest=120)
    version = version()
