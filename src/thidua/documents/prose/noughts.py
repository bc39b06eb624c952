"""What shall not be: "không có công đoàn cơ sở xếp loại yếu", "không để xảy ra tai nạn lao động", "không để đoàn viên
bị kỷ luật"."""

from __future__ import annotations

import re

from thidua.documents.prose.clauses import covers
from thidua.documents.prose.letters import lowered
from thidua.documents.prose.quantities import Quantity, Span, counted_at

# At the start of a clause only: "doanh nghiệp không có công đoàn" describes an enterprise.
_NONE = re.compile(
    r"(?:^|[,;:.]\s|(?<!\w)(?:và|phấn đấu|bảo đảm|đảm bảo|để)\s)\s*(?P<none>không (?:có|còn|xảy ra|để(?: xảy ra)?))"
    r"(?:\s(?:một|bất kỳ|các))?\s(?!(?:điều kiện|khả năng|ai|gì|nghĩa|thời hạn)(?!\w))",
    re.I,
)


# What plans want none of is counted in cases, also where no "vụ" is written.
_INCIDENT = re.compile(
    r"(?:tai nạn|đình công|lãn công|ngừng việc|sự cố|mất an toàn|cháy nổ|cháy, nổ|tranh chấp|khiếu kiện|tệ nạn|vi phạm"
    r"|tham nhũng|bạo lực|ngộ độc|khiếu nại|sai sót|sai phạm|thất thoát)",
    re.I,
)


def noughts(text: str, sentence: Span, hidden: list[Span]) -> list[Quantity]:
    """ "không có công đoàn cơ sở xếp loại yếu": nought, of what is counted right behind."""
    told: list[Quantity] = []
    if "không " not in lowered(text[sentence.start : sentence.end]):
        return told
    for found in _NONE.finditer(text, max(0, sentence.start - 2), sentence.end):
        if found.start("none") < sentence.start:
            continue
        unit = counted_at(text, found.end())
        incident = _INCIDENT.match(text, found.end())
        if not (unit or incident) or covers(hidden, found.start("none")):
            continue
        number = Span(found.start("none"), found.end("none"))
        at = unit or Span(number.end, number.end)
        named = unit.of(text) if unit else "vụ"
        told.append(Quantity(Span(number.start, at.end), number, 0, "=", named, at, in_words=True))
    return told
