from __future__ import annotations

import pytest
from django.db import connection

TABLE = """
create table if not exists report_values (
    report_id bigint not null, period_id bigint not null, data jsonb not null default '{}',
    vals float8[] not null, primary key (period_id, report_id)) partition by list (period_id)"""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(TABLE)
