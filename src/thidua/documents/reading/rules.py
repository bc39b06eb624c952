"""Rules: points, thresholds, votes, quotas, exclusions of regulations and score sheets.

Only where a paper regulates (quy chế, quy định, thể lệ, a section on scoring or awarding): the same words elsewhere
are targets, titles or duties. A clause has the type of the first of these families whose words it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.documents.prose.outline import Node
from thidua.documents.prose.quantities import Quantity, quantities
from thidua.documents.prose.sentences import Span, clauses, sentences
from thidua.documents.reading.items import Item, Rule
from thidua.documents.reading.settings import Setting, doc_type, regulates, setting_of
from thidua.documents.reading.tables import read_table_rules
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Confidence


def read_rules(text: ReadingText) -> list[Item]:
    kind = doc_type(text)
    told: list[Item] = []
    for node in [*text.body, *text.annexes]:
        if node.place is None and (not node.heading or _IN_POINTS.search(node.text)):
            setting = setting_of(node, kind)
            if setting in (Setting.AWARD, Setting.OPEN):
                told += _rules(node, regulated=regulates(kind), awarding=setting is Setting.AWARD)
    return [*told, *read_table_rules(text)]


# Family, words. The first that matches names the type.
_FAMILIES = (
    ("tie", r"bằng điểm(?: nhau)?|điểm bằng nhau|số điểm ngang nhau"),
    ("exclusion", r"không (?:được )?(?:xét|bình xét|xếp loại|đề nghị (?:khen|xét|tặng)|công nhận|bình chọn|tính điểm|đưa vào)|không có nhu cầu|bị loại"),
    ("vote", r"phiếu|biểu quyết|tán thành"),
    ("quorum", r"(?:thành viên|đại biểu|đơn vị) (?:có mặt|tham dự|dự họp|dự)"),
    ("bonus", r"điểm thưởng|thưởng (?:thêm )?(?:tối đa )?[\d,.]+ điểm|được cộng|cộng (?:thêm )?[\d,.]+ điểm|cộng điểm"),
    ("penalty", r"trừ (?:tối đa )?[\d,.]+|bị trừ|điểm trừ|trừ điểm|phạt"),
    ("total", r"tổng (?:số )?điểm|thang điểm|tổng cộng"),
    ("threshold", r"(?:đạt|có)(?: tổng số)?(?: điểm)?(?: từ| trên| ít nhất| tối thiểu| dưới)* [\d,.]+ ?(?:điểm|%)|[\d,.]+ điểm trở lên|dưới [\d,.]+ điểm"),
    ("rotation", r"luân phiên|nhiệm kỳ"),
    ("structure", r"(?:cụm|khối)(?: thi đua)? (?:gồm|có)|được chia thành|chia làm"),
    ("criterion", r"điểm"),
    ("quota", r"không quá|tối đa|số lượng|tỷ lệ (?:khen|đề nghị|xét)|tặng|đề nghị|lựa chọn|bình chọn"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.I)) for name, words in _FAMILIES)
_IN_POINTS = re.compile(r"[\d,.]+\s?điểm(?!\w)|(?<!\w)điểm thưởng|phiếu(?!\w)|biểu quyết|bằng điểm", re.I)
_VOTING = re.compile(r"(?<!\w)(?:phiếu|biểu quyết|tán thành)(?!\w)", re.I)  # how it is voted and what is needed: one rule
_WITHOUT_NUMBER = ("tie", "exclusion", "vote", "quorum", "rotation")


def _rules(node: Node, *, regulated: bool, awarding: bool) -> Iterator[Rule]:
    for sentence in sentences(node.text):
        voting = bool(_VOTING.search(sentence.text))
        for clause in [sentence] if voting else clauses(sentence):
            found = _rule(node, clause, regulated=regulated, awarding=awarding)
            if found is not None:
                yield found


def _rule(node: Node, clause: Span, *, regulated: bool, awarding: bool) -> Rule | None:
    told = clause.text
    if not (regulated or (awarding and _IN_POINTS.search(told))):
        return None
    kind = next((name for name, words in _PATTERNS if words.search(told)), None)
    counted = [each for each in quantities(told) if not each.is_time or kind == "rotation"]
    quantity = _decisive(counted, kind)
    if kind is None or (quantity is None and kind not in _WITHOUT_NUMBER) or (kind == "criterion" and not _IN_POINTS.search(told)):
        return None
    if kind == "quota" and not _is_quota(told, quantity):
        return None
    return Rule(
        anchor=node.passage.anchor(clause.start, clause.end),
        confidence=Confidence.HIGH if regulated else Confidence.MEDIUM,
        type=kind,
        text=_text(told, kind, quantity),
        value=quantity.value if quantity else None,
        unit=quantity.unit if quantity else None,
    )


def _is_quota(told: str, quantity: Quantity | None) -> bool:
    return quantity is not None and not quantity.is_points and quantity.unit is not None


def _decisive(counted: list[Quantity], kind: str | None) -> Quantity | None:
    """Points before anything else, where points are what is ruled; votes by their share; else the first."""
    points = [each for each in counted if each.is_points]
    if kind in ("bonus", "penalty", "total", "criterion", "threshold", "exclusion", "tie") and points:
        return points[0]
    if kind == "vote":
        return next((each for each in counted if each.is_percent), None)
    if kind in ("exclusion", "tie"):
        return None
    return counted[0] if counted else None


def _text(told: str, kind: str, quantity: Quantity | None) -> str:
    """A criterion is named without its points."""
    if kind in ("criterion", "total") and quantity is not None:
        name = re.sub(r"[\s(:–-]*(?:tối đa|là|được|đạt)?\s*$" if kind == "criterion" else r"\s*là\s*$", "", told[: quantity.whole.start])
        if len(name.split()) >= 2:
            return name.strip(" ,;:(")
    return told.strip(" ,;.:")
