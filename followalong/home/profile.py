"""The career profile: one page of sections, with what jobs taught read from the jobs themselves."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.clients.entries import rights_over, with_words_of, words_against
from followalong.clients.models import Client
from followalong.clients.rows import same_person
from followalong.jobs.models import Job
from followalong.planning import rows
from followalong.planning.models import (
    Credential,
    JobPreference,
    PastJob,
    ProfilePart,
)
from followalong.planning.parts import PROMPTS, TITLES
from followalong.planning.rules import FIRST, Part
from followalong.planning.shown import lines_of, valid_text, years

# What the person may have said something against, in whichever version.
SAYS = (ProfilePart, PastJob, Credential, JobPreference)
LEARNED = Q(learned__gt="") | Q(went_well__gt="") | Q(end_words__gt="")


@requires(Permission.PROFILE_VIEW)
@require_safe
def profile(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Every section, written or not, in any order; strengths before what gets in the way."""
    people = with_words_of(request, Client.objects, *SAYS)
    person = read.one(request, people, pk=client_id)
    if person.same_as_id:
        return go(request, "home:profile", client_id=person.same_as_id)
    role = request.actor.role  # type: ignore[attr-defined]
    may = can(role, Permission.PROFILE_EDIT)
    written: dict[str, ProfilePart] = {}
    for row in read.many(request, rows.standing(ProfilePart, person.pk)):
        written.setdefault(row.part, row)
    context = {
        "client": person,
        "sections": [_section(request, person, one, written.get(one), may=may) for one in Part],
        "wishes": _wishes(request, person),
        "past_jobs": _past_jobs(request, person, may=may),
        "credentials": _credentials(request, person, may=may),
        "learned": _learned(request, person),
        "sees_legal": can(role, Permission.LEGAL_VIEW),
        "can_edit": may,
        "is_empty": not written,
        "disagreements": words_against(person),
    }
    return render(request, "home/profile.html", context)


def _section(
    request: HttpRequest, person: Client, part: Part, row: ProfilePart | None, *, may: bool
) -> dict[str, Any]:
    return {
        "id": part.value,
        "title": TITLES[part],
        "prompt": PROMPTS[part],
        "row": row,
        "rights": rights_over(request, row) if row else "",
        "write": here(request, "planning:part", client_id=person.pk, part=part.value)
        if may
        else "",
        "is_before_wishes": part == FIRST[-1],
        "is_work": part == Part.WORK,
        "is_learning": part == Part.LEARNING,
    }


def _wishes(request: HttpRequest, person: Client) -> list[dict[str, str]]:
    """What a match may use, line by line."""
    found = read.many(request, rows.standing(JobPreference, person.pk), limit=1)
    lines = lines_of(found[0]) if found else {}
    return [{"name": name, "text": text} for name, text in lines.items() if text]


def _past_jobs(request: HttpRequest, person: Client, *, may: bool) -> list[dict[str, Any]]:
    found = read.many(request, rows.standing(PastJob, person.pk))
    found.sort(key=lambda job: -(job.to_year or job.from_year or 0))
    return [
        {
            "title": job.title,
            "meta": " · ".join(filter(None, [job.employer, years(job), job.hours])),
            "said": [words for words in (job.liked, job.disliked) if words],
            "href": here(request, "planning:past_job", past_job_id=job.pk) if may else "",
        }
        for job in found
    ]


def _credentials(request: HttpRequest, person: Client, *, may: bool) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "meta": " · ".join(filter(None, [one.get_kind_display(), one.place, valid_text(one)])),
            "href": here(request, "planning:credential", credential_id=one.pk) if may else "",
        }
        for one in read.many(request, rows.standing(Credential, person.pk))
    ]


def _learned(request: HttpRequest, person: Client) -> list[dict[str, Any]]:
    """What each job taught, as it was said when it ended."""
    jobs = Job.objects.filter(LEARNED, client__in=same_person(person.pk), ended_on__isnull=False)
    return [
        {
            "title": job.title,
            "ended_on": job.ended_on,
            "href": here(request, "jobs:job", job_id=job.pk),
            "said": job.end_words,
            "words": [words for words in (job.went_well, job.learned) if words],
        }
        for job in read.many(request, jobs.order_by("-ended_on", "-pk"))
    ]
