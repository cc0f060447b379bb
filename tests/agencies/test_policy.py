"""The list and the single answer agree, and both say what the policy says (ACC-03)."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followalong.agencies.base import Label
from followalong.agencies.deciding import Because, decide, may
from followalong.agencies.models import Program, actor_of
from followalong.agencies.roles import ROLES, Permission, Reach
from followalong.caseload.models import Contact
from followalong.clients.models import Client, Consent, Relation
from followalong.core.db import acting_as
from tests.cast import Cast, make_member, service
from tests.conftest import TODAY

PEOPLE = sorted(slug for slug, role in ROLES.items() if role.permissions)
DAYS = st.integers(-2, 2)
TIES = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["program", "assigned", "covers", "co_serves"]),
        "mine": st.booleans(),
        "from_on": DAYS,
        "lasts": st.one_of(st.none(), st.integers(0, 3)),
    }
)
WORLDS = st.fixed_dictionaries(
    {
        "role": st.sampled_from(PEOPLE),
        "works_in": st.sampled_from(["ips", "harbour", "new_leaf", None]),
        "person": st.sampled_from([Label.NORMAL, Label.SUD]),
        "ties": st.lists(TIES, max_size=3),
        "yes": st.sampled_from(["none", "stands", "revoked", "ended"]),
        "row": st.sampled_from(list(Label)),
        "is_private": st.booleans(),
        "wrote": st.booleans(),
    }
)


def kept_back(w: dict, label: str) -> bool:
    """What the labels say, written down a second time and otherwise."""
    permissions = ROLES[w["role"]].permissions
    return (
        (label == "SUD" and w["works_in"] != "new_leaf")
        or (label == "LOCKED" and Permission.SEALED_VIEW not in permissions)
        or (label == "LEGAL" and Permission.FILE_VIEW not in permissions)
    )


def is_tied(w: dict) -> bool:
    """Whether the actor's role, place and ties open the person."""
    role, today = ROLES[w["role"]], 0
    if Permission.CLIENT_VIEW not in role.permissions or role.reach is Reach.NONE:
        return False
    if role.reach is Reach.AGENCY or (role.reach is Reach.PROGRAM and not w["works_in"]):
        return True
    if w["role"] == "vr_counsellor" and w["yes"] != "stands":
        return False
    for tie in w["ties"]:
        is_now = tie["from_on"] <= today and (
            tie["lasts"] is None or tie["from_on"] + tie["lasts"] >= today
        )
        if tie["kind"] == "program":
            if role.reach is Reach.PROGRAM and tie["in"] == w["works_in"]:
                return True
        elif tie["mine"] and is_now:
            return True
    return False


def opens_contact(w: dict) -> bool:
    permissions = ROLES[w["role"]].permissions
    logs = permissions & {Permission.CONTACT_LOG, Permission.CONTACT_LOG_PEER}
    if Permission.CONTACT_VIEW not in permissions and not (logs and w["wrote"]):
        return False
    is_peers = w["is_private"] or w["row"] == "PEER"
    return is_tied(w) and not kept_back(w, w["row"]) and (w["wrote"] or not is_peers)


def made(cast: Cast, w: dict) -> tuple:
    """The world's rows; ties to a program are to Harbour, at most one."""
    programs = {"ips": cast.ips, "harbour": cast.harbour, "new_leaf": cast.new_leaf, None: None}
    member = make_member(cast.northside, "Someone", w["role"], programs[w["works_in"]])
    of = {"agency": cast.northside, "label": w["person"]}
    person = Client.objects.create(given_name="Kim", name_key="kim", **of)
    w["ties"] = [
        t
        for n, t in enumerate(w["ties"])
        if t["kind"] != "program" or all(x["kind"] != "program" for x in w["ties"][:n])
    ]
    for tie in w["ties"]:
        tie["in"] = "harbour"
        from_on = TODAY + dt.timedelta(days=tie["from_on"])
        last = None if tie["lasts"] is None else from_on + dt.timedelta(days=tie["lasts"])
        whose = member if tie["mine"] else cast.maya
        to = {"program": cast.harbour} if tie["kind"] == "program" else {"membership": whose}
        # A tie carries no label here: what hides the person is their own.
        Relation.objects.create(
            agency=cast.northside,
            client=person,
            kind=tie["kind"],
            from_on=from_on,
            to_on=last,
            **to,
        )
    if w["yes"] != "none":
        before = TODAY - dt.timedelta(days=1)
        ended = {"stands": {}, "revoked": {"revoked_on": before}, "ended": {"expires_on": before}}
        signed_on = TODAY - dt.timedelta(days=9)
        Consent.objects.create(
            client=person, type="VR", signed_on=signed_on, **of, **ended[w["yes"]]
        )
    writer = member if w["wrote"] else cast.sol
    contact = Contact.objects.create(
        agency=cast.northside,
        client=person,
        membership=writer,
        started_on=TODAY,
        label=w["row"],
        is_private=w["is_private"],
    )
    return replace(actor_of(member), sees_sud=member.opens_sud), person, contact


@pytest.fixture
def harbour(cast) -> Cast:
    with acting_as(service(cast.northside)):
        cast.harbour = Program.objects.create(
            agency=cast.northside, name="Harbour", kind="ips", setting="mental_health"
        )
    return cast


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(w=WORLDS)
def test_a_row_is_in_the_list_exactly_when_it_may_be_read(harbour, w):
    with transaction.atomic():
        with acting_as(service(harbour.northside)):
            actor, person, contact = made(harbour, w)
            expected = {
                person: is_tied(w) and not kept_back(w, w["person"]),
                contact: opens_contact(w),
            }
            for row, opens in expected.items():
                listed = type(row).objects.visible_to(actor).filter(pk=row.pk).exists()
                decision = decide(actor, row)
                assert (listed, may(actor, row), decision.allowed) == (opens,) * 3, decision
        with acting_as(actor):  # the database's own walls take away nothing that is theirs
            listed = Client.objects.visible_to(actor).filter(pk=person.pk).exists()
            assert listed == expected[person]
        transaction.set_rollback(True)


def test_a_permission_and_the_row_are_both_needed(cast):
    maya, pia, omar = (actor_of(one) for one in (cast.maya, cast.pia, cast.omar))
    with acting_as(service(cast.northside)):
        assert may(maya, cast.ben, Permission.CLIENT_EDIT)
        assert not may(pia, cast.ben, Permission.CLIENT_EDIT)
        assert decide(pia, cast.ben, Permission.CLIENT_EDIT).why == Because.NO_PERMISSION
        assert decide(omar, cast.ben, Permission.CLIENT_EDIT).why == Because.OTHER_AGENCY
        assert decide(maya, cast.ben).why == Because.ALLOWED
