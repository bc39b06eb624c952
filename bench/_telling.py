"""The table of all measurements for ``docs/performance.md``, between its two marks; nobody writes it by hand."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

NAMES = (
    "rollup",
    "analytics-table",
    "submit",
    "read",
    "merge",
    "pages",
    "reading",
    "papers",
    "score",
    "registrations",
)
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
AT_LEAST = frozenset({"with_over_without", "full_speedup", "one_speedup"})
SAID = {
    "full_over_duckdb": "full roll-up of the country, committed, over DuckDB in memory",
    "thousand_over_full": "1,000 changed reports over a full roll-up",
    "one_over_full": "one changed report over a full roll-up",
    "worker_peak_mb": "most memory of the worker, MB",
    "equal_to_recomputation": "every sum equals the recomputation from records",
    "full_speedup": "full roll-up, times faster than rebuilding an analytics table",
    "one_speedup": "one changed report, times faster than rebuilding an analytics table",
    "with_over_without": "sending beside a worker over sending without one, raw writers",
    "visible_p95_s_at_100": "sent until seen at the root, 100 a second through the action, p95 s",
    "visible_p95_s_actions_200": "the same at 200 a second",
    "visible_p95_s_raw_1000": "the same at 1,000 a second by raw writers",
    "burst_actions_visible_s": "everybody sends at once through the action, all seen after s",
    "burst_raw_visible_s": "the same by raw writers",
    "sql_p95_ms": "a node with its children in SQL, p95 ms",
    "page_p95_ms": "pages of totals, server time, p95 ms",
    "tree_p95_ms": "pages of the tree and searching, server time, p95 ms",
    "choosing_p95_ms": "a unit written into a form, with what is offered instead, p95 ms",
    "apply_s": "5,000 units moved and the period restated, s",
    "undo_s": "the same taken back, s",
    "word_30_pages_s": "`thidua read` of a Word plan of 30 pages, s",
    "pdf_100_pages_s": "the same of a PDF of 100 pages, s",
    "reading_peak_mb": "most memory of a process that reads, MB",
    "all_paragraphs_came": "every paragraph that was written came out",
    "marked_s": "1,000 clusters of 15 units by 60 criteria marked and ranked, s",
    "replay_p95_ms": "every point of one unit said again, p95 ms",
    "equal_to_arithmetic": "totals equal plain arithmetic, no place above more points",
    "take_in_s": "20,000 registrations written from an Excel list, half of them of people not known before, s",
    "coverage_p95_ms": "pages of registrations with 200,000 lines, server time, p95 ms",
    "most_queries": "most queries of such a page",
    "most_bytes": "largest of them, bytes",
    "equal_to_recount": "counts kept equal those made from the lines",
    "both_s": "100 plans of seven pages as Word and as PDF/A, s",
}


def write(page: Path, told: Mapping[str, Mapping[str, Any]]) -> None:
    """Puts the table between the marks; everything else on the page stays."""
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _old, after = rest.split(END)
    page.write_text(f"{before}{BEGIN}\n{table(told)}\n{END}{after}", encoding="utf-8")


def table(told: Mapping[str, Mapping[str, Any]]) -> str:
    lines = [_machine(told), "", "| benchmark | what | measured | goal | holds |", "|---|---|---|---|---|"]
    lines += [line for name, figures in told.items() for line in _rows(name, figures)]
    lines += ["", *_details(told)]
    return "\n".join(lines)


def _rows(name: str, figures: Mapping[str, Any]) -> Iterator[str]:
    for key, goal in figures.get("goals", {}).items():
        if key not in SAID:
            continue
        found = figures[key]
        sign = "" if goal is True else ("≥ " if key in AT_LEAST else "≤ ")
        yield f"| `{name}` | {SAID[key]} | {_say(found)} | {sign}{_say(goal)} | {_holds(key, found, goal)} |"


def _holds(key: str, found: Any, goal: Any) -> str:
    if found is None:
        return "not at this scale"
    met = found is goal if goal is True else (found >= goal if key in AT_LEAST else found <= goal)
    return "yes" if met else "**no**"


def _say(value: Any) -> str:
    return "–" if value is None else "yes" if value is True else "no" if value is False else f"{value:,}"


def _machine(told: Mapping[str, Mapping[str, Any]]) -> str:
    first = next(iter(told.values()))
    scale, postgres = first.get("scale", 1.0), first.get("postgres", "")
    return (
        f"{os.cpu_count()} processors ({_processor()}), Python {platform.python_version()},"
        f" PostgreSQL {postgres} with its defaults, a share of {scale} of the country."
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")


def _details(told: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if (rollup := told.get("rollup")) is not None:
        yield f"Roll-up: {rollup['units']:,} units, {rollup['components']} components, {rollup['nodes']:,} nodes."
        yield ""
        yield "| | min | median | max ms |"
        yield "|---|---|---|---|"
        rows = {"full, committed": rollup["full_ms"], "DuckDB in memory": rollup["duckdb_ms"]}
        rows |= {f"{count} changed": one for count, one in rollup["changed_ms"].items()}
        for label, one in rows.items():
            yield f"| {label} | {one['min']:,} | {one['median']:,} | {one['max']:,} |"
    if (read := told.get("read")) is not None:
        yield ""
        yield f"Fifty readers at once: {read['pages_per_s']} pages a second."
        yield ""
        yield "| page | median | p95 ms | queries | KB |"
        yield "|---|---|---|---|---|"
        for label, one in read["pages"].items():
            ms = one["ms"]
            yield f"| {label} | {ms['median']} | {ms['p95']} | {one['queries']} | {one['bytes'] / 1000:.0f} |"
    if (submit := told.get("submit")) is not None:
        yield ""
        yield "| turn of sending | sent | a second | p95 ms of one | all seen after s |"
        yield "|---|---|---|---|---|"
        for label, one in submit["turns"].items():
            ms = (one["ms"] or {}).get("p95", "–")
            yield f"| {label} | {one['sent']:,} | {one['sent_a_second']} | {ms} | {one['all_visible_s']} |"
