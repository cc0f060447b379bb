"""The plan as the person agrees to it: said yes to, looked at again, helped along by others."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from followalong.audit.record import record
from followalong.caseload.actions import add_next_step
from followalong.caseload.models import NextStep
from followalong.clients.models import Enrolment
from followalong.clients.rows import same_person
from followalong.core.actor import Actor
from followalong.planning.actions.writing import write_version
from followalong.planning.models import ActionPlan, PlanReview, PlanSuggestion
from followalong.planning.refusals import AnsweredMeanwhile, NothingToAgree


def write_plan(
    *, by: Actor, enrolment: Enrolment, values: dict[str, Any], seen: UUID | None = None
) -> ActionPlan:
    """A new version of the plan, with its steps as they stand. Raises ChangedMeanwhile."""
    return write_version(  # type: ignore[return-value]
        by=by,
        enrolment=enrolment,
        model=ActionPlan,
        values={**values, "steps": steps_now(enrolment)},
        seen=seen,
    )


@transaction.atomic
def agree_plan(
    *, by: Actor, enrolment: Enrolment, seen: UUID | None, how: str, words: str
) -> ActionPlan:
    """The person says yes to exactly what stands: signed by name, or in words they said.

    Raises NothingToAgree, ChangedMeanwhile.
    """
    person = same_person(enrolment.client.person.pk)
    rows = ActionPlan.objects.filter(client__in=person, is_latest=True)
    plan = rows.order_by("-written_at", "-pk").first()
    if plan is None:
        raise NothingToAgree
    agreed = {"agreed_on": timezone.localdate(), "agreed_how": how, "agreed_words": words}
    values = {name: getattr(plan, name) for name in ActionPlan.written}
    return write_plan(by=by, enrolment=enrolment, values={**values, **agreed}, seen=seen)


@transaction.atomic
def note_plan_copy(*, by: Actor, plan: ActionPlan) -> ActionPlan:
    """The person got this version on paper or as a file; the first day of it stands."""
    now = ActionPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if now.copy_given_on is None:
        now.copy_given_on = timezone.localdate()
        now.version += 1
        now.save()
        record(by=by, action="action_plan.copy_given", subject=now, clients=[now.client_id])
    return now


@transaction.atomic
def review_plan(
    *,
    by: Actor,
    plan: ActionPlan,
    still_right: str,
    said: str | None = None,
    next_on: date | None = None,
) -> PlanReview:
    """`Is it still right?`, as the person answers it. Whatever they say, nothing stops."""
    review = PlanReview.objects.create(
        agency_id=by.agency_id,
        label=plan.label,
        client_id=plan.client_id,
        enrolment_id=plan.enrolment_id,
        membership_id=by.membership_id,
        plan=plan,
        reviewed_on=timezone.localdate(),
        still_right=still_right,
        said=said,
        next_on=next_on,
    )
    record(by=by, action="plan_review.recorded", subject=review, clients=[review.client_id])
    return review


@transaction.atomic
def suggest_for_plan(*, by: Actor, enrolment: Enrolment, words: str) -> PlanSuggestion:
    """Words for the plan; the plan itself stays as it is."""
    made = PlanSuggestion.objects.create(
        agency_id=by.agency_id,
        label=enrolment.label,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        membership_id=by.membership_id,
        suggested_on=timezone.localdate(),
        words=words,
    )
    record(by=by, action="plan_suggestion.made", subject=made, clients=[made.client_id])
    return made


@transaction.atomic
def answer_suggestion(
    *, by: Actor, suggestion: PlanSuggestion, takes_up: bool, is_theirs: bool = False
) -> PlanSuggestion:
    """Taken up it becomes a step, whose doer is the actor or the person; else it is let go.

    Raises AnsweredMeanwhile.
    """
    rows = PlanSuggestion.objects.select_for_update(of=("self",)).select_related("enrolment")
    now = rows.get(pk=suggestion.pk)
    if now.answered_on is not None:
        raise AnsweredMeanwhile
    if takes_up:
        now.step = add_next_step(
            by=by, enrolment=now.enrolment, text=now.words, is_theirs=is_theirs
        )
    now.answered_on = timezone.localdate()
    now.answered_by_id = by.membership_id
    now.version += 1
    now.save()
    action = "plan_suggestion.taken_up" if takes_up else "plan_suggestion.let_go"
    record(by=by, action=action, subject=now, clients=[now.client_id])
    return now


def steps_now(enrolment: Enrolment) -> list[dict[str, str]]:
    """The open steps as a version keeps them: what, who, by when. Nobody's is the person's."""
    rows = NextStep.objects.filter(
        client__in=same_person(enrolment.client.person.pk), done_on__isnull=True
    )
    rows = rows.select_related("owner").order_by("due_on", "pk")
    return [
        {
            "text": step.text,
            "who": step.owner.name if step.owner else "",
            "by": step.due_on.isoformat() if step.due_on else "",
        }
        for step in rows
    ]
