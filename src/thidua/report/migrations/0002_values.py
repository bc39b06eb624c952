from django.db import migrations

# Partitioned by period: a period is scanned, rolled up and dropped by itself. No key points in or out.
FORWARD = """
create table report_values (
    report_id bigint not null,
    period_id bigint not null,
    data jsonb not null default '{}',
    vals float8[] not null,
    primary key (period_id, report_id)
) partition by list (period_id);
"""


class Migration(migrations.Migration):
    dependencies = [("report", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, "drop table report_values")]
