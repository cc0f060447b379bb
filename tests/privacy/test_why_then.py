"""By what a record was open when somebody looked: kept with the look, told on the page of why."""

import datetime as dt
import json

from django.utils import timezone

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.clients.models import EmergencyLook, Relation
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.cast import DAY, MemberClient, make_member, service


def look(browser: MemberClient, person, page: str = "home:client") -> Event:
    """The newest event of this member, after they opened the person's page."""
    args = {"client_id": person.pk} if person else {}
    assert browser.get(browser.here(page, **args)).status_code == 200
    with acting_as(browser.actor):
        mine = Event.objects.filter(membership_id=browser.membership.pk, action="page.read")
        return mine.latest("at", "pk")


def by(event: Event) -> list[str]:
    return [field for field in event.fields if field.startswith("by:")]


def tied(cast, member, kind: str, **days) -> Relation:
    with acting_as(service(cast.northside)):
        return Relation.objects.create(
            agency=cast.northside, client=cast.ben, kind=kind, membership=member, **days
        )


def test_each_rule_is_kept_with_the_look_that_it_opened(cast, as_maya, as_priya, as_ana):
    assert by(look(as_maya, cast.ben)) == [f"by:program:{cast.ips.pk}"]
    assert by(look(as_priya, cast.ben)) == ["by:agency"]
    with acting_as(service(cast.northside)):
        coach = make_member(cast.northside, "Cara", "job_coach", cast.ips)
    tied(cast, coach, "assigned", from_on=DAY - dt.timedelta(days=9), to_on=DAY)
    tie = tied(cast, coach, "assigned", from_on=DAY - dt.timedelta(days=2))
    old = tied(cast, coach, "covers", from_on=DAY - dt.timedelta(9), to_on=DAY - dt.timedelta(1))
    seen = by(look(MemberClient(coach), cast.ben))
    assert seen == [f"by:assigned:{tie.pk}"] and str(old.pk) not in seen[0]


def test_a_list_is_one_word_for_all_whom_a_program_opens(cast, as_maya):
    """What it costs: the words of a list of people are as long as those of one."""
    one, many = look(as_maya, cast.ben), look(as_maya, None, "home:today")
    with acting_as(as_maya.actor):
        assert Seen.objects.filter(event_id=many.pk).count() > 1
    assert by(many) == by(one)
    assert len(json.dumps(by(one))) < 60


def test_an_emergency_is_kept_as_what_it_was(cast, as_sol):
    with acting_as(service(cast.northside)):
        now = timezone.now()
        opened = EmergencyLook.objects.create(
            agency=cast.northside,
            client=cast.rosa,
            membership=cast.sol,
            reason="danger",
            words="In danger.",
            began_at=now,
            until=now + dt.timedelta(hours=1),
            review_by=DAY,
        )
    answer = as_sol.get(as_sol.here("home:emergency", look_id=opened.pk))
    assert answer.status_code == 200
    with acting_as(as_sol.actor):
        event = Event.objects.filter(purpose="BTG", action="page.read").latest("at", "pk")
    assert by(event) == [f"by:emergency:{opened.pk}"]


def test_the_page_of_who_looked_leads_to_why_they_could(cast, as_maya, as_priya):
    event = look(as_maya, cast.ben)
    looks = as_priya.get(as_priya.here("privacy:looks", client_id=cast.ben.pk)).text
    why = f"{as_priya.here('privacy:why', client_id=cast.ben.pk)}?look={event.pk}"
    assert why in looks
    page = as_priya.get(why).text
    assert "Maya looked on" in page and "in the program Northside Works" in page
    # A tie that ended since is still told: what counts is that day.
    with acting_as(service(cast.northside)):
        coach = make_member(cast.northside, "Cara", "job_coach", cast.ips)
    tie = tied(cast, coach, "co_serves", from_on=DAY)
    event = look(MemberClient(coach), cast.ben)
    with acting_as(service(cast.northside)):
        Relation.objects.filter(pk=tie.pk).update(to_on=DAY, withdrawn_at=timezone.now())
    page = as_priya.get(f"{why.partition('?')[0]}?look={event.pk}").text
    assert "Serves together, from" in page


def test_a_look_at_somebody_else_or_of_another_agency_is_not_there(cast, as_maya, as_priya):
    event = look(as_maya, cast.rosa)
    for pk in (event.pk, uuid7(), "nothing"):
        path = as_priya.here("privacy:why", client_id=cast.ben.pk)
        assert as_priya.get(path, {"look": pk}).status_code == 404
    path = as_maya.here("privacy:why", client_id=cast.rosa.pk)
    assert as_maya.get(path, {"look": event.pk}).status_code == 403
    with acting_as(actor_of(cast.priya)):
        assert Event.objects.filter(action="permission.denied").exists()
