"""What Ben wants of a job, as features; and what else matters, which nothing waits for."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import actor_of
from followalong.core.db import acting_as
from followalong.planning.models import JobPreference, Need, OptionsTalk
from followalong.planning.rules import Much, Preferences, Shift, lines_in
from tests.clients.posting import events, send, words


def rows(cast, model) -> list:
    with acting_as(actor_of(cast.maya)):
        return list(model.objects.order_by("pk"))


def wishes(browser, cast) -> str:
    return browser.here("planning:preferences", client_id=cast.ben.pk)


def test_wishes_become_plain_features_and_stand_on_the_profile(cast, as_maya):
    said = send(
        as_maya,
        wishes(as_maya, cast),
        kinds="baking\n\n baking \nbikes",
        hours_most="20",
        shifts=["early", "day"],
        pay_floor="18.50",
        noise="little",
        must_nots="selling alcohol",
    )
    assert said.status_code == 302
    (row,) = rows(cast, JobPreference)
    assert row.as_features() == Preferences(
        kinds=("baking", "bikes"),
        hours_most=20,
        shifts=frozenset({Shift.EARLY, Shift.DAY}),
        pay_floor=Decimal("18.50"),
        noise=Much.LITTLE,
        must_nots=("selling alcohol",),
    )
    text = words(as_maya.get(as_maya.here("home:profile", client_id=cast.ben.pk)))
    assert "baking, bikes" in text and "Early mornings, Days" in text and "up to 20" in text
    form = words(as_maya.get(wishes(as_maya, cast)))
    assert "selling alcohol" in form and f'value="{row.pk}"' in form


def test_everything_may_stay_unknown(cast, as_maya):
    assert send(as_maya, wishes(as_maya, cast)).status_code == 302
    (row,) = rows(cast, JobPreference)
    assert not row.as_features().is_known


def test_hours_that_do_not_fit_are_told_beside_the_field(cast, as_maya):
    wrong = send(as_maya, wishes(as_maya, cast), hours_least="30", hours_most="10", kinds="baking")
    assert wrong.status_code == 422 and "can’t be less than the least" in words(wrong)
    assert "baking" in words(wrong) and not rows(cast, JobPreference)


@given(st.text())
def test_a_list_has_no_empty_line_and_nothing_twice(text):
    lines = lines_in(text)
    assert all(line.strip() == line and line for line in lines)
    assert len(set(lines)) == len(lines)


def test_a_need_is_kept_over_time(cast, as_maya):
    add = as_maya.here("planning:need_add", client_id=cast.ben.pk)
    assert "Choose what it is about" in words(send(as_maya, add, said="The couch", stands="open"))
    send(as_maya, add, kind="housing", said="I sleep on a couch.", stands="open")
    (first,) = rows(cast, Need)
    change = as_maya.here("planning:need", need_id=first.pk)
    told = {"kind": "housing", "said": "I have a room.", "stands": "sorted"}
    assert send(as_maya, change, **told, seen=first.pk).status_code == 302
    text = words(as_maya.get(as_maya.here("planning:needs", client_id=cast.ben.pk)))
    assert "I sleep on a couch." in text and "I have a room." in text and "Sorted" in text
    assert len(events(actor_of(cast.maya), "need.written")) == 2


def test_a_talk_about_ways_has_no_result(cast, as_maya):
    address = as_maya.here("planning:options", client_id=cast.ben.pk)
    told = {"talked_on": cast.today.isoformat(), "looked_at": "A job now, or evening school"}
    assert send(as_maya, address, **told, said="I want to earn.").status_code == 302
    (talk,) = rows(cast, OptionsTalk)
    names = {field.name for field in talk._meta.local_fields}
    assert not names & {"result", "outcome", "decision", "ready"}
    text = words(as_maya.get(as_maya.here("planning:needs", client_id=cast.ben.pk)))
    assert "I want to earn." in text


def test_others_may_not(cast, as_omar, as_pia, as_priya):
    for stranger, status in ((as_omar, 404), (as_pia, 403)):
        needs = stranger.here("planning:needs", client_id=cast.ben.pk)
        assert stranger.get(needs).status_code == status
        assert send(stranger, wishes(stranger, cast), kinds="x").status_code == status
    assert send(as_priya, wishes(as_priya, cast), kinds="x").status_code == 403
    assert not rows(cast, JobPreference)
