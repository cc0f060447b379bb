"""Work that fits a person, and people to ask about work: from both sides, each with why."""

import datetime as dt
import re

import pytest

from followalong.agencies.models import actor_of
from followalong.audit.models import Event, Seen
from followalong.clients.models import Client
from followalong.core.db import acting_as, set_context
from followalong.core.ids import uuid7
from followalong.matching.actions import add_opening, close_opening
from followalong.matching.models import Opening, OpeningAnswer
from followalong.planning.actions import write_version
from followalong.planning.models import JobPreference, LegalHistory, ProfilePart
from tests.cast import MemberClient

NOBODY_YET = "Nobody’s wishes fit this work yet"


@pytest.fixture
def maya(cast):
    with acting_as(actor_of(cast.maya)) as by:
        yield by


@pytest.fixture
def baking(maya):
    return heard_of(maya, "Bread baker", hours="20 hours a week", pay="$19 an hour")


@pytest.fixture
def ben_wishes(cast, maya):
    wishes(maya, cast.ben_enrolment, kinds=["baker"], hours_most=25)


def heard_of(by, title, employer="Hill Street Bakery", **more):
    return add_opening(by=by, employer_name=employer, title=title, **more)


def wishes(by, enrolment, **values):
    return write_version(by=by, enrolment=enrolment, model=JobPreference, values=values)


def shown(who, name, **ids) -> str:
    page = who.get(who.here(name, **ids)).content.decode()
    return re.sub(r"\s+", " ", page[page.index("<main") : page.index("</main")])


def says(who, client, opening, answer, **more):
    path = who.here("matching:ask", client_id=client.pk, opening_id=opening.pk)
    return who.post(path, {"command_id": uuid7(), "answer": answer, **more})


def test_ben_is_shown_baking_and_why(cast, as_maya, baking, ben_wishes, maya):
    heard_of(maya, "Line cook", "Corner Diner")
    heard_of(maya, "Cake baker", "Sweet Corner", hours="35 to 40 hours a week")
    page = shown(as_maya, "matching:for_client", client_id=cast.ben.pk)
    assert "They wish for “baker”; it fits, and so does: the hours." in page
    assert "Line cook" not in page
    left_out = page[page.index("Left out by a limit") :]
    assert "Cake baker" in left_out and "The hours are outside" in left_out


def test_his_no_and_its_reason_change_what_comes_next(cast, as_maya, baking, ben_wishes, maya):
    heard_of(maya, "Pastry baker")
    heard_of(maya, "Night baker", "Sweet Corner")
    answer = says(as_maya, cast.ben, baking, "no", reason="way", words="Two buses, no.")
    assert answer.url == as_maya.here("matching:for_client", client_id=cast.ben.pk)
    page = shown(as_maya, "matching:for_client", client_id=cast.ben.pk)
    fitting, left_out = page.split("Left out by a limit")
    assert "Night baker" in fitting and "Pastry baker" not in fitting
    assert "too far or hard to reach" in left_out and "Two buses, no." in left_out

    set_context(maya)
    first = OpeningAnswer.objects.get()
    assert Event.objects.get(action="opening_answer.written").subject_id == first.pk
    says(as_maya, cast.ben, baking, "yes", seen=first.pk)
    set_context(maya)
    now, before = OpeningAnswer.objects.order_by("-written_at", "-pk")
    assert (now.answer, now.reason, before.reason) == ("yes", None, "way")
    page = shown(as_maya, "matching:for_client", client_id=cast.ben.pk)
    assert "Pastry baker" in page.split("What they said")[0]


