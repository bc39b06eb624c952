from django.db import migrations


class Migration(migrations.Migration):
    """Of a report's row the record may be packed or stored apart; the vector stays open beside it, because every
    roll-up reads it position by position."""

    dependencies = [("report", "0005_answers_to_notes")]

    operations = [
        migrations.RunSQL(
            "alter table report_values alter column vals set storage main",
            "alter table report_values alter column vals set storage extended",
        )
    ]
