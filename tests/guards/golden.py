"""The golden matrix: who may read which record, and why or why not, in a privacy officer's words.

`python -m pytest tests/guards/test_policy.py` compares data/golden-matrix.csv with what the policy
answers. With GOLDEN_WRITE=1 it writes the file anew: then read every line that changed.
"""

import csv
import datetime as dt
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from followalong.agencies.base import EMERGENCY
from followalong.agencies.deciding import decide
from followalong.agencies.models import Agency, Membership, Program, TeamMembership, actor_of
from followalong.agencies.role_table import grid
from followalong.agencies.roles import ROLES
from followalong.caseload.models import (
    Contact,
    CounsellingNote,
    Meeting,
    MeetingNote,
    NextStep,
)
from followalong.clients.models import (
    Client,
    ClientFile,
    Consent,
    Correction,
    Demographic,
    EmergencyLook,
    Enrolment,
    Lock,
    Referral,
    Relation,
)
from followalong.core.db import acting_as
from followalong.employers.models import EmployerContact
from followalong.jobs.models import Job
from followalong.privacy.models import RightsRequest
from tests.cast import DAY, make_member, service
from tests.factories.rows import Known
from tests.factories.world import World, add_person, agree

DATA = Path(__file__).parent / "data"
HEAD = ["role", "tie", "record", "label", "consent", "decision", "why"]
RECORDS = {
    "person": Client,
    "contact note": Contact,
    "next step": NextStep,
    "job": Job,
    "referral": Referral,
    "enrolment": Enrolment,
    "choice (consent)": Consent,
    "what they said about themselves": Demographic,
    "file": ClientFile,
    "minutes about them": MeetingNote,
    "contact with an employer": EmployerContact,
    "taken off the record": Correction,
    "request about their record": RightsRequest,
}
NOTE_APART = "counselling note"
DAYS = {  # tie -> kind, first day, last day; from today
    "assigned": ("assigned", -3, None),
    "covers for a colleague": ("covers", -1, 1),
    "serves together": ("co_serves", -3, None),
    "assigned until yesterday": ("assigned", -3, -1),
    "assigned from tomorrow": ("assigned", 1, None),
}
USUAL = "in the program, or assigned"
INSIDE = ("employment_specialist", "supervisor", "peer_specialist", "clinician")
LOCKED_OUT = "assigned, but the person locked it away"
LET_GO = "assigned, but the record was let go"
BROKE_GLASS = "none, opened in an emergency"


