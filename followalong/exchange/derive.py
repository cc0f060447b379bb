"""What follows from imported rows: relations, labels, facets, milestones, clocks.

The same facts that the rooms' actions push down one by one (house.md section 3), here in bulk.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils import timezone

from followalong.agencies import bulk
from followalong.agencies.packs import codes
from followalong.agencies.roles import ROLES, Permission
from followalong.caseload.actions import bulk_refresh
from followalong.caseload.models import Clock, Milestone
from followalong.caseload.rules import MilestoneKind
from followalong.clients.actions.duplicates import relabel_pairs
from followalong.clients.agreed import signed_enough
from followalong.clients.models import Consent, Enrolment, Facet, Relation
from followalong.clients.rules import EmployerChoice, FacetKind, FacetSpan, Topic, choices_cover
from followalong.clients.rules.facets import Span, facets_from_jobs
from followalong.core.ids import uuid7
from followalong.employers.models import EmployerContact
from followalong.employers.rules import Disclosed, counts17, topic_of
from followalong.exchange.chunk import Chunk
from followalong.exchange.moved import label_program, moved
from followalong.exchange.refs import Place
from followalong.jobs.models import Job, Wage
from followalong.jobs.rules import milestones_of
from followalong.jobs.rules.retention import Held

FROM_IMPORT = "import:"
ONE_DAY = timedelta(days=1)


@dataclass
class Touched:
    """Whom an import spoke of in one agency."""

    clients: set[UUID] = field(default_factory=set)
    enrolments: set[UUID] = field(default_factory=set)
    ties: dict[tuple[UUID, UUID], tuple[date, str]] = field(default_factory=dict)
    jobs: set[UUID] = field(default_factory=set)
    employer_contacts: set[UUID] = field(default_factory=set)
    programs: set[UUID] = field(default_factory=set)
    said_to_employers: set[UUID] = field(default_factory=set)
    # New, or described differently: somebody may be here twice now.
    described: set[UUID] = field(default_factory=set)
    # Whose support ended, or is said to have ended otherwise: it may be that they died.
    exits: set[UUID] = field(default_factory=set)
    rows: int = 0

    def add(self, chunk: Chunk) -> None:
        """Everyone in the rows is on the record; only what is new or changed has effects."""
        table = chunk.table
        self.rows += len(chunk.values)
        self.clients |= {v["id"] if table == "client" else v.get("client_id") for v in chunk.values}
        self.clients.discard(None)  # type: ignore[arg-type]
        for v in (*chunk.effects, *chunk.before):
            self.enrolments.add(v["id"] if table == "enrolment" else v.get("enrolment_id"))
        self.enrolments.discard(None)  # type: ignore[arg-type]
        if table in ("referral", "enrolment"):
            for v in chunk.effects:
                self._tie(v)
        if table == "enrolment":
            ended = (v for v in (*chunk.effects, *chunk.before) if v["exit_reason"])
            self.exits |= {v["client_id"] for v in ended}
        if table == "program":
            self.programs |= {v["id"] for v in chunk.before}
        if table == "client":
            self.described |= {v["id"] for v in chunk.effects}
        if table == "job":
            self.jobs |= {v["id"] for v in chunk.effects}
        if table == "employer_contact":
            self.employer_contacts |= {v["id"] for v in chunk.effects if v["enrolment_id"]}
            self.said_to_employers |= {v["id"] for v in chunk.values if v["enrolment_id"]}

    def join(self, other: "Touched") -> None:
        self.clients |= other.clients
        self.enrolments |= other.enrolments

    def _tie(self, v: dict[str, Any]) -> None:
        key = (v["client_id"], v["program_id"])
        on = v.get("entered_on") or v["received_on"]
        first = min(on, self.ties[key][0]) if key in self.ties else on
        self.ties[key] = (first, v["label"])


def follow_up(place: Place, touched: Touched) -> None:
    """Everything that the rows imply, in a handful of set-based steps."""
    for program in touched.programs:
        clients, enrolments = label_program(program)
        touched.clients |= clients
        touched.enrolments |= enrolments
    _relations(place, touched)
    if not place.is_new:
        moved(touched.clients, touched.enrolments)
    _labels(touched)
    _private(touched)
    _facets(place, touched)
    _milestones(place, touched)
    if touched.enrolments:
        bulk_refresh(by=place.actor, enrolment_ids=touched.enrolments)


def follow_up_gone(place: Place, touched: Touched) -> None:
    """After rows were withdrawn: the same facts, worked out from what is left."""
    Clock.objects.filter(
        enrolment_id__in=touched.enrolments, enrolment__withdrawn_at__isnull=False
    ).delete()
    live = Enrolment.objects.filter(pk__in=touched.enrolments)
    gone = touched.enrolments - set(live.values_list("pk", flat=True))
    Facet.objects.filter(enrolment_id__in=gone).update(withdrawn_at=timezone.now())
    touched.enrolments -= gone
    follow_up(place, touched)


def _relations(place: Place, touched: Touched) -> None:
    rows = [
        {
            "id": uuid7(),
            "agency_id": place.id,
            "client_id": client,
            "program_id": program,
            "kind": Relation.Kind.PROGRAM,
            "from_on": from_on,
            "label": label,
        }
        for (client, program), (from_on, label) in touched.ties.items()
    ]
    bulk.insert(
        Relation,
        rows,
        skip="ON CONFLICT (client_id, program_id) WHERE program_id IS NOT NULL"
        " DO UPDATE SET withdrawn_at = NULL, label = excluded.label, is_shared = false",
    )


LABELS = """
UPDATE clients_client c SET label = f.label
  FROM (SELECT r.client_id, CASE WHEN bool_and(r.label = 'SUD') THEN 'SUD' ELSE 'NORMAL' END label
          FROM clients_relation r
         WHERE r.client_id = ANY(%s) AND r.program_id IS NOT NULL AND r.withdrawn_at IS NULL
           AND NOT r.is_shared
         GROUP BY r.client_id) f
 WHERE c.id = f.client_id AND c.label IN ('NORMAL', 'SUD') AND c.label <> f.label
