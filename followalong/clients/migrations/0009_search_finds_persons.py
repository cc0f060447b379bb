"""Search answers with the row that stands for a person, by whichever row the name was found."""

from django.db import migrations

from followalong.core.db import AGENCY, SUD_ON, SearchFunction

SEARCH = f"""
    SELECT coalesce(c.same_as_id, c.id),
           max(greatest(word_similarity(needle, c.name_key), similarity(needle, c.name_key)))
      FROM clients_client c
     WHERE c.agency_id = {AGENCY}
       AND (c.label <> 'SUD' OR {SUD_ON})
       AND c.withdrawn_at IS NULL
       AND (c.name_key %> needle OR c.name_key LIKE '%' || needle || '%')
     GROUP BY 1
     ORDER BY 2 DESC, min(c.name_key)
     LIMIT at_most
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0008_corrections")]

    operations = [
        SearchFunction(
            "search_clients",
            table="clients_client",
            arguments="needle text, at_most integer",
            returns="TABLE (id uuid, nearness real)",
            body=SEARCH,
        ),
    ]
