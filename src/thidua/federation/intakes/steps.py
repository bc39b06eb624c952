"""A list of steps for a reorganisation: a thousand unions and where each goes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from thidua.federation.actions.reorganise.add_steps import LEADING, NewStep, add_steps
from thidua.federation.errors import IntoMissing, IntoUnknown, KindUnknown, NameEmpty, UnitUnsaid
from thidua.federation.intakes.finding import find_unit, remember_name, roster_of
from thidua.federation.models import Step, UnitKind
from thidua.federation.queries.kinds import kind_names, kind_words
from thidua.formats import text
from thidua.kernel.intake.lines import YES_NO, Line
from thidua.kernel.intake.registry import Column, Context, intake
from thidua.kernel.languages import Words

VERBS: Words[str] = Words(
    (gettext_lazy("nhập vào"), Step.Verb.MERGE.value),
    (gettext_lazy("chuyển về"), Step.Verb.MOVE.value),
    (gettext_lazy("đổi tên"), Step.Verb.RENAME.value),
    (gettext_lazy("đổi loại"), Step.Verb.CHANGE_KIND.value),
    (gettext_lazy("kết thúc"), Step.Verb.END.value),
    (gettext_lazy("thành lập dưới"), Step.Verb.FOUND.value),
    also={
        "sáp nhập": Step.Verb.MERGE.value,
        "sáp nhập vào": Step.Verb.MERGE.value,
        "hợp nhất": Step.Verb.MERGE.value,
        "chuyển": Step.Verb.MOVE.value,
        "giải thể": Step.Verb.END.value,
        "thành lập": Step.Verb.FOUND.value,
    },
)


@intake(
    "reorganisation_steps",
    label=gettext_lazy("danh sách bước sắp xếp"),
    capability="federation.change",
    whole_list=True,
    batch=1000,
    sent_elsewhere=True,
    guidance=(
        gettext_lazy("Mỗi dòng một việc của một đơn vị. Ghi xong danh sách thì cây tổ chức vẫn chưa đổi: còn xem trước."),
        gettext_lazy("Đơn vị mới thì ghi một dòng «thành lập dưới» với mã; các dòng khác ghi mã đó ở «Về đơn vị»."),
    ),
    columns=(
        Column("unit", gettext_lazy("Đơn vị"), ("ma don vi", "ten don vi", "don vi sap xep"), required=True,
               width=40, note=gettext_lazy("Mã hoặc tên. Với «thành lập dưới» là cấp trên của đơn vị mới."),
               example="TQ-NH-001"),
        Column("verb", gettext_lazy("Việc"), ("cong viec", "hinh thuc"), required=True, choices=VERBS.offered,
               example=gettext_lazy("nhập vào")),
        Column("into", gettext_lazy("Về đơn vị"), ("ve don vi", "don vi nhan", "cap tren moi"), width=40,
               note=gettext_lazy("Mã hoặc tên đơn vị nhận, hay mã đơn vị mới."), example="TQ-NH-002"),
        Column("name", gettext_lazy("Tên mới"), ("ten moi", "ten don vi moi"), width=40, example=""),
        Column("code", gettext_lazy("Mã mới"), ("ma moi", "ma don vi moi"), example=""),
        Column("kind", gettext_lazy("Loại mới"), ("loai moi", "loai don vi"), choices=kind_names, example=""),
        Column("correcting", gettext_lazy("Sửa lại"), ("sua lai",), choices=YES_NO.offered, example="",
               note=gettext_lazy("«có» khi chuyển là sửa lại chỗ ghi sai.")),
    ),
)  # fmt: skip
class ReorganisationSteps:
    """Steps for the draft named in the settings."""

    remember = staticmethod(remember_name)

    def check(self, lines: Sequence[Line], context: Context) -> None:
        kinds = kind_words()
        coming = {text.clean(line.text("code")).casefold() for line in lines} - {""}
        coming |= {str(code).casefold() for code in _founded(context)}
        for line in lines:
            _step(line, context, kinds, coming)

    def apply(self, lines: Sequence[Line], context: Context) -> None:
        kinds, coming = kind_words(), {str(code).casefold() for code in _founded(context)}
        coming |= {text.clean(line.text("code")).casefold() for line in lines} - {""}
        steps = [_step(line, context, kinds, coming) for line in lines]
        made = add_steps(
            actor=context.actor,
            reorganisation_id=context.settings["reorganisation_id"],
            steps=[step for step in steps if step is not None],
        )
        for line, step in zip(lines, made, strict=True):
            line.made_id = step.pk


def _founded(context: Context) -> list[str]:
    """Codes that the draft founds already."""
    steps = Step.objects.filter(reorganisation=context.settings["reorganisation_id"], verb=Step.Verb.FOUND)
    return list(steps.values_list("told__code", flat=True))


def _step(line: Line, context: Context, kinds: Words[UnitKind], coming: set[str]) -> NewStep | None:
    """The step that a row means, or None with what is wrong at its cells."""
    verb = line.choice("verb", VERBS)
    kind = line.choice("kind", kinds)
    correcting = line.yes("correcting")
    if not line.text("unit"):
        line.refuse("unit", UnitUnsaid())
        return None
    unit_id = find_unit(line, "unit", context)
    into_id, into_code = _into(line, context, coming) if verb in LEADING else (None, "")
    _must_say(line, verb, kind)
    if line.state != "ready" or verb is None or unit_id is None:
        return None
    told = {
        "into_code": into_code,
        "name": line.text("name"),
        "code": line.text("code"),
        "kind": kind.code if kind else "",
        "correcting": bool(correcting),
    }
    return NewStep(verb, unit_id, into_id, told)


def _into(line: Line, context: Context, coming: set[str]) -> tuple[int | None, str]:
    written = text.clean(line.text("into"))
    if not written:
        line.refuse("into", IntoMissing(verb=line.text("verb"), unit=line.text("unit")))
    elif written.casefold() in coming:
        return None, written
    else:
        found = roster_of(context).find(written)
        if len(found) == 1:
            return found[0], ""
        near = "; ".join(one.label for one in roster_of(context).suggest(written, limit=3))
        line.refuse("into", IntoUnknown(written=written, near=near or "–"))
    return None, ""


def _must_say(line: Line, verb: str | None, kind: UnitKind | None) -> None:
    if verb in (Step.Verb.RENAME, Step.Verb.FOUND) and not text.matching_key(line.text("name")):
        line.refuse("name", NameEmpty())
    if verb == Step.Verb.CHANGE_KIND and kind is None and not line.text("kind"):
        known = ", ".join(kind_names())
        line.refuse("kind", KindUnknown(kind="", known=known))
