"""Targets: what the paper wants reached, in numbers, as it says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from thidua.documents.prose.claims import Claim, claims
from thidua.documents.prose.clauses import spans_of_sentences
from thidua.documents.prose.outline import Node
from thidua.documents.prose.populations import predicate_start
from thidua.documents.prose.quantities import Quantity, Span
from thidua.documents.reading.aims import continues, is_aimed_at
from thidua.documents.reading.extent import scope_said, whole_of_issuer
from thidua.documents.reading.heads import Head, head_of
from thidua.documents.reading.items import Inner, Item, Target
from thidua.documents.reading.settings import Setting, doc_type, setting_of
from thidua.documents.reading.tables import read_table_targets
from thidua.documents.reading.text import ReadingText
from thidua.documents.source.model import Confidence


def read_targets(text: ReadingText) -> list[Item]:
    kind = doc_type(text)
    whole, year = whole_of_issuer(text), _first_year(text)
    told: list[Item] = []
    for node in [*text.body, *text.annexes]:
        if node.place is None:
            told += _targets_of(node, setting_of(node, kind), whole, year)
    return [*told, *read_table_targets(text)]


_YEARS = re.compile(r"(?<!\d)20\d\d(?!\d)")


def _first_year(text: ReadingText) -> int | None:
    """The first year that the paper is for: what was before it is past."""
    named = [int(each) for line in text.layout.title for each in _YEARS.findall(line.text)]
    return min(named) if named else text.year


def _targets_of(node: Node, setting: Setting, whole: str | None, year: int | None) -> Iterator[Target]:
    for sentence in spans_of_sentences(node.text):
        before: _Made | None = None
        found = claims(node.text, sentence)
        opening = Span(sentence.start, found[0].quantity.whole.start if found else sentence.start)
        for claim in found:
            goes_on = before is not None and continues(node.text, before.claim, claim)
            if not is_aimed_at(node.text, opening, claim, setting, year, goes_on=goes_on):
                continue
            made = _Made(node, claim, setting, whole, before if goes_on else None)
            if (target := made.target()) is not None:
                before = made
                yield target


@dataclass(frozen=True)
class _Made:
    """One claim on its way to a target."""

    node: Node
    claim: Claim
    setting: Setting
    whole: str | None
    before: _Made | None = None

    @property
    def text(self) -> str:
        return self.node.text

    @property
    def quantity(self) -> Quantity:
        return self.claim.quantity

    @cached_property
    def head(self) -> Head:
        """Its own, with "mỗi …" of the claim that it continues."""
        head = head_of(self._head_text())
        if self.before is None or head.per or head.actor or head.place:
            return head
        return replace(head, per=self.before.head.per, average=self.before.head.average)

    def target(self) -> Target | None:
        head = self.head
        subject, population = self._percent(head) if self.quantity.is_percent else self._count(head)
        if not subject:
            return None
        inner = self._inner()
        return Target(
            anchor=self.node.passage.anchor(self._begin(), self._end()),
            confidence=self._confidence(),
            subject=subject,
            population=population,
            comparator=self.quantity.comparator,
            value=self.quantity.value,
            unit=self._unit(head),
            scope=self._scope(head, subject, population),
            group=group_of(self.node),
            qualifier=self._qualifier(),
            per=head.per,
            aggregate="bình quân" if head.average else None,
            inner=inner,
        )

    def _head_text(self) -> str:
        told = self.claim.head.of(self.text)
        label, _, rest = told.rpartition(": ")
        return rest if label and rest.strip() else told

    def _percent(self, head: Head) -> tuple[str, str | None]:
        noun, said = _population(self.claim.noun.of(self.text)), self._said()
        if whole := _of_total(self.claim.noun.of(self.text)):
            return self._deed(head), whole
        if said and noun:
            return said, noun
        if said and (label := self._label()):
            return said, label
        deed = self._deed(head)
        if said and self.claim.before is not None and _AMONG.search(self.claim.head.of(self.text)):
            return said, re.split(r"\s(?:cho|để|tại)\s", _population(self._noun_before(self.claim.before)))[0]
        if changes := _CHANGES.match(deed):
            return deed, _ratio(changes["what"])[1] or _population(changes["what"])
        if noun and _COMPARES.match(noun):
            return deed, _ratio(deed)[1]
        if noun and not deed and _STATUS.match(noun):
            return noun, None
        if noun:
            whole = self.claim.noun.of(self.text)
            return (_subject(f"{deed} {whole}") if deed and " " not in deed else deed), noun
        if (
            said
            and not deed
            and (before := self.claim.before or (self.before.claim if self.before else None))
        ):
            return said, _population(self._noun_before(before)) or None
        before = self.claim.before or (self.before.claim if self.before else None)
        if said:
            others = _population(self._noun_before(before)) if before else None
            return f"{deed} {said}".strip(), _ratio(deed)[1] or head.actor or others or None
        if before is not None and _AMONG.search(self.claim.head.of(self.text)):
            return deed, _population(self._noun_before(before)) or None
        return _ratio(deed)

    def _after_colon(self) -> bool:
        return ":" in self.text[self.claim.head.end : self.quantity.whole.start]

    def _label(self) -> str | None:
        """ "Doanh nghiệp có từ 50 lao động trở lên: 100% thành lập …": whose share it is stands before the colon."""
        label, _, rest = self.claim.head.of(self.text).rstrip().rpartition(":")
        if not label or rest.strip() or predicate_start(label, 0, len(label)) is not None:
            return None
        return _population(label) if re.match(r"(?:các |số )?(?:doanh nghiệp|đơn vị|CĐCS|công đoàn|cơ quan|đoàn viên|cán bộ|nữ|CNVCLĐ|lao động|người)", label.strip(), re.I) else None

    def _noun_before(self, claim: Claim) -> str:
        unit = claim.quantity.unit_at
        begin = claim.noun.start if unit is None or claim.quantity.is_percent else unit.start
        return self.text[begin : claim.noun.end]

    def _deed(self, head: Head) -> str:
        """What the head says is done; a colon's label where nothing else does."""
        if head.deed:
            return _subject(head.deed)
        label = self.claim.head.of(self.text).rpartition(":")[0]
        return _subject(label) if label else ""

    def _count(self, head: Head) -> tuple[str, str | None]:
        per = f"mỗi {head.per}" if head.per else None
        if per is None and head.actor and self.claim.qualifiers:
            per = head.actor
        if self.quantity.value == 0 and self.quantity.in_words:
            told = self._behind()
            counted = self.quantity.unit_at
            return told, self.quantity.unit if counted and counted.end > counted.start else None
        deed = _subject(head.led) if head.led else self._deed(head)
        behind = self._behind()
        if deed and (behind == self.quantity.unit and self._after_colon() or behind.lower() in deed.lower()):
            return self._deed(head), per
        if (
            re.match(r"(?:tổng )?số(?: lượng)? ", deed, re.I)
            and self.quantity.unit
            and self.quantity.unit.lower() in deed.lower()
        ):
            return deed, per
        if self.quantity.unit == "lần" and deed.endswith("gấp"):
            return deed, per
        if self.quantity.is_money:
            return (deed or _subject(behind)), per
        if not deed and self.before is not None and _AMONG.search(self.claim.head.of(self.text)):
            deed = self.before._deed(self.before.head)
            behind = f"{behind.strip(' )')} {head.place or ''}".strip()
        if (
            not deed
            and not per
            and self.setting is not Setting.GOAL
            and self.before is None
            and _bare(behind)
        ):
            return "", None
        return _subject(f"{deed} {behind}".strip()), per

    def _behind(self) -> str:
        """Counted noun and all that follows, without the comparator at its end."""
        begin = self.claim.noun.start
        end = self.claim.said.end if self.claim.said else self.claim.noun.end
        told = self.text[begin:end]
        if self.claim.said and self.claim.said.start > self.claim.noun.end + 2:  # shared with the next claim
            told = f"{self.claim.noun.of(self.text)} {self.claim.said.of(self.text)}"
        if any(each.is_money for each in self.claim.qualifiers):
            told = _WORTH.split(told)[0]
        unit = self.quantity.unit_at
        if unit and not self.quantity.is_money and begin >= unit.end:
            told = f"{unit.of(self.text)} {told}".strip()
        tail = self.quantity.tail
        if tail and begin <= tail.start < end:
            told = f"{self.text[begin : tail.start].strip()} {self.text[tail.end : end].strip()}"
        return re.sub(r"^([^/]*)/(?:năm|quý|tháng)(?!\w)", r"\1", told).strip(" ,;.:(")

    def _said(self) -> str:
        if self.claim.said is None:
            return ""
        told = self.claim.said.of(self.text)
        inner = self.claim.inner
        if inner is not None and self.claim.said.start <= inner.whole.start < self.claim.said.end:
            begin, end = self.claim.said.start, self.claim.said.end
            after = inner.whole.end if inner.is_percent or inner.is_money else inner.number.end
            tail = inner.tail or Span(end, end)
            pieces = ((begin, inner.whole.start), (after, tail.start), (tail.end, end))
            told = " ".join(self.text[start:stop].strip() for start, stop in pieces if start < stop)
        return _subject(told)

    def _unit(self, head: Head) -> str | None:
        unit = self.quantity.unit
        if unit and not self.quantity.is_percent and (each := _EACH_OF.match(self.text, self.quantity.whole.end)):
            return f"{unit}/{each['of']}"
        if unit is None or self.quantity.is_percent or not head.per:
            return unit
        return f"{unit}/{head.per}"

    def _scope(self, head: Head, subject: str, population: str | None) -> str | None:
        if head.per:
            return f"mỗi {head.per} (bình quân)" if head.average else f"mỗi {head.per}"
        if head.place:
            return head.place
        if said := scope_said(population or ""):
            return said
        if area := re.search(r"toàn (?:tỉnh|thành phố|quận|huyện|thị xã|ngành)(?!\w)", self.text, re.I):
            return area[0].lower()
        if head.actor and self.quantity.is_percent:
            return re.sub(r"^các ", "", head.actor, flags=re.I)
        if self.quantity.is_percent:
            return scope_said(subject) if population is None else None
        return self.whole if population is None else None

    def _qualifier(self) -> str | None:
        told = [self._quoted(each) for each in self.claim.qualifiers]
        if self.quantity.upper is not None:
            told.append(self.quantity.whole.of(self.text))
        if self.quantity.changed:
            told.append(self.quantity.whole.of(self.text))
        if yearly := _YEARLY.match(self.text, self.quantity.whole.end):
            told.append(yearly[0].strip())
        if until := _UNTIL.search(self.text, self.claim.head.start, self.quantity.whole.start):
            told.append(until[0])
        if compared := _COMPARED.search(self.text, self.quantity.whole.end, self.claim.whole.end):
            told.append(compared[0])
        return "; ".join(told) or None

    def _quoted(self, each: Quantity) -> str:
        return self.text[each.whole.start : max(each.whole.end, each.tail.end if each.tail else 0)]

    def _inner(self) -> Inner | None:
        inner = self.claim.inner
        if inner is None or inner.unit is None:
            return None
        noun = self.claim.inner_noun.of(self.text) if self.claim.inner_noun and inner.is_percent else ""
        return Inner(
            comparator=inner.comparator,
            value=inner.value,
            unit=inner.unit,
            population=_population(noun) or None,
        )

    def _begin(self) -> int:
        return (
            self.claim.quantity.whole.start
            if self.claim.shares_head
            else min(self.claim.whole.start, self.quantity.whole.start)
        )

    def _end(self) -> int:
        return max(self.quantity.whole.end, self.claim.noun.end)

    def _confidence(self) -> Confidence:
        if self.quantity.doubtful or self.quantity.unit is None:
            return Confidence.LOW
        return Confidence.HIGH if self.setting is Setting.GOAL else Confidence.MEDIUM


