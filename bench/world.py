"""The database that is measured: simulated once, kept for the next run."""

import datetime as dt
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count, Q

from followalong.accounts import doors
from followalong.accounts.models import User
from followalong.agencies.everywhere import known_agencies, service_in
from followalong.agencies.models import Membership
from followalong.caseload.models import Appointment, Contact
from followalong.clients.models import Client, Enrolment, Referral
from followalong.core.db import acting_as
from followalong.demo.simulation import simulate
from followalong.employers.models import AgencyEmployer
from followalong.exchange.format import PackageWriter, read_package
from followalong.exchange.load import load_package
from followalong.jobs.models import Job

SEED = 20
# The larger world is made of one year's history, and its older contacts are copies of it.
YEARS, YEARS_OF_MANY, MANY = 3, 1, 20_000


@dataclass(frozen=True)
class World:
    membership: Membership
    sessions: list[str]
    client_id: UUID
    needle: str
    context: str
    sizes: dict[str, int]


def fill(clients: int, contacts: int = 0) -> None:
    """Simulate and bring in the world, with at least so many contacts, unless it is there."""
    if not known_agencies():
        _bring_in(clients)
    if _multiply(contacts):
        _settle()


def _bring_in(clients: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "world.zip"
        with PackageWriter(path) as writer:
            rows = simulate(
                clients=clients,
                years=YEARS if clients < MANY else YEARS_OF_MANY,
                agencies=3,
                seed=SEED,
                as_of=dt.date.today(),
            )
            for table, row in rows:
                writer.add(table, row)
        print(f"Simulated {writer.rows.total():,} rows; bringing them in …", flush=True)
        load_package(read_package(path), file_name="world.zip")
    _settle()


def _multiply(contacts: int) -> int:
    """Write as many more contacts as are wanted: each is one that is there, a year or more earlier.

    What the database weighs is what counts here; the newest year, which pages show, stays as the
    simulation told it. The rows written.
    """
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        columns = [
            row[0]
            for row in connection.execute(
                "SELECT column_name FROM information_schema.columns"
                " WHERE table_name = 'caseload_contact' ORDER BY ordinal_position"
            )
        ]
        changed = {
            "id": "gen_random_uuid()",
            "source_id": "NULL",
            "started_on": "started_on - 364 * turn",
            "started_at": "started_at - make_interval(days => 364 * turn)",
            "entered_at": "entered_at - make_interval(days => 364 * turn)",
        }
        copied = ", ".join(changed.get(name, f'"{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        written = 0
        while (missing := contacts - _contacts(connection)) > 0:
            print(f"{missing:,} contacts to go …", flush=True)
            statement = (
                f"INSERT INTO caseload_contact ({names}) SELECT {copied} FROM ("  # noqa: S608
                " SELECT c.*, %(turn)s AS turn FROM caseload_contact c"
                " WHERE source_id IS NOT NULL LIMIT %(most)s) AS c"
            )
            most = {"turn": written // 500_000 + 1, "most": min(missing, 500_000)}
            written += connection.execute(statement, most).rowcount
        return written


def _contacts(connection: psycopg.Connection) -> int:
    row = connection.execute("SELECT count(*) FROM caseload_contact").fetchone()
    return row[0] if row else 0


def _settle() -> None:
    """Have the planner know the rows now rather than at some moment of the measurement."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def open_world(users: int) -> World:
    """The specialist with the most people in the largest agency, signed in `users` times."""
    largest: tuple[int, UUID] = (-1, UUID(int=0))
    for agency_id in known_agencies():
        with acting_as(service_in("clockmaker", agency_id)):
            largest = max(largest, (Client.objects.count(), agency_id))
    actor = service_in("clockmaker", largest[1])
    with acting_as(actor):
        holding = Count("pk", filter=Q(exited_on__isnull=True))
        holder = (
            Enrolment.objects.filter(
                specialist__role="employment_specialist", specialist__opens_sud=False
            )
            .values("specialist")
            .annotate(holding=holding)
            .order_by("-holding")
            .first()
        )
        membership = Membership.objects.select_related("agency").get(pk=holder["specialist"])
        user, _made = User.objects.get_or_create(email="bench@example.org")
        Membership.objects.filter(pk=membership.pk).update(user=user)
        membership.user = user
        open_ones = Enrolment.objects.filter(specialist=membership, exited_on__isnull=True)
        client = open_ones.select_related("client").order_by("entered_on").first().client
        sizes = {
            "clients": Client.objects.count(),
            "contacts": Contact.objects.count(),
            "caseload": open_ones.count(),
        }
        needle = (client.family_name or client.given_name)[:5]
    return World(
        membership=membership,
        sessions=[_session(user) for _ in range(users)],
        client_id=client.pk,
        needle=needle,
        context=context_of(membership),
        sizes=sizes,
    )


def readers(here: World) -> tuple[dict[str, Membership], dict[str, UUID]]:
    """The specialist and a supervisor of the same agency, and rows for pages about one."""
    with acting_as(service_in("clockmaker", here.membership.agency_id)):
        user, _made = User.objects.get_or_create(email="bench-supervisor@example.org")
        rows = Membership.objects.filter(role="supervisor", ended_on__isnull=True)
        supervisor = rows.select_related("agency").order_by("pk").first()
        Membership.objects.filter(pk=supervisor.pk).update(user=user)
        supervisor.user = user
        about = {"client": here.client_id}
        enrolment = Enrolment.objects.filter(**about).first()
        ids = {
            "client_id": here.client_id,
            "enrolment_id": enrolment.pk,
            "program_id": enrolment.program_id,
            "membership_id": here.membership.pk,
            "contact_id": Contact.objects.filter(**about).first().pk,
            "referral_id": Referral.objects.filter(**about).values_list("pk", flat=True).first(),
            "employer_id": AgencyEmployer.objects.values_list("pk", flat=True).first(),
            "job_id": Job.objects.values_list("pk", flat=True).first(),
            "appointment_id": Appointment.objects.filter(membership=here.membership)
            .values_list("pk", flat=True)
            .first(),
        }
    found = {"specialist": here.membership, "supervisor": supervisor}
    return found, {key: pk for key, pk in ids.items() if pk}


def _session(user: User) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    doors.mark(store, is_proved=True)
    store.create()
    return store.session_key


def context_of(membership: Membership) -> str:
    agency = membership.agency
    pools = ",".join(str(p) for p in (agency.authority_id, agency.pk) if p)
    return (
        f"SELECT set_config('app.agency', '{agency.pk}', true),"
        f" set_config('app.user_id', '{membership.user_id}', true),"
        f" set_config('app.pools', '{pools}', true), set_config('app.sud', '', true)"
    )


def sign_in(browser: Any, user: User) -> None:
    """A test browser in which this person has signed in with everything that is asked for."""
    browser.force_login(user)
    session = browser.session
    doors.mark(session, is_proved=True)
    session.save()
