"""One person's way: asking to join, the answer, one stay in the program or several."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from followalong.exchange.format import TABLE

from .again import comes_back
from .client import Person, consents, demographics, describe_person
from .draw import DAY, Draw, workday
from .house import House, Post, Rows
from .log import Log
from .reference import Mix, rates
from .stay import Stay, draw_stay
from .touch import lose_touch
from .visits import visits_for
from .week import told_of
from .work import activities, jobs

DECLINE = Mix({"OUTSIDE_AREA": 40, "NOT_IN_CLINIC": 12, "SERVED_BY_OTHER_IPS": 20, "AGE_RULE": 8,
               "NO_WISH_TO_WORK_NOW": 15, "unknown": 5})  # fmt: skip
EMPLOYED = frozenset({"employed_seeking_other", "employed_retention"})


def journey(house: House, number: int, place: int, received: date) -> Rows:
    """Everything about one person: `number` in the installation, `place` at the agency."""
    program, post = _program(house, place)
    person, row = describe_person(house, number, post, received)
    yield "client", row
    yield from demographics(person, house, received)
    turn = 1
    while True:
        referral = _referral(house, person, program, received, turn)
        yield "referral", referral
        entered = _entry(person, referral)
        if entered is None or entered > house.as_of:
            return
        stay, status = _stay(house, person, entered)
        enrolment_id = f"{person.client_id}-{turn}"
        about = (house, post, person, enrolment_id, stay)
        yield from _enrolment(*about, referral, status)
        if turn == 1:
            addiction = program == house.addiction
            yield from consents(person, house, entered, addiction=addiction)
        yield from jobs(person.draw, house, enrolment_id, stay)
        yield from activities(person.draw, enrolment_id, stay)
        yield from Log(*about, group=program == house.addiction).rows()
        yield from visits_for(*about)
        yield from _agreed(*about)
        yield from comes_back(house, post, enrolment_id, stay)
        yield from told_of(house, enrolment_id, stay)
        back = _comes_back(person, stay)
        if back is None or back > house.as_of:
            return
        received, turn = back, turn + 1


def _program(house: House, place: int) -> tuple[str, Post]:
    """Caseloads fill evenly: one person after another, one post after another."""
    share = rates().agency.addiction_share
    every = round(1 / share)
    program = house.main
    if house.addiction and place % every == every - 1:
        program = house.addiction
    posts = house.posts[program]
    return program, posts[place % len(posts)]


def _referral(house: House, person: Person, program: str, received: date, turn: int) -> Any:
    draw, rate = person.draw, rates().referral
    source = draw.of(rate.source)
    if source == "VR" and house.pack != "us-ct":
        source = "CLINICIAN_MH"
    decision = draw.of(rate.decision)
    decided = received + DAY * draw.count(rate.decision_days)
    waiting = (house.as_of - received).days
    if decided > house.as_of or (waiting < rate.pending_within_days and draw.chance(rate.pending)):
        decision = "pending"
    open_still = decision in ("pending", "waitlisted", None)
    return TABLE["referral"].row(
        referral_id=f"{person.client_id}-R{turn}",
        client_id=person.client_id,
        program_id=program,
        received_on=received,
        source=source,
        decision=decision,
        decided_on=None if open_still else draw.maybe(decided),
        decline_reason=draw.of(DECLINE) if decision == "declined" else None,
    )


def _entry(person: Person, referral: Any) -> date | None:
    """The first meeting, some days after the yes."""
    if referral.decision != "accepted":
        return None
    yes = referral.decided_on or referral.received_on
    return workday(yes + DAY * person.draw.count(rates().referral.entry_days))


def _stay(house: House, person: Person, entered: date) -> tuple[Stay, str | None]:
    status = person.draw.of(rates().stay.work_status)
    stay = draw_stay(person.draw, entered, house.as_of, employed=status in EMPLOYED)
    return stay, status


def _enrolment(
    house: House,
    post: Post,
    person: Person,
    enrolment_id: str,
    stay: Stay,
    referral: Any,
    status: str | None,
) -> Rows:
    held = _held(post, stay)
    yield (
        "enrolment",
        TABLE["enrolment"].row(
            enrolment_id=enrolment_id,
            client_id=person.client_id,
            program_id=referral.program_id,
            referral_id=person.draw.maybe(referral.referral_id),
            specialist_id=held[-1][0] if held else None,
            entered_on=stay.entered,
            work_status_at_entry=status,
            exited_on=stay.exited,
            exit_reason=stay.exit_reason,
        ),
    )
    if len(held) > 1:  # with one holder for all the time, the enrolment says enough
        for staff_id, first, last in held:
            yield "assignment", (enrolment_id, staff_id, first, last)
    for first, last in stay.pauses:
        reason = person.draw.of(rates().stay.pause_reason)
        yield "pause", (enrolment_id, first, last, reason)


def _agreed(house: House, post: Post, person: Person, enrolment_id: str, stay: Stay) -> Rows:
    """What they said about losing touch, asked by whoever met them first."""
    draw = Draw(house.seed, "touch", enrolment_id)
    if draw.chance(rates().contact.lose_touch_asked):
        first = _held(post, stay)
        asked_by = first[0][0] if first else None
        row = lose_touch(draw, enrolment_id, person.language, asked_by, stay.entered)
        yield "outreach_choice", row


def _held(post: Post, stay: Stay) -> list[tuple[str, date, date | None]]:
    """Who held the enrolment from when to when; between two holders the supervisor does."""
    found: list[tuple[str, date, date | None]] = []
    day = stay.entered
    while day <= stay.last:
        tenure = post.holder(day)
        if tenure:
            staff_id, until = tenure.staff_id, tenure.ended
        else:
            later = [t.started for t in post.held if t.started > day]
            staff_id = post.supervisor_id
            until = min(later) - timedelta(days=1) if later else None
        last = stay.exited if until is None or until >= stay.last else until
        found.append((staff_id, day, last))
        if last is None or last >= stay.last:
            break
        day = last + DAY
    return found


def _comes_back(person: Person, stay: Stay) -> date | None:
    """Some ask again: help with another job needs no new reason."""
    if stay.exited is None or stay.exit_reason == "DIED":
        return None
    if not person.draw.chance(rates().stay.came_back):
        return None
    return stay.exited + DAY * person.draw.between(rates().stay.away_days)
