"""Rounds: mine and those above me, one round's units, what they come to, opening and closing."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.federation.models import Attribute
from thidua.formats.errors import CodedError
from thidua.formats.vi import format_date
from thidua.kernel import clock
from thidua.kernel.desk.answering import errors_of, refusing, status_of
from thidua.kernel.door import Actor, Relation, listing, verdict
from thidua.kernel.errors import NotYours
from thidua.kernel.typed import CountField, DayField
from thidua.score.actions.grading.close_round import close_round, reopen_round
from thidua.score.actions.grading.open_round import Days, add_units, open_round
from thidua.score.desk.grading.asking import actor_of, crumbs, done, refused, round_of, signed_in
from thidua.score.models import Grading, GradingRound
from thidua.score.queries.grading.lists import (
    Counts,
    Wanted,
    gradings,
    rounds,
    summary,
    with_round,
)
from thidua.score.queries.grading.schemes import offered
from thidua.score.queries.grading.why import say_grade
from thidua.score.rules import GRADE
from thidua.score.states import GRADING

PAGE = 30


@signed_in
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What I mark of my own union, and the rounds that I keep or take part in."""
    actor = actor_of(request)
    mine = (
        listing(Grading, actor=actor)
        .filter(unit_id=actor.unit_id)
        .select_related("round")
        .order_by("-year")[:PAGE]
    )
    may_open = bool(actor.unit_path) and actor.may(GRADE, actor.unit_path, Relation.OWN)
    context = {
        "title": _("Xếp loại công đoàn cơ sở"),
        "lead": _("Đơn vị tự chấm, cấp trên chấm, rồi thống nhất; kết quả tự vào chỉ tiêu."),
        "mine": [(one, say_grade(one.round.rules, one.grade)) for one in mine],
        "rounds": list(rounds(actor)[:PAGE]),
        "keeps": any(True for _grant in actor.having(GRADE)),
        "primary": {"label": _("Mở đợt xếp loại"), "url": reverse("score:grading_open"), "icon": "plus"}
        if may_open
        else None,
    }
    return render(request, "score/grading/home.html", context)


