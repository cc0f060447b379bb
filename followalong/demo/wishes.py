"""What people said they want: profile, wishes for a job and plan, as their worker wrote them."""

from datetime import date
from typing import Any

from django.db.models import F

from followalong.caseload.actions.milestones import note_milestone
from followalong.caseload.rules import MilestoneKind
from followalong.clients.models import Enrolment
from followalong.core.actor import Actor
from followalong.demo.days import DAY
from followalong.planning.actions import agree_plan, write_plan, write_version
from followalong.planning.models import ActionPlan, JobPreference, PastJob, ProfilePart, Written
from followalong.planning.rules import Part


def write_wishes(by: Actor, enrolment: Enrolment, told: dict[str, Any], today: date) -> None:
    """Sections of the profile, work before, wishes, and the plan they said yes to."""
    said: dict[str, Any] | None = told.get("wants")
    if said is None:
        return
    first = today - DAY * said["ago"]
    note_milestone(
        by=by,
        enrolment=enrolment,
        kind=MilestoneKind.PROFILE_WRITTEN,
        on=first,
        subject_id=enrolment.pk,
    )
    for part in Part:
        if words := said.get(part.value):
            _write(by, enrolment, ProfilePart, {"part": part.value, "said": words})
    for job in said.get("before", ()):
        _write(by, enrolment, PastJob, dict(job))
    if wishes := said.get("job"):
        _write(by, enrolment, JobPreference, dict(wishes))
    if plan := said.get("plan"):
        row = write_plan(by=by, enrolment=enrolment, values={"goal": plan["goal"]})
        agree_plan(by=by, enrolment=enrolment, seen=row.pk, how="said", words=plan["yes"])
    _back_to(enrolment, said["ago"])


def _write(by: Actor, enrolment: Enrolment, model: type[Written], values: dict[str, Any]) -> None:
    write_version(by=by, enrolment=enrolment, model=model, values=values)


def _back_to(enrolment: Enrolment, ago: int) -> None:
    """It was written then, not on the day on which the demonstration is loaded."""
    moved = {"written_at": F("written_at") - DAY * ago, "written_on": F("written_on") - DAY * ago}
    for model in (ProfilePart, PastJob, JobPreference, ActionPlan):
        model._default_manager.filter(enrolment=enrolment).update(**moved)
    ActionPlan.objects.filter(enrolment=enrolment, agreed_on__isnull=False).update(
        agreed_on=F("agreed_on") - DAY * ago
    )
