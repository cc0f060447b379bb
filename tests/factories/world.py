"""Two agencies in which every table has rows and every free-text column holds a canary."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from followalong.accounts.models import User
from followalong.agencies.base import AgencyModel, Label
from followalong.agencies.models import Agency, Membership, Program
from followalong.agencies.roles import ROLES, Reach
from followalong.caseload.models import CounsellingNote
from followalong.clients.models import Client, Consent, Enrolment, PossibleDuplicate, Relation
from followalong.core.db import acting_as
from followalong.core.files import keep_file
from followalong.core.models import File
from tests.cast import DAY, Cast, make_client, make_enrolled, make_member, service
from tests.factories.canaries import Canaries
from tests.factories.rows import Known, plant

# Roles of roles.py that no membership holds.
NOT_MEMBERS = {"anyone", "import", "export", "clockmaker", "matcher", "sealer", "setup"}
NORTH, SOUTH, SUD = "north", "south", "sudqq"


@dataclass
class World:
    """The cast, every role's member at Northside, and one person's rows to ask for.

    `ben`, `quinn` and `lena` hold one row of each model about that person, or of their agency:
    Quinn is in Northside's addiction program, Lena at Southside.
    """

    cast: Cast
    canaries: Canaries = field(default_factory=Canaries)
    ben: Known = field(default_factory=dict)
    quinn: Known = field(default_factory=dict)
    lena: Known = field(default_factory=dict)
    members: dict[str, Membership] = field(default_factory=dict)

    @classmethod
    def make(cls) -> "World":
        world = cls(Cast.make())
        cast = world.cast
        with acting_as(service(cast.northside)):
            there = (cast.maya, cast.sol, cast.pia, cast.ana, cast.priya)
            world.members = members_of(cast.ips, cast.ben, there)
            world.ben = _about(cast.ben, cast.ben_enrolment, cast.maya)
            world.quinn = _about(cast.quinn, cast.quinn_enrolment, cast.ade)
            world.plant_canaries(cast.northside, NORTH)
            _reread(world.ben, world.quinn)
        with acting_as(service(cast.southside)):
            world.lena = _about(cast.lena, cast.lena_enrolment, cast.omar)
            world.plant_canaries(cast.southside, SOUTH)
            _reread(world.lena)
        return world

    def plant_canaries(self, agency: Agency, flock: str) -> None:
        for model in owned_models():
            for row in model._base_manager.all():
                hidden = getattr(row, "label", Label.NORMAL) == Label.SUD
                self.canaries.plant(SUD if hidden else flock, row)
        for user in User.objects.filter(pk__in=_staff(agency)):
            self.canaries.plant(flock, user)
        self.canaries.plant(flock, agency)


def _reread(*about: Known) -> None:
    """The rows as they are now, with their canaries; what they point to stays at hand."""
    for known in about:
        for model, row in known.items():
            for name, value in model._base_manager.values().get(pk=row.pk).items():
                setattr(row, name, value)


def owned_models() -> list[type[models.Model]]:
    """Models whose rows an agency owns, or shares within its pool; lower rooms first."""
    return [
        model
        for model in apps.get_models()
        if model.__module__.startswith("followalong.")
        and (issubclass(model, AgencyModel) or hasattr(model, "pool_id") or model is File)
        and model is not Agency
    ]


def add_person(world: World, holder: Membership, given: str, family: str) -> Known:
    """One more client of this specialist, with a row of every model about them."""
    shared = {m: row for m, row in world.ben.items() if not getattr(m, "client_column", None)}
    return _about(*make_enrolled(holder, given, family), holder, shared)


def _about(
    client: Client, enrolment: Enrolment, holder: Membership, shared: Known | None = None
) -> Known:
    """A row of every model: about this client, or about their agency when there is none yet."""
    agency, program = client.agency, holder.program
    known = {**(shared or {}), Agency: agency, Program: program, Membership: holder}
    known |= {Client: client, Enrolment: enrolment, User: holder.user}
    for model in owned_models():
        if model in known:
            continue
        there = _file(client) if model is File else _there(model, client)
        more = _twin(client, program) if model is PossibleDuplicate and not there else {}
        known[model] = there or plant(model, known, **_tenant(model, client), **more)
    return known


def _twin(client: Client, program: Program) -> dict[str, Any]:
    """A pair is of two: somebody of the same program who may be this person."""
    return {"client": client, "other": make_client(program, client.given_name, "Twin")}


def _file(client: Client) -> File:
    """Sealed as every file is, so that it can be opened."""
    by = service(client.agency)
    return keep_file(
        by=by, content=b"A letter.", media_type="text/plain", suffix=".txt", label=client.label
    )


def _there(model: type[models.Model], client: Client) -> models.Model | None:
    """The row the cast made already. Of tables about no client one row an agency will do."""
    rows = model._base_manager.all()
    if model is Relation:
        rows = rows.filter(program__isnull=True)
    column = getattr(model, "client_column", None)
    return rows.filter(**{column: client.pk}).first() if column else rows.first()


def _tenant(model: type[models.Model], client: Client) -> dict[str, Any]:
    names = {f.name for f in model._meta.local_fields}
    # The law's label is on every counselling note, whosever it is.
    label = Label.SUD if model is CounsellingNote else client.label
    values = {"agency": client.agency, "pool_id": client.agency.pool_id, "label": label}
    return {name: value for name, value in values.items() if name in names}


def members_of(
    program: Program, client: Client, there: tuple[Membership, ...]
) -> dict[str, Membership]:
    """One member a role, tied to this person where the role opens nobody without."""
    members = {m.role: m for m in there}
    for slug, role in ROLES.items():
        if slug in NOT_MEMBERS:
            continue
        if slug not in members:
            members[slug] = make_member(program.agency, slug, slug, program)
        if role.reach == Reach.RELATED:
            Relation.objects.create(
                agency=program.agency,
                client=client,
                kind=Relation.Kind.ASSIGNED,
                membership=members[slug],
                from_on=DAY,
            )
    agree(client, "VR")
    return members


def agree(client: Client, kind: str, **more: Any) -> Consent:
    """The person's yes, so that a guest who needs it may be let in."""
    told = {"type": kind, "signed_on": DAY, **more}
    return Consent.objects.create(agency=client.agency, client=client, **told)


def _staff(agency: Agency) -> Any:
    return Membership.objects.filter(agency=agency).values("user_id")
