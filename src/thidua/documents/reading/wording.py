"""How the parts of a target are worded: populations, subjects, ratios, cut to what they say."""

from __future__ import annotations

import re

from thidua.documents.prose.populations import begins_with_verb, predicate_start

COMPARED = re.compile(
    r"so với (?:cùng kỳ )?(?:năm|đầu năm|cuối năm|thực hiện năm|đầu nhiệm kỳ|nhiệm kỳ trước|kế hoạch"
    r"|quý|6 tháng)[^,;.]{0,40}",
    re.I,
)
_OF_TOTAL = re.compile(
    r"^(?:so với|trên|trong|/|tính trên)\s?(?:tổng số|tổng|số)\s(?P<of>.+)$|^tổng số\s(?P<whole>.+)$", re.I
)
_COUNTING = re.compile(
    r"^(?:(?:tổng số|trong tổng số|trong số|số lượng|số|các|những|trên tổng số|của|trong)\s)+", re.I
)


def of_total(noun: str) -> str | None:
    """ "so với tổng số X": X, of which the share is told."""
    found = _OF_TOTAL.match(noun.strip())
    if found is None or found["of"] is None:
        return None
    return found["of"].strip() or None


# What tells until when, not who.
_WHEN = re.compile(
    r"\s(?:trước|trong|đến|hết|vào|từ|chậm nhất|xong)\s(?:hết\s|cuối\s)?(?:ngày|tháng|năm|quý"
    r"|thời hạn|vòng|\d{1,2}/)(?!\w*\s?học).*$|^/\w+$|\smỗi năm$",
    re.I,
)


def population_of(noun: str) -> str:
    """A noun phrase as a population: without what counts it, dates it or compares it."""
    noun = COMPARED.sub("", _WHEN.sub("", noun))
    noun = re.sub(r"\sbình quân$", "", noun.strip(" ,;:"), flags=re.I)
    return _COUNTING.sub("", noun).strip(" ,;:*_(")


_BY_WHEN = re.compile(r"\s(?:xong )?(?:trước|chậm nhất)\s(?:là |vào )?(?:ngày |tháng )?\d.*$", re.I | re.S)
_PURPOSE = re.compile(r",?\s(?:nhằm|góp phần|qua đó|từ đó)(?!\w).*$", re.I | re.S)


# "(năm 2022 đạt 80%)": what was, beside what is wanted.
_ASIDE = re.compile(r"\s*\((?:năm|đã|so với|hiện|từ năm|tăng|giảm|theo)[^()]*\)", re.I)


def subject_of(told: str) -> str:
    """What is to be reached, without its purpose and its day."""
    told = _ASIDE.sub("", told)
    cut = _BY_WHEN.sub("", _PURPOSE.sub("", told)).strip(" ,;.:–-*_")
    cut = _JOINING.sub("", _unpaired(re.sub(r"\s+", " ", cut)))
    return cut[:1].lower() + cut[1:] if cut[1:2].islower() or cut[1:2] == " " else cut


_JOINING = re.compile(r"\s(?:và|hoặc)$", re.I)


def _unpaired(told: str) -> str:
    """Without a quotation mark whose other half the figure took along: 12 “Đội xe an toàn”."""
    if told.count("“") == told.count("”"):
        return told
    return told.replace("“", "").replace("”", "") if told.count("“") + told.count("”") == 1 else told


_RATIO = re.compile(r"^(?:tỷ lệ|tỉ lệ|số lượng|số|tổng số)\s(?P<of>.+)$", re.I)
_RATIO_IN = re.compile(
    r"^(?P<what>.+?)\s(?:trong|tại|ở|của|trên tổng số|so với tổng số|/)\s(?:các |tổng số |số )?(?P<of>.+)$",
    re.I,
)


def ratio_of(deed: str) -> tuple[str, str | None]:
    """A percentage said at the end: "tỷ lệ X trong Y đạt 85%", "Y tham gia Z đạt 85%"."""
    if not deed:
        return "", None
    rate = _RATIO.match(deed)
    of = rate["of"] if rate else deed
    if rate and (gathered := _GATHERED.match(of)):
        return deed, population_of(gathered["who"])
    of = re.sub(r"^(?:tập hợp|vận động)\s", "", of)
    denied = _denied(of) if rate else None
    predicate = denied if denied is not None else predicate_start(of, 0, len(of))
    if predicate is not None and predicate > 0 and not begins_with_verb(of):
        return (deed if rate else of[predicate:].strip()), population_of(of[:predicate])
    if rate and (found := _RATIO_IN.match(deed)):
        return found["what"], population_of(found["of"])
    return deed, None


_GATHERED = re.compile(r"(?:tập hợp|vận động|thu hút)\s(?P<who>.+?)\svào\s", re.I)
""" "tỷ lệ tập hợp phụ nữ từ 18 tuổi trở lên vào tổ chức Hội": of the women."""
_NOT_YET = re.compile(r"\s(?P<no>chưa|không)\s(?=(?P<verb>\w+))", re.I)


def _denied(of: str) -> int | None:
    """ "tỷ lệ X chưa được Y": the rate is of those among X that do not yet; "X chưa Y được Z" only describes X."""
    found = _NOT_YET.search(of)
    if found is None or not begins_with_verb(of[found.end() :]):
        return None
    later = re.search(r"\sđược\s", of[found.end("verb") :], re.I)
    return None if later else found.start("no")
