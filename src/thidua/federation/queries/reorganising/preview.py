"""What a reorganisation would change, for whom, and what stands against it: shown before it is carried out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _

from thidua.federation.models import Body, Person, Reorganisation, Step
from thidua.federation.queries.reorganising.asking import ask
from thidua.federation.queries.reorganising.checks import Finding, findings
from thidua.federation.queries.reorganising.shape import Shape, shape_of
from thidua.federation.queries.reorganising.splitting import destinations
from thidua.kernel.errors import Said
from thidua.kernel.questions import Objection, counted


@dataclass(frozen=True)
class Totals:
    """How much changes: units by what becomes of them, and people who change their unit."""

    steps: int
    ending: int
    merging: int
    moving: int
    founded: int
    renamed: int
    people: int


@dataclass(frozen=True)
class Told:
    """One step in words: where the unit stands, where it will, who goes along, what is wrong with it."""

    step: Step
    unit: Body
    before: str
    after: str
    people: int = 0
    units: int = 0
    wrong: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Preview:
    """``counts`` are what the later rooms say, in words; ``objections`` stop the whole."""

    shape: Shape
    totals: Totals
    counts: list[tuple[str, int]]
    objections: tuple[Objection, ...]
    people: dict[int, int]  # unit that merges → its living members
    findings: list[Finding] = field(default_factory=list)

    @property
    def free(self) -> bool:
        """Whether nothing stands against it."""
        return bool(self.shape.steps) and not self.findings and not self.objections


def preview(reorganisation: Reorganisation) -> Preview:
    """About fifteen queries for any number of steps; the rooms are asked once the steps fit together."""
    shape = shape_of(reorganisation)
    found = findings(shape)
    answers = [] if found else ask(shape)
    objections = tuple(one for answer in answers for one in answer.objections)
    people = _members(shape)
    return Preview(shape, _totals(shape, people), counted(answers), objections, people, found)


def _members(shape: Shape) -> dict[int, int]:
    living = Person.objects.filter(home__in=shape.merging, left_on=None).order_by().values_list("home")
    return dict(living.annotate(n=Count("pk"))) if shape.merging else {}


def _totals(shape: Shape, people: dict[int, int]) -> Totals:
    return Totals(
        steps=len(shape.steps),
        ending=len(shape.ending),
        merging=len(shape.merging),
        moving=len(shape.parents),
        founded=len(shape.founded),
        renamed=sum(step.verb == Step.Verb.RENAME for step in shape.steps),
        people=sum(people.values()) + len(destinations(shape)),
    )


def told(seen: Preview, steps: Iterable[Step]) -> list[Told]:
    """Some of the steps in words; no query."""
    steps = list(steps)
    shape = seen.shape
    wrong: defaultdict[int, list[Said]] = defaultdict(list)
    for finding in seen.findings:
        if finding.step is not None:
            wrong[finding.step.pk].append(finding.refusal.say())
    return [
        Told(
            step=step,
            unit=shape.bodies[step.unit_id],
            before=_before(step, shape),
            after=_after(step, shape),
            people=_people(step, seen),
            units=_along(step, shape),
            wrong=tuple(wrong[step.pk]),
        )
        for step in steps
    ]


def _people(step: Step, seen: Preview) -> int:
    if step.verb == Step.Verb.SPLIT:
        return len(step.told.get("people", ()))
    return seen.people.get(step.unit_id, 0) if step.verb == Step.Verb.MERGE else 0


def _along(step: Step, shape: Shape) -> int:
    if step.verb == Step.Verb.SPLIT:
        return len(step.told.get("units", ()))
    if step.verb != Step.Verb.MERGE:
        return 0
    return sum(child.pk in shape.parents for child in shape.children.get(step.unit_id, ()))


def _before(step: Step, shape: Shape) -> str:
    body = shape.bodies[step.unit_id]
    if step.verb == Step.Verb.RENAME:
        return body.name
    if step.verb == Step.Verb.CHANGE_KIND:
        return body.kind_name
    if step.verb == Step.Verb.FOUND:
        return _("chưa có")
    return _("thuộc %(above)s") % {"above": shape.bodies.get(body.parent_id or 0, "–")}


def _after(step: Step, shape: Shape) -> str:
    into = shape.bodies.get(shape.target(step) or 0)
    told = {"into": str(into or step.told.get("into_code", "")), **_words(step, shape)}
    said = {
        Step.Verb.MERGE: _("kết thúc, nhập vào %(into)s"),
        Step.Verb.SPLIT: _("một phần về %(into)s"),
        Step.Verb.MOVE: _("thuộc %(into)s"),
        Step.Verb.RENAME: "%(name)s",
        Step.Verb.CHANGE_KIND: "%(kind)s",
        Step.Verb.END: _("kết thúc"),
        Step.Verb.FOUND: _("%(name)s (%(code)s), %(kind)s, thuộc %(unit)s"),
    }
    words = said[Step.Verb(step.verb)] % told
    ends = step.verb == Step.Verb.SPLIT and step.unit_id in shape.ending
    return _("%(words)s; đơn vị kết thúc") % {"words": words} if ends else words


def _words(step: Step, shape: Shape) -> dict[str, str]:
    kind = shape.kinds.get(step.told.get("kind", ""))
    return {
        "name": step.told.get("name", ""),
        "code": step.told.get("code", ""),
        "kind": str(kind or step.told.get("kind") or _("tổ công tác")),
        "unit": str(shape.bodies[step.unit_id]),
    }


def carried_out(steps: Iterable[Step]) -> list[Told]:
    """Steps that have been carried out, in words; ``steps`` come with unit, into and reorganisation."""
    return [Told(step, step.unit, "", _did(step)) for step in steps]


def _did(step: Step) -> str:
    into = str(step.into or "")
    said = {
        Step.Verb.MERGE: _("đã nhập vào %(into)s"),
        Step.Verb.SPLIT: _("một phần đã về %(into)s"),
        Step.Verb.MOVE: _("đã chuyển về %(into)s"),
        Step.Verb.RENAME: _("tên mới: %(name)s"),
        Step.Verb.CHANGE_KIND: _("đã đổi loại"),
        Step.Verb.END: _("đã kết thúc"),
        Step.Verb.FOUND: _("đã thành lập %(name)s"),
    }
    words = said[Step.Verb(step.verb)] % {"into": into, "name": step.told.get("name", "")}
    return _("%(words)s (đã hoàn tác)") % {"words": words} if step.reorganisation.state == "undone" else words
