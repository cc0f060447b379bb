"""Who works at an employer, where, and what they hire for; and who may know it."""

import re

from followalong.agencies.models import actor_of
from followalong.audit.models import Event
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.employers.test_pages import text


def person_form(**more):
    form = {"command_id": uuid7(), "name": "Toni Falk", "can_hire": "yes", "does": "Manager"}
    return {**form, **more}


def test_who_works_there_and_who_of_us_knows_them(as_maya, as_omar, as_pia, cast, bakery):
    new = as_maya.here("employers:person_new", employer_id=bakery.pk)
    known = {"known_by": str(cast.sol.pk), "known_how": "the same choir"}
    assert as_maya.post(new, person_form(**known)).status_code == 302
    page = as_maya.get(as_maya.here("employers:employer", employer_id=bakery.pk))
    assert "Toni Falk Manager · can hire Sol knows them: the same choir" in text(page)
    there = re.search(r'href="([^"]+/people/[0-9a-f-]{36}/)"', page.content.decode())[1]
    assert as_maya.post(there, person_form(has_left="on")).status_code == 302
    assert "Toni Falk" not in text(as_maya.get(page.request["PATH_INFO"]))
    elsewhere = there.replace(as_maya.membership.code, as_omar.membership.code)
    assert as_omar.get(elsewhere).status_code == 404
    refused = as_pia.get(as_pia.here("employers:person_new", employer_id=bakery.pk))
    assert refused.status_code == 403
    with acting_as(actor_of(cast.maya)):
        done = set(Event.objects.values_list("action", flat=True))
    assert {"employer_person.added", "employer_person.changed"} <= done


def test_how_a_colleague_knows_them_names_nobody_we_support(as_maya, cast, bakery):
    new = as_maya.here("employers:person_new", employer_id=bakery.pk)
    page = as_maya.post(new, person_form(known_how="through Ben Abara"))
    assert page.status_code == 422 and "looks like a person" in text(page)
    assert "through Ben Abara" in page.content.decode()
    again = person_form(known_how="through Ben Abara", is_no_person="on")
    assert as_maya.post(new, again).status_code == 302


def test_a_place_of_work_is_the_whole_region_s_and_a_note_is_not(as_maya, as_omar, cast, bakery):
    new = as_maya.here("employers:site_new", employer_id=bakery.pk)
    place = {"command_id": uuid7(), "name": "Night bakery", "postal_code": "M4C 1B6"}
    assert as_maya.post(new, place).status_code == 302
    page = as_maya.get(as_maya.here("employers:employer", employer_id=bakery.pk))
    assert "Night bakery M4C 1B6" in text(page)
    there = re.search(r'href="([^"]+/places/[0-9a-f-]{36}/)"', page.content.decode())[1]
    assert as_maya.post(there, {**place, "command_id": uuid7(), "has_closed": "on"})
    assert "Night bakery" not in text(as_maya.get(page.request["PATH_INFO"]))


def test_what_they_hire_for_is_kept_and_checked_for_names(as_maya, cast, bakery):
    edit = as_maya.here("employers:edit", employer_id=bakery.pk)
    form = {"command_id": uuid7(), "name": "Hill Street Bakery", "version": 1, "shared_version": 1}
    said = {"fair_chance": "EACH_CASE", "hires": "Two bakers, like Ben", "phone": "416 555-0142"}
    assert as_maya.post(edit, {**form, **said}).status_code == 422
    said["hires"] = "Two bakers for nights"
    assert as_maya.post(edit, {**form, **said, "command_id": uuid7()}).status_code == 302
    page = text(as_maya.get(as_maya.here("employers:employer", employer_id=bakery.pk)))
    for words in ("Looks at each person", "Two bakers for nights", "416 555-0142"):
        assert words in page
