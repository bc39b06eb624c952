from __future__ import annotations

from django.db import transaction

from thidua.catalogue.loading import shipped
from thidua.federation.models import UnitKind


@transaction.atomic
def load_kinds() -> int:
    """Fills the kinds of union units from the catalogue; returns how many there are.

    Called when an installation is set up and after each upgrade: a kind that is there is brought up to date.
    """
    rows = [
        UnitKind(
            code=one.code,
            name=one.name[:200],
            short_name=str(one.facts.get("short", ""))[:60],
            name_en=one.name_en[:200],
            level=str(one.facts["level"]),
            only_under=str(one.facts.get("only_under", "")),
            from_on=one.valid_from,
            until_on=one.valid_to,
            source=str(one.source)[:300],
        )
        for one in shipped()["unit_kinds"]
    ]
    UnitKind.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            "name",
            "short_name",
            "name_en",
            "level",
            "only_under",
            "from_on",
            "until_on",
            "source",
        ],
    )
    return len(rows)
