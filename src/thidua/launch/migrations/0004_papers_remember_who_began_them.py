from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("launch", "0003_a_plan_may_state_qualitative_aims")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="begun_by_id",
            field=models.BigIntegerField(editable=False, null=True),
        ),
    ]
