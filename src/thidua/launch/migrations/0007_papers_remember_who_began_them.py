from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("launch", "0006_papers_are_searched_and_lines_corrected")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="begun_by_id",
            field=models.BigIntegerField(editable=False, null=True),
        ),
    ]
