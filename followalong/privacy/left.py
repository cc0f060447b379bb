"""What of a person's record left the house, gathered from what is written down anyway."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.models import Membership
from followalong.agencies.roles import ROLES
from followalong.agencies.words import role_title
from followalong.audit.models import Event, Seen
from followalong.clients import choices_shown
from followalong.clients.rules import Topic
from followalong.employers.models import EmployerContact
from followalong.employers.rules import DisclosureAnswer, MadeBy
from followalong.privacy.models import Share
from followalong.privacy.rules import Disclosure, Ground, What, leaves

# Rows of the record that one account reads; more than anybody's six years hold.
AT_MOST = 5000
GUESTS = [slug for slug, role in ROLES.items() if role.is_guest or slug == "clinician"]
_ANSWERS = {
    DisclosureAnswer.AGREED_RECORD_NOW: Ground.AUTHORIZED,
    DisclosureAnswer.NAMED_WITHOUT_YES: Ground.WITHOUT_YES,
}


def told_employers(request: HttpRequest, people: Any, since: dt.date) -> Iterator[Disclosure]:
    """What we said to employers; what the person said themselves is theirs."""
    rows = EmployerContact.objects.filter(
        client__in=people, started_on__gte=since, disclosed__in=[str(topic) for topic in Topic]
    )
    rows = rows.exclude(disclosure_answer=DisclosureAnswer.DID_NOT_NAME)
    rows = rows.exclude(made_by=MadeBy.CLIENT).select_related("employer__employer")
    lang = get_language() or "en"
    for row in read.many(request, rows, limit=AT_MOST):
        shared = row.employer.employer
        # Without an answer a yes stood when it was written; of what was brought in nobody knows.
        usual = Ground.AUTHORIZED if row.entered_at else Ground.NOT_KNOWN
        yield Disclosure(
            on=row.started_on,
            what=What.EMPLOYER,
            recipient=" · ".join(filter(None, [shared.name, row.person_met])),
            address=shared.postal_code or "",
            said=choices_shown.label("employer_contact.disclosed", row.disclosed, lang),
            ground=_ANSWERS.get(row.disclosure_answer, usual),
        )


def sent_letters(request: HttpRequest, people: Any, since: dt.date) -> Iterator[Disclosure]:
    """What went by letter; to an employer it is among what employers were told."""
    rows = Share.objects.filter(client__in=people, sent_on__gte=since, contact__isnull=True)
    lang = get_language() or "en"
    for row in read.many(request, rows, limit=AT_MOST):
        yield Disclosure(
            on=row.sent_on or since,
            what=What.LETTER,
            recipient=row.recipient,
            address="",
            said=choices_shown.label("consent.recipient", row.kind, lang),
            ground=Ground.AUTHORIZED,
        )


def taken_out(request: HttpRequest, people: Any, since: dt.date) -> list[Disclosure]:
    """Files, papers and looks from outside, as the record of looks has them."""
    agency = request.membership.agency  # type: ignore[attr-defined]
    begins = timezone.make_aware(dt.datetime.combine(since, dt.time()))
    seen = Seen.objects.filter(agency_id=agency.pk, client_id__in=people, at__gte=begins)
    events = list(_leaving().filter(pk__in=seen.values("event_id")).order_by("-at")[:AT_MOST])
    ids = {event.membership_id for event in events if event.membership_id}
    staff = read.many(request, Membership.everything.filter(pk__in=ids))
    names = {member.pk: member.name for member in staff}
    found = []
    for event in events:
        # Who opens their own page is nobody from outside.
        is_guest = event.role in GUESTS and event.role != "client"
        out = leaves(event.action, event.role, event.purpose, event.fields, is_guest=is_guest)
        if out:
            found.append(_event(agency, event, out, names))
    return found


def _leaving() -> QuerySet[Event]:
    """Events that may be about something leaving; the rule decides."""
    out = Q(action__regex=r"\.(exported|printed|downloaded)$")
    page = Q(action="page.read") & (Q(role__in=GUESTS) | Q(names__contains='_print"'))
    rows = Event.objects.exclude(outcome="refused").annotate(names=Cast("fields", TextField()))
    return rows.filter(out | page)


def _event(
    agency: Any, event: Event, out: tuple[What, Ground], names: dict[UUID, str]
) -> Disclosure:
    what, ground = out
    title = role_title(agency, event.role) if event.role in ROLES else _("The program itself")
    who = ", ".join(filter(None, [names.get(event.membership_id, ""), title]))
    if event.role == "client":  # their own page
        who = _("the person themselves, on their own page")
    taken = _("taken along by %(who)s; who got it is not written down") % {"who": who}
    return Disclosure(
        on=timezone.localdate(event.at),
        what=what,
        recipient=who if what == What.OPENED or event.role == "client" else taken,
        address="",
        said="",
        ground=ground,
    )
