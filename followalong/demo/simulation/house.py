"""One simulated agency: its programs, teams, staff over time, and the employers it knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from followalong.exchange.format import TABLE

from . import names
from .draw import Draw
from .reference import load, rates

Rows = Iterator[tuple[str, tuple]]
# Staff began before the history does, so that no contact comes before them.
BEFORE = timedelta(days=200)


@dataclass(frozen=True)
class Tenure:
    """One staff member's time in a post, and the days they were away."""

    staff_id: str
    started: date
    ended: date | None
    away: frozenset[date]

    def covers(self, day: date) -> bool:
        return self.started <= day and (self.ended is None or day <= self.ended)


@dataclass
class Post:
    """A specialist's post: people hold it one after another; between them the supervisor covers."""

    program_id: str
    supervisor_id: str
    teams: tuple[str, ...]
    held: list[Tenure] = field(default_factory=list)

    def holder(self, day: date) -> Tenure | None:
        return next((tenure for tenure in self.held if tenure.covers(day)), None)

    def at_work(self, day: date) -> str:
        """Who is there on that day: the holder, or the supervisor for them."""
        tenure = self.holder(day)
        if tenure is None or day in tenure.away:
            return self.supervisor_id
        return tenure.staff_id


@dataclass
class House:
    """An agency with all that its clients' histories need."""

    number: int
    pack: str
    clients: int
    start: date
    as_of: date
    seed: int
    specialists: int
    also_addiction: bool = False  # in Connecticut every agency has such a program

    def __post_init__(self) -> None:
        self.agency_id = f"A{self.number:02}"
        self.draw = Draw(self.seed, "agency", self.number)
        self.place: dict[str, Any] = load("places")[self.pack]
        self.zone = ZoneInfo(self.place["timezone"])
        self.posts: dict[str, list[Post]] = defaultdict(list)
        self.colleagues: dict[str, str] = {}
        self.teams: list[str] = []
        self.employers: dict[str, list[str]] = defaultdict(list)
        self.unit_meetings: list[tuple[str, date, str]] = []  # id, day, who was there
        self.staff_count = 0

    @property
    def main(self) -> str:
        return f"{self.agency_id}-IPS"

    @property
    def addiction(self) -> str | None:
        has_one = self.also_addiction or self.pack == "us-ct"
        return f"{self.agency_id}-VG" if has_one else None

    def rows(self) -> Rows:
        """Everything of the agency that is not about a client."""
        yield "agency", self._agency()
        yield from self._programs()
        yield from self._sites_and_teams()
        yield from self._staff()
        yield from self._employers()

    def _agency(self) -> tuple:
        known = self.place["agencies"]
        turn, which = divmod(self.number // len(PACKS), len(known))
        return TABLE["agency"].row(
            agency_id=self.agency_id,
            authority_id=AUTHORITY if self.pack == "us-ct" else None,
            name=known[which] + (f" {turn + 1}" if turn else ""),
            pack=self.pack,
            timezone=self.place["timezone"],
        )

    def _programs(self) -> Rows:
        program = TABLE["program"].row
        yield (
            "program",
            program(
                program_id=self.main,
                agency_id=self.agency_id,
                name=self.place["program"],
                kind="ips",
                setting=self.place["setting"],
                video_counts=self.pack == "ca-bc",
            ),
        )
        if self.addiction:
            yield (
                "program",
                program(
                    program_id=self.addiction,
                    agency_id=self.agency_id,
                    name="Vocational group",
                    kind="vocational_group",
                    setting="addiction",
                ),
            )

    def _sites_and_teams(self) -> Rows:
        for number, name in enumerate(self.place.get("sites") or SITES):
            code = names.postal_code(self.draw, self.pack)
            row = (f"{self.agency_id}-L{number}", self.agency_id, name, code)
            yield "site", TABLE["site"].row(*row)
        unit = f"{self.agency_id}-UNIT"
        yield "team", TABLE["team"].row(unit, self.agency_id, "Employment team", "vocational_unit")
        pool = load("places")["teams"]["names"]
        for number in range(max(2, self.specialists)):
            team_id = f"{self.agency_id}-T{number:02}"
            turn, which = divmod(number, len(pool))
            name = f"{pool[which]} team" + (f" {turn + 1}" if turn else "")
            self.teams.append(team_id)
            yield "team", TABLE["team"].row(team_id, self.agency_id, name, "treatment")

    def _staff(self) -> Rows:
        supervisors = []
        for _ in range(max(1, -(-self.specialists // 10))):
            row = self._person("supervisor", self.main)
            supervisors.append(row.staff_id)
            yield "staff", row
        for role in ("peer_specialist", "benefits_counsellor", "occupational_therapist"):
            row = self._person(role, None, supervisor_id=supervisors[0])
            self.colleagues[role] = row.staff_id
            yield "staff", row
        yield "staff", self._person("program_manager", None)
        for number in range(self.specialists):
            last = number == self.specialists - 1
            program = self.addiction if last and self.addiction else self.main
            teams = tuple(self.teams[(number + i) % len(self.teams)] for i in range(2))
            post = Post(program, supervisors[number % len(supervisors)], teams)
            self.posts[program].append(post)
            yield from self._hold(post)

    def _hold(self, post: Post) -> Rows:
        """People who hold the post one after another until today."""
        hired, draw = self.start - BEFORE, self.draw
        while hired <= self.as_of:
            stay = int(draw.expovariate(rates().staff.turnover_per_year) * 365) + 120
            left = hired + timedelta(days=stay)
            ended = left if left <= self.as_of else None
            row = self._person(
                "employment_specialist",
                post.program_id,
                supervisor_id=post.supervisor_id,
                started_on=hired,
                ended_on=ended,
            )
            yield "staff", row
            yield from self._fte(row)
            away: set[date] = set()
            for first, last in self._leave(hired, ended or self.as_of):
                away.update(first + timedelta(days=n) for n in range((last - first).days + 1))
                yield "leave", TABLE["leave"].row(row.staff_id, first, last)
            post.held.append(Tenure(row.staff_id, hired, ended, frozenset(away)))
            hired = left + timedelta(days=draw.between(rates().staff.vacant_days))

    def _person(self, role: str, program: str | None, **values: object) -> Any:
        self.staff_count += 1
        draw = self.draw
        name = names.person(draw, self.pack)
        part_time = role == "employment_specialist" and draw.chance(rates().staff.part_time)
        fte = draw.one([Decimal("0.5"), Decimal("0.6"), Decimal("0.8")]) if part_time else None
        return TABLE["staff"].row(
            staff_id=f"{self.agency_id}-S{self.staff_count:03}",
            agency_id=self.agency_id,
            given_name=name.given,
            family_name=draw.maybe(name.family),
            email=draw.maybe(names.email(name, self.staff_count)),
            role=role,
            program_id=program,
            fte=fte or draw.maybe(Decimal(1)),
            **values,
        )

    def _fte(self, row: Any) -> Rows:
        """Some change their hours: the history then stands in rows of its own."""
        change = row.started_on + timedelta(days=self.draw.between((90, 500)))
        if self.draw.chance(rates().staff.fte_changes) and change <= (row.ended_on or self.as_of):
            yield "staff_fte", (row.staff_id, row.started_on, Decimal(1))
            yield "staff_fte", (row.staff_id, change, Decimal("0.8"))

    def _leave(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        staff = rates().staff
        step = 365 / staff.leave_blocks_per_year
        day = first + timedelta(days=int(step * self.draw.random()) + 40)
        while day < last:
            end = min(last, day + timedelta(days=self.draw.between(staff.leave_days) - 1))
            yield day, end
            day = end + timedelta(days=int(step * (0.5 + self.draw.random())))

    def _employers(self) -> Rows:
        industries = load("places")["industries"]
        known = max(30, min(4000, int(self.clients * rates().agency.employers_per_client)))
        for number in range(known):
            industry = industries[number % len(industries)]
            employer_id = f"{self.agency_id}-E{number:04}"
            self.employers[industry["naics"]].append(employer_id)
            yield (
                "employer",
                TABLE["employer"].row(
                    employer_id=employer_id,
                    agency_id=self.agency_id,
                    name=names.business(self.draw, industry["kinds"]),
                    naics=self.draw.maybe(industry["naics"]),
                    postal_code=self.draw.maybe(names.postal_code(self.draw, self.pack)),
                ),
            )


SITES = tuple(load("places")["sites"]["names"][:3])
PACKS = ("ca-on", "ca-bc", "us-ct")
AUTHORITY = "AUTH"