_UNTIL = re.compile(r"đến (?:hết |cuối )*(?:năm|tháng|quý) ?[\dIVX/]+(?: năm \d{4})?", re.I)


def _bare(behind: str) -> bool:
    """A counted noun and nothing that says what of it."""
    return len(behind.split()) < 4


# A share of a title or a grade is said without a verb: "ít nhất 15% chiến sĩ thi đua".
_STATUS = re.compile(
    r"(?:chiến sĩ|chiến sỹ|lao động|tập thể lao động|cá nhân|tập thể|gia đình|đơn vị)\s(?:thi đua|tiên tiến|xuất sắc|văn hóa|văn hoá|giỏi)",
    re.I,
)
_AMONG = re.compile(r"(?:trong đó|trong số đó|số đó)", re.I)
_CHANGES = re.compile(r"(?:hạ|giảm|kéo giảm|tăng|nâng)\s(?P<what>(?!thêm).+?)(?:\s(?:bình quân|thêm|tối đa))?$", re.I)
_COMPARED = re.compile(r"so với (?:cùng kỳ )?(?:năm|đầu năm|cuối năm|đầu nhiệm kỳ|nhiệm kỳ trước|kế hoạch|quý|6 tháng)[^,;.]{0,40}", re.I)
_COMPARES = re.compile(r"(?:so với|cùng kỳ)", re.I)
_EACH_OF = re.compile(r"\s?/\s?(?P<of>(?:người|đoàn viên|CĐCS|đơn vị|lao động|hộ|nhà|suất|công đoàn cơ sở|CNVCLĐ|cán bộ)(?:\s?/\s?(?:tháng|năm|quý))?)(?!\w)")
_YEARLY = re.compile(r"\s?[^\s,;./]{0,9}\s?/(?:năm|quý|tháng)(?!\w)")
# How much each is worth belongs to the qualifier.
_WORTH = re.compile(r",?\s(?:với\s)?(?:mỗi \w+ )?(?:trị giá|tổng trị giá|tổng giá trị|tổng số tiền|số tiền|kinh phí)(?!\w)", re.I)
_OF_TOTAL = re.compile(
    r"^(?:so với|trên|trong|/|tính trên)\s?(?:tổng số|tổng|số)\s(?P<of>.+)$|^tổng số\s(?P<whole>.+)$", re.I
)
_COUNTING = re.compile(
    r"^(?:(?:tổng số|trong tổng số|trong số|số lượng|số|các|những|trên tổng số|của|trong)\s)+", re.I
)


