"""A file may lose its content, and change in no other way."""

from django.db import migrations

from followalong.core.db import role

MAY = f'GRANT UPDATE (sealed, size, key_id) ON "core_file" TO {role("app")}'
ONLY_EMPTIED = """
CREATE FUNCTION core_file_only_emptied() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $body$
BEGIN
    IF NEW.sealed <> ''::bytea OR NEW.size <> 0 OR NEW.key_id <> '' THEN
        RAISE EXCEPTION 'A file is never changed: its content may only be taken away';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER core_file_only_emptied BEFORE UPDATE ON "core_file"
FOR EACH ROW EXECUTE FUNCTION core_file_only_emptied();
"""
BACK = f"""
DROP TRIGGER core_file_only_emptied ON "core_file";
DROP FUNCTION core_file_only_emptied();
REVOKE UPDATE (sealed, size, key_id) ON "core_file" FROM {role("app")};
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_restoredrill")]

    operations = [migrations.RunSQL(MAY + ";" + ONLY_EMPTIED, BACK)]