@dataclass
class Scene:
    """The planted world, people at every kind of tie, and staff of the addiction program."""

    world: World
    people: dict[str, Known] = field(default_factory=dict)
    inside: dict[str, Membership] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)
    own: Known = field(default_factory=dict)
    apart: dict[str, Any] = field(default_factory=dict)
    readers: dict[str, Membership] = field(default_factory=dict)

    @classmethod
    def make(cls, world: World) -> "Scene":
        scene, cast = cls(world), world.cast
        with acting_as(service(cast.northside)):
            harbour = Program.objects.create(
                agency=cast.northside, name="Harbour", kind="ips", setting="mental_health"
            )
            hal = make_member(cast.northside, "Hal", "employment_specialist", harbour)
            ties = ("none", "assigned, no yes", "assigned, yes taken back", LOCKED_OUT, LET_GO)
            for tie in (*ties, *DAYS):
                scene.people[tie] = add_person(world, hal, "Kim", tie)
                scene._tie(tie)
            _lock_away(scene.people[LOCKED_OUT][Client], hal)
            Client.objects.filter(pk=scene.people[LET_GO][Client].pk).update(let_go_on=DAY)
            for role in INSIDE:
                scene.inside[role] = make_member(cast.northside, role, role, cast.new_leaf)
            lead = world.members["supervisor"]
            scene.own = add_person(world, lead, "Kim", "of the supervisor")
            scene.people[USUAL], scene.people["addiction"] = world.ben, world.quinn
            scene._write()
        scene.people["another agency's"] = world.lena
        return scene

    def _tie(self, tie: str) -> None:
        client = self.people[tie][Client]
        kind, first, last = DAYS.get(tie, ("assigned", -3, None))
        if tie != "none":
            for member in self.world.members.values():
                Relation.objects.create(
                    agency=client.agency,
                    client=client,
                    kind=kind,
                    membership=member,
                    from_on=DAY + dt.timedelta(days=first),
                    to_on=None if last is None else DAY + dt.timedelta(days=last),
                )
        Consent.objects.filter(client=client, type="VR").update(revoked_on=DAY)
        if "no yes" not in tie:
            given = agree(client, "VR")
        if "taken back" in tie:
            _take_back(given)

    def _write(self) -> None:
        """Notes of every label, and minutes of a treatment team with and without a yes."""
        ben, quinn, pia = self.world.ben, self.world.quinn, self.world.cast.pia
        maya = self.world.cast.maya
        for label in ("NORMAL", "SUD", "LOCKED", "LEGAL"):
            self.notes[label] = _note(ben, self.world.cast.sol, label)
        self.notes["PEER"] = _note(ben, pia, "PEER", is_private=True)
        peer = self.inside["peer_specialist"]
        self.notes["a peer's about Quinn"] = _note(quinn, peer, "SUD", is_private=True)
        self.notes["Quinn's"] = _note(quinn, self.world.cast.ade, "SUD")
        meeting = ben[Meeting]
        Meeting.objects.filter(pk=meeting.pk).update(type="TREATMENT_TEAM", is_planned=False)
        for member in self.world.members.values():
            TeamMembership.objects.create(
                agency=member.agency, team_id=meeting.team_id, membership=member, from_on=DAY
            )
        for given in Consent.objects.filter(client=ben[Client]).exclude(type="VR"):
            _take_back(given)
        agree(self.people["assigned"][Client], "TREATMENT_TEAM")
        self.notes["locked, of somebody else"] = _note(self.people["none"], maya, "LOCKED")
        for member in self.world.members.values():
            _break_glass(self.people["none"][Client], member)
        lead = self.people["assigned"][ClientFile]
        ClientFile.objects.filter(pk=lead.pk).update(sees="lead")
        self._keep_apart()

    def _keep_apart(self) -> None:
        """Counselling notes about Quinn: a clinician's own, a colleague's, and what was agreed."""
        quinn, clinician = self.world.quinn[Client], self.inside["clinician"]
        _assign(quinn, clinician)
        self.apart["a clinician's"] = _session(self.world.quinn, clinician)
        self.apart["a colleague's"] = _session(self.world.quinn, self.world.cast.ade)
        self.readers = {
            role: make_member(quinn.agency, f"named-{role}", role, self.world.cast.new_leaf)
            for role in ("supervisor", "clinician")
        }
        for member in self.readers.values():
            _assign(quinn, member)
            agree(quinn, "SUD_COUNSELLING", label="SUD", reader=member)

    def cases(self) -> Iterator[tuple[list[str], Membership, Any]]:
        """Each case once: role, tie, record, label and consent; who asks; for which row."""
        for role, member in self.world.members.items():
            yield from self._of(role, member)
        lead, asked = self.world.members["supervisor"], self.own[RightsRequest]
        yield ["supervisor", "is their worker", "request about their record", "", ""], lead, asked
        for role, member in self.inside.items():
            who = f"{role} of the addiction program"
            yield [who, "in the program", "contact note", "SUD", ""], member, self.notes["Quinn's"]
            row = self.notes["a peer's about Quinn"]
            yield [who, "in the program", "a peer's own note", "SUD", ""], member, row
            yield [who, "none", "person", "", ""], member, self.people["none"][Client]
            for whose, note in self.apart.items():
                record = f"{NOTE_APART}, {whose}"
                yield [who, "in the program", record, "SUD", "no yes to it"], member, note
        for role, member in self.readers.items():
            who, note = f"{role} of the addiction program", self.apart["a colleague's"]
            yield [who, "in the program", NOTE_APART, "SUD", "named in a yes to it"], member, note

    def _of(self, role: str, member: Membership) -> Iterator[tuple[list[str], Membership, Any]]:
        usual = self.people[USUAL]
        for name, model in RECORDS.items():
            yield [role, USUAL, name, "", ""], member, usual[model]
        for tie, known in self.people.items():
            if tie not in (USUAL, "addiction"):
                consent = "asked where needed" if "yes" in tie else "stands"
                yield [role, tie, "person", "", consent], member, known[Client]
        for label in ("SUD", "LOCKED", "LEGAL", "PEER"):
            yield [role, USUAL, "contact note", label, ""], member, self.notes[label]
        apart = self.apart["a colleague's"]
        yield [role, "another program's", NOTE_APART, "SUD", ""], member, apart
        row = self.notes["Quinn's"]
        yield [role, "another program's", "contact note", "SUD", ""], member, row
        minutes, lead = self.people["assigned"][MeetingNote], self.people["assigned"][ClientFile]
        yield [role, "assigned", "minutes about them", "", "yes to the team"], member, minutes
        yield [role, "assigned", "file for the lead alone", "", ""], member, lead
        for name in ("person", "contact note", "enrolment", "job", "choice (consent)", "file"):
            yield [role, BROKE_GLASS, name, "", ""], member, self.people["none"][RECORDS[name]]
        locked = self.notes["locked, of somebody else"]
        yield [role, BROKE_GLASS, "contact note", "LOCKED", ""], member, locked
        for tie in ("none", USUAL):
            own = _note(self.people[tie], member, "NORMAL")
            yield [role, tie, "contact note of their own", "", ""], member, own