def _of_total(noun: str) -> str | None:
    found = _OF_TOTAL.match(noun.strip())
    if found is None or found["of"] is None:
        return None
    return found["of"].strip() or None


# What tells until when, not who.
_WHEN = re.compile(
    r"\s(?:trước|trong|đến|hết|vào|từ|chậm nhất|xong)\s(?:hết\s|cuối\s)?(?:ngày|tháng|năm|quý|thời hạn|vòng|\d{1,2}/)(?!\w*\s?học).*$|^/\w+$|\smỗi năm$",
    re.I,
)


def _population(noun: str) -> str:
    noun = _COMPARED.sub("", _WHEN.sub("", noun))
    return _COUNTING.sub("", noun.strip(" ,;:")).strip(" ,;:*_")


_BY_WHEN = re.compile(r"\s(?:xong )?(?:trước|chậm nhất)\s(?:là |vào )?(?:ngày |tháng )?\d.*$", re.I | re.S)
_PURPOSE = re.compile(r",?\s(?:nhằm|góp phần|qua đó|từ đó)(?!\w).*$", re.I | re.S)


def _subject(told: str) -> str:
    cut = _BY_WHEN.sub("", _PURPOSE.sub("", told)).strip(" ,;.:/–-*_")
    cut = re.sub(r"\s+", " ", cut)
    return cut[:1].lower() + cut[1:] if cut[1:2].islower() or cut[1:2] == " " else cut


