from django.db import migrations, models
import django.db.models.deletion

from thidua.formats.text import clean, fold


def write_keys(apps, schema_editor):
    """Two lines that were entered under two spellings of one number stay as they are, told apart by their id."""
    entries = apps.get_model("launch", "RegisterEntry")
    taken = set()
    for one in entries.objects.order_by("pk").iterator():
        one.symbol = "".join(clean(one.symbol).split()).upper()
        key = "".join(letter for letter in fold(one.symbol) if letter.isalnum())
        if (one.register_id, one.number, key) in taken:
            key = f"{key} {one.pk}"
        taken.add((one.register_id, one.number, key))
        one.symbol_key = key
        reference = f"{one.number:02d}/{one.symbol}" if one.symbol else f"{one.number:02d}"
        told = (reference, one.their_reference, one.subject, one.sender, one.recipients)
        one.folded = fold(" ".join(told))
        one.save(update_fields=["symbol", "symbol_key", "folded"])


class Migration(migrations.Migration):
    dependencies = [("launch", "0003_a_plan_may_state_qualitative_aims")]

    operations = [
        migrations.RemoveConstraint(model_name="registerentry", name="one_document_a_number"),
        migrations.AddField(
            model_name="registerentry",
            name="symbol_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="registerentry",
            name="folded",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="registerentry",
            name="withdrawn_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="thu hồi ngày"),
        ),
        migrations.AlterField(
            model_name="registerentry",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="register_entries",
                to="launch.paper",
            ),
        ),
        migrations.RunPython(write_keys, migrations.RunPython.noop, elidable=True),
    ]
