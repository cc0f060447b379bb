"""What a choice, and what goes on, need when they are taken off a record, moved or put back."""

from enum import StrEnum

from followalong.clients.actions.consents import tell_of_choices
from followalong.clients.actions.facets import spans_of
from followalong.clients.correctable import KINDS, Kind
from followalong.clients.events import tell
from followalong.clients.models import Consent, Facet
from followalong.clients.refusals import (
    CorrectionProblem,
    CorrectionRefused,
    FacetProblemMore,
    FacetRefused,
)
from followalong.clients.rules import (
    FOLLOWS_JOBS,
    FacetKind,
    FacetProblem,
    FacetSpan,
    facet_problem,
)
from followalong.core.actor import Actor


def enter_kinds() -> None:
    """Called once, when the application starts. A choice is the person's and has no writer."""
    KINDS[Consent] = Kind(
        day=lambda choice: choice.signed_on,
        writers=None,
        follow=lambda by, choice: tell_of_choices(by, choice.client),
        settle=_of_the_person,
    )
    KINDS[Facet] = Kind(
        day=lambda facet: facet.from_on,
        writers=lambda facet: {facet.enrolment.specialist_id},
        follow=_facet,
        stays=_follows_jobs,
        settle=_fits,
        needs_enrolment=True,
    )


def _of_the_person(by: Actor, choice: Consent) -> None:
    choice.label = choice.client.label


def _facet(by: Actor, facet: Facet) -> None:
    """Clocks follow what went on. Something of the same kind may go on by now."""
    if not facet.withdrawn_at and _in_the_way(facet):
        raise CorrectionRefused(CorrectionProblem.BUILT_ON)
    if facet.enrolment.withdrawn_at is None:
        tell(by, facet.enrolment)


def _follows_jobs(facet: Facet) -> Exception | None:
    return FacetRefused(FacetProblem.FOLLOWS_JOBS) if facet.kind in FOLLOWS_JOBS else None


def _fits(by: Actor, facet: Facet) -> None:
    """At another person's it stands within the days of an enrolment, once."""
    stay = facet.enrolment
    problem = _in_the_way(facet)
    if facet.from_on < stay.entered_on:
        problem = FacetProblemMore.BEFORE_ENTRY
    elif stay.exited_on and (facet.to_on is None or facet.to_on > stay.exited_on):
        problem = FacetProblemMore.SUPPORT_ENDED
    if problem:
        raise FacetRefused(problem)


def _in_the_way(facet: Facet) -> StrEnum | None:
    if facet.kind in FOLLOWS_JOBS:
        return None
    new = FacetSpan(FacetKind(facet.kind), facet.from_on, facet.to_on)
    return facet_problem(new, spans_of(facet.enrolment, besides=facet.pk))
