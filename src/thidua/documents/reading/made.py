"""One claim becomes one target: its subject, population, scope and the rest, as the text words them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from thidua.documents.prose.claim import Claim
from thidua.documents.prose.claims import is_complete
from thidua.documents.prose.heads_of_nouns import guessed_deed
from thidua.documents.prose.outline import Node
from thidua.documents.prose.populations import predicate_start
from thidua.documents.prose.quantities import Quantity, Span
from thidua.documents.prose.units import MEASURES
from thidua.documents.reading.extent import scope_said
from thidua.documents.reading.heads import Head, head_of
from thidua.documents.reading.items import Inner, Target
from thidua.documents.reading.settings import Setting
from thidua.documents.reading.wording import COMPARED, of_total, population_of, ratio_of, subject_of
from thidua.documents.source.model import Confidence


@dataclass(frozen=True)
class Made:
    """One claim on its way to a target. ``before``: the claim that it continues."""

    node: Node
    claim: Claim
    setting: Setting
    whole: str | None
    before: Made | None = None

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
        nothing = self.quantity.value == 0 and self.quantity.in_words  # none at all is none of anybody's
        if self.before is None or nothing or head.per or head.actor or head.place or self._set_apart():
            return head
        return replace(head, per=self.before.head.per, average=self.before.head.average)

    def _set_apart(self) -> str | None:
        """ "riêng khối văn phòng 05 sáng kiến": who is asked for another number of what was counted before."""
        told = self.claim.head.of(self.text)
        if self.before is None or self.quantity.is_percent or not (found := _SET_APART.match(told)):
            return None
        whom = _LINKS.sub("", told[found.end() :]).strip(" ,;:")
        return whom if whom and predicate_start(whom, 0, len(whom)) is None else None

    def target(self) -> Target | None:
        head = self.head
        subject, population = self._percent(head) if self.quantity.is_percent else self._count(head)
        if not subject or (subject == self.quantity.unit and self._measures()):
            return None
        inner = self._inner()
        return Target(
            anchor=self.node.passage.anchor(self._begin(), self._end()),
            confidence=Confidence.LOW if (subject, population) == self._guess else self._confidence(),
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
        told = _OTHER_WORK.sub("", _COUNT_OF_A_LIST.sub("", self.claim.head.of(self.text)))
        told = _WHO_STRIVES.sub("", told)
        label, _, rest = told.rpartition(": ")
        if re.match(r"(?:bình quân )?mỗi\s", label, re.I):
            return f"{label}: {rest}"
        return rest if label and rest.strip() else told

    def _percent(self, head: Head) -> tuple[str, str | None]:
        noun, said = population_of(self._whom()), self._said()
        if whole := of_total(self.claim.noun.of(self.text)):
            return self._deed(head), whole
        if said and noun:
            return said, noun
        if said and (label := self._label()):
            return said, label
        deed = self._deed(head)
        if before_deed := self._deed_before(deed):
            return f"{before_deed} {deed}", before_deed
        if said and self.claim.before is not None and _AMONG.search(self.claim.head.of(self.text)):
            return said, re.split(r"\s(?:cho|để|tại)\s", population_of(self._noun_before(self.claim.before)))[
                0
            ]
        if changes := _CHANGES.match(deed):
            return deed, ratio_of(changes["what"])[1] or population_of(changes["what"])
        if noun and _COMPARES.match(noun):
            subject, of = ratio_of(deed)
            return (subject if of else deed), of
        if noun and not deed and (told := self._graded(noun)):
            return told
        if noun and not deed and self.setting is Setting.GOAL and (part := _PART_OF.match(noun)):
            return part["part"], population_of(part["whole"])
        if noun and not deed and _STATUS.match(noun):
            return noun, None
        if noun and not deed and self._guess is not None:
            return self._guess
        if noun:
            whole = self.claim.noun.of(self.text)
            return (subject_of(f"{deed} {whole}") if deed and len(deed.split()) <= _SHORT else deed), noun
        if (
            said
            and not deed
            and (before := self.claim.before or (self.before.claim if self.before else None))
        ):
            return said, population_of(self._noun_before(before)) or None
        before = self.claim.before or (self.before.claim if self.before else None)
        if said:
            others = population_of(self._noun_before(before)) if before else None
            if head.place and self.claim.noun.end == self.claim.noun.start:
                return f"{deed} {said}".strip(), population_of(head.place)
            return f"{deed} {said}".strip(), ratio_of(deed)[1] or head.actor or others or None
        if before is not None and _AMONG.search(self.claim.head.of(self.text)):
            return deed, population_of(self._noun_before(before)) or None
        if not deed and self.claim.before is not None:  # "tỷ lệ X năm 2022 đạt 78%, năm 2023 đạt 82%"
            before_it = Made(self.node, self.claim.before, self.setting, self.whole)
            deed = _YEAR_OF.sub("", before_it._deed(before_it.head))
        if self.claim.before is not None and _SET_APART.match(self.claim.head.of(self.text)):
            before_it = Made(self.node, self.claim.before, self.setting, self.whole)
            rate = before_it._deed(before_it.head)
            if _RATE.match(rate) and not _RATE.match(deed) and predicate_start(deed, 0, len(deed)) is None:
                return _rate_of_some(rate, deed), None
        if self.claim.before is not None and (rate := self._rate_of_others(deed)):
            return ratio_of(rate)
        if not deed and head.actor and self.claim.before is None:
            return subject_of(head.actor), None  # "Đoàn viên nữ chiếm ít nhất 40%": they are the share
        subject, population = ratio_of(deed)
        of_a_bloc = head.place if head.place and _BLOC.match(head.place) else None
        return subject, population or of_a_bloc or (head.actor if subject else None)

    @cached_property
    def _guess(self) -> tuple[str, str] | None:
        """ "80% doanh nghiệp phân loại rác": said with a verb that this grammar does not know."""
        noun = population_of(self.claim.noun.of(self.text))
        if not self.quantity.is_percent or self._said() or (begins := guessed_deed(noun)) is None:
            return None
        return subject_of(noun[begins:]), noun[:begins].strip()

    def _rate_of_others(self, deed: str) -> str:
        """ "tỷ lệ hài lòng của người bệnh nội trú đạt 92%, ngoại trú 90%": the same rate, of others."""
        assert self.claim.before is not None
        before_it = Made(self.node, self.claim.before, self.setting, self.whole)
        rate, others = before_it._deed(before_it.head), deed.split()
        kept = rate.split()[: -len(others)] if others else []
        if not kept or not _RATE.match(rate) or len(others) not in _A_KIND:
            return ""
        alike = any(was == now for was, now in zip(rate.split()[len(kept) :], others, strict=True))
        return " ".join([*kept, *others]) if alike else ""

    def _after_colon(self) -> bool:
        return ":" in self.text[self.claim.head.end : self.quantity.whole.start]

    def _whom(self) -> str:
        """The noun; without what they are told about: "tuyên truyền đến 100% đoàn viên về phân loại rác"."""
        told = self.claim.noun.of(self.text)
        return _ABOUT.split(told)[0] if is_complete(self.text, self.claim) else told

    def _label(self) -> str | None:
        """ "Doanh nghiệp có từ 50 lao động trở lên: 100% thành lập …": whose share it is stands before the colon."""
        label, _, rest = self.claim.head.of(self.text).rstrip().rpartition(":")
        if not label or rest.strip() or predicate_start(label, 0, len(label)) is not None:
            return None
        return (
            population_of(label)
            if re.match(
                r"(?:các |số )?(?:doanh nghiệp|đơn vị|CĐCS|công đoàn|cơ quan|đoàn viên|cán bộ|nữ|CNVCLĐ|lao động|người)",
                label.strip(),
                re.I,
            )
            else None
        )

    def _deed_before(self, deed: str) -> str:
        """ "nộp ngân sách 350 tỷ đồng, tăng 10% so với …": what grows was said before."""
        if self.claim.before is None or deed.lower() not in ("tăng", "giảm", "vượt"):
            return ""
        own = population_of(self.claim.noun.of(self.text))
        if own and not _COMPARES.match(own) and not _PLANNED.match(own):
            return ""  # "năng suất đạt 4 tấn, giảm 8% hàng hỏng": what falls is said behind
        return subject_of(head_of(_WHO_STRIVES.sub("", self.claim.before.head.of(self.text))).deed)

    def _graded(self, noun: str) -> tuple[str, str | None] | None:
        """A share without a verb: "trong đó 25% trên chuẩn", "đạt 95% số giờ dạy tốt", "đạt 100% kế hoạch"."""
        head = self.claim.head.of(self.text)
        if _GRADE.match(noun) and (whole := self._ungraded()):
            return noun, whole
        if _AMONG.search(head):
            return noun, None
        if re.search(r"(?<!\w)đạt(?!\w)", head, re.I) and len(noun.split()) >= _SHORT:
            planned = _PLANNED.match(noun)
            return (f"đạt {noun}", noun) if planned else (noun, None)
        return None

    def _ungraded(self) -> str | None:
        """The population that the grades before it were shares of: "70% A đạt cấp trường; 30% cấp quận; 5% cấp tỉnh"."""
        before = self.claim.before or (self.before.claim if self.before else None)
        noun = population_of(self._noun_before(before)) if before else ""
        if noun and not _GRADE.match(noun):
            return noun
        return self.before._ungraded() if self.before else None

    def _noun_before(self, claim: Claim) -> str:
        unit = claim.quantity.unit_at
        begin = claim.noun.start if unit is None or claim.quantity.is_percent else unit.start
        return self.text[begin : claim.noun.end]

    def _deed(self, head: Head) -> str:
        """What the head says is done; a colon's label where nothing else does."""
        if head.deed:
            return subject_of(head.deed)
        label = self.claim.head.of(self.text).rpartition(":")[0]
        return subject_of(label) if label else ""

    def _count(self, head: Head) -> tuple[str, str | None]:
        per = f"mỗi {head.per}" if head.per else None
        if (whom := self._set_apart()) is not None:
            return self._behind(), whom
        if per is None and head.actor and self.claim.qualifiers:
            per = head.actor
        if self.quantity.value == 0 and self.quantity.in_words:
            told = _NOR.split(self._behind())[0]
            counted = self.quantity.unit_at
            return told, self.quantity.unit if counted and counted.end > counted.start else None
        deed = subject_of(head.led) if head.led else self._deed(head)
        behind = self._behind()
        alone = behind == self.quantity.unit and (self._after_colon() or self._measures())
        if deed and " " in deed and behind.lower() == "người":
            return deed, per
        if deed and (alone or behind.lower() in deed.lower()):
            return self._deed(head), per
        if (
            re.match(r"(?:tổng )?số(?: lượng)? ", deed, re.I)
            and self.quantity.unit
            and self.quantity.unit.lower() in deed.lower()
        ):
            return deed, per
        if self.quantity.unit == "lần" and deed.endswith("gấp"):
            return deed, per
        if _CURRENCY.fullmatch(self.quantity.unit or ""):
            return deed, per
        if self.quantity.is_money:
            short = len(deed.split()) <= _SHORT
            return (subject_of(f"{deed} {behind}") if short else deed), per
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
        return subject_of(f"{deed} {behind}".strip()), per

    def _measures(self) -> bool:
        """Tons and minutes measure what was named before: "sản lượng 300 tấn" is about the output."""
        return self.quantity.is_time or (self.quantity.unit or "").lower() in MEASURES

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
        if unit and (
            each := _EACH_OF.match(self.text, unit.end)
        ):  # the rest of the unit is no part of what is done
            told = told.replace(each[0], "", 1)
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
        return subject_of(told)

    def _unit(self, head: Head) -> str | None:
        unit = self.quantity.unit
        if (
            unit
            and not self.quantity.is_percent
            and (each := _EACH_OF.match(self.text, self.quantity.whole.end))
        ):
            return f"{unit}/{each['of'] or each['more']}"
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
        if head.actor and self.quantity.is_percent and subject != subject_of(head.actor):
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
        if compared := COMPARED.search(self.text, self.quantity.whole.end, self.claim.whole.end):
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
            population=population_of(noun) or None,
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


