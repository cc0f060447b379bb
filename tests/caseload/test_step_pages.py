"""Next steps on their pages: added, put otherwise, done, taken up again, let go."""

import uuid

import pytest

from followalong.agencies.models import actor_of
from followalong.audit.models import Event
from followalong.caseload import actions
from followalong.caseload.models import NextStep
from followalong.core.db import acting_as
from tests.cast import DAY


def sent(**values):
    return {"command_id": str(uuid.uuid4()), **values}


@pytest.fixture
def step(cast):
    by = actor_of(cast.maya)
    with acting_as(by):
        return actions.add_next_step(
            by=by, enrolment=cast.ben_enrolment, text="Call the bakery", due_on=DAY
        )


def stored(cast):
    with acting_as(actor_of(cast.maya)):
        return NextStep.everything.select_related("owner").latest("pk")


def at(browser, name, row):
    return browser.here(f"caseload:{name}", step_id=row.pk)


def test_a_step_is_agreed_on_once(cast, as_maya):
    address = as_maya.here("caseload:next_step_new", enrolment_id=cast.ben_enrolment.pk)
    assert "Ben, the person" in as_maya.get(address).text
    form = sent(text="Write to the school", owner=str(cast.sol.pk), due_on="2026-11-27")
    for _ in range(2):
        answer = as_maya.post(address, form)
        assert answer.url == as_maya.here("home:client", client_id=cast.ben.pk)
    assert stored(cast).owner_id == cast.sol.pk
    as_maya.post(address, sent(text="Ask his sister", owner="person"))
    assert stored(cast).owner_id is None
    with acting_as(actor_of(cast.maya)):
        assert NextStep.objects.count() == Event.objects.filter(action="next_step.added").count()
        assert NextStep.objects.count() == 2


def test_what_is_missing_is_said_beside_it(cast, as_maya):
    address = as_maya.here("caseload:next_step_new", enrolment_id=cast.ben_enrolment.pk)
    answer = as_maya.post(address, sent(text=" ", owner=str(cast.omar.pk), due_on="soon"))
    assert answer.status_code == 422 and "Write what comes next." in answer.text
    assert stored_none(cast)


def stored_none(cast):
    with acting_as(actor_of(cast.maya)):
        return not NextStep.everything.exists()


def test_it_is_put_otherwise_and_a_stale_form_is_told(cast, as_maya, step):
    form = sent(version="1", text="Call them", owner="person", due_on="")
    assert as_maya.post(at(as_maya, "next_step", step), form).status_code == 302
    now = stored(cast)
    assert (now.text, now.owner, now.due_on) == ("Call them", None, None)
    stale = as_maya.post(at(as_maya, "next_step", step), {**form, **sent(text="Mine")})
    assert stale.status_code == 422
    assert "changed while you were writing" in stale.text and "Mine" in stale.text


def test_done_and_not_done_after_all_and_let_go(cast, as_maya, step):
    mine = as_maya.here("home:next_steps")
    assert "Call the bakery" in as_maya.get(mine).text
    assert as_maya.post(at(as_maya, "next_step_done", step), {"next": mine}).url == mine
    assert stored(cast).done_on == DAY
    assert "Not done after all" in as_maya.get(mine).text
    as_maya.post(at(as_maya, "next_step_again", step))
    assert stored(cast).done_on is None
    for _ in range(2):
        as_maya.post(at(as_maya, "next_step_drop", step))
    assert stored(cast).withdrawn_why == "not_wanted"
    assert "Call the bakery" not in as_maya.get(mine).text


@pytest.mark.parametrize(
    "name", ["next_step", "next_step_done", "next_step_again", "next_step_drop"]
)
def test_others_stay_out(as_omar, as_ana, as_pia, step, name):
    assert as_omar.post(at(as_omar, name, step), sent()).status_code == 404
    assert as_ana.post(at(as_ana, name, step), sent()).status_code == 403
    assert as_pia.post(at(as_pia, name, step), sent()).status_code == 403


def test_a_new_step_of_another_agency_is_404(cast, as_omar, as_pia):
    for browser, status in ((as_omar, 404), (as_pia, 403)):
        address = browser.here("caseload:next_step_new", enrolment_id=cast.ben_enrolment.pk)
        assert browser.get(address).status_code == status
