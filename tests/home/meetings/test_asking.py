"""Before the treatment team meets, Maya asks her own people, each alone."""

import pytest

from followalong.clients.models import Client
from followalong.core.db import acting_as
from tests.cast import DAY, MemberClient, make_member, service
from tests.clients.posting import send, words
from tests.home.meetings.scene import agenda, agree, treatment, unit


def asking(browser, meeting) -> str:
    return browser.here("home:meeting_ask", meeting_id=meeting.pk)


@pytest.fixture
def tess(cast) -> MemberClient:
    """An occupational therapist: holds meetings and asks nobody for a yes."""
    with acting_as(service(cast.northside)):
        member = make_member(cast.northside, "Tess", "occupational_therapist", cast.ips)
    return MemberClient(member)


def test_each_is_asked_from_there_and_it_leads_back(cast, as_maya, team):
    agree(cast, cast.rosa)
    meeting = treatment(as_maya, cast, team)
    there = asking(as_maya, meeting)
    assert there in agenda(as_maya, meeting) and "Ben Abara" not in agenda(as_maya, meeting)
    shown = words(as_maya.get(there))
    assert "Ben Abara" in shown and "Rosa" not in shown and "Share with my care team" in shown
    ask = as_maya.here("clients:choice_ask", client_id=cast.ben.pk, kind="TREATMENT_TEAM")
    assert f"{ask}?then=" in shown
    answer = send(as_maya, f"{ask}?then={there}", method="PAPER", signed_on=DAY)
    assert answer["Location"] == there
    assert "All your people of this team have agreed" in words(as_maya.get(there))


def test_of_an_addiction_program_there_is_a_second_question(cast, as_ade, team):
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.quinn.pk).update(treatment_team=team)
    there = asking(as_ade, treatment(as_ade, cast, team))
    assert "Share with my care team" in words(as_ade.get(there))
    agree(cast, cast.quinn)
    second = words(as_ade.get(there))
    assert "Share records about addiction care" in second and "recipient=North+clinic" in second
    agree(cast, cast.quinn, "SUD", recipient="North clinic")
    assert "Quinn" not in words(as_ade.get(there))


def test_only_ones_own_people_are_there_and_only_for_who_may_ask(
    cast, as_maya, as_sol, as_omar, tess, team
):
    meeting = treatment(as_maya, cast, team)
    assert "Ben" not in words(as_sol.get(asking(as_sol, meeting)))
    assert tess.get(asking(tess, meeting)).status_code == 403
    assert asking(tess, meeting) not in agenda(tess, meeting)
    theirs = asking(as_maya, meeting).replace(cast.maya.code, cast.omar.code)
    assert as_omar.get(theirs).status_code == 404


def test_the_employment_team_needs_nobody_asked(cast, as_maya):
    meeting = unit(as_maya, cast)
    assert as_maya.get(asking(as_maya, meeting)).status_code == 302
    assert "Ask your own people first" not in agenda(as_maya, meeting)
