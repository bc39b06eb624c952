"""A paper as it will look when it is sealed. It is Vietnamese whatever language its reader has chosen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from thidua.algebra.thresholds import threshold_from_data
from thidua.catalogue.queries.items import name_of
from thidua.catalogue.wording import say_threshold
from thidua.formats.vi import format_long_date
from thidua.launch.desk.printed_annex import annex_tables
from thidua.launch.models import Assignment, LegalBasis, Paper, PaperLine, Recipient, Target
from thidua.launch.models.legal_basis import within_a_sentence
from thidua.launch.queries.annex import targets_of
from thidua.launch.queries.content import Content
from thidua.launch.queries.plans import PLANS
from thidua.launch.queries.thresholds import splits
from thidua.launch.sections import sections_of
from thidua.launch.signing import block

_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII".split()
_ELSEWHERE = frozenset({"bases", "recipients"})  # they stand at the head and at the foot
_FEW_UNITS = 12  # named one by one under "Nơi nhận"; more are those of the annex


def official(request: HttpRequest, paper: Paper, content: Content) -> SafeString:
    """The document itself, in the words and the language of offices."""
    with translation.override("vi"):
        units = _assigned_units(paper)
        context = {
            "paper": paper,
            "kind": "Quyết định" if _decides(paper) else paper.get_kind_display(),
            "bases": _in_role(content, LegalBasis.Role.BASIS),
            "about": within_a_sentence(paper.title),
            "articles": _articles(paper, content, units) if _decides(paper) else [],
            "parts": [] if _decides(paper) else _parts(paper, content),
            "targets": _targets(paper),
            **_recipients(content, units),
            "annex": annex_tables(paper) if _decides(paper) else [],
            "signature": block(paper.capacity, paper.signer_office),
        }
        return render_to_string("launch/_official.html", context, request)


def _decides(paper: Paper) -> bool:
    return paper.kind == Paper.Kind.ASSIGNMENT_DECISION


def _in_role(content: Content, role: str) -> list[PaperLine]:
    return [line for line in content["bases"] if isinstance(line, LegalBasis) and line.role == role]


def _parts(paper: Paper, content: Content) -> list[dict[str, Any]]:
    """The numbered parts of the text; lines for one bloc stand under its name. After the aims stand what is
    to be studied and the targets."""
    filled: list[dict[str, Any]] = [
        {"code": one.code, "title": one.title, "section": one, "blocs": _by_bloc(content[one.code])}
        for one in sections_of(paper.kind)
        if content[one.code] and one.code not in _ELSEWHERE
    ]
    after = next((at for at, part in enumerate(filled, 1) if part["code"] == "purpose"), len(filled))
    cited = _in_role(content, LegalBasis.Role.CITED)
    if paper.kind in PLANS:
        filled.insert(after, {"code": "targets", "title": "Chỉ tiêu", "blocs": []})
    if cited:
        filled.insert(after, {"code": "cited", "title": "Văn bản học tập, vận dụng", "blocs": [("", cited)]})
    return [{**part, "number": number} for number, part in zip(_ROMAN, filled, strict=False)]


def _by_bloc(lines: Iterable[PaperLine]) -> list[tuple[str, list[PaperLine]]]:
    found: dict[str, list[PaperLine]] = {}
    for line in lines:
        found.setdefault(getattr(line, "bloc", ""), []).append(line)
    everyone = [("", found.pop(""))] if "" in found else []
    return everyone + [(name_of("blocs", bloc), listed) for bloc, listed in found.items()]


def _targets(paper: Paper) -> list[dict[str, Any]]:
    """The targets under the headings of the plan, numbered as it numbers them, else one after the other."""
    if paper.kind not in PLANS or paper.states_quality:
        return []
    rows = [(target, said) for target, said in _limits(paper) if said]
    found: list[dict[str, Any]] = []
    for (number, name), members in groupby(rows, key=lambda row: (row[0].group, row[0].group_name)):
        told = [{"name": target.name, "says": said} for target, said in members]
        if name:
            found.append({"number": number or len(found) + 1, "name": name, "rows": told})
        else:
            found += [{"number": len(found) + at, "rows": [one]} for at, one in enumerate(told, 1)]
    return found


def _limits(paper: Paper) -> Iterable[tuple[Target, str]]:
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
            said = _say(given.threshold, target) if given.threshold else ""
        elif target.owner_id in own or not splits(target):
            said = _say(target.threshold, target)
        else:
            said = "theo mức được giao"
        yield target, said


def _say(stored: Any, target: Target) -> str:
    return say_threshold(threshold_from_data(stored), target.unit_of_measure)


def _assigned_units(paper: Paper) -> list[str]:
    """The units that a decision assigns something to, in the order of their names."""
    if not _decides(paper):
        return []
    rows = paper.annex.order_by("unit__sort_key").values_list("unit__short_name", "unit__name").distinct()
    return [short or name for short, name in rows]


def _articles(paper: Paper, content: Content, units: list[str]) -> list[str]:
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


def _recipients(content: Content, units: list[str]) -> dict[str, Any]:
    """Who gets a copy; lines kept for the archive stand last, together."""
    lines = [line for line in content["recipients"] if isinstance(line, Recipient)]
    kept = ", ".join(line.name for line in lines if line.archives)
    named = units if len(units) <= _FEW_UNITS else [f"{len(units)} đơn vị có tên tại Phụ lục"]
    return {
        "recipients": [str(line) for line in lines if not line.archives]
        + [f"{name} (để thực hiện)" for name in named],
        "archive": kept,
    }
