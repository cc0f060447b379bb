"""Short texts: one's own, and what a supervisor shares; in a note box they wait in a list."""

import uuid

import pytest

from followalong.agencies.models import actor_of
from followalong.audit.models import Event
from followalong.caseload import actions
from followalong.caseload.models import Snippet
from followalong.core.db import acting_as
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page


def sent(**values):
    said = {"name": "voicemail", "text": "Left a voicemail for {name}."}
    return {"command_id": str(uuid.uuid4()), **said, **values}


def save(member, **values):
    by = actor_of(member)
    with acting_as(by):
        return actions.save_snippet(by=by, **values)


def stored(member):
    with acting_as(actor_of(member)):
        return list(Snippet.everything.order_by("pk"))


def test_a_text_is_kept_once_and_offered_in_the_note_box(cast, as_maya):
    for _ in range(2):
        answer = as_maya.post(as_maya.here("caseload:snippet_new"), sent(name=";VoiceMail"))
        assert answer.status_code in (302, 422)
    (row,) = stored(cast.maya)
    assert (row.name, row.is_shared) == ("voicemail", False)
    assert "Left a voicemail for {name}." in page(as_maya, "caseload:snippets")
    with queries_of_a_page():
        text = page(as_maya, "home:log")
    assert 'value="Left a voicemail for {name}." data-short="voicemail"' in text
    assert 'data-name="Ben"' in text
    with acting_as(actor_of(cast.maya)):
        assert Event.objects.filter(action="snippet.saved").count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "two words"}, "Use letters, digits and hyphens only."),
        ({"name": ""}, "Give it a short name."),
        ({"text": " "}, "Write the text."),
    ],
)
def test_what_is_wrong_is_said_beside_it(as_maya, values, words):
    answer = as_maya.post(as_maya.here("caseload:snippet_new"), sent(**values))
    assert answer.status_code == 422 and words in answer.text


def test_a_name_is_taken_once(cast, as_maya):
    save(cast.maya, name="voicemail", text="Called.")
    answer = as_maya.post(as_maya.here("caseload:snippet_new"), sent())
    assert answer.status_code == 422 and "a text of this name already" in answer.text
    assert "Left a voicemail" in answer.text


def test_a_supervisor_shares_with_the_program_and_nobody_else_may(
    cast, as_sol, as_maya, as_ade, as_omar
):
    as_sol.post(as_sol.here("caseload:snippet_new"), sent(is_shared="on"))
    (row,) = stored(cast.sol)
    assert row.is_shared and row.program_id == cast.ips.pk
    assert "Left a voicemail" in page(as_maya, "caseload:snippets")
    assert "Left a voicemail" not in page(as_ade, "caseload:snippets")
    assert "Left a voicemail" not in page(as_omar, "caseload:snippets")
    address = as_maya.here("caseload:snippet", snippet_id=row.pk)
    refused = as_maya.post(address, sent(text="Mine now"))
    assert refused.status_code == 422 and "A supervisor can change it." in refused.text
    as_maya.post(as_maya.here("caseload:snippet_remove", snippet_id=row.pk))
    assert stored(cast.sol)[0].withdrawn_at is None
    as_maya.post(as_maya.here("caseload:snippet_new"), sent(name="mine", is_shared="on"))
    assert [one.is_shared for one in stored(cast.maya)] == [True, False]


def test_a_colleagues_own_text_is_not_there(cast, as_sol, as_omar, as_ana):
    row = save(cast.maya, name="voicemail", text="Called.")
    for name in ("snippet", "snippet_remove"):
        for browser, status in ((as_sol, 404), (as_omar, 404), (as_ana, 403)):
            address = browser.here(f"caseload:{name}", snippet_id=row.pk)
            assert browser.post(address, sent()).status_code == status


def test_a_text_is_changed_and_removed(cast, as_maya):
    row = save(cast.maya, name="voicemail", text="Called.")
    as_maya.post(as_maya.here("caseload:snippet", snippet_id=row.pk), sent(text="Rang."))
    assert stored(cast.maya)[0].text == "Rang."
    for _ in range(2):
        as_maya.post(as_maya.here("caseload:snippet_remove", snippet_id=row.pk))
    assert "Rang." not in page(as_maya, "caseload:snippets")
    assert save(cast.maya, name="voicemail", text="Again.")


def test_they_are_offered_wherever_words_are_written(cast, as_maya):
    save(cast.maya, name="voicemail", text="Left a voicemail for {name}.")
    save(cast.maya, name="hours", text="Asked about their hours.")
    with scenes.at(cast.northside):
        entry = scenes.contact(cast.ben_enrolment, 1)
        scenes.appointment(cast.ben_enrolment, 9, days_ahead=-1)
    pages = [
        page(as_maya, "caseload:contact", contact_id=entry.pk),
        page(as_maya, "home:catch_up"),
        page(as_maya, "home:log_group", f"?who={cast.ben.pk}&who={cast.rosa.pk}&go=1"),
    ]
    for text in pages:
        assert 'value="Left a voicemail for {name}."' in text and 'data-name="Ben"' in text
    visit = page(as_maya, "employers:contact")
    assert visit.count('value="Asked about their hours."') == 2
    assert "{name}" not in visit, "no note about an employer names a person"
