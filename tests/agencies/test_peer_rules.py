"""The nine rules of peer specialists (domain.md 6.1), one test each, in policy and over HTTP.

Pia is the peer of Northside Works, Maya goes along with Ben, Sol leads.
"""

import pytest

from followalong.agencies.roles import ROLES, Permission, can
from followalong.caseload.actions import amend_contact
from followalong.caseload.models import Addendum, Contact, NextStep
from followalong.core.db import acting_as
from tests.cast import DAY, service
from tests.clients.posting import send, words
from tests.home.log_sheets import sheet

PEER = "peer_specialist"


def log(as_pia, cast, category, **values):
    return as_pia.post(as_pia.here("home:log"), sheet(cast.ben, category=category, **values))


def contacts(actor) -> list[Contact]:
    with acting_as(actor):
        return list(Contact.objects.visible_to(actor).order_by("entered_at"))


def step(cast, owner, text="Bring the form") -> NextStep:
    with acting_as(service(cast.northside)):
        return NextStep.objects.create(
            agency=cast.northside,
            client=cast.ben,
            enrolment=cast.ben_enrolment,
            text=text,
            owner=owner,
            due_on=DAY,
        )


def test_1_may_share_their_own_work_story(cast, as_pia, as_maya):
    assert log(as_pia, cast, "PEER_STORY", note="How I went back to work.").status_code == 302
    [story] = contacts(as_pia.actor)
    assert (story.label, story.is_private) == ("PEER", True)
    assert not contacts(as_maya.actor)
    page = words(as_pia.get(as_pia.here("home:client", client_id=cast.ben.pk)))
    assert "Share what work has meant in your own life" in page


def test_2_may_talk_about_what_work_can_bring(cast, as_pia, as_maya):
    own = words(as_pia.get(as_pia.here("home:client", client_id=cast.ben.pk)))
    assert "a rhythm, people, money, meaning" in own
    assert own.index("What you can do together") < own.index("Timeline</")
    theirs = words(as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk)))
    assert "What you can do together" not in theirs


def test_3_may_encourage_telling_a_provider_and_cannot_tell_in_the_persons_place(cast, as_pia):
    assert "The person says it themselves" in words(
        as_pia.get(as_pia.here("home:client", client_id=cast.ben.pk))
    )
    for permission in (Permission.MEETING_EDIT, Permission.REFERRAL_CREATE):
        assert not can(PEER, permission)
    assert as_pia.get(as_pia.here("home:meeting_plan")).status_code == 403


def test_4_may_go_along_and_tick_off_what_was_done_together(cast, as_pia):
    assert log(as_pia, cast, "PEER_ACCOMPANY", note="To the bakery.").status_code == 302
    for owner in (cast.pia, None):
        mine = step(cast, owner)
        page = as_pia.get(as_pia.here("home:client", client_id=cast.ben.pk))
        done = as_pia.here("caseload:next_step_done", step_id=mine.pk)
        assert done in words(page)
        assert as_pia.post(done).status_code == 302
        with acting_as(as_pia.actor):
            assert NextStep.objects.get(pk=mine.pk).done_on == DAY
        again = as_pia.here("caseload:next_step_again", step_id=mine.pk)
        assert as_pia.post(again).status_code == 302
    # A visit of an employer is the specialist's: a peer's hour never counts as one.
    assert as_pia.get(as_pia.here("employers:contact")).status_code == 403


def test_5_what_is_said_to_a_peer_stays_with_the_peer(cast, as_pia, as_maya, as_sol, as_priya):
    log(as_pia, cast, "PEER_SUPPORT", note="Afraid of saying no to Maya.")
    [said] = contacts(as_pia.actor)
    for colleague in (as_maya, as_sol, as_priya):
        assert said.pk not in [row.pk for row in contacts(colleague.actor)]
        page = colleague.get(colleague.here("home:client", client_id=cast.ben.pk))
        assert "saying no to Maya" not in words(page)
        address = colleague.here("caseload:contact", contact_id=said.pk)
        assert colleague.get(address).status_code == 404
    sheet_page = words(as_pia.get(as_pia.here("home:log"), {"client": cast.ben.pk}))
    for exception in ("danger to somebody’s life", "abuse", "harm done by staff"):
        assert exception in sheet_page