class OpenForm(forms.Form):
    year = CountField(label=gettext_lazy("Năm"))
    name = forms.CharField(
        label=gettext_lazy("Tên đợt"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Xếp loại công đoàn cơ sở năm 2017; khối trường học theo năm học."),
    )
    bloc = forms.ChoiceField(label=gettext_lazy("Khối"), required=False)
    from_on = DayField(label=gettext_lazy("Tính từ ngày"))
    until_on = DayField(label=gettext_lazy("Đến hết ngày"))
    own_due_on = DayField(label=gettext_lazy("Đơn vị tự chấm trước hết ngày"))
    upper_due_on = DayField(label=gettext_lazy("Cấp trên chấm xong trước hết ngày"))
    scheme = forms.ChoiceField(label=gettext_lazy("Cách xếp loại"), required=False)
    criteria = forms.CharField(
        label=gettext_lazy("Bảng tiêu chí của đơn vị"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Mỗi dòng: nhóm | tiêu chí | điểm tối đa; dán từ Excel cũng được."
            " Để trống thì mỗi nhóm của hướng dẫn là một tiêu chí."
        ),
    )
    source = forms.CharField(label=gettext_lazy("Căn cứ (số, ngày văn bản)"), required=False, max_length=300)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bloc: Any = self.fields["bloc"]
        bloc.choices = [("", _("mọi khối")), *Attribute.CHOICES[Attribute.Name.BLOC].items()]
        scheme: Any = self.fields["scheme"]
        scheme.choices = [
            ("", _("đang có hiệu lực vào ngày cuối của đợt")),
            *((one.item.code, _scheme_words(one)) for one in offered(on)),
        ]


def _scheme_words(one: Any) -> str:
    if one.usable:
        return str(one.item)
    waits = "; ".join(str(item) for item in one.waits_for)
    return _("%(scheme)s (chờ quản trị xác nhận: %(waits)s)") % {"scheme": one.item, "waits": waits}


# At which box a refusal of the action is shown.
_AT = {
    "score.no_grading_scheme": ("until_on",),
    "catalogue.needs_confirmation": ("scheme",),
    "score.grading_criteria_unread": ("criteria",),
    "algebra.points_disagree": ("criteria",),
    "score.grading_round_twice": ("bloc",),
    "score.nobody_to_grade": ("bloc",),
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.unit_path or not actor.may(GRADE, actor.unit_path, Relation.OWN):
        raise NotYours()
    today = clock.today()
    form = OpenForm(request.POST or None, on=today, initial=_usual(today))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        days = Days(told["from_on"], told["until_on"], told["own_due_on"], told["upper_due_on"])
        with refusing(form, at=_AT):
            made = open_round(
                actor=actor,
                seat_id=actor.unit_id or 0,
                days=days,
                **{name: told[name] for name in ("year", "name", "bloc", "scheme", "criteria", "source")},
            )
            words = _("Đã mở đợt; %(count)d công đoàn cơ sở thấy việc này trên trang của mình.")
            return done(request, words % {"count": made.gradings.count()}, "score:grading_round", made.pk)
    context = {
        "title": _("Mở đợt xếp loại"),
        "crumbs": crumbs((_("Mở đợt"), "")),
        "form": form,
        "errors": errors_of(form),
    }
    return render(request, "score/grading/open.html", context, status=status_of(form))


def _usual(today: dt.date) -> dict[str, Any]:
    """The year at hand: what most offices would type."""
    year = today.year if today.month > 3 else today.year - 1
    return {
        "year": str(year),
        "name": _("Xếp loại công đoàn cơ sở năm %(year)s") % {"year": year},
        "from_on": dt.date(year, 1, 1),
        "until_on": dt.date(year, 12, 31),
        "own_due_on": dt.date(year, 12, 5),
        "upper_due_on": dt.date(year, 12, 15),
    }


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def wanted_of(request: HttpRequest) -> Wanted:
    asked = request.GET
    return Wanted(
        state=asked.get("trang-thai", ""),
        grade=asked.get("loai", ""),
        bloc=asked.get("khoi", ""),
        under=_number(asked.get("cap-tren", "")),
        words=asked.get("tim", "")[:100],
    )


@signed_in
@require_GET
def one_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """The units of a round, late first."""
    actor = actor_of(request)
    round_ = round_of(actor, round_id)
    wanted = wanted_of(request)
    page = Paginator(gradings(actor, round_, wanted), PAGE).get_page(request.GET.get("trang", "1"))
    rows = with_round(round_, list(page.object_list))
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "title": round_.name,
        "lead": _lead(round_),
        "crumbs": crumbs((round_.name, "")),
        "round": round_,
        "page": page,
        "rows": [_listed(actor, round_, one) for one in rows],
        "wanted": wanted,
        "query": query.urlencode(),
        "states": [("late", _("quá hạn")), *GRADING.choices],
        "grades": [(one.code, say_grade(round_.rules, one.code)) for one in round_.rules.grades],
        "blocs": list(Attribute.CHOICES[Attribute.Name.BLOC].items()),
        "may_change": bool(verdict(round_, actor=actor, verb="change")),
        "may_mark": any(True for _grant in actor.having(GRADE)),
    }
    return render(request, "score/grading/round.html", context)


def _lead(round_: GradingRound) -> str:
    return _(
        "Tự chấm trước hết ngày %(own)s, cấp trên chấm xong trước hết ngày %(upper)s. Theo %(source)s."
    ) % {
        "own": format_date(round_.own_due_on),
        "upper": format_date(round_.upper_due_on),
        "source": round_.source,
    }


def _listed(actor: Actor, round_: GradingRound, one: Grading) -> dict[str, Any]:
    may_mark = bool(verdict(one, actor=actor, verb="mark")) and round_.state == "open"
    sees_own = bool(verdict(one, actor=actor, verb="read_own"))
    today = clock.today()
    return {
        "grading": one,
        "may_mark": may_mark,
        "own": one.own_total if sees_own else None,
        "own_grade": say_grade(round_.rules, one.own_grade) if sees_own else "",
        "upper": one.upper_total if one.state in ("marked", "agreed") else None,
        "grade": say_grade(round_.rules, one.grade),
        "late": (one.state in ("waiting", "draft", "returned") and today > round_.own_due_on)
        or (one.state in ("sent", "marked") and today > round_.upper_due_on),
    }


@signed_in
@require_GET
def sums(request: HttpRequest, round_id: int) -> HttpResponse:
    """By class, by bloc and by upper union; the weakest by name."""
    actor = actor_of(request)
    round_ = round_of(actor, round_id)
    found = summary(actor, round_)
    place = reverse("score:grading_round", args=[round_.pk])
    context = {
        "title": _("Tổng hợp xếp loại"),
        "lead": round_.name,
        "crumbs": crumbs((round_.name, place), (_("Tổng hợp"), "")),
        "round": round_,
        "summary": found,
        "grades": [(one.code, say_grade(round_.rules, one.code)) for one in round_.rules.grades],
        "tables": [
            (_("Khối"), [(row, _cells(round_, row.counts)) for row in found.blocs], "khoi"),
            (_("Cấp trên"), [(row, _cells(round_, row.counts)) for row in found.uppers], "cap-tren"),
        ],
        "last": say_grade(round_.rules, round_.rules.grades[-1].code),
        "shares": _shares(round_, found.whole),
        "may_close": bool(verdict(round_, actor=actor, verb="close")),
        "may_reopen": bool(verdict(round_, actor=actor, verb="reopen")),
        "may_change": bool(verdict(round_, actor=actor, verb="change")),
    }
    return render(request, "score/grading/sums.html", context)


def _cells(round_: GradingRound, counts: Counts) -> list[tuple[str, int]]:
    """The name of each class with its count."""
    return [(say_grade(round_.rules, one.code), counts.of(one.code)) for one in round_.rules.grades]


def _shares(round_: GradingRound, counts: Counts) -> list[dict[str, Any]]:
    """The share of each class among all that are to be graded, as "38/47 = 80,9 %"."""
    return [
        {
            "name": say_grade(round_.rules, one.code),
            "count": counts.of(one.code),
            "share": Fraction(counts.of(one.code), counts.expected) if counts.expected else None,
        }
        for one in round_.rules.grades
    ]


@signed_in
@require_POST
def close(request: HttpRequest, round_id: int) -> HttpResponse:
    try:
        close_round(actor=actor_of(request), round_id=round_id)
    except CodedError as refusal:
        return refused(request, refusal, "score:grading_summary", round_id=round_id)
    return done(request, _("Đã khóa đợt xếp loại."), "score:grading_summary", round_id=round_id)


@signed_in
@require_POST
def reopen(request: HttpRequest, round_id: int) -> HttpResponse:
    try:
        reopen_round(actor=actor_of(request), round_id=round_id, reason=request.POST.get("words", ""))
    except CodedError as refusal:
        return refused(request, refusal, "score:grading_summary", round_id=round_id)
    return done(request, _("Đã mở lại đợt xếp loại."), "score:grading_summary", round_id=round_id)


@signed_in
@require_POST
def take_in(request: HttpRequest, round_id: int) -> HttpResponse:
    """Units that came since the round opened."""
    count = add_units(actor=actor_of(request), round_id=round_id)
    words = _("Đã thêm %(count)d đơn vị vào đợt.") % {"count": count}
    return done(request, words, "score:grading_round", round_id=round_id)
