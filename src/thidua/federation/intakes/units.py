from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thidua.federation.actions.add_unit import must_have_come, must_have_stood
from thidua.federation.actions.found import NewUnit, found_units
from thidua.federation.errors import CodeTaken, LevelsCrossed, NameEmpty, SameNameHere
from thidua.federation.intakes.finding import find_unit, remember_name, roster_of
from thidua.federation.models import Attribute, Body, UnitKind
from thidua.federation.queries.codes import free_codes
from thidua.federation.queries.kinds import kind_names, kind_words
from thidua.federation.queries.phones import as_phone
from thidua.formats import text
from thidua.formats.errors import CodedError
from thidua.kernel import clock, paths
from thidua.kernel.intake.lines import Line
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.kernel.languages import Words, words_of

# What offices write in such lists beside the words that are offered.
_BLOC = words_of(
    Attribute.CHOICES[Attribute.Name.BLOC],
    also={
        "DN": "enterprise",
        "công ty": "enterprise",
        "sản xuất kinh doanh": "enterprise",
        "cơ quan": "public_sector",
        "cơ quan, đơn vị": "public_sector",
        "hành chính": "public_sector",
        "hành chính sự nghiệp": "public_sector",
        "HCSN": "public_sector",
        "trường": "school",
        "giáo dục": "school",
    },
)
_OWNERSHIP = words_of(
    Attribute.CHOICES[Attribute.Name.OWNERSHIP],
    also={
        "khu vực nhà nước": "state",
        "ngoài khu vực nhà nước": "non_state",
        "tư nhân": "non_state",
        "FDI": "non_state",
        "có vốn đầu tư nước ngoài": "non_state",
    },
)
_AGENCY = words_of(Attribute.CHOICES[Attribute.Name.AGENCY])


@dataclass
class _Known:
    """What rows are held against, loaded once for all of them."""

    kinds: Words[UnitKind]
    codes: dict[str, str]  # code → who holds it
    living: set[tuple[int, str]]  # (parent, matching key)
    levels: dict[int, str]
    code_of: dict[int, str]
    by_code: dict[str, Line] = field(default_factory=dict)  # rows of the list itself
    by_name: dict[str, list[Line]] = field(default_factory=dict)
    parents: dict[int, Line] = field(default_factory=dict)  # row number → the row that is its parent
    kind_of: dict[int, UnitKind] = field(default_factory=dict)


