"""The people of the tests. Maya works at Northside; Omar at Southside must see nothing of it.

Northside: Maya (employment specialist), Sol (her supervisor), Pia (peer specialist), Ana
(administrator), Priya (privacy officer), Ade (specialist of the addiction program "New Leaf").
Clients: Ben and Rosa (Maya's), Sam (referred, not enrolled), Quinn (in the addiction program).
Southside: Omar and his client Lena.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.test import Client as DjangoClient
from django.urls import reverse

from followalong.accounts.models import User
from followalong.agencies.actors import service_actor
from followalong.agencies.base import Label
from followalong.agencies.models import Agency, Door, Membership, Program, actor_of
from followalong.clients.models import Assignment, Client, Enrolment, Facet, Referral, Relation
from followalong.clients.rules.sameness import stored_keys
from followalong.core.actor import Actor
from followalong.core.db import acting_as, set_context
from tests.signing import Presence, sign_in

DAY = dt.date(2026, 11, 24)


class VisitorClient(DjangoClient):
    """A browser. A released savepoint keeps the context, so it is blanked after each request."""

    def request(self, **kwargs: Any) -> Any:
        response = super().request(**kwargs)
        set_context(None)
        return response


class MemberClient(VisitorClient):
    """A browser in which a member has signed in; `here` makes that member's addresses."""

    def __init__(self, membership: Membership) -> None:
        super().__init__()
        self.membership = membership
        self.actor = actor_of(membership)
        sign_in(self, membership.user)
        self.presence = Presence()

    def request(self, **kwargs: Any) -> Any:
        self.presence.keep_open(self)
        return super().request(**kwargs)

    def here(self, name: str, *args: Any, **kwargs: Any) -> str:
        values = {"code": self.membership.code, **kwargs}
        if args:
            return reverse(name, args=[self.membership.code, *args])
        return reverse(name, kwargs=values)


def service(agency: Agency) -> Actor:
    return service_actor("import", agency)


@dataclass
class Cast:
    today: dt.date
    northside: Agency
    southside: Agency
    ips: Program
    new_leaf: Program
    south_ips: Program
    maya: Membership
    sol: Membership
    pia: Membership
    ana: Membership
    priya: Membership
    ade: Membership
    omar: Membership
    ben: Client
    rosa: Client
    sam: Client
    quinn: Client
    lena: Client
    ben_enrolment: Enrolment
    rosa_enrolment: Enrolment
    quinn_enrolment: Enrolment
    lena_enrolment: Enrolment

    @classmethod
    def make(cls, *, today: dt.date = DAY, door: str = "northside") -> "Cast":
        """A new cast whose people came some weeks before `today`; `door` is the public address."""
        made: dict[str, Any] = {}
        northside = make_agency("Northside")
        with acting_as(service(northside)):
            ips = Program.objects.create(
                agency=northside, name="Northside Works", kind="ips", setting="mental_health"
            )
            new_leaf = Program.objects.create(
                agency=northside, name="New Leaf", kind="vocational_group", setting="addiction"
            )
            Door.objects.create(
                slug=door,
                agency=northside,
                program=ips,
                agency_name=northside.name,
                program_name=ips.name,
            )
            sol = make_member(northside, "Sol", "supervisor", ips)
            made |= {
                "sol": sol,
                "maya": make_member(northside, "Maya", "employment_specialist", ips, sol),
                "pia": make_member(northside, "Pia", "peer_specialist", ips, sol),
                "ana": make_member(northside, "Ana", "agency_admin"),
                "priya": make_member(northside, "Priya", "privacy_officer"),
                "ade": make_member(northside, "Ade", "employment_specialist", new_leaf),
            }
            made["ben"], made["ben_enrolment"] = make_enrolled(
                made["maya"], "Ben", "Abara", today=today
            )
            made["rosa"], made["rosa_enrolment"] = make_enrolled(
                made["maya"], "Rosa", "Ledesma", today=today
            )
            made["sam"] = make_referred(ips, "Sam", "Okafor", today=today)
            made["quinn"], made["quinn_enrolment"] = make_enrolled(
                made["ade"], "Quinn", "Silva", today=today
            )
        southside = make_agency("Southside")
        with acting_as(service(southside)):
            south_ips = Program.objects.create(
                agency=southside, name="Southside Jobs", kind="ips", setting="mental_health"
            )
            made["omar"] = make_member(southside, "Omar", "employment_specialist", south_ips)
            made["lena"], made["lena_enrolment"] = make_enrolled(
                made["omar"], "Lena", "Marsh", today=today
            )
        return cls(
            today=today,
            northside=northside,
            southside=southside,
            ips=ips,
            new_leaf=new_leaf,
            south_ips=south_ips,
            **made,
        )


def make_agency(name: str, pack: str = "ca-on", timezone: str = "America/Toronto") -> Agency:
    agency = Agency(name=name, pack=pack, timezone=timezone)
    with acting_as(service(agency)):
        agency.save(force_insert=True)
    return agency


def make_member(
    agency: Agency,
    name: str,
    role: str,
    program: Program | None = None,
    supervisor: Membership | None = None,
) -> Membership:
    user = User.objects.create(email=f"{name.lower()}.{agency.pk}@example.org")
    return Membership.objects.create(
        agency=agency,
        user=user,
        role=role,
        given_name=name,
        email=user.email,
        program=program,
        supervisor=supervisor,
        opens_sud=bool(program and program.is_sud),
        started_on=DAY - dt.timedelta(days=700),
    )


def make_client(
    program: Program, given: str, family: str, *, today: dt.date = DAY, **values: Any
) -> Client:
    label = Label.SUD if program.is_sud else Label.NORMAL
    client = Client.objects.create(
        agency=program.agency,
        given_name=given,
        family_name=family,
        **stored_keys(given, family, None, values.get("phone")),
        label=label,
        **values,
    )
    Relation.objects.create(
        agency=program.agency,
        client=client,
        kind="program",
        program=program,
        from_on=today - dt.timedelta(days=60),
        label=label,
    )
    return client


def make_referred(program: Program, given: str, family: str, *, today: dt.date = DAY) -> Client:
    client = make_client(program, given, family, today=today, phone="416-555-0142")
    Referral.objects.create(
        agency=program.agency,
        client=client,
        program=program,
        received_on=today - dt.timedelta(days=3),
        source="SELF",
        decision="pending",
        label=client.label,
    )
    return client


def make_enrolled(
    specialist: Membership,
    given: str,
    family: str,
    *,
    days_ago: int = 50,
    today: dt.date = DAY,
) -> tuple[Client, Enrolment]:
    program = specialist.program
    client = make_client(program, given, family, today=today)
    common = {"agency": program.agency, "client": client, "label": client.label}
    entered_on = today - dt.timedelta(days=days_ago)
    enrolment = Enrolment.objects.create(
        program=program, specialist=specialist, entered_on=entered_on, **common
    )
    Assignment.objects.create(
        enrolment=enrolment, membership=specialist, from_on=entered_on, **common
    )
    Facet.objects.create(enrolment=enrolment, kind="SEARCHING", from_on=entered_on, **common)
    return client, enrolment