def test_5_a_note_put_onto_a_peers_subject_becomes_the_peers_own(cast, as_pia, as_maya):
    with acting_as(service(cast.northside)):
        plain = Contact.objects.create(
            agency=cast.northside,
            client=cast.ben,
            enrolment=cast.ben_enrolment,
            membership=cast.pia,
            started_on=DAY,
            mode="IN_PERSON",
            note="A walk.",
        )
        Addendum.objects.create(
            agency=cast.northside,
            contact=plain,
            client=cast.ben,
            membership=cast.pia,
            written_at=plain.changed_at,
            note="And a tea.",
        )
        Contact.objects.filter(pk=plain.pk).update(entered_at=plain.changed_at)
    assert contacts(as_maya.actor)
    with acting_as(as_pia.actor):
        amend_contact(
            by=as_pia.actor,
            contact=plain,
            version=plain.version,
            started=DAY,
            category="PEER_SUPPORT",
            mode="IN_PERSON",
            note="A walk.",
        )
        now = Contact.objects.get(pk=plain.pk)
        assert (now.label, now.is_private) == ("PEER", True)
        assert Addendum.objects.get(contact=plain).is_private
    assert not contacts(as_maya.actor)


def test_6_may_bring_any_peer_support(cast, as_pia):
    page = as_pia.get(as_pia.here("home:log"), {"client": cast.ben.pk})
    codes = [code for code, _words in page.context["form"].fields["category"].choices]
    assert codes == ["PEER_STORY", "PEER_ACCOMPANY", "PEER_SUPPORT"]
    assert log(as_pia, cast, "PEER_SUPPORT", note="Made a recovery plan.").status_code == 302


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("clients:client_edit", "client"),
        ("clients:facet_start", "enrolment"),
        ("clients:close", "enrolment"),
        ("clients:assign", "enrolment"),
        ("clients:choice_ask", "client"),
        ("jobs:start", "client"),
        ("employers:disclosure", "client"),
        ("employers:new", ""),
        ("caseload:next_step_new", "enrolment"),
        ("clients:referrals", ""),
        ("clients:files", "client"),
    ],
)
def test_7_does_no_vocational_service(cast, as_pia, name, part):
    ids = {"client": cast.ben.pk, "enrolment": cast.ben_enrolment.pk}
    known = {f"{part}_id": ids[part]} if part else {}
    if name == "clients:choice_ask":
        known["kind"] = "FAMILY"
    address = as_pia.here(name, **known)
    assert as_pia.get(address).status_code in (403, 405)
    assert send(as_pia, address).status_code in (403, 405)


def test_7_the_role_names_nothing_of_it():
    assert ROLES[PEER].permissions == {
        Permission.TODAY_VIEW,
        Permission.CLIENT_VIEW,
        Permission.CASELOAD_VIEW,
        Permission.CONTACT_LOG_PEER,
        Permission.JOB_VIEW,
        Permission.ACTION_PLAN_VIEW,
        Permission.ACTION_PLAN_SUGGEST,
        Permission.RIGHTS_RECEIVE,
    }


def test_8_recommends_no_service(cast, as_pia):
    form = as_pia.get(as_pia.here("home:log"), {"client": cast.ben.pk}).context["form"]
    assert not [name for name in form.fields if "recommend" in name or "service" in name]
    page = words(as_pia.get(as_pia.here("home:client", client_id=cast.ben.pk)))
    assert "About the plan, employers or services, ask Maya" in page
    for subject in ("JOB_SEARCH", "BENEFITS", "CAREER_PROFILE"):
        assert log(as_pia, cast, subject).status_code == 422


def test_9_overrides_no_plan_and_disagrees_with_both_present(cast, as_pia, as_maya):
    theirs = step(cast, cast.maya, "Call the bakery")
    assert as_pia.get(as_pia.here("caseload:next_step", step_id=theirs.pk)).status_code == 403
    for name in ("next_step_done", "next_step_again", "next_step_drop"):
        address = as_pia.here(f"caseload:{name}", step_id=theirs.pk)
        assert as_pia.post(address).status_code == 403, name
    page = words(as_pia.get(as_pia.here("home:client", client_id=cast.ben.pk)))
    assert "Call the bakery" in page and "all three of you together" in page
    done = as_maya.here("caseload:next_step_done", step_id=theirs.pk)
    assert as_maya.post(done).status_code == 302