@intake(
    "units",
    label=gettext_lazy("danh sách đơn vị"),
    capability="federation.change",
    whole_list=True,
    batch=500,
    guidance=(
        gettext_lazy("Mỗi dòng một đơn vị. Cấp trên có thể là một dòng khác trong cùng danh sách."),
        gettext_lazy("Để trống «Cấp trên» nếu đơn vị trực thuộc thẳng đơn vị nhận danh sách."),
    ),
    columns=(
        Column("name", gettext_lazy("Tên đơn vị"), ("ten", "don vi"), required=True, width=44,
               example="CĐCS Trường Tiểu học Minh Hương"),
        Column("short_name", gettext_lazy("Tên gọn"), ("ten viet tat", "ten rut gon")),
        Column("code", gettext_lazy("Mã đơn vị"), ("ma", "ma so"), example="",
               note=gettext_lazy("Để trống thì hệ thống đặt mã.")),
        Column("kind", gettext_lazy("Loại đơn vị"), ("loai", "loai hinh"), required=True,
               choices=kind_names, example="công đoàn cơ sở", width=30),
        Column("parent", gettext_lazy("Cấp trên"), ("don vi cap tren", "truc thuoc", "cap tren truc tiep"),
               note=gettext_lazy("Tên hoặc mã đơn vị cấp trên."), width=32),
        Column("founded", gettext_lazy("Ngày thành lập"), ("thanh lap",), shape="date", example="15/03/2012"),
        Column("bloc", gettext_lazy("Khối"), choices=_BLOC.offered, example=gettext_lazy("trường học")),
        Column("ownership", gettext_lazy("Sở hữu"), ("hinh thuc so huu",), choices=_OWNERSHIP.offered),
        Column("agency", gettext_lazy("Loại cơ quan"), choices=_AGENCY.offered),
        Column("workers", gettext_lazy("Số lao động"), ("lao dong", "cnvcld", "tong so lao dong"),
               shape="count", example="42"),
        Column("members", gettext_lazy("Số đoàn viên"), ("doan vien", "tong so doan vien"), shape="count",
               example="40"),
        Column("sector", gettext_lazy("Ngành nghề"), ("nganh", "linh vuc")),
        Column("phone", gettext_lazy("Điện thoại"), ("so dien thoai", "dt", "dien thoai lien he")),
    ),
)  # fmt: skip
class Units:
    """New units of a branch, parents before children."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        known = _load(lines, context)
        for line in lines:
            _index(line, known)
        for line in lines:
            _check_one(line, known, context)
        for line in lines:
            line.turn = _depth(line, known)
            _check_parent(line, known)

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        known: _Known = context.kept.get("units") or _load(lines, context)
        ordered = sorted(lines, key=lambda line: (line.turn, line.number))
        codes = _codes(ordered, known)
        rows = [_new_unit(line, codes, known) for line in ordered]
        made = found_units(actor=context.actor, rows=rows)
        for line, unit in zip(ordered, made, strict=True):
            line.made_id = unit.pk


def _load(lines: Sequence[Line], context: Context) -> _Known:
    written = {text.clean(line.text("code")) for line in lines} - {""}
    held = Body.objects.filter(code__in={*written, *map(str.upper, written), *map(str.lower, written)})
    branch = Body.objects.filter(paths.within("path", context.path), ended_on=None)
    rows = list(branch.values_list("pk", "parent_id", "matching_key", "kind__level", "code"))
    known = _Known(
        kinds=kind_words(),
        codes={body.code.casefold(): str(body) for body in held},
        living={(parent, key) for _pk, parent, key, _level, _code in rows},
        levels={pk: level or "" for pk, _parent, _key, level, _code in rows},
        code_of={pk: code for pk, _parent, _key, _level, code in rows},
    )
    context.kept["units"] = known
    return known


def _index(line: Line, known: _Known) -> None:
    name = text.matching_key(line.text("name"))
    if name:
        known.by_name.setdefault(name, []).append(line)
    code = text.clean(line.text("code")).casefold()
    if not code:
        return
    if code in known.codes:
        line.refuse("code", CodeTaken(code=line.text("code"), holder=known.codes[code]))
    elif code in known.by_code:
        holder = _("dòng %(number)s") % {"number": known.by_code[code].number}
        line.refuse("code", CodeTaken(code=line.text("code"), holder=holder))
    else:
        known.by_code[code] = line


def _check_one(line: Line, known: _Known, context: Context) -> None:
    if line.text("name") and not text.matching_key(line.text("name")):
        line.refuse("name", NameEmpty())
    kind = line.choice("kind", known.kinds)
    founded = line.day("founded")
    if kind is not None:
        known.kind_of[line.number] = kind
    if founded is not None:
        _hold(line, "founded", must_have_come, founded)
    if kind is not None:
        _hold(line, "kind", must_have_stood, kind, founded or clock.today())
    line.read("phone", as_phone)
    _facts(line)
    parent = _row_named(line, known)
    if parent is not None and not line.chosen and not roster_of(context).find(line.text("parent")):
        known.parents[line.number] = parent
        line.body_id = None
        line.note = _("Cấp trên là dòng %(number)s.") % {"number": parent.number}
        return
    find_unit(line, "parent", context)


def _hold(line: Line, key: str, rule: Callable[..., None], *to: object) -> None:
    """Holds a cell to a rule of the actions, so that list and form refuse alike."""
    try:
        rule(*to)
    except CodedError as error:
        line.refuse(key, error)


def _row_named(line: Line, known: _Known) -> Line | None:
    """The row of this very list that the parent cell names."""
    written = line.text("parent")
    if not written:
        return None
    found = known.by_code.get(text.clean(written).casefold())
    named = known.by_name.get(text.matching_key(written), [])
    found = found or (named[0] if len(named) == 1 else None)
    return None if found is line else found


def _depth(line: Line, known: _Known) -> int:
    """How many rows of the list stand above this one; rows that name one another in a ring stand still."""
    depth, seen, step = 0, {line.number}, known.parents.get(line.number)
    while step is not None and step.number not in seen:
        seen.add(step.number)
        depth, step = depth + 1, known.parents.get(step.number)
    if step is not None:
        line.cannot_match(line.text("parent"), ())
    return depth


def _check_parent(line: Line, known: _Known) -> None:
    row = known.parents.get(line.number)
    if row is not None and row.state != "ready":
        line.cannot_match(line.text("parent"), ())
    place = line.body_id if row is None else -row.number
    if place is None:
        return
    above = known.levels.get(place, "") if row is None else _level(row, known)
    name = text.matching_key(line.text("name"))[:255]
    if name and (place, name) in known.living:
        line.refuse("name", SameNameHere(name=line.text("name")))
    known.living.add((place, name))
    kind = known.kind_of.get(line.number)
    if kind is not None and not kind.may_stand_under(above):
        told = {"kind": str(kind), "above": dict(UnitKind.Level.choices)[above]}
        line.refuse("parent", LevelsCrossed(unit=line.text("name"), under=line.text("parent"), **told))


def _level(line: Line, known: _Known) -> str:
    kind = known.kind_of.get(line.number)
    return kind.level if kind else ""


def _codes(lines: Sequence[Line], known: _Known) -> dict[int, str]:
    """A code for every row: its own, or the next free one of its parent."""
    codes = {line.number: text.clean(line.text("code")) for line in lines}
    waiting: dict[str, list[Line]] = {}
    for line in lines:  # parents first
        if codes[line.number]:
            continue
        row = known.parents.get(line.number)
        prefix = codes[row.number] if row else known.code_of.get(line.body_id or 0, "")
        if row is not None and not codes[row.number]:
            _give(waiting, codes)
            prefix = codes[row.number]
        waiting.setdefault(prefix, []).append(line)
    _give(waiting, codes)
    return codes


def _give(waiting: dict[str, list[Line]], codes: dict[int, str]) -> None:
    own = set(codes.values())
    for prefix, lines in waiting.items():
        free = [code for code in free_codes(prefix, len(lines) + len(own)) if code not in own]
        for line, code in zip(lines, free, strict=False):
            codes[line.number] = code
    waiting.clear()


def _new_unit(line: Line, codes: dict[int, str], known: _Known) -> NewUnit:
    row = known.parents.get(line.number)
    parent = codes[row.number] if row else known.code_of[line.body_id or 0]
    return NewUnit(
        code=codes[line.number],
        name=line.text("name"),
        kind=known.kind_of[line.number].code,
        parent_code=parent,
        short_name=line.text("short_name"),
        phone=line.read("phone", as_phone) or "",
        founded_on=line.day("founded"),
        attributes=_facts(line),
        source=_("nhập từ Excel"),
    )


def _facts(line: Line) -> dict[str, object]:
    found: dict[str, object | None] = {
        "bloc": line.choice("bloc", _BLOC),
        "ownership": line.choice("ownership", _OWNERSHIP),
        "agency": line.choice("agency", _AGENCY),
        "workers": line.count("workers"),
        "members": line.count("members"),
        "sector": line.text("sector") or None,
    }
    return {name: value for name, value in found.items() if value is not None}
