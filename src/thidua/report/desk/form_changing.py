"""Changing the form of a year, one thing at a time: what is counted, what is checked, what else is asked."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from thidua.algebra.checks import Identity, NeverFalls, PartOfWhole, Plausible, Rule
from thidua.algebra.elements import Element, Nature, Time
from thidua.algebra.strata import where
from thidua.formats import text
from thidua.formats.errors import CodedError
from thidua.formats.vi import parse_count
from thidua.kernel.errors import Absent, Said, say
from thidua.launch.models import Cycle
from thidua.report.actions.plan_form import (
    add_check,
    ask_also,
    count_into,
    set_form_plan,
    stop_counting,
)
from thidua.report.desk.asking import actor_of, done, signed_in
from thidua.report.desk.form_page import cycle_seen, way
from thidua.report.desk.form_words import CHECKS, COUNTED, NATURES, TIMES, WHOSE
from thidua.report.errors import CheckIncomplete, NameMissing
from thidua.report.models import Activity
from thidua.report.queries.checking import names_of
from thidua.report.queries.counting import FITTING, Counted, CountingRule, Whose
from thidua.report.queries.form_page import Figure, FormPage, form_page
from thidua.report.queries.vectors import OWN_SOURCES

MOST_HEADINGS = 40
POPULATIONS: Mapping[str, tuple[str | Promise, Mapping[str, str | list[str]]]] = {
    "grassroots": (gettext_lazy("mọi công đoàn cơ sở"), {"kind": "grassroots"}),
    "enterprise": (
        gettext_lazy("công đoàn cơ sở doanh nghiệp"),
        {"kind": "grassroots", "bloc": "enterprise"},
    ),
    "public": (
        gettext_lazy("công đoàn cơ sở cơ quan, đơn vị sự nghiệp, trường học"),
        {"kind": "grassroots", "bloc": ["public_sector", "school"]},
    ),
    "upper": (gettext_lazy("công đoàn cấp trên cơ sở"), {"kind": "upper"}),
    "all": (gettext_lazy("mọi đơn vị phải báo cáo"), {}),
}


def _page_of(cycle: Cycle) -> FormPage:
    page = form_page(cycle)
    if page is None:
        raise Absent()
    return page


def _figure(page: FormPage, code: str) -> Figure:
    for part in page.parts:
        for one in part.figures:
            if one.code == code:
                return one
    raise Absent()


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def counting(request: HttpRequest, cycle_id: int, element: str) -> HttpResponse:
    """Which records are counted into one figure, and what of them."""
    actor = actor_of(request)
    cycle = cycle_seen(actor, cycle_id, "change")
    one = _figure(_page_of(cycle), element)
    refusal: Said | None = None
    if request.method == "POST":
        try:
            if request.POST.get("do") == "stop":
                stop_counting(actor=actor, cycle_id=cycle_id, element=element)
                return done(
                    request, _("Ô này không còn lấy từ hồ sơ."), "report:form_page", cycle_id=cycle_id
                )
            count_into(actor=actor, cycle_id=cycle_id, rules=[_rule_told(element, request.POST)])
            return done(request, _("Đã đặt cách đếm."), "report:form_page", cycle_id=cycle_id)
        except CodedError as problem:
            refusal = say(problem)
    context = _counting_context(cycle, one, request.POST if refusal else None)
    return render(
        request, "report/counting.html", {**context, "refusal": refusal}, status=422 if refusal else 200
    )


def _rule_told(element: str, posted: QueryDict) -> CountingRule:
    counted, whose = posted.get("counted", ""), posted.get("whose", Whose.UNIT.value)
    kinds = tuple(kind for kind in Activity.Kind.values if kind in posted.getlist("kinds"))
    known = counted in set(Counted) and whose in set(Whose)
    return CountingRule(element, kinds if known else (), *((Counted(counted), Whose(whose)) if known else ()))


def _counting_context(cycle: Cycle, one: Figure, posted: QueryDict | None) -> dict[str, Any]:
    element, rule = one.question.element, one.rule
    fitting = FITTING[element.nature]
    kinds = posted.getlist("kinds") if posted else (rule.kinds if rule else ())
    first = fitting[0].value if fitting else ""
    chosen = posted.get("counted") if posted else (rule.counted.value if rule else first)
    whose = posted.get("whose") if posted else (rule.whose.value if rule else Whose.UNIT.value)
    return {
        "title": _("Lấy từ hồ sơ"),
        "lead": element.name or element.code,
        "crumbs": way(cycle, element.name or element.code),
        "cycle": cycle,
        "rule": rule,
        "kinds": [(code, label, code in kinds) for code, label in Activity.Kind.choices],
        "counted": [(code.value, COUNTED[code], code.value == chosen) for code in fitting],
        "whose": []
        if element.source in OWN_SOURCES
        else [(code.value, WHOSE[code], code.value == whose) for code in Whose],
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def checking(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """A new check between figures: first which kind, then which figures."""
    actor = actor_of(request)
    cycle = cycle_seen(actor, cycle_id, "change")
    page = _page_of(cycle)
    kind = request.POST.get("kind", "") or request.GET.get("loai", "")
    refusal: Said | None = None
    if request.method == "POST":
        try:
            add_check(actor=actor, cycle_id=cycle_id, rule=_check_told(kind, request.POST))
            return done(request, _("Đã thêm phép kiểm."), "report:form_page", cycle_id=cycle_id)
        except CodedError as problem:
            refusal = say(problem)
    elements = names_of(page.spec)
    context = {
        "title": _("Thêm phép kiểm"),
        "lead": CHECKS.get(kind, _("Đơn vị thấy ngay khi nhập; số sai thì chưa gửi được.")),
        "crumbs": way(cycle, _("Thêm phép kiểm")),
        "kinds": list(CHECKS.items()),
        "kind": kind if kind in CHECKS else "",
        "figures": list(elements.items()),
        "options": [("", _("chưa chọn")), *elements.items()],
        "told": request.POST if refusal else {},
        "plus": request.POST.getlist("plus"),
        "minus": request.POST.getlist("minus"),
        "refusal": refusal,
    }
    return render(request, "report/check.html", context, status=422 if refusal else 200)


def _check_told(kind: str, posted: QueryDict) -> Rule:
    """Raises CheckIncomplete, and what is wrong with a number."""

    def code(name: str) -> str:
        if not posted.get(name):
            raise CheckIncomplete()
        return str(posted[name])[:60]

    match kind:
        case "part_of_whole" if code("part") != code("whole"):
            return PartOfWhole(code("part"), code("whole"))
        case "never_falls":
            return NeverFalls(code("element"))
        case "plausible":
            times, slack = parse_count(posted.get("times", "")), parse_count(posted.get("slack", ""))
            if times < 2:
                raise CheckIncomplete()
            return Plausible(code("element"), Fraction(times), slack)
        case "identity" if posted.getlist("plus") or posted.getlist("minus"):
            plus, minus = tuple(posted.getlist("plus")), tuple(posted.getlist("minus"))
            return Identity(code("start"), plus, minus, code("end"))
    raise CheckIncomplete()


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def asking_also(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """A figure asked for its own sake."""
    actor = actor_of(request)
    cycle = cycle_seen(actor, cycle_id, "change")
    refusal: Said | None = None
    if request.method == "POST":
        try:
            element = _element_told(request.POST, set(names_of(_page_of(cycle).spec)))
            ask_also(actor=actor, cycle_id=cycle_id, element=element)
            return done(request, _("Đã thêm ô vào biểu."), "report:form_page", cycle_id=cycle_id)
        except CodedError as problem:
            refusal = say(problem)
    context = {
        "title": _("Thêm ô hỏi riêng"),
        "lead": _("Ô không chỉ tiêu nào cần, nhưng tổng kết cần biết."),
        "crumbs": way(cycle, _("Thêm ô hỏi riêng")),
        "natures": [(one.value, str(words).capitalize()) for one, words in NATURES.items()],
        "times": [(one.value, str(TIMES[one]).capitalize()) for one in (Time.CUMULATIVE, Time.PER_PERIOD)],
        "populations": [(code, str(words).capitalize()) for code, (words, _of) in POPULATIONS.items()],
        "told": request.POST,
        "refusal": refusal,
    }
    return render(request, "report/also.html", context, status=422 if refusal else 200)


def _element_told(posted: QueryDict, taken: set[str]) -> Element:
    """Raises NameMissing."""
    name = text.clean(posted.get("name", ""))[:200]
    if not name:
        raise NameMissing()
    nature = posted.get("nature", "")
    kind = Nature(nature) if nature in set(Nature) else Nature.FLOW
    flows = {Time.CUMULATIVE.value: Time.CUMULATIVE, Time.PER_PERIOD.value: Time.PER_PERIOD}
    time = flows.get(posted.get("time", ""), Time.CUMULATIVE)
    whom = POPULATIONS.get(posted.get("whom", ""), POPULATIONS["grassroots"])[1]
    money = kind is Nature.MONEY
    return Element(
        code=_code(name, taken),
        unit_of_measure="đồng" if money else text.clean(posted.get("unit", ""))[:60],
        nature=kind,
        time=Time.MOMENT if kind in {Nature.STOCK, Nature.FLAG} else time,
        name=name,
        asked_of=where(whom),
        may_not_apply=posted.get("may_not_apply") == "1",
    )


def _code(name: str, taken: set[str]) -> str:
    """Its own kind of code, so that a figure of a later target never bears the same one."""
    base = "also_" + "_".join(text.fold(name).split())[:40]
    base = "".join(sign for sign in base if sign.isalnum() or sign == "_")
    return next(code for at in range(1, 1000) if (code := base if at == 1 else f"{base}_{at}") not in taken)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def headings(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Names of the headings, and under which one each figure stands."""
    actor = actor_of(request)
    cycle = cycle_seen(actor, cycle_id, "change")
    page = _page_of(cycle)
    refusal: Said | None = None
    if request.method == "POST":
        try:
            layout = [] if request.POST.get("do") == "usual" else _layout_told(page, request.POST)
            set_form_plan(actor=actor, cycle_id=cycle_id, layout=layout)
            return done(request, _("Đã lưu đề mục."), "report:form_page", cycle_id=cycle_id)
        except CodedError as problem:
            refusal = say(problem)
    titles = [part.title for part in page.parts]
    context = {
        "title": _("Đề mục của biểu"),
        "lead": _("Đổi tên đề mục, chuyển ô sang đề mục khác. Đề mục không còn ô nào thì tự mất."),
        "crumbs": way(cycle, _("Đề mục của biểu")),
        "titles": list(enumerate([*titles, ""], start=1)),
        "figures": [
            (one.code, one.question.element.name or one.code, str(at))
            for at, part in enumerate(page.parts, start=1)
            for one in part.figures
        ],
        "options": [(str(at), f"{at}. {title}") for at, title in enumerate(titles, start=1)]
        + [(str(len(titles) + 1), f"{len(titles) + 1}. {_('đề mục mới')}")],
        "refusal": refusal,
    }
    return render(request, "report/headings.html", context, status=422 if refusal else 200)


def _layout_told(page: FormPage, posted: QueryDict) -> list[dict[str, Any]]:
    """The figures keep their order; headings that bear one name become one. Raises NameMissing."""
    many = min(len(page.parts) + 1, MOST_HEADINGS)
    titles = {str(at): text.clean(posted.get(f"title-{at}", ""))[:200] for at in range(1, many + 1)}
    usual = {one.code: str(at) for at, part in enumerate(page.parts, start=1) for one in part.figures}
    placed: dict[str, list[str]] = {title: [] for title in titles.values() if title}
    for code, at in usual.items():
        title = titles.get(posted.get(f"at-{code}", at), "")
        if not title:
            raise NameMissing()
        placed[title].append(code)
    return [{"title": title, "elements": codes} for title, codes in placed.items() if codes]
