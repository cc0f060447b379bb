"""The plan as pages and paper show it: goals, steps, the yes, and what changed."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.caseload import rows as caseload_rows
from followalong.caseload.models import NextStep
from followalong.clients.models import Client
from followalong.clients.rows import same_person
from followalong.core.ids import uuid7
from followalong.planning import rows
from followalong.planning.models import ActionPlan, PlanReview, PlanSuggestion
from followalong.planning.rules import Change, compare
from followalong.planning.shown import lines_of, version_of
from followalong.ui.words import full_day_text

REVIEWS_SHOWN = 10
STEPS_SHOWN = 60


def told(request: HttpRequest, person: Client) -> dict[str, Any]:
    """What stands about the plan of a person."""
    found = read.many(request, rows.standing(ActionPlan, person.pk), limit=1)
    plan = found[0] if found else None
    reviews = PlanReview.objects.filter(client__in=same_person(person.pk))
    reviews = reviews.select_related("membership").order_by("-reviewed_on", "-pk")
    asked = read.many(request, reviews, limit=REVIEWS_SHOWN)
    steps = _steps(request, person)
    return {
        "client": person,
        "plan": plan,
        "lines": plan_lines(plan) if plan else [],
        "steps": [step for step in steps if not step["is_done"]],
        "done": [step for step in steps if step["is_done"]],
        "agreed": agreed_text(plan) if plan else "",
        "copy_given_on": plan.copy_given_on if plan else None,
        "copy": uuid7() if plan and not plan.copy_given_on else "",
        "is_as_agreed": bool(plan) and plan.steps == _snapshot(steps),
        "reviews": [_review(one) for one in asked],
        "next_on": asked[0].next_on if asked else plan.review_on if plan else None,
        "suggestions": _suggestions(request, person),
        "ideas": ideas(),
    }


def plan_lines(plan: ActionPlan) -> list[dict[str, str]]:
    """The words of the plan, each with its name."""
    return [{"name": n, "text": text} for n, text in _words(plan).items() if text]


def _words(plan: ActionPlan) -> dict[str, str]:
    """All but its steps and its yes, which stand apart on a page."""
    apart = (_("Next steps"), _("Their yes"))
    return {name: text for name, text in lines_of(plan).items() if name not in apart}


def agreed_text(plan: ActionPlan) -> str:
    if plan.agreed_on is None:
        return ""
    day = {"day": full_day_text(plan.agreed_on), "words": plan.agreed_words}
    if plan.agreed_how == ActionPlan.How.SIGNED:
        return _("Signed by %(words)s on %(day)s") % day
    return _("They said yes on %(day)s: “%(words)s”") % day


def step_lines(request: HttpRequest, person: Client) -> list[dict[str, str]]:
    """The open steps, to be read aloud beside the words of the plan."""
    still = [step for step in _steps(request, person) if not step["is_done"]]
    return [{"name": _("Next step"), "text": f"{step['text']} · {step['who']}"} for step in still]


def _steps(request: HttpRequest, person: Client) -> list[dict[str, Any]]:
    found = caseload_rows.next_steps().filter(client__in=same_person(person.pk))
    found = found.order_by("due_on", "pk")
    return [
        {
            "text": step.text,
            "who": step.owner.name if step.owner else person.name,
            "due_on": step.due_on,
            "href": here(request, "caseload:next_step", step_id=step.pk),
            "is_done": step.done_on is not None,
            "kept": _kept(step),
        }
        for step in read.many(request, found, limit=STEPS_SHOWN)
    ]


def _kept(step: NextStep) -> dict[str, str]:
    """As a version of the plan keeps it (actions.plans.steps_now)."""
    who = step.owner.name if step.owner else ""
    return {"text": step.text, "who": who, "by": step.due_on.isoformat() if step.due_on else ""}


def _snapshot(steps: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [step["kept"] for step in steps if not step["is_done"]]


def _review(one: PlanReview) -> dict[str, Any]:
    return {
        "on": one.reviewed_on,
        "answer": one.get_still_right_display(),
        "said": one.said,
        "who": one.membership.name if one.membership else "",
    }


def _suggestions(request: HttpRequest, person: Client) -> list[dict[str, Any]]:
    found = PlanSuggestion.objects.filter(
        client__in=same_person(person.pk), answered_on__isnull=True
    )
    found = found.select_related("membership").order_by("suggested_on", "pk")
    return [
        {
            "words": one.words,
            "who": one.membership.name if one.membership else "",
            "on": one.suggested_on,
            "answer": here(request, "planning:suggestion_answer", suggestion_id=one.pk),
            "command_id": uuid7(),
        }
        for one in read.many(request, found)
    ]


def versions_told(found: list[ActionPlan]) -> list[dict[str, Any]]:
    """The newest first, each with what is not as in the version before it."""
    out = []
    for row, before in zip(found, [*found[1:], None], strict=False):
        old = {row.entry_id: version_of(before)} if before else {}
        changes: list[Change] = compare(old, {row.entry_id: version_of(row)})
        out.append(
            {
                "on": row.written_on,
                "who": row.membership.name if row.membership else "",
                "agreed": agreed_text(row),
                "changes": changes,
            }
        )
    return out


def ideas() -> list[str]:
    """Steps that people often begin with; finding out what one likes is one of them."""
    return [
        _("Look at kinds of work together"),
        _("Talk with somebody who does this work"),
        _("Visit a place where people do this work"),
        _("Try it for an hour"),
        _("Write a résumé"),
        _("Call an employer together"),
    ]
