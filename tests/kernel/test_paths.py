"""Paths of the tree as text: a branch is a range, in PostgreSQL and in Python alike."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from thidua.kernel import paths

steps = st.lists(st.integers(min_value=1, max_value=10**9), min_size=1, max_size=8)


def path_of(ids: list[int]) -> str:
    path = ""
    for one in ids:
        path = paths.below(path, one)
    return path


@given(steps)
def test_ids_come_back(ids: list[int]) -> None:
    assert paths.ids(path_of(ids)) == ids
    assert paths.depth(path_of(ids)) == len(ids)


@given(steps)
def test_the_parent_is_the_path_without_its_last_step(ids: list[int]) -> None:
    assert paths.parent(path_of(ids)) == path_of(ids[:-1])


@given(steps)
def test_upwards_runs_from_the_root_to_itself(ids: list[int]) -> None:
    assert paths.upwards(path_of(ids)) == [path_of(ids[: n + 1]) for n in range(len(ids))]


@given(steps, steps)
def test_a_branch_is_a_range_of_text(one: list[int], other: list[int]) -> None:
    branch, place = path_of(one), path_of(other)
    in_range = branch <= place < branch[:-1] + paths.AFTER_SEPARATOR
    assert in_range == paths.covers(branch, place) == (other[: len(one)] == one)


@pytest.mark.django_db
@given(steps)
def test_postgres_takes_a_path_apart_as_python_does(ids: list[int]) -> None:
    path = path_of(ids)
    asked = f"select {paths.own_id_sql('p')}, {paths.parent_sql('p')} from (select %s::text as p) as one"
    with connection.cursor() as cursor:
        cursor.execute(asked, [path])
        assert cursor.fetchone() == (ids[-1], paths.parent(path))
