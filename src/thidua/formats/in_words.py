"""Numbers and money in words, as papers and receipts write them."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", "nghìn", "triệu")
_BILLION = 10**9


def number_in_words(number: int) -> str:
    """A whole number in words, as official papers write it.

    >>> number_in_words(2005), number_in_words(21), number_in_words(15)
    ('hai nghìn không trăm linh năm', 'hai mươi mốt', 'mười lăm')
    """
    if number < 0:
        return f"âm {number_in_words(-number)}"
    return " ".join(_words_of(number, padded=False)) or _DIGITS[0]


def money_in_words(amount: int) -> str:
    """An amount in words, ready for a receipt.

    >>> money_in_words(6600000)
    'Sáu triệu sáu trăm nghìn đồng'
    """
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"


def _words_of(number: int, *, padded: bool) -> list[str]:
    """Billions repeat ("tỷ tỷ"), below them run triệu, nghìn and the last three digits."""
    high, low = divmod(number, _BILLION)
    words = [*_words_of(high, padded=padded), "tỷ"] if high else []
    for power in (2, 1, 0):
        group = low // 1000**power % 1000
        if group:
            words += _three_digits(group, padded=padded or bool(words))
            words += [_GROUPS[power]] if power else []
    return words


def _three_digits(group: int, *, padded: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or padded else []
    if not rest:
        return words
    return words + _two_digits(rest, after_hundreds=bool(words))


def _two_digits(rest: int, *, after_hundreds: bool) -> list[str]:
    tens, ones = divmod(rest, 10)
    if not tens:
        return (["linh"] if after_hundreds else []) + [_DIGITS[ones]]
    words = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if not ones:
        return words
    if ones == 1 and tens > 1:
        return [*words, "mốt"]
    return [*words, "lăm" if ones == 5 else _DIGITS[ones]]
