import django.contrib.postgres.fields
from django.db import migrations, models

# A seal knows its lines; a line no longer knows its seal. Linking them had written every line a second time.
SEALS_KNOW_THEIR_LINES = """
alter table audit_seal disable trigger audit_seal_final;
update audit_seal s set entry_ids = l.ids
from (select seal_id, array_agg(id order by place) as ids from audit_entry where seal_id is not null group by seal_id) l
where l.seal_id = s.id;
alter table audit_seal enable trigger audit_seal_final;
insert into audit_unsealed (entry_id) select id from audit_entry where seal_id is null;
"""

LINES_KNOW_THEIR_SEALS = """
alter table audit_entry disable trigger audit_entry_final;
update audit_entry e set seal_id = s.id, place = l.place - 1
from audit_seal s cross join lateral unnest(s.entry_ids) with ordinality as l(id, place) where e.id = l.id;
alter table audit_entry enable trigger audit_entry_final;
alter table audit_seal disable trigger audit_seal_final;
update audit_seal set count = cardinality(entry_ids);
alter table audit_seal enable trigger audit_seal_final;
"""

# Neither changes any more, and whoever writes a line announces it.
FINAL = """
create or replace function audit_entry_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'audit lines are never changed or deleted' using errcode = 'restrict_violation';
end $$;
create function audit_entry_waits() returns trigger language plpgsql as $$
begin
    insert into audit_unsealed (entry_id) select id from written;
    return null;
end $$;
create trigger audit_entry_waits after insert on audit_entry
    referencing new table as written for each statement execute function audit_entry_waits();
"""

MAY_RECEIVE_A_SEAL = """
drop trigger audit_entry_waits on audit_entry;
drop function audit_entry_waits();
create or replace function audit_entry_is_final() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'audit lines are never deleted' using errcode = 'restrict_violation';
    end if;
    if old.seal_id is not null
       or (to_jsonb(new) - 'seal_id' - 'place') is distinct from (to_jsonb(old) - 'seal_id' - 'place') then
        raise exception 'audit lines are never changed' using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.RemoveIndex("entry", "audit_unsealed"),  # the name goes to the table
        migrations.CreateModel(
            name="Unsealed",
            fields=[("entry_id", models.BigIntegerField(primary_key=True, serialize=False))],
        ),
        migrations.AddField(
            "seal",
            "entry_ids",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(SEALS_KNOW_THEIR_LINES, LINES_KNOW_THEIR_SEALS),
        migrations.RemoveField("entry", "seal"),
        migrations.RemoveField("entry", "place"),
        migrations.AlterField("seal", "count", models.PositiveIntegerField(default=0)),
        migrations.RemoveField("seal", "count"),
        migrations.RunSQL(FINAL, MAY_RECEIVE_A_SEAL),
    ]
