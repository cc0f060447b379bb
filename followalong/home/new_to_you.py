"""New to you: people who were handed to me lately, each with where things stand."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import packs, read
from followalong.agencies.gates import requires
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission
from followalong.clients.models import Assignment
from followalong.home.mine import open_enrolments
from followalong.home.people import Person, people, shown
from followalong.home.rows import next_words
from followalong.home.words import going_on, last_words, snippet
from followalong.ui.words import near_text

# So long somebody is new to whoever goes along with them from now on.
NEW = timedelta(days=28)
AT_MOST = 100


@requires(Permission.ENROLMENT_EDIT)
@require_safe
def new_to_you(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    given = read.many(request, _given(request, today), limit=AT_MOST)
    rows = open_enrolments().filter(pk__in=[row.enrolment_id for row in given])
    folk = {person.enrolment_id: person for person in shown(request, people(request, rows, today))}
    lines = [
        _line(request, row, folk[row.enrolment_id], pack, today)
        for row in given
        if row.enrolment_id in folk
    ]
    return render(request, "home/new_to_you.html", {"lines": lines})


def _given(request: HttpRequest, today: date) -> QuerySet[Assignment]:
    """What was given to me lately or will be, the newest first; not who began with me."""
    earlier = Assignment.objects.filter(
        enrolment=OuterRef("enrolment"), from_on__lt=OuterRef("from_on")
    )
    name = {part: F(f"membership__{part}_name") for part in ("given", "family")}
    return (
        Assignment.objects.filter(
            membership=request.actor.membership_id,  # type: ignore[attr-defined]
            from_on__gte=today - NEW,
            from_on__gt=F("enrolment__entered_on"),
            to_on__isnull=True,
            enrolment__exited_on__isnull=True,
        )
        .annotate(before=Subquery(earlier.order_by("-from_on").values(n=JSONObject(**name))[:1]))
        .order_by("-from_on", "client__name_key", "pk")
    )


def is_new(person: Person, today: date) -> bool:
    """Whether somebody else went along with this person until lately."""
    since = person.held_since
    return since is not None and person.entered_on < since and since >= today - NEW


def _line(
    request: HttpRequest, row: Any, person: Person, pack: Pack, today: date
) -> dict[str, Any]:
    """From whom and since when, what goes on, the last note and what comes next."""
    before = " ".join(filter(None, (row.before or {}).values()))
    day = {"day": near_text(row.from_on, today), "name": before}
    came = _("from %(name)s, %(day)s") % day if before else _("since %(day)s") % day
    return {
        "name": person.name,
        "href": here(request, "home:client", client_id=person.client_id),
        "came": " · ".join(filter(None, (came, row.reason))),
        "going_on": going_on(person.facets, person.jobs, pack, today),
        "last": last_words(person, today),
        "note": snippet(person.last.note) if person.last else "",
        "next": next_words(person, today),
        "phone": person.phone,
    }
