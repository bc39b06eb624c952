from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("launch", "0007_papers_remember_who_began_them")]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="without_ground_since",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