_COUNT_OF_A_LIST = re.compile(r"^\s*\(?\d{1,2}\)\s*")
_OTHER_WORK = re.compile(
    r"^(?!.*(?:tỷ lệ|tỉ lệ|mỗi|số)\s.*,\s(?:phấn đấu|bảo đảm|đảm bảo))"
    r".+,\s(?=(?:phấn đấu|bảo đảm|đảm bảo)\s(?:tỷ lệ|tỉ lệ|mức độ|số))",
    re.I | re.S,
)
""" "Đẩy mạnh A, phấn đấu tỷ lệ B đạt …": the aim is B's."""
_WHO_STRIVES = re.compile(
    r"^(?:các|những|toàn thể)\s[^,;:\d]{2,40}?\s"
    r"(?:phấn đấu\s(?=năng suất|sản lượng|doanh thu|tỷ lệ|tỉ lệ)|(?:lãnh đạo|chỉ đạo)\s(?=trồng|kết nạp|thành lập|xây dựng))",
    re.I,
)
""" "Các chuyền phấn đấu năng suất đạt …": it is the output that is aimed at."""
_PART_OF = re.compile(
    r"(?P<part>\w+(?:\s\w+){0,2})\s(?:trong(?: tổng số)?|trên tổng số)\s(?P<whole>[^\d]{4,})$", re.I
)
""" "35% nữ trong cấp ủy": how large a part."""
_NOR = re.compile(r",?\s(?:và\s)?không (?:có|còn|để|xảy ra)(?!\w)", re.I)
_ABOUT = re.compile(r"\svề\s", re.I)
_BLOC = re.compile(r"(?:các )?khối\s", re.I)
_CURRENCY = re.compile(r"USD|EUR|JPY|CNY")
_A_KIND = (2, 3)  # words that tell one kind from another: "ngoại trú", "khối các xã"
_SHORT = 2  # a verb alone: "giảm", "giải quyết"
_UNTIL = re.compile(
    r"(?:đến (?:hết |cuối )*(?:năm|tháng|quý)|(?:trong )?quý) ?[\dIVX/]+(?: năm \d{4})?", re.I
)


