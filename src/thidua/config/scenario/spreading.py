"""Spreading a told sum over units, exactly: the parts are whole numbers and add up to the sum."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


class CannotSpread(ValueError):
    """The story asks for more than the units can hold."""


def spread(total: int, weights: Sequence[int], caps: Sequence[int] | None = None, step: int = 1) -> list[int]:
    """Parts proportional to ``weights``, none above its cap, in multiples of ``step``; they sum to ``total``.

    Largest remainder; what a cap cuts off goes to the others. The first part also takes what is left of a
    total that is no multiple of the step.
    """
    if not weights:
        if total:
            raise CannotSpread(f"{total} over no units")
        return []
    limits = list(caps) if caps is not None else [total] * len(weights)
    if sum(limits) < total:
        raise CannotSpread(f"{total} over units that hold {sum(limits)}")
    whole, rest = divmod(total, step)
    parts = _largest_remainder(whole, weights, [limit // step for limit in limits])
    spread_out = [part * step for part in parts]
    for place, limit in enumerate(limits):
        if spread_out[place] + rest <= limit:
            spread_out[place] += rest
            return spread_out
    raise CannotSpread(f"no unit takes the rest of {rest}")


def _largest_remainder(total: int, weights: Sequence[int], caps: Sequence[int]) -> list[int]:
    weighed = [max(weight, 0) for weight in weights]
    sum_of_weights = sum(weighed) or 1
    shares = [Fraction(total * weight, sum_of_weights) for weight in weighed]
    parts = [min(int(share), cap) for share, cap in zip(shares, caps, strict=True)]
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - shares[place], place))
    left = total - sum(parts)
    while left:
        before = left
        for place in by_remainder:
            if left and parts[place] < caps[place]:
                parts[place] += 1
                left -= 1
        if left == before:
            raise CannotSpread(f"{left} of {total} find no place")
    return parts


def some(count: int, of: int, shift: int = 0) -> set[int]:
    """``count`` places out of ``of``, spaced evenly and shifted, so that flags do not gather in one corner."""
    if count > of:
        raise CannotSpread(f"{count} of {of}")
    return {(place * of // count + shift) % of for place in range(count)} if count else set()
