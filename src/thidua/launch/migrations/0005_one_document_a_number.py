from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the filling of the keys: PostgreSQL makes no index in a transaction with pending rows."""

    dependencies = [("launch", "0004_a_symbol_is_one_however_it_is_written")]

    operations = [
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(withdrawn_on=None),
                fields=("register", "number", "symbol_key"),
                name="one_document_a_number",
            ),
        ),
    ]
