"""What stands on a paper, in the words of offices: for the page, and for the files that leave the house."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count

from thidua.algebra.thresholds import AtLeast, ExactlyZero, Threshold, threshold_from_data
from thidua.catalogue.queries.items import name_of
from thidua.catalogue.wording import PERCENT, say_threshold
from thidua.formats.vi import format_long_date
from thidua.launch.models import Assignment, Duty, LegalBasis, Paper, PaperLine, Recipient, Target
from thidua.launch.queries.annex import targets_of
from thidua.launch.queries.content import Content
from thidua.launch.queries.plans import PLANS
from thidua.launch.queries.printed_lines import printed
from thidua.launch.queries.thresholds import splits
from thidua.launch.sections import sections_of

_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII".split()
_ELSEWHERE = frozenset({"bases", "recipients"})  # they stand at the head and at the foot
_FEW_UNITS = 12  # named one by one under "Nơi nhận"; more are those of the annex


def decides(paper: Paper) -> bool:
    return paper.kind == Paper.Kind.ASSIGNMENT_DECISION


def in_role(content: Content, role: str) -> list[LegalBasis]:
    return [line for line in content["bases"] if isinstance(line, LegalBasis) and line.role == role]


def parts(paper: Paper, content: Content) -> list[dict[str, Any]]:
    """The numbered parts of the text; lines for one bloc stand under its name. After the aims stand what is
    to be studied and the targets."""
    filled: list[dict[str, Any]] = [
        {"code": one.code, "title": one.title, "section": one, "blocs": _by_bloc(content[one.code])}
        for one in sections_of(paper.kind)
        if content[one.code] and one.code not in _ELSEWHERE
    ]
    after = next((at for at, part in enumerate(filled, 1) if part["code"] == "purpose"), len(filled))
    cited = in_role(content, LegalBasis.Role.CITED)
    if paper.kind in PLANS:
        filled.insert(after, {"code": "targets", "title": "Chỉ tiêu", "blocs": []})
    if cited:
        filled.insert(after, {"code": "cited", "title": "Văn bản học tập, vận dụng", "blocs": [("", cited)]})
    return [
        {**part, "number": number, "said": _said(part["blocs"])}
        for number, part in zip(_ROMAN, filled, strict=False)
    ]


def _said(blocs: list[tuple[str, list[PaperLine]]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The lines with their words; a duty without a day is marked on the screen, never on the paper."""
    return [
        (
            bloc,
            [
                {"words": printed(line), "undated": isinstance(line, Duty) and line.due_on is None}
                for line in lines
            ],
        )
        for bloc, lines in blocs
    ]


def _by_bloc(lines: Iterable[PaperLine]) -> list[tuple[str, list[PaperLine]]]:
    found: dict[str, list[PaperLine]] = {}
    for line in lines:
        found.setdefault(getattr(line, "bloc", ""), []).append(line)
    everyone = [("", found.pop(""))] if "" in found else []
    return everyone + [(name_of("blocs", bloc), listed) for bloc, listed in found.items()]


def targets(paper: Paper) -> list[dict[str, Any]]:
    """The targets under the headings of the plan, numbered as it numbers them, else one after the other."""
    if paper.kind not in PLANS or paper.states_quality:
        return []
    rows = [(target, said) for target, said in _limits(paper) if said.text]
    found: list[dict[str, Any]] = []
    for (number, name), members in groupby(rows, key=lambda row: (row[0].group, row[0].group_name)):
        told = [
            {"name": target.name, "says": said.text, "sentence": _sentence(target, said)}
            for target, said in members
        ]
        if name:
            found.append({"number": number or len(found) + 1, "name": name, "rows": told})
        else:
            found += [{"number": len(found) + at, "rows": [one]} for at, one in enumerate(told, 1)]
    return found


@dataclass(frozen=True)
class _Said:
    """What must be reached, in words; ``limit`` where it is a figure of the unit's own."""

    text: str
    limit: Threshold | None = None


def _limits(paper: Paper) -> Iterable[tuple[Target, _Said]]:
    """What the issuing unit must reach: what it set itself, what it was assigned, or what binds every unit;
    a count that is split is not its own before it is assigned. "" where it is exempt."""
    own = {paper.seat_id, paper.issuer_id}
    if paper.movement.seat_id == paper.seat_id:
        own |= {paper.movement.seat_id, paper.movement.issuer_id}
    listed = list(targets_of(paper))
    assigned = {
        one.target_id: one
        for one in Assignment.objects.filter(target__in=listed, unit=paper.seat_id, current=True)
    }
    for target in listed:
        given = assigned.get(target.pk) if target.owner_id not in own else None
        if given is not None:
            said = _say(given.threshold, target) if given.threshold else _Said("")
        elif target.owner_id in own or not splits(target):
            said = _say(target.threshold, target)
        else:
            said = _Said("theo mức được giao")
        yield target, said


def _say(stored: Any, target: Target) -> _Said:
    limit = threshold_from_data(stored)
    return _Said(say_threshold(limit, target.unit_of_measure), limit)


def _sentence(target: Target, said: _Said) -> str:
    """The target as one sentence of a document; a name that says "không có …" is the whole of it."""
    match said.limit:
        case ExactlyZero() if target.name.lower().startswith("không "):
            return target.name
        case ExactlyZero():
            return f"{target.name}: không có"
        case AtLeast(value) if target.unit_of_measure == PERCENT and value == 1:
            return f"{target.name}: 100%"
    return f"{target.name}: {said.text[:1].lower()}{said.text[1:]}"


def assigned_units(paper: Paper) -> list[str]:
    """The units that a decision assigns something to, in the order of their names."""
    if not decides(paper):
        return []
    rows = paper.annex.order_by("unit__sort_key").values_list("unit__short_name", "unit__name").distinct()
    return [short or name for short, name in rows]


def articles(paper: Paper, content: Content, units: list[str]) -> list[str]:
    """What a decision decides. Who writes how it is carried out replaces the usual second article."""
    count = paper.annex.aggregate(targets=Count("target", distinct=True))["targets"]
    from_on = f"từ {format_long_date(paper.effective_on)}" if paper.effective_on else "từ ngày ký"
    year = "" if str(paper.year) in paper.movement.name else f" năm {paper.year}"
    what = (
        f"Giao {count} chỉ tiêu{year} của phong trào “{paper.movement.name}” cho {len(units)} đơn vị trực thuộc, "
        "có Phụ lục kèm theo Quyết định này."
    )
    how = [str(line) for line in content["organisation"]] or [
        f"Các đơn vị được giao tổ chức thực hiện và báo cáo kết quả theo các kỳ báo cáo của năm {paper.year}."
    ]
    who = (
        f"Quyết định này có hiệu lực {from_on}. Các đơn vị có tên tại Phụ lục chịu trách nhiệm thi hành "
        "Quyết định này."
    )
    return [what, *how, who]


def recipients(content: Content, units: list[str]) -> dict[str, Any]:
    """Who gets a copy; lines kept for the archive stand last, together."""
    lines = [line for line in content["recipients"] if isinstance(line, Recipient)]
    kept = ", ".join(line.name for line in lines if line.archives)
    named = units if len(units) <= _FEW_UNITS else [f"{len(units)} đơn vị có tên tại Phụ lục"]
    return {
        "recipients": [str(line) for line in lines if not line.archives]
        + [f"{name} (để thực hiện)" for name in named],
        "archive": kept,
    }
