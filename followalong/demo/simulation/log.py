"""The daily log of one stay: contacts, addenda, appointments and next steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from followalong.exchange.format import TABLE

from .client import Person
from .draw import DAY, Draw, workday
from .house import House, Post, Rows
from .notes import contact_note, fragment
from .reference import Mix, rates
from .stay import Stay

MINUTES = {"IN_PERSON": (20, 75), "VIDEO": (15, 50), "PHONE": (5, 25), "TEXT": (2, 6)}
ANSWERED = frozenset({"IN_PERSON", "VIDEO"})
NOT_MET = frozenset({"NO_SHOW", "ATTEMPT_NO_ANSWER", "CANCELLED_BY_PERSON"})
AT_FIRST = Mix({"INTAKE": 45, "ENGAGEMENT": 25, "ASSESSMENT": 30})
SEARCHING = Mix({"JOB_SEARCH": 48, "JOB_DEVELOPMENT": 18, "ASSESSMENT": 8, "ENGAGEMENT": 8,
                 "BENEFITS": 5, "EDUCATION": 4, "TEAM_COORDINATION": 5, "FAMILY": 1,
                 "VR_COORDINATION": 1, "unknown": 2})  # fmt: skip
WORKING = Mix({"FOLLOW_ALONG": 62, "JOB_COACHING": 22, "BENEFITS": 6, "TEAM_COORDINATION": 4,
               "JOB_SEARCH": 4, "unknown": 2})  # fmt: skip
COLLEAGUE = {
    "peer_specialist": Mix({"PEER_SUPPORT": 50, "PEER_ACCOMPANY": 30, "PEER_STORY": 20}),
    "benefits_counsellor": Mix({"BENEFITS": 1}),
    "occupational_therapist": Mix({"OT": 1}),
}
WEEK = 7
WEEKS_AT_FIRST = 6


@dataclass
class Log:
    """Writes the log of one stay."""

    house: House
    post: Post
    person: Person
    enrolment_id: str
    stay: Stay
    group: bool  # an addiction program's vocational group
    contacts: int = 0
    appointments: int = 0

    @property
    def draw(self) -> Draw:
        return self.person.draw

    def rows(self) -> Rows:
        for day in self._days():
            yield from self._contact(day)
        yield from self._around_jobs()
        yield from self._planned()
        yield from self._next_steps()

    def _days(self) -> Iterator[date]:
        """The days of ordinary contacts, week by week, as often as the phase asks for."""
        stay, draw = self.stay, self.draw
        quiet = stay.last + DAY
        if stay.exit_reason == "OUT_OF_TOUCH":
            quiet = stay.last - DAY * rates().contact.quiet_before_exit_days
        yield stay.entered
        monday = stay.entered
        while monday <= stay.last:
            often = self._per_week(monday) if monday < quiet else 0.25
            for _ in range(draw.count(often)):
                day = monday + DAY * int(draw.random() * WEEK)
                if day.weekday() > 4 and not draw.chance(rates().contact.weekend):
                    day = workday(day)
                if day <= stay.last:
                    yield day
            monday += DAY * WEEK

    def _per_week(self, day: date) -> float:
        rate, stay = rates().contact, self.stay
        if stay.paused(day):
            return rate.per_week_pause
        job = stay.working(day)
        if job:
            new = (day - job.started).days < 30
            return rate.per_week_new_job if new else rate.per_week_work
        first = (day - stay.entered).days < WEEKS_AT_FIRST * WEEK
        return rate.per_week_start if first else rate.per_week_search

    def _around_jobs(self) -> Rows:
        """Face to face before a start and after it, and soon after a job ended."""
        rate, draw = rates().contact, self.draw
        for job in self.stay.jobs:
            moments = [
                (rate.before_start, job.started - DAY * draw.between((1, 6)), "JOB_COACHING"),
                (rate.after_start, job.started + DAY * draw.between((0, 3)), "FOLLOW_ALONG"),
            ]
            if job.ended:
                after = job.ended + DAY * draw.between((0, 3))
                moments.append((rate.after_loss, after, "FOLLOW_ALONG"))
            for share, day, category in moments:
                if self.stay.entered <= day <= self.stay.last and draw.chance(share):
                    yield from self._contact(day, "IN_PERSON", category)

    def _contact(self, day: date, mode: str | None = "", category: str | None = "") -> Rows:
        draw, rate = self.draw, rates().contact
        staff_id, own = self.post.at_work(day), ""
        if category == "" and draw.chance(rate.by_colleague):
            role = draw.one(list(COLLEAGUE))
            staff_id, own = self.house.colleagues[role], draw.of(COLLEAGUE[role]) or ""
        category = category or own or self._category(day)
        mode = mode or draw.of(rate.mode_virtual if self.house.pack == "ca-bc" else rate.mode)
        if mode == "ATTEMPT_NO_ANSWER":
            category = "OUTREACH"
        self.contacts += 1
        at = draw.time(day, self.house.zone)
        row = TABLE["contact"].row(
            f"{self.enrolment_id}-K{self.contacts:04}",
            staff_id,
            self.enrolment_id,
            day if draw.chance(rate.date_alone) else at,
            draw.maybe(self._minutes(mode)),
            5 * draw.between((1, 8)) if mode == "IN_PERSON" and draw.chance(0.5) else None,
            mode,
            self._location(mode),
            category,
            self._answered(mode),
            contact_note(draw, category, self.person.language) if draw.chance(rate.noted) else None,
            entered_at(draw, at, self.house.as_of),
        )
        yield "contact", row
        if draw.chance(rate.addendum):
            yield from self._addendum(row, at)
        if mode == "IN_PERSON" and draw.chance(rate.appointment):
            yield "appointment", self._appointment(staff_id, at, category, "kept")
        elif mode == "NO_SHOW" and draw.chance(0.5):
            yield "appointment", self._appointment(staff_id, at, category, "missed")

    def _category(self, day: date) -> str | None:
        if self.group and self.draw.chance(0.6):
            return "GROUP"
        if self.stay.working(day):
            return self.draw.of(WORKING)
        early = (day - self.stay.entered).days < 21
        category = self.draw.of(AT_FIRST if early else SEARCHING)
        no_vr_here = category == "VR_COORDINATION" and self.house.pack != "us-ct"
        return "TEAM_COORDINATION" if no_vr_here else category

    def _minutes(self, mode: str | None) -> int:
        low, high = MINUTES.get(mode or "", (5, 10))
        minutes = self.draw.between((low, high))
        return minutes if high < 20 else 5 * round(minutes / 5)

    def _location(self, mode: str | None) -> str | None:
        if mode in ("IN_PERSON", "NO_SHOW"):
            return self.draw.of(rates().contact.location)
        return self.draw.maybe("REMOTE")

    def _answered(self, mode: str | None) -> bool | None:
        if mode in NOT_MET or mode is None:
            return False if self.draw.chance(0.8) else None
        if self.draw.chance(rates().contact.no_answer_noted):
            return None
        if mode in ANSWERED:
            return True
        return mode in ("PHONE", "TEXT", "EMAIL") and self.draw.chance(0.85)

    def _addendum(self, contact: Any, at: datetime) -> Rows:
        later = at + timedelta(days=self.draw.between((3, 30)), minutes=7)
        if later.date() <= self.house.as_of:
            note = fragment(self.draw, "addendum")
            yield "addendum", (contact.contact_id, contact.staff_id, later, note)

    def _appointment(self, staff_id: str, at: datetime, kind: str | None, status: str) -> Any:
        self.appointments += 1
        return TABLE["appointment"].row(
            appointment_id=f"{self.enrolment_id}-P{self.appointments:03}",
            staff_id=staff_id,
            enrolment_id=self.enrolment_id,
            starts_at=at,
            minutes=self.draw.maybe(15 * self.draw.between((1, 4))),
            kind=kind,
            location=self.draw.of(rates().contact.location),
            status=self.draw.maybe(status),
        )

    def _planned(self) -> Rows:
        """What is planned for the days after the history is told."""
        rate, draw, house = rates().contact, self.draw, self.house
        if self.stay.exited or not draw.chance(rate.planned_ahead):
            return
        day = workday(house.as_of + DAY * draw.between((0, rate.planned_ahead_days - 2)))
        category = "FOLLOW_ALONG" if self.stay.working(house.as_of) else "JOB_SEARCH"
        at = draw.time(day, house.zone)
        status = "cancelled" if draw.chance(0.04) else "planned"
        row = self._appointment(self.post.at_work(house.as_of), at, category, status)
        yield "appointment", row._replace(status=status)

    def _next_steps(self) -> Rows:
        draw, stay, rate = self.draw, self.stay, rates().contact
        length = (stay.last - stay.entered).days
        for number in range(draw.count(min(30.0, rate.next_steps_per_year * length / 365 + 0.5))):
            agreed = stay.entered + DAY * draw.between((0, length))
            due = agreed + DAY * draw.between((2, 21))
            days = (-2, 6) if draw.chance(rate.next_step_done) else rate.next_step_late_days
            done = max(agreed, due + DAY * draw.between(days))
            yield (
                "next_step",
                TABLE["next_step"].row(
                    next_step_id=f"{self.enrolment_id}-N{number:03}",
                    enrolment_id=self.enrolment_id,
                    text=fragment(draw, "step"),
                    owner_staff_id=self.post.at_work(agreed) if draw.chance(0.6) else None,
                    due_on=draw.maybe(due),
                    done_on=done if done <= stay.last else None,
                ),
            )


def entered_at(draw: Draw, at: datetime, as_of: date) -> datetime | None:
    """When it was written down: mostly the same day, some later, a few much later, some unknown."""
    rate, chance = rates().contact, draw.random()
    if chance < rate.unknown:
        return None
    if chance < rate.unknown + rate.late:
        written = at + timedelta(days=draw.between((8, 40)), minutes=30)
    elif chance < rate.unknown + rate.late + rate.same_day:
        written = at + timedelta(minutes=draw.between((20, 240)))
    else:
        written = at + timedelta(days=draw.between((1, 5)), minutes=15)
    return written if written.date() <= as_of else at + timedelta(minutes=90)
