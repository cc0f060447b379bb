"""The log sheet as a browser sends it, and what it stored."""

import uuid
from zoneinfo import ZoneInfo

from followalong.caseload.models import Contact
from followalong.core.db import acting_as

TORONTO = ZoneInfo("America/Toronto")


def sheet(who, **values):
    """The log form as a browser sends it, with chips already chosen."""
    said = {
        "command_id": str(uuid.uuid4()),
        "draft_of": "log",
        "who": str(who.pk) if who else "nobody",
        "category": "JOB_SEARCH",
        "mode": "IN_PERSON",
        "location": "COMMUNITY_PUBLIC",
        "minutes": "30",
        "note": "Wants Fridays off.",
        "when": "now",
        "next_on": "none",
    }
    return {**said, **values}


def stored(maya):
    with acting_as(maya):
        return Contact.objects.select_related("client", "enrolment").get()
