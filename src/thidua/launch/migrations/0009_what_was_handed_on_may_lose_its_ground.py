from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("launch", "0008_assignments_go_on_where_units_merge")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="without_ground_since",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