def _assign(client: Client, member: Membership) -> None:
    tie = {"kind": "assigned", "from_on": DAY}
    Relation.objects.create(agency=client.agency, client=client, membership=member, **tie)


def _session(known: Known, writer: Membership) -> CounsellingNote:
    note = CounsellingNote(
        agency=known[Client].agency,
        client=known[Client],
        enrolment=known[Enrolment],
        membership=writer,
        label="SUD",
        held_on=DAY,
        entered_at=timezone.now(),
    )
    note.words = "A session."
    note.save()
    return note


def _take_back(given: Consent) -> None:
    Consent.objects.filter(pk=given.pk).update(revoked_on=DAY)


def _lock_away(client: Client, keeper: Membership) -> None:
    """The whole record, from everybody but one colleague."""
    said = {"part": "everything", "words": "Only Hal.", "way": "IN_PERSON", "asked_on": DAY}
    Lock.objects.create(agency=client.agency, client=client, keepers=[keeper.pk], **said)
    Agency.objects.filter(pk=client.agency_id).update(has_locks=True)


def _break_glass(client: Client, member: Membership) -> None:
    now = timezone.now()
    EmergencyLook.objects.create(
        agency=client.agency,
        client=client,
        membership=member,
        reason="danger",
        words="Somebody is in danger.",
        began_at=now,
        until=now + dt.timedelta(hours=1),
        review_by=DAY,
    )


def _note(known: Known, writer: Membership, label: str, **more: Any) -> Contact:
    client = known[Client]
    return Contact.objects.create(
        agency=client.agency,
        client=client,
        membership=writer,
        started_on=DAY,
        label=label,
        note="A talk.",
        **more,
    )


def compare(name: str, lines: list[list[str]]) -> list[str]:
    """What differs from the file that was reviewed."""
    path = DATA / name
    if os.environ.get("GOLDEN_WRITE"):
        with path.open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(lines)
    known, now = {tuple(line) for line in read(name)}, {tuple(line) for line in lines}
    return [f"- {', '.join(x)}" for x in known - now] + [f"+ {', '.join(x)}" for x in now - known]


def read(name: str) -> list[list[str]]:
    with (DATA / name).open(newline="") as file:
        return list(csv.reader(file))


def matrix(scene: Scene, only: Callable[[tuple[str, ...]], bool] = bool) -> list[list[str]]:
    """What the policy answers now; to all cases, or to some."""
    lines = [HEAD]
    with acting_as(service(scene.world.cast.northside)):
        for case, member, row in scene.cases():
            if only(tuple(case)):
                purpose = EMERGENCY if case[1] == BROKE_GLASS else ""
                decision = decide(actor_of(member), row, purpose=purpose)
                lines.append([*case, "allow" if decision.allowed else "deny", decision.why])
    return lines


def permissions() -> list[list[str]]:
    return grid()


def reaches() -> list[list[str]]:
    return [["role", "reach"], *([slug, role.reach.value] for slug, role in ROLES.items())]
