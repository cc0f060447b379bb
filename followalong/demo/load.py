"""Loading the demonstration, agency by agency, so that its days are this week's.

The first world is there before the page opens; the others are loaded behind it by the worker.
"""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from followalong.agencies.actions import add_member, open_door
from followalong.agencies.actors import service_actor
from followalong.agencies.everywhere import known_agencies
from followalong.agencies.models import Agency, Membership, Program
from followalong.clients.actions.about import count_answers
from followalong.core.actor import Actor
from followalong.core.db import acting_as
from followalong.demo.actions import give_sign_in
from followalong.demo.by_hand import write_by_hand
from followalong.demo.cast import Part, parts_at
from followalong.demo.world import agency, agency_source_id
from followalong.demo.worlds import SIZES, Size
from followalong.exchange.format import PackageWriter, check_package, read_package
from followalong.exchange.load import load_package


def is_empty() -> bool:
    """True while the installation has no agency."""
    return not known_agencies()


def loaded() -> set[int]:
    """The numbers of the demonstration's agencies that are here, whole."""
    sources = set(known_agencies().values())
    return {size.agency for size in SIZES if agency_source_id(size.agency) in sources}


def load(sizes: Sequence[Size] = SIZES) -> bool:
    """All of these agencies, or nothing. False where there are data already."""
    if not is_empty():
        return False
    with transaction.atomic():
        load_agencies(sizes)
    return True


def load_agencies(sizes: Iterable[Size]) -> None:
    """Each agency that is not here yet: all of it, or nothing."""
    here = loaded()
    for size in sizes:
        if size.agency not in here:
            with transaction.atomic():
                _bring_in(size)
                found = {source: pk for pk, source in known_agencies().items()}
                _settle(found[agency_source_id(size.agency)], parts_at(size.agency))


def _bring_in(size: Size) -> None:
    with tempfile.TemporaryDirectory(prefix="followalong-demo-") as folder:
        path = Path(folder) / "package"
        with PackageWriter(path) as writer:
            for table, row in agency(timezone.now(), size):
                writer.add(table, row)
        package = read_package(path)
        # What is odd about it is kept with it, as with any import: it is messy on purpose.
        notes = check_package(package, today=timezone.localdate()).notes.counts
        load_package(package, file_name="demonstration", remarks={"notes": dict(notes)})


def _settle(agency_id: object, parts: Sequence[Part]) -> None:
    """What makes the imported agency a place to walk into: doors, sign-ins, stories."""
    with acting_as(Actor("service", "setup", agency_id=agency_id)):
        agency = Agency.objects.select_related("authority").get(pk=agency_id)
    by = service_actor("setup", agency)
    with acting_as(by):
        program = Program.objects.get(agency=agency, kind=Program.Kind.IPS)
        open_door(by=by, agency=agency, program=program)
        members = {part.slug: _member(by, agency, program, part) for part in parts}
        for each in Program.objects.filter(agency=agency):
            count_answers(by=by, program=each)
    write_by_hand(agency, members)


def _member(by: Actor, agency: Agency, program: Program, part: Part) -> Membership:
    if part.is_in_package:
        membership = Membership.objects.select_related("agency").get(
            agency=agency, email=part.email
        )
    else:
        membership = add_member(
            by=by,
            agency=agency,
            role=part.role,
            given_name=part.given_name,
            family_name=part.family_name,
            email=part.email,
            program=program if part.role == "intake" else None,
        )
    give_sign_in(by=by, membership=membership)
    return membership
