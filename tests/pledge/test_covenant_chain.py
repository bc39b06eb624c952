"""The chain of hashes: what holds, and that one changed byte anywhere is seen."""

from __future__ import annotations

import dataclasses

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import Cast, hear_everything
from tests.pledge.covenants import decide, in_force, scan
from thidua.config.commands.doctor import examine
from thidua.kernel.files import place_of
from thidua.pledge.models import Covenant, CovenantVersion
from thidua.pledge.queries.covenants import chain
from thidua.pledge.queries.covenants.chain import verify, verify_all

TEXTS = st.lists(st.text(max_size=40), min_size=1, max_size=6)


def linked(texts: list[str]) -> list[str]:
    before, found = "", []
    for text in texts:
        before = chain.digest(before, text)
        found.append(before)
    return found


@given(TEXTS, st.data())
def test_one_other_letter_changes_every_hash_after_it(texts: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(texts) - 1))
    other = data.draw(st.text(max_size=40).filter(lambda one: one != texts[place]))
    before, after = linked(texts), linked([*texts[:place], other, *texts[place + 1 :]])
    assert before[:place] == after[:place]
    assert all(one != two for one, two in zip(before[place:], after[place:], strict=True))


@given(st.lists(st.text("ab\n", max_size=6), min_size=2, max_size=4, unique=True))
def test_the_order_of_texts_is_part_of_the_hash(texts: list[str]) -> None:
    assert linked(texts)[-1] != linked([*texts[1:], texts[0]])[-1]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda one: st.dictionaries(st.text(), one)
    )
)
def test_the_same_content_has_one_spelling(told: object) -> None:
    if isinstance(told, dict):
        assert chain.canonical(told) == chain.canonical(dict(reversed(list(told.items()))))


def test_a_whole_chain_holds(cast: Cast) -> None:
    covenant = in_force(cast)
    decide(cast, {"TQ-NH": "80"}, number=41)
    hear_everything()
    covenant.refresh_from_db()
    assert covenant.versions.count() == 2
    assert verify(covenant) is None
    assert doctor_says(well=True)


@pytest.mark.parametrize(
    ("statement", "version", "cause"),
    [
        ("update pledge_covenantversion set text = overlay(text placing '9' from 40 for 1) where number = 1", 1, "text"),
        ("update pledge_covenantversion set digest = repeat('0', 64) where number = 1", 1, "text"),
        ("update pledge_covenantversion set seal = '' where number = 1", 1, "seal"),
        ("update pledge_covenantversion set before = '' where number = 2", 2, "before"),
        ("update pledge_signature set name = 'Người Khác' where way = 'stage'", 1, "signature"),
        ("update pledge_signature set signed_on = signed_on - 1 where way = 'app'", 1, "signature"),
        ("delete from pledge_signature where way = 'stage'", 1, "seal"),
        ("delete from pledge_covenantversion where number = 2", 1, "head"),
        ("update pledge_covenant set head = ''", 2, "head"),
    ],
)  # fmt: skip
def test_what_was_changed_behind_the_house_is_found(
    cast: Cast, statement: str, version: int, cause: str
) -> None:
    covenant = in_force(cast)
    decide(cast, {"TQ-NH": "80"}, number=41)
    hear_everything()
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount
    (broken,) = verify_all()
    assert (broken.covenant_id, broken.version, broken.cause) == (covenant.pk, version, cause)
    assert doctor_says(well=False)


def test_another_scan_in_the_place_of_the_scan_is_found(cast: Cast) -> None:
    covenant = in_force(cast)
    place = place_of(scan().sha256)
    kept = place.read_bytes()
    try:
        place.write_bytes(kept[:-1] + b"X")
        broken = verify(covenant)
        assert broken is not None
        assert broken.cause == "scan"
    finally:
        place.write_bytes(kept)
    assert verify(covenant) is None


def doctor_says(*, well: bool) -> bool:
    """Whether ``thidua doctor`` says so of the covenants, and names the one that does not hold."""
    (told,) = [one for one in examine() if one.check == "giao ước"]
    assert dataclasses.asdict(told)["well"] is well, told
    return well or Covenant.objects.get().title in told.told


def test_numbers_of_versions_have_no_gaps(cast: Cast) -> None:
    in_force(cast)
    CovenantVersion.objects.update(number=7)
    (broken,) = verify_all()
    assert broken.cause == "number"
