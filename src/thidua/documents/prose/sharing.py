"""What coordinated claims of a sentence share: one predicate for all before it, one head for all behind it."""

from __future__ import annotations

import re
from itertools import pairwise

from thidua.documents.prose.claim import Claim, is_empty

# "Phấn đấu 100% A, 80% B tổ chức …": a verb that wants somebody to do something leaves the doing to the end.
URGING = re.compile(
    r"(?:phấn đấu|bảo đảm|đảm bảo|vận động|động viên|chỉ đạo|hướng dẫn|yêu cầu|đề nghị|giúp|tạo điều kiện|tổ chức|có|đưa)"
    r"(?: có| để| cho| từ)?\s*$",
    re.I,
)


def share(text: str, told: list[Claim]) -> None:
    """A predicate belongs to every coordinated claim before it, a head to every one behind it."""
    for claim, following in reversed(list(pairwise(told))):
        together = _coordinated(text, claim, following) and _awaits_predicate(text, claim, following)
        if together and claim.said is None and following.said is not None:
            claim.said = following.said
            claim.inner, claim.inner_noun = following.inner, following.inner_noun
    for claim, following in pairwise(told):
        _repeat(text, claim, following)
        bare = following.said is None or (following.said == claim.said)
        if following.quantity.value == 0 and following.quantity.in_words:
            continue  # "mỗi đơn vị có 2 sáng kiến; không để xảy ra sự cố": what shall not be is nobody's share
        if _REACHED.search(following.head.of(text)) and not following.quantity.is_percent:
            continue  # "thêm 8 xã; đạt 1,5 triệu lượt khách": what reaches its own figure is not the verb's before
        if _coordinated(text, claim, following) and bare and not is_empty(text, claim.head):
            following.head = claim.head
            following.shares_head = True


def _repeat(text: str, claim: Claim, following: Claim) -> None:
    """ "90% A được khám; đến hết năm 2028 đạt 100%": the same is said again of another time."""
    nothing = following.noun.end == following.noun.start and following.said is None
    shares = claim.quantity.is_percent and following.quantity.is_percent
    if nothing and shares and claim.said is not None and _DATED.search(following.head.of(text)):
        following.noun, following.said = claim.noun, claim.said


_REACHED = re.compile(r"(?<!\w)đạt(?!\w)", re.I)
_DATED = re.compile(r"(?<!\w)(?:đến|hết|cuối|năm|quý|cả năm)(?!\w)", re.I)


def _coordinated(text: str, claim: Claim, following: Claim) -> bool:
    alike = claim.quantity.is_percent == following.quantity.is_percent
    if alike and claim.noun.end == claim.noun.start and claim.said is None and is_empty(text, claim.head):
        claim.noun = following.noun  # "đến năm 2025 có 60%, đến năm 2028 có 80% A …"
    return (
        alike
        and (is_empty(text, following.head) or following.shares_head)
        and claim.noun.end > claim.noun.start
    )


_PLACES = re.compile(r"(?:trong|tại|ở|đối với|với|các|những|đến|hết|cuối|năm|hàng|hằng)(?!\w)[^;]*$", re.I)


def _awaits_predicate(text: str, claim: Claim, following: Claim) -> bool:
    """A head that says what is done ("Tập huấn nghiệp vụ cho 100% A") makes the claim whole; others wait."""
    if is_empty(text, claim.head):
        return True
    head = claim.head.of(text).strip()
    if ";" in text[claim.noun.end : following.quantity.whole.start]:
        return False
    return bool(URGING.search(head) or _PLACES.match(head))
