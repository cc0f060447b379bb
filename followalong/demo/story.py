"""The people told by hand, one for each thing a page may have to say about somebody.

data/story-*.toml, one for each world, say who they are and what happened, in days before or after
the day on which the demonstration is loaded; here it becomes rows of the exchange package.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from followalong.demo.days import DAY, due_on, on_working_day, start_on, working_day
from followalong.demo.place import Place, employers, row_id
from followalong.demo.simulation import Rows
from followalong.demo.simulation.draw import Draw
from followalong.demo.simulation.touch import lose_touch
from followalong.exchange.format import TABLE

WORLDS_TOLD = ("northside", "inlet", "elm-river")
# Offices and cafés are visited on working days; a call or a message may come on any day.
FACE_TO_FACE = frozenset({"IN_PERSON", "VIDEO"})
WRITTEN_AFTER = timedelta(minutes=20)


@cache
def stories() -> dict[str, Any]:
    """Everything told by hand, by the slug of the specialist whose people they are."""
    told: dict[str, Any] = {}
    for world in WORLDS_TOLD:
        path = files(__package__) / "data" / f"story-{world}.toml"
        told |= tomllib.loads(path.read_text("utf-8"))
    return told


def tell(place: Place, today: date) -> Rows:
    """The rows of the stories that belong to this agency."""
    for slug, told in stories().items():
        if slug in place.staff:
            yield from employers(place, slug, told, today)
            for person in told["person"]:
                yield from _Told(place, slug, person, today).rows()


@dataclass(frozen=True)
class _Told:
    """One person's story as rows."""

    place: Place
    specialist: str
    person: dict[str, Any]
    today: date

    @property
    def client_id(self) -> str:
        return row_id(self.place.agency_id, self.person["key"])

    @property
    def enrolment_id(self) -> str:
        return f"{self.client_id}-1"

    @property
    def program_id(self) -> str:
        addiction = self.person.get("in_addiction_program")
        return (self.place.addiction or "") if addiction else self.place.main

    def rows(self) -> Rows:
        yield "client", self._client()
        yield from self._entry()
        for number, contact in enumerate(self.person.get("contact", ())):
            yield "contact", self._contact(f"{self.enrolment_id}-K{number:02}", contact)
        for number, visit in enumerate(self.person.get("visit", ())):
            yield "employer_contact", self._visit(f"{self.enrolment_id}-V{number:02}", visit)
        for number, job in enumerate(self.person.get("job", ()), start=1):
            yield "job", self._job(f"{self.enrolment_id}-J{number}", job)
        yield from self._plans()
        yield from self._agreed()
        yield from self._consents()

    def _client(self) -> Any:
        person = self.person
        columns = TABLE["client"].names
        told = {name: value for name, value in person.items() if name in columns}
        born = self.today - DAY * int(person["age"] * 365.25 + 100)
        return TABLE["client"].row(
            client_id=self.client_id,
            agency_id=self.place.agency_id,
            treatment_team_id=self.place.team_id,
            born_on=born,
            **told,
        )

    def _entry(self) -> Rows:
        person = self.person
        entered = self.today - DAY * person["entered"]
        received = entered - DAY * person.get("waited", 6)
        referral_id = f"{self.client_id}-R1"
        yield (
            "referral",
            TABLE["referral"].row(
                referral_id,
                self.client_id,
                self.program_id,
                received,
                person["source"],
                "accepted",
                received + DAY,
            ),
        )
        yield (
            "enrolment",
            TABLE["enrolment"].row(
                enrolment_id=self.enrolment_id,
                client_id=self.client_id,
                program_id=self.program_id,
                referral_id=referral_id,
                specialist_id=self._staff(),
                entered_on=entered,
                work_status_at_entry=person.get("work_status", "out_of_work"),
            ),
        )
        if pause := person.get("pause"):
            row = (self.enrolment_id, self.today - DAY * pause["since"], None, pause["reason"])
            yield "pause", TABLE["pause"].row(*row)

    def _contact(self, contact_id: str, told: dict[str, Any]) -> Any:
        at = self._at(told)
        return TABLE["contact"].row(
            contact_id=contact_id,
            staff_id=self._staff(told),
            enrolment_id=self.enrolment_id,
            started_at=at,
            minutes=told.get("minutes"),
            mode=told["mode"],
            location=told.get("location", "REMOTE"),
            category=told["category"],
            two_way=told.get("two_way", True),
            note=told.get("note"),
            entered_at=at + WRITTEN_AFTER + timedelta(minutes=told.get("minutes", 0)),
        )

    def _visit(self, contact_id: str, told: dict[str, Any]) -> Any:
        return TABLE["employer_contact"].row(
            employer_contact_id=contact_id,
            employer_id=row_id(self.place.agency_id, told["employer"]),
            made_by="staff",
            staff_id=self._staff(told),
            started_at=self._at(told),
            minutes=told.get("minutes", 25),
            mode=told["mode"],
            purpose=told["purpose"],
            hiring_authority=told.get("hiring_authority", True),
            enrolment_id=self.enrolment_id,
            disclosed=told.get("disclosed", "none"),
            note=told.get("note"),
        )

    def _job(self, job_id: str, told: dict[str, Any]) -> Any:
        return TABLE["job"].row(
            job_id=job_id,
            enrolment_id=self.enrolment_id,
            employer_id=row_id(self.place.agency_id, told["employer"]),
            title=told["title"],
            started_on=start_on(self.today, told["started"]),
            hours_per_week=Decimal(told["hours"]),
            hourly_wage=Decimal(told["wage"]),
            currency=told["currency"],
            permanent=True,
            self_employed=False,
            open_to_anyone=True,
            set_aside=False,
            pays_minimum_or_more=True,
            pays_customary=True,
            paid_by_employer=True,
            integrated=told.get("integrated", True),
            time_limited_by_service=False,
        )

    def _plans(self) -> Rows:
        for number, told in enumerate(self.person.get("appointment", ())):
            yield (
                "appointment",
                TABLE["appointment"].row(
                    appointment_id=f"{self.enrolment_id}-P{number:02}",
                    staff_id=self._staff(told),
                    enrolment_id=self.enrolment_id,
                    starts_at=self._planned(told),
                    minutes=told["minutes"],
                    kind=told["category"],
                    location=told["location"],
                    status="planned",
                ),
            )
        for number, told in enumerate(self.person.get("step", ())):
            yield (
                "next_step",
                TABLE["next_step"].row(
                    next_step_id=f"{self.enrolment_id}-N{number:02}",
                    enrolment_id=self.enrolment_id,
                    text=told["text"],
                    owner_staff_id=None if told.get("theirs") else self._staff(),
                    due_on=due_on(self.today, told["due"]),
                ),
            )

    def _agreed(self) -> Rows:
        """The two lines about losing touch, and what the last unit meeting said."""
        entered = self.today - DAY * self.person["entered"]
        draw, language = Draw("told", self.enrolment_id), self.person["language"]
        row = lose_touch(draw, self.enrolment_id, language, self._staff(), entered)
        if said := self.person.get("lose_touch"):
            row = row._replace(
                ways=" ".join(said["may"]),
                stop_after_weeks=said.get("stop_weeks"),
                stop_after_tries=said.get("stop_tries"),
                ask_whom=said.get("ask_whom"),
                in_their_words=said["words"],
            )
        yield "outreach_choice", row
        if (said := self.person.get("unit_said")) and self.place.unit_meeting:
            meeting_id, staff_id = self.place.unit_meeting
            note = (f"{self.enrolment_id}-H", meeting_id, self.enrolment_id, staff_id, said)
            yield "meeting_note", TABLE["meeting_note"].row(*note)

    def _consents(self) -> Rows:
        signed = self.today - DAY * self.person["entered"]
        for number, told in enumerate(self.person.get("consent", ())):
            yield (
                "consent",
                TABLE["consent"].row(
                    consent_id=f"{self.client_id}-Y{number}",
                    client_id=self.client_id,
                    type=told["type"],
                    recipient=told.get("recipient"),
                    topic=told.get("topic"),
                    signed_on=signed,
                ),
            )

    def _staff(self, told: dict[str, Any] | None = None) -> str:
        return self.place.staff[(told or {}).get("by", self.specialist)]

    def _at(self, told: dict[str, Any]) -> datetime:
        """So many days ago; face to face on a working day."""
        face_to_face = told["mode"] in FACE_TO_FACE
        day = self.today - DAY * told["ago"]
        day = on_working_day(self.today, told["ago"]) if face_to_face else day
        return self._moment(day, told["at"])

    def _planned(self, told: dict[str, Any]) -> datetime:
        """In so many working days: 0 is today, or Monday at a weekend; or on any day at all."""
        day = self.today
        if not told.get("any_day"):
            day = working_day(day)
            for _ in range(told["in"]):
                day = working_day(day + DAY)
        return self._moment(day, told["at"])

    def _moment(self, day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), self.place.zone)
