from django.db import migrations, models

from thidua.formats.text import fold

_KINDS = {
    "plan": "Kế hoạch",
    "guidance": "Hướng dẫn",
    "launch_text": "Phát động",
    "assignment_decision": "Quyết định giao chỉ tiêu",
}


def write_keys(apps, schema_editor):
    for one in apps.get_model("launch", "Paper").objects.iterator():
        reference = f"{one.number:02d}/{one.symbol}" if one.number else one.symbol
        one.folded = fold(f"{_KINDS.get(one.kind, '')} {reference} {one.title}")
        one.save(update_fields=["folded"])


class Migration(migrations.Migration):
    dependencies = [("launch", "0005_one_document_a_number")]

    operations = [
        migrations.AddField(
            model_name="paper",
            name="folded",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="corrected_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="sửa ngày"),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="correction",
            field=models.CharField(blank=True, default="", editable=False, max_length=300, verbose_name="lý do sửa"),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="struck_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="gạch ngày"),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="struck_for",
            field=models.CharField(blank=True, default="", editable=False, max_length=300, verbose_name="lý do gạch"),
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop, elidable=True),
    ]
