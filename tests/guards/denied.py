"""What colleagues may not read within their own agency, and what of it an answer tells (ACC-06)."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Model

from followalong.agencies.base import Label
from followalong.agencies.models import Agency, Membership, Program, actor_of
from followalong.caseload.models import Contact
from followalong.clients.models import Client, Lock
from followalong.core.db import acting_as, set_context
from tests.cast import DAY, make_member, service
from tests.factories.canaries import PATTERN
from tests.factories.rows import Known
from tests.factories.world import World, add_person
from tests.guards.crawl import Visit

ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# What is another one each time a page is made.
FRESH = re.compile(rb'(csrfmiddlewaretoken" value|csrf-token" content|nonce)="[^"]*"')
HIDDEN = "hides"


@dataclass
class Denied:
    """People of another team and locked away, and entries about Ben that are not for everybody."""

    world: World
    hal: Membership
    numbers: dict[str, set[int]] = field(default_factory=dict)
    ids: dict[str, set[bytes]] = field(default_factory=dict)

    @classmethod
    def plant(cls, world: World) -> "Denied":
        north = world.cast.northside
        with acting_as(service(north)):
            Agency.objects.filter(pk=north.pk).update(has_locks=True)
            harbour = Program.objects.create(
                agency=north, name="Harbour", kind="ips", setting="mental_health"
            )
            denied = cls(world, make_member(north, "Hal", "employment_specialist", harbour))
            for known in denied.add_people():
                for row in set(known.values()):
                    if getattr(row, "client_column", None):
                        world.canaries.plant(HIDDEN, row)
        set_context(None)
        for role, member in world.members.items():
            denied.numbers[role], denied.ids[role] = _kept_from(member, world)
        set_context(None)
        return denied

    def add_people(self) -> tuple[Known, Known]:
        """One of another team, one of the same team who had it all locked; notes about Ben."""
        cast = self.world.cast
        other = add_person(self.world, self.hal, "Kit", "Harbour")
        locked = add_person(self.world, cast.maya, "Kit", "Locked")
        Lock.objects.create(
            agency=cast.northside,
            client=locked[Client],
            keepers=[self.hal.pk],
            part="everything",
            words="Only Hal.",
            way="IN_PERSON",
            asked_on=DAY,
        )
        for label, writer in ((Label.PEER, self.hal), (Label.LOCKED, self.hal)):
            note = _note(cast.ben, writer, label)
            (other if label == Label.PEER else locked)[type(note), label] = note
        return other, locked

    def add_namesakes(self) -> None:
        """More of the same, called as Ben is: whoever may not read them is told nothing new."""
        ben = Client.objects.values("given_name", "family_name", "phone", "phone_key", "name_key")
        called = ben.get(pk=self.world.cast.ben.pk)
        for known in self.add_people():
            Client.objects.filter(pk=known[Client].pk).update(**called)
        add_person(self.world, self.world.cast.ade, "Quinn", "Again")

    def told(self, v: Visit) -> str:
        """What an answer tells of rows that the read gate keeps from whoever asked."""
        said, asked = v.body + v.heads, v.asked
        heard = {int(n) for _, n in PATTERN.findall(said)} - {
            int(n) for _, n in PATTERN.findall(asked)
        }
        rows = {self.world.canaries.of[n] for n in heard & self.numbers[v.who]}
        ids = (set(ID.findall(said)) - set(ID.findall(asked))) & self.ids[v.who]
        tables = sorted(f"{model._meta.label}.{name}" for model, _pk, name in rows)
        return f"{v}: {v.path} tells {tables} and {len(ids)} ids" if tables or ids else ""


def answered(v: Visit) -> tuple[int, bytes, bytes, int]:
    """What tells answers apart: words, heads, and how many questions the database was asked."""
    heads = b"\n".join(h for h in v.heads.split(b"\n") if not h.startswith(b"Set-Cookie"))
    heads = ID.sub(b"", FRESH.sub(b"", heads))
    return v.status, ID.sub(b"", FRESH.sub(b"", v.body)), heads, len(v.queries)


def _note(client: Client, writer: Membership, label: str) -> Contact:
    return Contact.objects.create(
        agency=client.agency,
        client=client,
        membership=writer,
        started_on=DAY,
        label=label,
        is_private=label == Label.PEER,
        note="A talk.",
    )


def _kept_from(member: Membership, world: World) -> tuple[set[int], set[bytes]]:
    """The canaries and the ids of rows about people that this member may not read."""
    rows: dict[type[Model], dict] = defaultdict(lambda: defaultdict(set))
    for number, (model, pk, _name) in world.canaries.of.items():
        if getattr(model, "client_column", None):
            rows[model][pk].add(number)
    numbers, ids = set(), set()
    with acting_as(actor_of(member)) as actor:
        for model, found in rows.items():
            every = getattr(model, "everything", model.objects)
            opened = every.visible_to(actor).filter(pk__in=list(found))
            for pk in set(found) - set(opened.values_list("pk", flat=True)):
                numbers |= found[pk]
                ids.add(str(pk).encode())
    return numbers, ids
