from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("launch", "0002_assignments_can_be_withdrawn")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="aims_are_qualitative",
            field=models.BooleanField(
                default=False, verbose_name="mục tiêu của đơn vị là định tính, không đặt chỉ tiêu bằng số"
            ),
        ),
    ]