"""


def _labels(touched: Touched) -> None:
    """A person is SUD only while every tie is to an addiction program; their own rows follow."""
    if not touched.clients:
        return
    clients = list(touched.clients)
    with connection.cursor() as cursor:
        cursor.execute(LABELS, [clients])
        for table in ("clients_demographic", "clients_consent", "clients_clientfile"):
            cursor.execute(
                f"UPDATE {table} x SET label = c.label FROM clients_client c"  # noqa: S608
                " WHERE x.client_id = c.id AND c.id = ANY(%s) AND x.label <> c.label",
                [clients],
            )
    relabel_pairs(clients)


PRIVATE = (
    """
UPDATE caseload_contact c SET is_private = true FROM agencies_membership m
 WHERE m.id = c.membership_id AND c.client_id = ANY(%(clients)s) AND NOT c.is_private
   AND m.role = ANY(%(roles)s) AND c.category = ANY(%(peers)s)
""",
    """
UPDATE caseload_addendum a SET is_private = true FROM caseload_contact c
 WHERE c.id = a.contact_id AND c.is_private AND NOT a.is_private
   AND a.client_id = ANY(%(clients)s)
""",
)


def _private(touched: Touched) -> None:
    """What a peer wrote as a peer is the peer's own, wherever it comes from."""
    told = {
        "clients": list(touched.clients),
        "roles": [r.slug for r in ROLES.values() if Permission.CONTACT_LOG_PEER in r.permissions],
        "peers": list(codes.get("contact.category").where("peer")),
    }
    with connection.cursor() as cursor:
        for statement in PRIVATE:
            cursor.execute(statement, told)


def _facets(place: Place, touched: Touched) -> None:
    """In work while a job lasts, searching the rest of the time, as far as a package can tell."""
    wanted: dict[tuple[UUID, str, date], dict[str, Any]] = {}
    spans = defaultdict(list)
    jobs = Job.objects.filter(enrolment_id__in=touched.enrolments)
    for enrolment, started_on, ended_on in jobs.values_list("enrolment", "started_on", "ended_on"):
        spans[enrolment].append(Span(started_on, ended_on))
    stays = Enrolment.objects.filter(pk__in=touched.enrolments).values_list(
        "pk", "client_id", "label", "entered_on", "exited_on"
    )
    for pk, client, label, entered_on, exited_on in stays:
        working = facets_from_jobs(spans[pk])
        for facet in [*working, *_searching(working, entered_on, exited_on)]:
            wanted[pk, facet.kind, facet.from_on] = {
                "agency_id": place.id,
                "enrolment_id": pk,
                "client_id": client,
                "label": label,
                "kind": facet.kind,
                "from_on": facet.from_on,
                "to_on": facet.to_on,
                "source_id": f"{FROM_IMPORT}{facet.kind}",
            }
    _replace_facets(place, touched, wanted)


