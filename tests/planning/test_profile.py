"""Ben's career profile: a section at a time, in his words, and every version kept."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from followalong.agencies.models import actor_of
from followalong.caseload.models import Clock, Milestone
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.jobs.models import Job
from followalong.planning.models import Credential, LegalHistory, PastJob, ProfilePart, Written
from tests.cast import MemberClient, make_member, service
from tests.clients.posting import OF_THE_TEST, events, send, words


def rows(cast, model: type[Written]) -> list:
    with acting_as(actor_of(cast.maya)):
        return list(model.objects.order_by("written_at"))


def part(browser, cast, name: str) -> str:
    return browser.here("planning:part", client_id=cast.ben.pk, part=name)


def page(browser, cast) -> str:
    return words(browser.get(browser.here("home:profile", client_id=cast.ben.pk)))


def test_a_section_is_saved_by_itself_in_their_words_and_on_the_record(cast, as_maya):
    assert "Nothing written yet" in page(as_maya, cast)
    said = send(as_maya, part(as_maya, cast, "strengths"), said="I stay calm when it is busy.")
    assert said.status_code == 302 and said.url.endswith("#strengths")
    text = page(as_maya, cast)
    assert '<div class="said"><span>I stay calm when it is busy.</span></div>' in text
    (event,) = events(actor_of(cast.maya), "profile_part.written")
    assert event.fields == ["part", "said"]


def test_what_they_want_stands_before_what_may_get_in_the_way(cast, as_maya):
    text = page(as_maya, cast)
    order = ["goal", "strengths", "interests", "important", "health", "everyday", "legal"]
    places = [text.index(f'id="{name}"') for name in order]
    assert places == sorted(places)


def test_the_first_words_are_the_first_version_and_settle_its_clock(cast, as_maya):
    send(as_maya, part(as_maya, cast, "interests"), said="Old bicycles.")
    send(as_maya, part(as_maya, cast, "goal"), said="Fixing things.")
    with acting_as(actor_of(cast.maya)):
        (mark,) = Milestone.objects.filter(client=cast.ben, kind="PROFILE_WRITTEN")
        clocks = Clock.objects.filter(client=cast.ben, rule="career_profile_first_version")
        assert mark.on == cast.today
        assert all(clock.done_on == cast.today for clock in clocks)


def test_nobodys_words_are_lost_when_two_write(cast, as_maya, as_sol):
    address = part(as_maya, cast, "goal")
    send(as_sol, part(as_sol, cast, "goal"), said="A kitchen job.")
    late = send(as_maya, address, said="A bakery.")
    text = words(late)
    assert late.status_code == 422 and "A kitchen job." in text and "A bakery." in text
    (now,) = rows(cast, ProfilePart)
    assert f'name="seen" value="{now.pk}"' in text
    again = send(as_maya, address, said="A kitchen or a bakery.", seen=now.pk)
    assert again.status_code == 302
    assert [(r.said, r.is_latest) for r in rows(cast, ProfilePart)] == [
        ("A kitchen job.", False),
        ("A kitchen or a bakery.", True),
    ]
    send(as_maya, address, said="A kitchen or a bakery.", seen=rows(cast, ProfilePart)[-1].pk)
    assert len(rows(cast, ProfilePart)) == 2


def test_two_days_stand_side_by_side(cast, as_maya, as_sol):
    send(as_maya, part(as_maya, cast, "goal"), said="Anything at all.")
    with acting_as(service(cast.northside)):
        earlier = dt.timedelta(days=7)
        for row in ProfilePart.objects.all():
            row.written_at -= earlier
            row.written_on -= earlier
            row.save()
    before = rows(cast, ProfilePart)[0]
    send(as_sol, part(as_sol, cast, "goal"), said="Baking bread.", seen=before.pk)
    text = words(as_maya.get(as_maya.here("planning:changes", client_id=cast.ben.pk)))
    assert "<del>Anything at all.</del>" in text and "<ins>Baking bread.</ins>" in text
    assert "Maya" in text and "Sol" in text


def test_work_they_did_needs_only_a_name_and_years_that_fit(cast, as_maya):
    add = as_maya.here("planning:past_job_add", client_id=cast.ben.pk)
    empty = send(as_maya, add, liked="The smell of bread.")
    assert empty.status_code == 422 and "Write what the work was." in words(empty)
    assert "The smell of bread." in words(empty)
    turned = send(as_maya, add, title="Baker’s helper", from_year="2012", to_year="2009")
    assert turned.status_code == 422 and "can’t come before the first" in words(turned)
    assert send(as_maya, add, title="Baker’s helper", to_year="2012").status_code == 302
    (job,) = rows(cast, PastJob)
    text = page(as_maya, cast)
    assert "until 2012" in text and "gap" not in text.lower()
    out = as_maya.here("planning:past_job_out", past_job_id=job.pk)
    assert send(as_maya, out).status_code == 302
    assert "Baker’s helper" not in page(as_maya, cast)
    assert [row.is_gone for row in rows(cast, PastJob)] == [False, True]


def test_a_certificate_that_ran_out_may_be_renewed(cast, as_maya):
    add = as_maya.here("planning:credential_add", client_id=cast.ben.pk)
    told = {"kind": "certificate", "title": "Food handler"}
    wrong = send(as_maya, add, **told, finished_on="2024-05-01", expires_on="2023-05-01")
    assert wrong.status_code == 422
    send(as_maya, add, **told, finished_on="2020-05-01", expires_on="2025-05-01")
    assert "it may be renewed" in page(as_maya, cast)
    assert len(rows(cast, Credential)) == 1


def test_what_a_job_taught_is_read_from_the_job(cast, as_maya):
    with acting_as(service(cast.northside)):
        Job.objects.create(
            agency=cast.northside,
            client=cast.ben,
            enrolment=cast.ben_enrolment,
            title="Dishwasher",
            started_on=cast.today - dt.timedelta(days=9),
            ended_on=cast.today,
            learned="Mornings suit him better.",
        )
    assert "Mornings suit him better." in page(as_maya, cast)


def test_legal_history_is_opened_by_fewer(cast, as_maya, as_priya):
    address = as_maya.here("planning:legal_write", client_id=cast.ben.pk)
    told = "A fine in 2015, paid."
    assert send(as_maya, address, said=told).status_code == 302
    assert [row.label for row in rows(cast, LegalHistory)] == ["LEGAL"]
    for reader in (as_maya, as_priya):
        own = reader.get(reader.here("planning:legal", client_id=cast.ben.pk))
        assert told in words(own) and told not in page(reader, cast)
    with acting_as(service(cast.northside)):
        therapist = make_member(cast.northside, "Tess", "occupational_therapist", cast.ips)
    as_tess = MemberClient(therapist)
    send(as_maya, part(as_maya, cast, "goal"), said="A bakery.")
    text = page(as_tess, cast)
    assert "A bakery." in text and told not in text and "Legal history" not in text
    seen = words(as_tess.get(as_tess.here("planning:changes", client_id=cast.ben.pk)))
    assert "The work they want" in seen and "Legal history" not in seen
    own = as_tess.get(as_tess.here("planning:legal", client_id=cast.ben.pk))
    assert own.status_code == 403


def test_others_may_not(cast, as_maya, as_pia, as_omar, as_ana, as_priya):
    send(as_maya, part(as_maya, cast, "goal"), said="A bakery.")
    for stranger, status in ((as_omar, 404), (as_pia, 403), (as_ana, 403)):
        for name in ("home:profile", "planning:changes"):
            answer = stranger.get(stranger.here(name, client_id=cast.ben.pk))
            assert answer.status_code == status, name
    assert send(as_omar, part(as_omar, cast, "goal"), said="x").status_code == 404
    for reader in (as_pia, as_priya):
        assert send(reader, part(reader, cast, "goal"), said="x").status_code == 403
    assert len(events(actor_of(cast.pia), "permission.denied")) == 6


def test_the_page_asks_the_same_however_much_is_written(cast, as_maya):
    send(as_maya, part(as_maya, cast, "goal"), said="A bakery.")
    page(as_maya, cast)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(as_maya, cast)
        return len(captured)

    first = count()
    assert first <= 12 + OF_THE_TEST
    for name in ("strengths", "people", "money"):
        send(as_maya, part(as_maya, cast, name), said=f"{name} {uuid7()}")
    page(as_maya, cast)  # shows the message of the saving once
    assert count() == first


@pytest.mark.parametrize("name", ["no-such-section", "legal-history"])
def test_there_are_no_other_sections(cast, as_maya, name):
    assert as_maya.get(part(as_maya, cast, name)).status_code == 404
