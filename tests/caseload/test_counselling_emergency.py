"""Counselling notes in an emergency: a medical one, for staff of that program, and no other."""

import pytest

from followalong.caseload.actions import write_counselling_note
from followalong.clients.actions import enrol
from followalong.clients.models import Client, EmergencyLook, Relation
from followalong.core.db import acting_as
from tests.cast import DAY, MemberClient, make_member, service
from tests.clients.posting import send, words

SAID = "Is allergic to nothing; takes methadone."


@pytest.fixture
def noor(cast) -> MemberClient:
    """A clinician of New Leaf without any tie to Ben, who is in both programs."""
    by = service(cast.northside)
    with acting_as(by):
        Client.objects.filter(pk=cast.ben.pk).update(born_on="1990-05-06")
        enrol(
            by=by,
            client=cast.ben,
            program=cast.new_leaf,
            entered_on=DAY,
            work_status=None,
            specialist=cast.ade,
        )
        made = [
            make_member(cast.northside, n, "clinician", cast.new_leaf) for n in ("Cleo", "Noor")
        ]
        tie = {"agency": cast.northside, "client": cast.ben, "kind": "assigned", "from_on": DAY}
        Relation.objects.create(membership=made[0], **tie)
    cleo, noor = (MemberClient(one) for one in made)
    with acting_as(cleo.actor) as writer:
        write_counselling_note(by=writer, client=cast.ben, held_on=DAY, words=SAID)
    return noor


def looked(browser, reason):
    said = {"name": "Ben Abara", "born_on": "1990-05-06", "words": "He does not wake up."}
    asked = send(browser, browser.here("home:danger"), reason=reason, minutes="60", **said)
    assert asked.status_code == 302, words(asked)
    return words(browser.get(asked["Location"]))


def test_a_medical_emergency_opens_them_and_no_other(cast, noor):
    there = noor.here("caseload:counselling", client_id=cast.ben.pk)
    assert noor.get(there).status_code == 404
    shown = looked(noor, "danger")
    assert "Ben Abara" in shown and SAID not in shown
    assert SAID in looked(noor, "medical")
    assert noor.get(there).status_code == 404
    with acting_as(noor.actor):
        assert EmergencyLook.objects.count() == 2


def test_never_for_whoever_is_outside_the_program(cast, noor):
    with acting_as(service(cast.northside)):
        hal = make_member(cast.northside, "Hal", "clinician", cast.ips)
    assert SAID not in looked(MemberClient(hal), "medical")
