"""Where a refusal points: some rooms' refusals carry the figures, lines or conditions that they are about."""

from __future__ import annotations

from collections.abc import Mapping

from thidua.formats.errors import CodedError
from thidua.launch.queries.annex import Fault
from thidua.launch.queries.gate import Lack, say_fault
from thidua.report.queries.checking import Problem
from thidua.web.api.answers import FieldProblem


def places_of(refusal: CodedError) -> list[FieldProblem]:
    """The places of FindingsRefuse, LineInvalid, NotReady, AnnexUnsound; none for other refusals."""
    problems = getattr(refusal, "problems", ())
    if isinstance(problems, Mapping):
        return [
            FieldProblem(field=name, told=" ".join(map(str, told)), code=refusal.code)
            for name, told in problems.items()
        ]
    figures = [figure_place(one) for one in problems]
    lacks = [lack_place(one) for one in getattr(refusal, "lacks", ())]
    return [*figures, *lacks, *map(_fault_place, getattr(refusal, "faults", ()))]


def figure_place(one: Problem) -> FieldProblem:
    return FieldProblem(field=one.element, told=one.text, code=one.code, severity=one.severity.value)


def lack_place(one: Lack) -> FieldProblem:
    return FieldProblem(field=one.section, told=str(one.what), code=one.code)


def _fault_place(one: Fault) -> FieldProblem:
    return FieldProblem(
        field=one.column.target.code,
        told=f"{one.where}: {say_fault(one)}",
        code=one.finding.code,
        severity=one.finding.severity.value,
    )
