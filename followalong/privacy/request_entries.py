"""The entry that a request is about: what it says, and from there to putting it right."""

from typing import Any

from django.http import HttpRequest

from followalong.agencies.gates import opened_by
from followalong.agencies.links import here
from followalong.agencies.roles import can
from followalong.clients.entries import disagreed
from followalong.privacy.copy_checked import entry_of
from followalong.privacy.models import RightsRequest

# Requests that may be about one entry.
ABOUT_ENTRIES = {"CORRECTION", "DISAGREEMENT", "LOCK", "QUESTION", "COMPLAINT"}
# Where a kind of entry is taken off or moved, and the part of the address that names it.
CORRECT = {
    "caseload.contact": ("home:correct_contact", "contact_id"),
    "caseload.appointment": ("home:correct_appointment", "appointment_id"),
    "caseload.nextstep": ("home:correct_step", "step_id"),
    "caseload.meetingnote": ("home:correct_note", "note_id"),
    "employers.employercontact": ("home:correct_visit", "contact_id"),
    "jobs.job": ("home:correct_job", "job_id"),
    "clients.clientfile": ("home:correct_file", "file_id"),
    "clients.referral": ("home:correct_referral", "referral_id"),
    "clients.enrolment": ("home:correct_enrolment", "enrolment_id"),
    "clients.consent": ("home:correct_choice", "choice_id"),
    "clients.disclosurechoice": ("home:correct_talk", "talk_id"),
}


def entry_shown(request: HttpRequest, row: RightsRequest) -> dict[str, Any]:
    """The entry with where it is put right; where none is named yet, where to choose it."""
    if row.kind not in ABOUT_ENTRIES:
        return {}
    choose = here(request, "privacy:request_entry", request_id=row.pk)
    if not row.entry:
        return {"choose": "" if row.answered_on else choose}
    found = entry_of(request, row.client.person, row.entry)
    if found is None:
        return {"is_gone": True}
    return {
        "found": found,
        "disagreements": disagreed(request, found.row),
        "correct": _page(request, row),
        "disagree": _for(request, row, "clients:disagree"),
        "lock": _for(request, row, "clients:lock_add") if row.kind == "LOCK" else "",
    }


def _page(request: HttpRequest, row: RightsRequest) -> str:
    """The page that takes it off or moves it, with this request to come back to."""
    name, part = CORRECT.get(row.row_type or "", ("", ""))
    if not name or not _may(request, name):
        return ""
    return f"{here(request, name, **{part: row.row_id})}?request={row.pk}"


def _for(request: HttpRequest, row: RightsRequest, name: str) -> str:
    if not _may(request, name):
        return ""
    page = here(request, name, client_id=row.client.person.pk)
    return f"{page}?entry={row.entry}&request={row.pk}"


def _may(request: HttpRequest, name: str) -> bool:
    role = request.actor.role  # type: ignore[attr-defined]
    return any(can(role, permission) for permission in opened_by()[name])
