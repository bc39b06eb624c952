"""Bulk entry ("nhập gộp"): what an upper union's own books hold for units that do not report themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.algebra.trace import Finding, Severity, finding


@dataclass(frozen=True, slots=True)
class Bulk:
    """`attributed` counts beside the direct reports; it shrinks as they come in (no double counting)."""

    attributed: int
    direct: int
    total: int
    reporting: int
    units: int
    findings: tuple[Finding, ...] = ()


def bulk(book_total: int, direct: Mapping[str, int | None]) -> Bulk:
    """The part of the book total that no direct report covers. Scaled integers; None is no direct report.

    When direct reports exceed the books, the reports count (they have a signature each) and a finding says
    so.

    >>> bulk(1030, {"A": 400, "B": 10, "C": None}).attributed
    620
    """
    told = [value for value in direct.values() if value is not None]
    total = sum(told)
    over = total - book_total
    raised = finding("bulk.direct_exceeds_total", Severity.ERROR, direct=total, total=book_total, over=over)
    findings = (raised,) if over > 0 else ()
    return Bulk(max(0, -over), total, max(total, book_total), len(told), len(direct), findings)
