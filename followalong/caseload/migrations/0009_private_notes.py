"""A peer's own note stays the peer's also where an addiction program's label is on it."""

from django.db import migrations, models

FIELD = {"default": False, "db_default": False, "editable": False}
# What was written before: labelled as a peer's, or a peer's in a program whose label came first.
MARK = """
UPDATE caseload_contact c SET is_private = true
  FROM agencies_membership m
 WHERE m.id = c.membership_id
   AND (c.label = 'PEER' OR (m.role = 'peer_specialist'
        AND c.category IN ('PEER_STORY', 'PEER_ACCOMPANY', 'PEER_SUPPORT')));
UPDATE caseload_addendum a SET is_private = true
  FROM caseload_contact c WHERE c.id = a.contact_id AND c.is_private;
"""


class Migration(migrations.Migration):
    dependencies = [("caseload", "0008_look_up_team_meetings")]

    operations = [
        migrations.AddField("contact", "is_private", models.BooleanField(**FIELD)),
        migrations.AddField("addendum", "is_private", models.BooleanField(**FIELD)),
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    ]