def _bare(behind: str) -> bool:
    """A counted noun and nothing that says what of it."""
    return len(behind.split()) < 4


# A share of a title or a grade is said without a verb: "ít nhất 15% chiến sĩ thi đua".
_STATUS = re.compile(
    r"(?:chiến sĩ|chiến sỹ|lao động|tập thể lao động|cá nhân|tập thể|gia đình|đơn vị)\s(?:thi đua"
    r"|tiên tiến|xuất sắc|văn hóa|văn hoá|giỏi)",
    re.I,
)
_PLANNED = re.compile(r"(?:kế hoạch|chỉ tiêu|dự toán)(?!\w)", re.I)
_LINKS = re.compile(r"(?:\s(?:là|có|đạt|phải|ít nhất|tối thiểu|từ))+$", re.I)
_SET_APART = re.compile(r"[\s,]*riêng\s", re.I)


def _rate_of_some(rate: str, some: str) -> str:
    """ "tỷ lệ khám phá án …, riêng án nghiêm trọng …": the rate of these alone."""
    first = some.partition(" ")[0]
    at = f"{rate} ".rfind(f" {first} ")
    return f"{rate[:at]} {some}" if at > 0 else f"{rate} của {some}"


_RATE = re.compile(r"(?:tỷ lệ|tỉ lệ)\s", re.I)
_AMONG = re.compile(r"(?:trong đó|trong số đó|số đó)", re.I)
_CHANGES = re.compile(
    r"(?:hạ|giảm|kéo giảm|tăng|nâng)\s(?P<what>(?!thêm|trưởng|cường).+?)(?:\s(?:bình quân|thêm|tối đa))?$",
    re.I,
)
_YEAR_OF = re.compile(r"\s(?:trong )?năm \d{4}$", re.I)
_GRADE = re.compile(r"(?:trên|dưới|loại|hạng|cấp|xuất sắc|tốt|khá|giỏi)(?!\w)", re.I)
_COMPARES = re.compile(r"(?:so với|cùng kỳ)", re.I)
_AFTER_UNIT = r"(?:trở|so|trong|năm|tại|cho|của|và|được|với|đến|là|khi|để|vào)(?!\w)"
_EACH_OF = re.compile(
    r"\s?/\s?(?P<of>(?:người|lượt|ha|đoàn viên|CĐCS|đơn vị|lao động|hộ|nhà|suất|công đoàn cơ sở|CNVCLĐ"
    r"|cán bộ)(?:\s?/\s?(?:tháng|năm|quý|ca|ngày|giờ|tuần))?)(?!\w)"
    r"|/(?P<more>(?!(?:năm|quý|tháng)(?!\w|/))(?:[\d.]+\s)?[^\W\d_]+(?:/[^\W\d_]+)*"
    rf"(?:(?:\s(?!{_AFTER_UNIT})[^\W\d_]+){{1,2}}(?=\s*(?:$|[,;.:)]|\s{_AFTER_UNIT})))?)(?!\w)"
)
"""In the second form any noun, with one or two words that say which: "kWh/tấn xi măng", "tấn/máng/ca"."""
_YEARLY = re.compile(r"\s?[^\s,;./]{0,9}\s?/(?:năm|quý|tháng)(?!\w)")
# How much each is worth belongs to the qualifier.
_WORTH = re.compile(
    r",?\s(?:với\s)?(?:mỗi (?:suất|phần|căn|nhà|người|em|cháu|hộ)\s(?=\d)"
    r"|(?:mỗi \w+ )?(?:trị giá|tổng trị giá|tổng giá trị|tổng số tiền|số tiền|kinh phí)(?!\w))",
    re.I,
)


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