def test_an_answer_that_a_colleague_changed_meanwhile_stands_beside(cast, as_maya, baking):
    says(as_maya, cast.ben, baking, "later", words="After the holidays.")
    answer = says(as_maya, cast.ben, baking, "yes", words="I called them.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "After the holidays." in page and "I called them." in page


def test_without_an_answer_nothing_typed_is_lost(cast, as_maya, baking):
    answer = says(as_maya, cast.ben, baking, "", words="She likes the smell.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose what they said." in page and "She likes the smell." in page


def test_people_to_ask_are_those_whose_wishes_it_fits(cast, as_maya, baking, ben_wishes, maya):
    wishes(maya, cast.rosa_enrolment, kinds=["office"])
    page = shown(as_maya, "matching:for_opening", opening_id=baking.pk)
    assert "Ben" in page and "Rosa" not in page
    says(as_maya, cast.ben, baking, "yes")
    page = shown(as_maya, "matching:for_opening", opening_id=baking.pk)
    assert "Ben" not in page.split("Asked already")[0]
    assert "Yes, they would like it" in page.split("Asked already")[1]


def test_only_whoever_is_shown_counts_as_looked_at(cast, as_maya, baking, ben_wishes, maya):
    wishes(maya, cast.rosa_enrolment, kinds=["office"])
    already = set(Seen.objects.values_list("pk", flat=True))
    shown(as_maya, "matching:for_opening", opening_id=baking.pk)
    set_context(maya)
    looked = Seen.objects.exclude(pk__in=already).values_list("client_id", flat=True)
    assert set(looked) == {cast.ben.pk}


def test_what_is_gone_is_suggested_to_nobody(cast, as_maya, baking, ben_wishes, maya):
    past = heard_of(maya, "Baker", expires_on=dt.date(2026, 11, 23))
    close_opening(by=maya, opening=baking)
    page = shown(as_maya, "matching:for_client", client_id=cast.ben.pk)
    assert "No opening fits right now" in page
    assert past.title not in page.split("No opening fits")[0].replace("baker", "")


def test_what_is_known_later_is_used_by_the_next_look(cast, as_maya, ben_wishes, maya):
    vague = heard_of(maya, "Helper")
    path = as_maya.here("matching:edit", opening_id=vague.pk)
    form = {"command_id": uuid7(), "version": 1, "title": "Baker", "hours_least": 20}
    form |= {"hours_most": 10}
    answer = as_maya.post(path, form)
    assert answer.status_code == 422 and "can’t be less than" in answer.content.decode()
    assert as_maya.post(path, {**form, "hours_most": 24, "place": "indoors"}).status_code == 302
    page = shown(as_maya, "matching:for_client", client_id=cast.ben.pk)
    assert "it fits, and so does: the hours" in page
    assert "20–24" in shown(as_maya, "matching:opening", opening_id=vague.pk)
    set_context(maya)
    changed = Event.objects.get(action="opening.changed")
    assert {"title", "hours_least", "hours_most", "place"} == set(changed.fields)


def test_what_a_colleague_wrote_of_an_opening_meanwhile_stands_beside(as_maya, baking, maya):
    path = as_maya.here("matching:edit", opening_id=baking.pk)
    first = {"command_id": uuid7(), "version": 1, "title": "Bread baker", "noise": "lots"}
    assert as_maya.post(path, first).status_code == 302
    late = {"command_id": uuid7(), "version": 1, "title": "Bread baker", "details": "Ask for Jo."}
    page = as_maya.post(path, late)
    text = page.content.decode()
    assert page.status_code == 422
    assert "What stands there now" in text and "Loud is fine" in text and "Ask for Jo." in text
    set_context(maya)
    assert Opening.objects.get().noise == "lots"
    assert as_maya.post(path, {**late, "version": 2, "noise": "lots"}).status_code == 302


def test_nothing_but_wishes_changes_a_ranking(cast, as_maya, baking, ben_wishes, maya):
    """Name, pronouns, birthday, language, illness and the law are no input."""
    heard_of(maya, "Pastry baker", "Sweet Corner", pay="$18 an hour")
    heard_of(maya, "Baker", "Third Place", hours="12 hours a week")

    def looks():
        page = shown(as_maya, "matching:for_client", client_id=cast.ben.pk)
        found = re.findall(r'<li class="line">.*?</li>', page)
        return [re.sub(r"/a/\S+", "", one) for one in found]

    before = looks()
    assert len(before) == 3
    for values in (
        {"given_name": "Aisha", "family_name": "Okafor", "preferred_name": None},
        {"pronouns": "they"},
        {"born_on": dt.date(1958, 1, 1)},
        {"language": "es"},
    ):
        set_context(maya)
        Client.objects.filter(pk=cast.ben.pk).update(**values)
        assert looks() == before, values
    set_context(maya)
    illness = {"part": "health", "said": "Schizophrenia, baker, nights, in hospital twice."}
    write_version(by=maya, enrolment=cast.ben_enrolment, model=ProfilePart, values=illness)
    law = {"said": "Theft from a bakery, 2019.", "explains": "I was hungry."}
    write_version(by=maya, enrolment=cast.ben_enrolment, model=LegalHistory, values=law)
    assert looks() == before


@pytest.mark.parametrize("page", ["for_client", "ask", "for_opening"])
def test_who_does_not_look_for_work_with_them_is_refused(cast, as_omar, as_pia, baking, page):
    ids = {"client_id": cast.ben.pk, "opening_id": baking.pk}
    wanted = {"for_client": ["client_id"], "ask": list(ids), "for_opening": ["opening_id"]}[page]
    ids = {name: ids[name] for name in wanted}
    assert as_omar.get(as_omar.here(f"matching:{page}", **ids)).status_code == 404
    assert as_pia.get(as_pia.here(f"matching:{page}", **ids)).status_code == 403


def test_a_person_outside_the_program_is_neither_asked_nor_answered_for(
    cast, baking, ben_wishes, maya
):
    as_ade = MemberClient(cast.ade)
    assert NOBODY_YET in shown(as_ade, "matching:for_opening", opening_id=baking.pk)
    assert says(as_ade, cast.ben, baking, "yes").status_code == 404
    set_context(maya)
    assert not OpeningAnswer.objects.exists()
    assert Opening.objects.count() == 1
