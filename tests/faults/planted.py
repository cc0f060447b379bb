"""Run as a process of its own against a state folder: plants a cast, or counts what was saved.

python -m tests.faults.planted plant | count | events
"""

import json
import sys

from followalong.cli.database import database


def plant() -> dict[str, str]:
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from tests.cast import Cast
    from tests.signing import sign_in

    cast = Cast.make(today=timezone.localdate())
    browser = Client()
    sign_in(browser, cast.maya.user)
    return {
        "session": browser.cookies[settings.SESSION_COOKIE_NAME].value,
        "code": cast.maya.code,
        "client": str(cast.ben.pk),
        "agency": str(cast.northside.pk),
    }


def count() -> dict[str, int]:
    """How often each note is there, and how many clients the record names for its save."""
    from collections import Counter

    from followalong.agencies.everywhere import known_agencies, service_in
    from followalong.caseload.models import Contact
    from followalong.core.db import acting_as

    notes: Counter[str] = Counter()
    for agency_id in known_agencies():
        with acting_as(service_in("clockmaker", agency_id)):
            notes.update(Contact.objects.values_list("note", flat=True))
    return dict(notes)


def events() -> dict[str, int]:
    """How many events the record has."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event")
        return {"events": cursor.fetchone()[0]}


if __name__ == "__main__":
    with database():
        json.dump({"plant": plant, "count": count, "events": events}[sys.argv[1]](), sys.stdout)