_RATIO = re.compile(r"^(?:tỷ lệ|tỉ lệ|số lượng|số|tổng số)\s(?P<of>.+)$", re.I)
_RATIO_IN = re.compile(
    r"^(?P<what>.+?)\s(?:trong|tại|ở|của|trên tổng số|so với tổng số|/)\s(?:các |tổng số |số )?(?P<of>.+)$",
    re.I,
)


def _ratio(deed: str) -> tuple[str, str | None]:
    """A percentage said at the end: "tỷ lệ X trong Y đạt 85%", "Y tham gia Z đạt 85%"."""
    if not deed:
        return "", None
    rate = _RATIO.match(deed)
    of = rate["of"] if rate else deed
    of = re.sub(r"^(?:tập hợp|vận động)\s", "", of)
    predicate = predicate_start(of, 0, len(of))
    if predicate is not None and predicate > 0:
        return (deed if rate else of[predicate:].strip()), _population(of[:predicate])
    if rate and (found := _RATIO_IN.match(deed)):
        return found["what"], _population(found["of"])
    return deed, None


def group_of(node: Node) -> str | None:
    """The path of numbers below the section: "9c", "2.1a". Dashes count for nothing."""
    labels: list[str] = []
    for each in (node, *node.ancestors()):
        if each.marker is None or each.marker.style in ("dash", "plus", "bullet"):
            continue
        if each.marker.style not in ("number", "sub", "letter", "bracketed"):
            break
        labels.append(each.marker.label)
        if each.marker.style == "number" or "." in each.marker.label:
            break
    return "".join(reversed(labels)) or None