def _searching(
    working: list[FacetSpan], entered_on: date, exited_on: date | None
) -> list[FacetSpan]:
    """The times between entry and exit that no job covers."""
    found, cursor = [], entered_on
    for job in working:
        if job.from_on > cursor:
            found.append(FacetSpan(FacetKind.SEARCHING, cursor, job.from_on - ONE_DAY))
        if job.to_on is None:
            return found
        cursor = max(cursor, job.to_on + ONE_DAY)
    if exited_on is None or cursor <= exited_on:
        found.append(FacetSpan(FacetKind.SEARCHING, cursor, exited_on))
    return found


def _replace_facets(place: Place, touched: Touched, wanted: dict) -> None:
    if not place.is_new:
        old = Facet.objects.filter(
            enrolment_id__in=touched.enrolments, source_id__startswith=FROM_IMPORT
        )
        gone = []
        for pk, enrolment, kind, from_on, to_on in old.values_list(
            "pk", "enrolment_id", "kind", "from_on", "to_on"
        ):
            new = wanted.get((enrolment, kind, from_on))
            if new is not None and new["to_on"] == to_on:
                del wanted[enrolment, kind, from_on]
            else:
                gone.append(pk)
        Facet.objects.filter(pk__in=gone).update(
            withdrawn_at=timezone.now(), withdrawn_why="import", version=F("version") + 1
        )
    bulk.insert(Facet, [{"id": uuid7(), **row} for row in wanted.values()])


def _milestones(place: Place, touched: Touched) -> None:
    subjects = touched.jobs | touched.employer_contacts
    if not place.is_new and subjects:
        wages = Wage.everything.filter(job__in=touched.jobs).values_list("pk", flat=True)
        Milestone.objects.filter(subject_id__in=[*subjects, *wages]).delete()
    rows = []
    columns = ("pk", "enrolment_id", "client_id", "label")
    contacts = EmployerContact.objects.filter(pk__in=touched.employer_contacts)
    for pk, *about, on, mode, could_hire, purpose in contacts.values_list(
        *columns, "started_on", "mode", "hiring_authority", "purpose"
    ):
        if counts17(mode=mode, hiring_authority=could_hire, purpose=purpose).counts:
            rows.append(_milestone(place, about, MilestoneKind.EMPLOYER_CONTACT, on, pk))
    for pk, *about, started_on, ended_on in Job.objects.filter(pk__in=touched.jobs).values_list(
        *columns, "started_on", "ended_on"
    ):
        for fact in milestones_of(pk, Held(started_on, ended_on)):
            rows.append(_milestone(place, about, fact.kind, fact.on, pk))
    changes = Wage.objects.filter(job__in=touched.jobs, from_on__gt=F("job__started_on"))
    for pk, *about, on in changes.values_list(
        *("pk", "job__enrolment_id", "client_id", "label", "from_on")
    ):
        rows.append(_milestone(place, about, MilestoneKind.JOB_CHANGED, on, pk))
    bulk.insert(Milestone, rows)


def _milestone(place: Place, about: list, kind: str, on: date, subject: UUID) -> dict[str, Any]:
    enrolment, client, label = about
    return {
        "id": uuid7(),
        "agency_id": place.id,
        "enrolment_id": enrolment,
        "client_id": client,
        "label": label,
        "kind": kind,
        "on": on,
        "subject_id": subject,
    }


def unmatched_disclosures(touched: Touched) -> int:
    """How many imported employer contacts said something without a matching choice (E8)."""
    contacts = EmployerContact.objects.filter(pk__in=touched.said_to_employers)
    said = contacts.filter(disclosed__isnull=False).exclude(disclosed=Disclosed.NONE)
    rows = list(said.values_list("client_id", "employer_id", "disclosed", "started_on"))
    choices = defaultdict(list)
    of = {row[0] for row in rows}
    consents = Consent.objects.filter(signed_enough(), type="EMPLOYER", client_id__in=of)
    for consent in consents:
        topic = Topic(consent.topic) if consent.topic else None
        period = (consent.expires_on, consent.revoked_on)
        choice = EmployerChoice(topic, consent.signed_on, consent.employer_id, *period)
        choices[consent.client_id].append(choice)
    return sum(
        not choices_cover(choices[client], topic, employer, on)
        for client, employer, disclosed, on in rows
        if (topic := topic_of(disclosed)) is not None
    )
