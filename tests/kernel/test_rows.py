"""Rows written by statements of our own: the same as Django would leave behind."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from thidua.kernel.models import Intake, StoredFile
from thidua.kernel.rows import FEW, add

pytestmark = pytest.mark.django_db


def intake(number: int) -> Intake:
    kept, _made = StoredFile.objects.get_or_create(sha256="0" * 64, size=1, kind="xlsx", name="a.xlsx")
    return Intake(
        kind=f"k{number}", unit_id=number, file=kept, account_name="Bà 'Sáu' \\ %s", settings={"n": number}
    )


@pytest.mark.parametrize("many", [1, FEW, FEW + 1])
def test_new_rows_are_there_with_their_keys(many: int) -> None:
    made = [intake(number) for number in range(many)]
    add(made)
    for one in made:
        kept = Intake.objects.get(pk=one.pk)
        told = {field.attname: getattr(one, field.attname) for field in Intake._meta.concrete_fields}
        assert told == {name: getattr(kept, name) for name in told}
        assert not one._state.adding


@pytest.mark.parametrize("many", [1, FEW])
def test_a_row_that_must_not_be_is_refused_as_django_refuses(many: int) -> None:
    files = [
        StoredFile(sha256=f"{number // 2:064}", size=1, kind="x", name="x") for number in range(many * 2)
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        add(files)
    assert not StoredFile.objects.exists()


def test_named_fields_alone_are_written() -> None:
    add([one := intake(1)])
    one.settings, one.kind = {"n": 2}, "not asked for"
    one.save(update_fields=["settings", "changed_at"])
    kept = Intake.objects.get()
    assert (kept.settings, kept.kind, kept.changed_at) == ({"n": 2}, "k1", one.changed_at)
    one.version = F("version") + 1  # left to Django
    one.save(update_fields=["version"])
    assert Intake.objects.get().version == 2


def test_a_row_that_is_gone_is_not_saved_in_silence() -> None:
    add([one := intake(1)])
    Intake.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        one.save(update_fields=["settings"])
