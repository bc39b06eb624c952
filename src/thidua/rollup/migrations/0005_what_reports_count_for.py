import django.contrib.postgres.fields
from django.db import migrations, models

# What each report counts for, as last heard; a part is made when a period is next rolled up. Vectors lie open, as
# those of reports do. Only a bulk entry is looked for by its kind.
COUNTED = """
create table rollup_counted (
    period_id bigint not null,
    report_id bigint not null,
    path varchar(255) collate "C" not null,
    bloc varchar(30) not null,
    kind varchar(10) not null,
    state varchar(20) not null,
    exempt boolean not null,
    covered int,
    vals float8[]
) partition by list (period_id);
alter table rollup_counted alter column vals set storage main;
alter table rollup_counted add primary key (period_id, report_id);
create index counted_books on rollup_counted (period_id) where kind = 'bulk';
"""


class Migration(migrations.Migration):
    dependencies = [("rollup", "0004_sums_lie_open")]

    operations = [
        migrations.AddField("rolled", "noted", models.BooleanField(default=False)),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(COUNTED, "drop table rollup_counted")],
            state_operations=[
                migrations.CreateModel(
                    name="Counted",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "period_id",
                                "report_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("period_id", models.BigIntegerField()),
                        ("report_id", models.BigIntegerField()),
                        ("path", models.CharField(db_collation="C", max_length=255)),
                        ("bloc", models.CharField(blank=True, max_length=30)),
                        ("kind", models.CharField(max_length=10)),
                        ("state", models.CharField(max_length=20)),
                        ("exempt", models.BooleanField()),
                        ("covered", models.IntegerField(null=True)),
                        (
                            "vals",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.FloatField(), null=True, size=None
                            ),
                        ),
                    ],
                    options={"managed": False},
                ),
            ],
        ),
    ]
