from django.db import migrations

# A row of sums is a little wider than PostgreSQL likes to keep open, so it packed the arrays. A statement that
# adds up position by position then unpacked each array once a position: hundreds of times a row.
ARRAYS = ("sent", "sent_n", "accepted", "accepted_n")
BULK = tuple(f"{name.removesuffix('_n')}_bulk{'_n' if name.endswith('_n') else ''}" for name in ARRAYS)


def _store(how: str) -> str:
    columns = ", ".join(f"alter column {name} set storage {how}" for name in (*ARRAYS, *BULK))
    return f"alter table rollup_agg {columns}"


_OF_EACH_PART = """
do $$ declare one regclass; begin
    for one in select inhrelid::regclass from pg_inherits where inhparent = 'rollup_agg'::regclass loop
        execute format('alter table %s {what}', one);
    end loop;
end $$"""


class Migration(migrations.Migration):
    dependencies = [("rollup", "0003_editions")]

    operations = [
        migrations.RunSQL(
            [_store("main"), _OF_EACH_PART.format(what="set (toast_tuple_target = 8160)")],
            [_store("extended"), _OF_EACH_PART.format(what="reset (toast_tuple_target)")],
        )
    ]
