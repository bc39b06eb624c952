from django.db import migrations

# An entry may only receive its seal; a seal never changes. Both may never go.
FORWARD = """
create function audit_entry_is_final() returns trigger language plpgsql as $$
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
create trigger audit_entry_final before update or delete on audit_entry
    for each row execute function audit_entry_is_final();
create function audit_seal_is_final() returns trigger language plpgsql as $$
begin
    raise exception 'seals are never changed or deleted' using errcode = 'restrict_violation';
end $$;
create trigger audit_seal_final before update or delete on audit_seal
    for each row execute function audit_seal_is_final();
"""
BACKWARD = """
drop trigger audit_entry_final on audit_entry;
drop trigger audit_seal_final on audit_seal;
drop function audit_entry_is_final();
drop function audit_seal_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
