"""Facets: what is going on in an enrolment, as dated rows that may overlap (domain.md 5.1)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from followalong.clients.rules.codes import FacetKind
from followalong.core.dates import ONE_DAY, closed, overlap

# Written from the job records, never by hand: a person works while they hold a job.
# SEARCHING is not ended by it, since people in work may look for another job.
FOLLOWS_JOBS = frozenset({FacetKind.WORKING})


class Span(NamedTuple):
    """Days from one to another, both included; without an end it goes on."""

    from_on: date
    to_on: date | None = None


class FacetSpan(NamedTuple):
    """One facet of an enrolment and its days."""

    kind: FacetKind
    from_on: date
    to_on: date | None = None


class FacetProblem(StrEnum):
    """Why a facet cannot be written as it was given."""

    FOLLOWS_JOBS = "follows_jobs"
    ENDS_BEFORE_START = "ends_before_start"
    ALREADY_SO = "already_so"


def facet_problem(new: FacetSpan, others: Iterable[FacetSpan]) -> FacetProblem | None:
    """What stands in the way of a facet set by hand: only one of the same kind at a time."""
    if new.kind in FOLLOWS_JOBS:
        return FacetProblem.FOLLOWS_JOBS
    if new.to_on is not None and new.to_on < new.from_on:
        return FacetProblem.ENDS_BEFORE_START
    days = (new.from_on, new.to_on)
    same = (other for other in others if other.kind == new.kind)
    if any(overlap(*days, other.from_on, other.to_on) for other in same):
        return FacetProblem.ALREADY_SO
    return None


def kinds_on(facets: Iterable[FacetSpan], on: date) -> frozenset[FacetKind]:
    """Everything that is going on in an enrolment on a day."""
    return frozenset(facet.kind for facet in facets if closed(on, facet.from_on, facet.to_on))


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days in as few spans as possible, first to last."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.from_on):
        last = found[-1] if found else None
        if last is None or (last.to_on is not None and span.from_on > last.to_on + ONE_DAY):
            found.append(span)
            continue
        ends = (last.to_on, span.to_on)
        to_on = None if None in ends else max(end for end in ends if end is not None)
        found[-1] = Span(last.from_on, to_on)
    return found


def facets_from_jobs(jobs: Iterable[Span]) -> list[FacetSpan]:
    """The WORKING rows that a person's jobs make: one for each time in work without a gap."""
    return [FacetSpan(FacetKind.WORKING, *span) for span in joined(jobs)]
