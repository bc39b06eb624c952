"""Where each component stands: the vector of a period, and how the vectors of its forms fit onto it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from thidua.algebra.components import ComponentKind
from thidua.algebra.forms import form_from_data
from thidua.report.models import Form


@dataclass(frozen=True)
class Layout:
    """The components of a period in the order of its newest form; positions count from 1, as in SQL."""

    form_id: int
    keys: tuple[str, ...]
    roster: frozenset[int]  # positions of components that count units, known before any report
    places: Mapping[int, tuple[int | None, ...]]  # form id -> position in that form of each of ``keys``

    @property
    def positions(self) -> range:
        return range(1, len(self.keys) + 1)

    def only(self, keys: Collection[str]) -> Layout:
        """The same for some of the components: what a reader of thousands of nodes does not ask for is not read."""
        kept = [at for at, key in enumerate(self.keys) if key in keys]
        return Layout(
            self.form_id,
            tuple(self.keys[at] for at in kept),
            frozenset(to for to, at in enumerate(kept, start=1) if at + 1 in self.roster),
            {form_id: tuple(held[at] for at in kept) for form_id, held in self.places.items()},
        )

    def noted(self) -> Layout:
        """For vectors that are kept in this order already, whatever form they came by."""
        return Layout(self.form_id, self.keys, self.roster, {self.form_id: tuple(self.positions)})

    @property
    def of_one_form(self) -> bool:
        """Whether every report has its figures in this order."""
        return self.places.keys() == {self.form_id}

    def value(self, position: int, row: str, vector: str = "vals") -> str:
        """SQL for the stored figure of a component in ``row``, which has a vector and its ``form_id``."""
        there = {form_id: held[position - 1] for form_id, held in self.places.items()}
        if set(there.values()) == {position}:
            return f"{row}.{vector}[{position}]"
        cases = " ".join(
            f"when {int(form_id)} then {row}.{vector}[{held}]" for form_id, held in there.items() if held
        )
        return f"(case {row}.form_id {cases} end)" if cases else "null::float8"


@lru_cache(maxsize=64)
def layout_of(form_ids: tuple[int, ...]) -> Layout:
    """The layout of a period whose reports follow these forms. Forms are never changed once stored."""
    forms = list(Form.objects.filter(pk__in=form_ids).order_by("-number", "-pk"))
    newest = forms[0]
    keys = tuple(newest.vector)
    parts = form_from_data(newest.spec).components
    roster = frozenset(keys.index(part.key) + 1 for part in parts if part.kind is ComponentKind.ROSTER)
    return Layout(newest.pk, keys, roster, {form.pk: _places(keys, form.vector) for form in forms})


def _places(keys: Sequence[str], vector: Sequence[str]) -> tuple[int | None, ...]:
    """A component that an older form did not have was not reported there."""
    held = {key: position for position, key in enumerate(vector, start=1)}
    return tuple(held.get(key) for key in keys)
