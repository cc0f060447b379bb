"""What people who may be one are found by: how their names sound, their phone's digits."""

import django.contrib.postgres.fields
from django.db import migrations, models

from followalong.clients.rules.sameness import LAST_DIGITS, stored_keys
from followalong.core.db import AGENCY, SUD_ON, SearchFunction

# Ids of people of the agency who are worth comparing, by each of four ways; the rule decides.
# Agency and label are tested here, since the function's owner passes the table's own policy.
MINE = f"c.agency_id = {AGENCY} AND (c.label <> 'SUD' OR {SUD_ON}) AND c.withdrawn_at IS NULL"
IN_COMMON = "SELECT count(*) FROM unnest(c.name_sounds) heard WHERE heard = ANY (sounds)"
SIMILAR = f"""
    (SELECT c.id FROM clients_client c
      WHERE {MINE} AND c.name_key % name
      ORDER BY similarity(c.name_key, name) DESC, c.id LIMIT at_most)
    UNION
    (SELECT c.id FROM clients_client c
      WHERE {MINE} AND c.name_sounds && sounds
        AND ({IN_COMMON}) >= least(2, cardinality(sounds))
      ORDER BY ({IN_COMMON}) DESC, c.id LIMIT at_most)
    UNION
    (SELECT c.id FROM clients_client c
      WHERE {MINE} AND phone <> ''
        AND right(c.phone_key, {LAST_DIGITS}) = right(phone, {LAST_DIGITS})
      ORDER BY c.id DESC LIMIT at_most)
    UNION
    (SELECT c.id FROM clients_client c
      WHERE {MINE} AND c.born_on = ANY (days)
      ORDER BY c.id DESC LIMIT at_most)
"""
AT_ONCE = 2000


def fill(apps, editor) -> None:
    """The keys of everybody who was here before."""
    rows = apps.get_model("clients", "Client")._base_manager.using(editor.connection.alias)
    columns = ("given_name", "family_name", "preferred_name", "phone")
    people = rows.only(*columns).iterator(chunk_size=AT_ONCE)
    changed = []
    for person in people:
        for name, value in stored_keys(*(getattr(person, c) for c in columns)).items():
            setattr(person, name, value)
        changed.append(person)
    rows.bulk_update(changed, ["name_key", "name_sounds", "phone_key"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="client",
            name="name_sounds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                db_default=[],
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="phone_key",
            field=models.CharField(db_default="", default="", editable=False, max_length=32),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        SearchFunction(
            "similar_clients",
            table="clients_client",
            arguments="name text, sounds text[], phone text, days date[], at_most integer",
            returns="TABLE (id uuid)",
            body=SIMILAR,
        ),
    ]
