"""Marks units by a score sheet that is a file. Needs no database.

Exit code 0: marked; where the sheet is silent a total stays open and the question is told. 2: the sheet or the
figures were refused.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from thidua.documents.exact_yaml import NameTwice, exact_yaml, line_of
from thidua.formats.errors import CodedError

if TYPE_CHECKING:
    from thidua.algebra.scoring.marking import Score
    from thidua.algebra.scoring.sheet import Sheet

_PLACES_OF_A_PART: Final = 2

HELP = "chấm điểm các đơn vị theo một bảng điểm viết thành tệp, nói rõ vì sao được từng điểm"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sheet", type=Path, required=True, metavar="BẢNG.yaml")
    parser.add_argument("--actuals", type=Path, required=True, metavar="KẾT-QUẢ.json")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    from thidua.config import starting

    starting.django()
    from thidua.algebra.scoring.awards import propose
    from thidua.algebra.scoring.marking import mark_all
    from thidua.algebra.scoring.ranking import rank
    from thidua.algebra.scoring.reading import read_sheet, read_units
    from thidua.catalogue.scoring import say_award, say_warning

    read = arguments.sheet
    try:
        sheet = read_sheet(_loaded(read))
        read = arguments.actuals
        units, warned = read_units(_loaded(read), sheet)
    except CodedError as refusal:
        return _refused(refusal, read)
    except (OSError, UnicodeDecodeError):
        return _unread(read, "không mở được, hoặc không phải tệp chữ UTF-8. Hãy kiểm tra tên tệp.")
    except NameTwice as twice:
        what = f"dòng {twice.line}: «{twice.name}» đứng hai lần trong cùng một mục. Hãy bỏ một rồi chấm lại."
        return _unread(read, what)
    except (yaml.YAMLError, RecursionError) as wrong:
        mark = getattr(wrong, "problem_mark", None)
        where = f"dòng {mark.line + 1} " if mark else ""
        return _unread(read, f"{where}viết sai dạng YAML hoặc JSON. Hãy sửa chỗ đó rồi chấm lại.")
    scores = mark_all(sheet, units)
    ranks = rank(sheet, scores)
    told: dict[str, Any] = {
        "sheet": {"name": sheet.name, "version": sheet.version, "source": sheet.source},
        "warnings": [say_warning(one) for one in (*sheet.warnings, *warned)],
        "units": {name: _unit(sheet, score) for name, score in scores.items()},
    }
    for name, one in ranks.items():
        told["units"][name] |= {"rank": one.place} | (
            {"tied_with": list(one.tied_with)} if one.tied_with else {}
        )
    for name, proposed in propose(sheet.awards, scores, ranks).items():
        award = {"proposed": proposed.award.code} if proposed.award else {"question": say_award(proposed)}
        told["units"][name] |= award
    print(json.dumps(told, ensure_ascii=False, indent=1)) if arguments.json else _tell(told)
    return 0


def _loaded(file: Path) -> object:
    """JSON of any length and layout as what it is; else YAML, whose refusals name the line."""
    text = file.read_text(encoding="utf-8-sig")
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=str, object_pairs_hook=_once)
    except (ValueError, InvalidOperation):
        return exact_yaml(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises ValueError for a name that stands twice: reading it as YAML tells the line."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice")
    return made


def _unread(file: Path, what: str) -> int:
    print(f"{file.name}: {what}", file=sys.stderr)
    return 2


def _refused(refusal: CodedError, file: Path) -> int:
    """The refusal in words, with the line of the file that it is about."""
    from thidua.kernel.errors import say

    place = str(refusal.params.get("place", ""))
    line = line_of(file.read_text(encoding="utf-8-sig"), place) if place else 0
    print(f"{file.name}, dòng {line or 1}: {say(refusal)}", file=sys.stderr)
    return 2


def _unit(sheet: Sheet, score: Score) -> dict[str, Any]:
    from thidua.catalogue.scoring import say_question, say_veto, say_why

    items: dict[str, Any] = {}
    for leaf in sheet.leaves():
        mark = score.marks[leaf.id]
        told: dict[str, Any] = {"points": _shown(sheet, mark.points), "bonus": _shown(sheet, mark.bonus)}
        if mark.why is not None:
            told["why"] = say_why(mark.why)
        if mark.question is not None:
            told["bonus"] = None
            told["question"] = say_question(mark.question)
        items[leaf.id] = told
    return {
        "items": items,
        "branches": {name: _shown(sheet, points) for name, points in score.branches.items()},
        "bonus_counted": _shown(sheet, score.bonus_counted),
        "total": _number(score.total),
        "open": list(score.open),
        "eligible": score.eligible,
        "vetoes": [say_veto(veto) for veto in score.vetoes],
        "rank": None,
    }


def _shown(sheet: Sheet, points: Any) -> int | float | None:
    """Points of a part as they are shown: as they were rounded, or to hundredths at least where only the total is
    rounded, so that the parts still add up to it."""
    if points is None:
        return None
    rounding = sheet.rounding
    if not rounding.each:
        rounding = replace(rounding, places=max(rounding.places, _PLACES_OF_A_PART), step=None)
    return _number(rounding(points))


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _tell(told: dict[str, Any]) -> None:
    for warning in told["warnings"]:
        print(f"Lưu ý: {warning}")
    for name, unit in told["units"].items():
        total = "chưa có tổng" if unit["total"] is None else f"{unit['total']} điểm"
        place = f", hạng {unit['rank']}" if unit["rank"] else ""
        tied = f" (bằng {', '.join(unit['tied_with'])})" if unit.get("tied_with") else ""
        barred = "" if unit["eligible"] else "; không được xét"
        award = f"; {unit['proposed']}" if unit.get("proposed") else ""
        print(f"\n{name}: {total}{place}{tied}{barred}{award}")
        for key, item in unit["items"].items():
            print(f"  {key}: {item.get('question') or item['why']}")
