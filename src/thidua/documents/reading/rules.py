"""Rules: points, thresholds, votes, quotas, exclusions of regulations and score sheets.

Only where a paper regulates (quy chế, quy định, thể lệ, a section on scoring or awarding): the same words elsewhere
are targets, titles or duties. A clause has the type of the first of these families whose words it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from thidua.documents.prose.claims import LONGEST
from thidua.documents.prose.letters import lowered
from thidua.documents.prose.numbers import numbers
from thidua.documents.prose.outline import Node
from thidua.documents.prose.quantities import Quantity, quantities
from thidua.documents.prose.sentences import Span, clauses, sentences
from thidua.documents.reading.aims import LONG_AGO
from thidua.documents.reading.items import Item, Rule
from thidua.documents.reading.settings import Setting, kind_of, regulates, setting_of
from thidua.documents.reading.tables import read_table_rules
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Confidence


def read_rules(text: ReadingText) -> list[Item]:
    told: list[Item] = []
    for node in [*text.body, *text.annexes]:
        if node.place is None and (not node.heading or _IN_POINTS.search(node.text)):
            kind = kind_of(node, text)
            setting = setting_of(node, kind)
            if setting is not Setting.RESULT:
                told += _rules(node, regulated=regulates(kind), awarding=setting is Setting.AWARD)
    return [*told, *read_table_rules(text)]


# The family of a clause is the first whose words it holds.
_FAMILIES = {
    "band": (
        r"(?:(?:loại )?(?:xuất sắc|tốt|khá|giỏi|đạt|trung bình|yếu|kém|vững mạnh"
        r"|(?:không )?hoàn thành(?: (?:xuất sắc|tốt))?(?: nhiệm vụ)?)"
        r"|hạng (?:nhất|nhì|ba|tư|[a-dđ])|loại [a-dđ])\s?:\s?"
        r"(?:từ |trên |dưới )*[\d,.]+.{0,20}điểm|[\d,.]+ điểm[^;]{0,30} xếp (?:loại|hạng)"
    ),
    "tie": r"bằng điểm(?: nhau)?|điểm bằng nhau|số điểm ngang nhau",
    "exclusion": (
        r"không (?:được )?(?:xét|bình xét|xếp loại|xếp hạng|đề nghị (?:khen|xét|tặng)|công nhận|bình chọn|tính điểm|đưa vào)"
        r"|không có nhu cầu|bị loại"
    ),
    "vote": r"phiếu|biểu quyết|tán thành",
    "quorum": r"(?:thành viên|đại biểu|đơn vị) (?:có mặt|tham dự|dự họp|dự)",
    "bonus": r"điểm thưởng|thưởng (?:thêm )?(?:tối đa )?[\d,.]+ điểm|được cộng|cộng (?:thêm |quá |không quá "
    r"|tối đa )*[\d,.]+ điểm|cộng điểm",
    "penalty": r"trừ (?:tối đa )?[\d,.]+|bị trừ|điểm trừ|trừ điểm|phạt",
    "total": r"tổng (?:số )?điểm|thang điểm|tổng cộng",
    "threshold": (
        r"(?:đạt|có)(?: tổng số)?(?: điểm)?(?: từ| trên| ít nhất| tối thiểu| dưới)* [\d,.]+ ?(?:điểm|%)"
        r"|[\d,.]+ điểm trở lên|dưới [\d,.]+ điểm"
    ),
    "scoring": r"(?:được|không được|tính) (?:[\d,.]+\s?% )?(?:tổng )?(?:số )?điểm",
    "rotation": r"luân phiên|nhiệm kỳ",
    "structure": r"(?:cụm|khối)(?: thi đua)? (?:gồm|có)|được chia thành|chia làm",
    "criterion": r"điểm",
    "quota": r"không quá|không vượt quá|tối đa|số lượng|tỷ lệ (?:khen|đề nghị|xét)|tặng|đề nghị|lựa chọn|bình chọn|chọn",
}
_PATTERNS = tuple((name, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for name, words in _FAMILIES.items())
"""In ``lowered`` text."""
_IN_POINTS = re.compile(
    r"[\d,.]+\s?điểm(?!\w)|(?<!\w)điểm thưởng|phiếu(?!\w)|biểu quyết|tán thành|bằng điểm", re.I
)
# How it is voted and what is needed: one rule.
_MAY_RULE = re.compile("|".join((*_FAMILIES.values(), "cờ thi đua", "bằng khen", "giấy khen", "danh hiệu")))
"""In ``lowered`` text."""
_VOTING = re.compile(r"(?<!\w)(?:phiếu|biểu quyết|tán thành)(?!\w)", re.I)
_AWARDED = re.compile(
    r"(?<!\w)(?:cờ|bằng khen|giấy khen|danh hiệu|tập thể|cá nhân|khen thưởng|(?:đơn vị|loại) xuất sắc)(?!\w)",
    re.I,
)
_LIMITS = re.compile(r"(?<!\w)(?:không quá|không vượt quá|tối đa|số lượng)(?!\w)", re.I)
# "mỗi cụm chọn 01 đơn vị dẫn đầu": so many of each; what a plan chooses once is no rule, nor who is sent to a meeting.
_CHOSEN = re.compile(
    r"(?<!\w)(?:mỗi|từng|cụm|khối)\s[^;.]*?\s(?:chọn|suy tôn|giới thiệu|đề nghị)\s\d{1,3}\s"
    r"(?:đơn vị|tập thể|cá nhân|CĐCS|công đoàn cơ sở|đoàn viên)(?!\w)"
    r"(?:(?!(?:tham )?dự(?!\w))[^;.])*?\s(?:dẫn đầu|tặng|khen thưởng|danh hiệu)(?!\w)",
    re.I,
)
_ANYWHERE = ("exclusion", "tie")  # who is barred is a rule in a plan too
_MAY_BAR = re.compile("|".join(_FAMILIES[name] for name in _ANYWHERE))
"""In ``lowered`` text."""
_LONG_AGO = re.compile(rf"(?<!\w)(?:{LONG_AGO})(?!\w)", re.I)
_WITHOUT_NUMBER = ("tie", "exclusion", "vote", "quorum", "rotation")


def _rules(node: Node, *, regulated: bool, awarding: bool) -> Iterator[Rule]:
    low = lowered(node.text)
    may_rule = _MAY_RULE if regulated or awarding else _MAY_BAR
    if len(low) > LONGEST or not (may_rule.search(low) or _AWARDS_LIMITED.search(low)):
        return
    for sentence in sentences(node.text):
        if (regulated or awarding) and _GRADING.match(sentence.text):
            yield from _bands(node, sentence)
            continue
        voting = bool(_VOTING.search(sentence.text))
        for clause in [sentence] if voting else clauses(sentence):
            if len(listed := list(_listed(node, clause))) > 1 and (regulated or awarding):
                yield from listed
                continue
            told: Rule | None = None
            for piece in _apart(clause, voting=voting):
                after = told.type if told and not voting else None
                told = _rule(node, piece, regulated=regulated, awarding=awarding, after=after)
                if told is not None:
                    yield told


_TO_THE_VOTE = re.compile(
    r"(?<=điểm)(?:\strở lên)?(?:,|\svà)\s(?=[^.;]*(?:phiếu|tán thành|biểu quyết))", re.I
)
_NEXT_AWARD = re.compile(
    r"(?<=[^\W\d_])(?:,|\svà)\s(?=(?:bằng khen|giấy khen|cờ thi đua|cờ)\s[^,;.]*?\d)", re.I
)


def _apart(clause: Span, *, voting: bool) -> list[Span]:
    """So many points and so many votes are two rules; so are so many flags and so many certificates."""
    form = _TO_THE_VOTE if voting else _NEXT_AWARD
    edges = [
        0,
        *(
            found.end()
            for found in form.finditer(clause.text)
            if _COUNTS.search(clause.text, 0, found.start())
        ),
        len(clause.text),
    ]
    return [
        Span(clause.text[start:stop], clause.start + start, clause.start + stop)
        for start, stop in pairwise(edges)
    ]


_COUNTS = re.compile(r"\d")


def _rule(
    node: Node, clause: Span, *, regulated: bool, awarding: bool, after: str | None = None
) -> Rule | None:
    """``after``: the type of the rule that this piece goes on with."""
    told = clause.text
    low = lowered(told)
    kind = next((name for name, words in _PATTERNS if words.search(low)), None)
    if kind is None and after == "quota":
        kind = after
    if kind is None and awarding and _SO_MANY_OF_A_MEDAL.match(node.text[clause.start :]):
        kind = "quota"
    limited = kind == "quota" and _AWARDS_LIMITED.search(low) is not None
    awards = limited or (
        awarding and (bool(_IN_POINTS.search(told)) or (kind == "quota" and _limits_awards(node, told)))
    )
    if not (regulated or kind in _ANYWHERE or awards) or _LONG_AGO.search(told):
        return None
    counted = [each for each in quantities(told) if not each.is_time or kind == "rotation"]
    quantity = _decisive(counted, kind)
    if (
        kind is None
        or (quantity is None and kind not in _WITHOUT_NUMBER)
        or (kind == "criterion" and not _IN_POINTS.search(told))
    ):
        return None
    if kind == "quota" and not _is_quota(told, quantity):
        return None
    return Rule(
        anchor=node.passage.anchor(clause.start, clause.end),
        confidence=Confidence.HIGH if regulated else Confidence.MEDIUM,
        type=kind,
        text=_labelled(node, clause, _text(told, kind, quantity)),
        value=quantity.value if quantity else None,
        unit=_unit_of(told, quantity),
    )


# "Thang điểm 100: A 60 điểm, B 30 điểm, C 10 điểm": each is a criterion.
_LISTED = re.compile(
    r"(?:^|[:,]\s(?:\(\d\)\s)?|(?<!\w)và\s)(?P<name>(?!tổng"
    r"|thang)[^,:;.\d]{4,80}?)\s?:?\s(?P<points>\d[\d,.]*\sđiểm)(?=\s?(?:[,;.]|và|$))",
    re.I,
)
_SCALE = re.compile(r"(?:thang điểm|tổng (?:số )?điểm)\s?:?\s(?:là |tối đa )*(?P<points>\d+)(?!\d)", re.I)


def _listed(node: Node, clause: Span) -> Iterator[Rule]:
    told = clause.text
    if re.search(r"(?<!\w)(?:trừ|cộng|thưởng|đạt|xếp loại)(?!\w)", told, re.I):
        return
    if scale := _SCALE.search(told):
        anchor = node.passage.anchor(clause.start + scale.start(), clause.start + scale.end())
        yield Rule(anchor=anchor, type="total", text=scale[0], value=int(scale["points"]), unit="điểm")
    for found in _LISTED.finditer(told):
        points = quantities(found["points"])
        anchor = node.passage.anchor(clause.start + found.start("name"), clause.start + found.end())
        if points:
            yield Rule(
                anchor=anchor,
                type="criterion",
                text=found["name"].strip(),
                value=points[0].value,
                unit="điểm",
            )


# "Xếp loại: từ 90 điểm trở lên: xuất sắc; từ 80 đến dưới 90: tốt".
_GRADING = re.compile(r"(?:xếp|phân) loại[^:;]{0,40}:", re.I)


def _bands(node: Node, sentence: Span) -> Iterator[Rule]:
    label = _GRADING.match(sentence.text)
    start = sentence.start + (label.end() if label else 0)
    rest = Span(node.text[start : sentence.end], start, sentence.end)
    for clause in clauses(rest):
        counted = numbers(clause.text)
        if counted:
            anchor = node.passage.anchor(clause.start, clause.end)
            text = clause.text.strip(" ,;.")
            yield Rule(anchor=anchor, type="band", text=text, value=counted[0].value, unit="điểm")


def _limits_awards(node: Node, told: str) -> bool:
    """So many awards at most, or so many under the name of one; not who is chosen in passing."""
    limited = bool(_LIMITS.search(told) and _AWARDED.search(node.text))
    return (
        limited
        or _GIVEN_TO.search(told) is not None
        or _CHOSEN.search(told) is not None
        or bool(re.match(r"(?:cờ|bằng khen|giấy khen|danh hiệu)(?!\w)", node.lead()[0], re.I))
    )


_GIVEN_TO = re.compile(
    r"(?<!\w)tặng (?:thưởng )?(?:(?:cờ|bằng khen|giấy khen)[^;.:]{0,60}?\scho\s(?:không quá\s|tối đa\s)?\d"
    r"|(?:không quá\s|tối đa\s)?\d{1,3}\s(?:cờ|bằng khen|giấy khen)(?!\w))",
    re.I,
)
_AWARDS_LIMITED = re.compile(
    r"(?<!\w)(?:đề nghị|chọn|giới thiệu|xét|tặng)(?!\w)[^;.]{0,60}?(?:không quá|tối đa)\s\d{1,3}\s"
    r"(?:(?:tập thể|cá nhân|đơn vị|đoàn viên|người)(?!\w)[^;.]{0,80}?(?<!\w))?(?:cờ|bằng khen|giấy khen)(?!\w)"
)
"""In ``lowered`` text: a quota in any paper, "mỗi đơn vị đề nghị không quá 02 tập thể tặng Bằng khen"."""
_SO_MANY_OF_A_MEDAL = re.compile(
    r"[\W\d_]*(?:cờ|bằng khen|giấy khen|danh hiệu|giải thưởng|kỷ niệm chương)\s[^:;.]{0,90}:\s*\d{1,3}\s"
    r"(?:đơn vị|tập thể|cá nhân|CĐCS|công đoàn cơ sở|đoàn viên|người|đồng chí|giải|cờ|bằng)(?!\w)",
    re.I,
)
""" "Cờ thi đua của …: 01 đơn vị dẫn đầu": so many of it, without a verb."""


def _is_quota(told: str, quantity: Quantity | None) -> bool:
    """So many of something; a bare number where the thing stands before it ("tập thể tối đa 05")."""
    if quantity is None or quantity.is_points:
        return False
    return quantity.unit is not None or bool(_THING_BEFORE.search(told))


_THING_BEFORE = re.compile(r"(?<!\w)(?P<thing>tập thể|cá nhân|đơn vị|cờ|bằng khen|giấy khen)(?!\w)", re.I)


def _unit_of(told: str, quantity: Quantity | None) -> str | None:
    if quantity is None or quantity.unit is not None:
        return quantity.unit if quantity else None
    things = list(_THING_BEFORE.finditer(told, 0, quantity.number.start))
    return things[-1]["thing"] if things else None


def _labelled(node: Node, clause: Span, told: str) -> str:
    """A later clause of "Bằng khen: …; …" keeps the label it stands under."""
    label, begins = node.lead()
    return f"{label}: {told}" if label and clause.start >= begins else told


def _decisive(counted: list[Quantity], kind: str | None) -> Quantity | None:
    """Points before anything else, where points are what is ruled; votes by their share; else the first."""
    points = [each for each in counted if each.is_points]
    if kind in ("band", "bonus", "penalty", "total", "criterion", "threshold", "exclusion", "tie") and points:
        return points[0]
    if kind == "vote":
        return next((each for each in counted if each.is_percent), None)
    if kind == "quota":  # so many at most, not how much each is paid
        return next((each for each in counted if not each.is_money), counted[0] if counted else None)
    if kind in ("exclusion", "tie"):
        return next((each for each in counted if each.is_percent), None)
    return counted[0] if counted else None


def _text(told: str, kind: str, quantity: Quantity | None) -> str:
    """A criterion is named without its points."""
    if kind in ("criterion", "total") and quantity is not None:
        name = re.sub(
            r"[\s(:–-]*(?:tối đa|là|được|đạt)?\s*$" if kind == "criterion" else r"\s*là\s*$",
            "",
            told[: quantity.whole.start],
        )
        if len(name.split()) >= 2:
            return name.strip(" ,;:(")
    return told.strip(" ,;.:")
