"""What we know about a person: seen, put right, never lost between two writers."""

from followalong.agencies.models import actor_of
from tests.clients.posting import events, people, send, words
from tests.home.asking import seen_last

SAID = {"given_name": "Ben", "family_name": "Abara", "version": "1"}


def edit(browser, client, **values):
    return send(
        browser, browser.here("clients:client_edit", client_id=client.pk), **{**SAID, **values}
    )


def test_a_person_is_known_as_they_wish(cast, as_maya):
    said = {
        "preferred_name": "Benny",
        "pronouns": "he/him",
        "phone": "416 555 0130",
        "ok_to_text": "no",
        "safe_contact": "after 10, no voice mail",
        "emergency_contact": "Ama, sister, 416 555 0131",
    }
    answer = edit(as_maya, cast.ben, **said)
    assert answer["Location"] == as_maya.here("home:client", client_id=cast.ben.pk)
    [ben] = people(actor_of(cast.maya), pk=cast.ben.pk)
    assert (ben.full_name, ben.ok_to_text, ben.version) == ("Benny Abara", False, 2)
    assert ben.name_key == "ben abara benny"
    assert ben.emergency_contact == "Ama, sister, 416 555 0131"
    assert ben.email is None


def test_the_record_names_the_fields_and_never_what_they_say(cast, as_maya):
    edit(as_maya, cast.ben, phone="416 555 0130")
    [event] = events(actor_of(cast.maya), "client.edited")
    assert event.fields == ["phone"]


def test_saving_without_a_change_changes_nothing(cast, as_maya):
    assert edit(as_maya, cast.ben).status_code == 302
    assert people(actor_of(cast.maya), pk=cast.ben.pk)[0].version == 1
    assert not events(actor_of(cast.maya), "client.edited")


def test_two_edits_at_once_show_both_texts_and_lose_neither(cast, as_maya, as_sol):
    edit(as_sol, cast.ben, safe_contact="mornings only")
    answer = edit(as_maya, cast.ben, safe_contact="evenings", phone="416 555 0130")
    assert answer.status_code == 409
    shown = words(answer)
    assert "mornings only" in shown
    assert "evenings" in shown
    assert 'value="416 555 0130"' in shown
    assert 'name="version" value="2"' in shown
    [ben] = people(actor_of(cast.maya), pk=cast.ben.pk)
    assert ben.safe_contact == "mornings only"
    assert edit(as_maya, cast.ben, safe_contact="evenings", version="2").status_code == 302
    assert people(actor_of(cast.maya), pk=cast.ben.pk)[0].safe_contact == "evenings"


def test_mistakes_keep_what_was_typed(cast, as_maya):
    answer = edit(as_maya, cast.ben, given_name="", email="ben@", safe_contact="mornings")
    assert answer.status_code == 422
    assert "mornings" in words(answer)
    assert 'value="ben@"' in words(answer)


def test_a_refused_form_shows_the_person_and_so_is_on_the_record(cast, as_maya):
    assert edit(as_maya, cast.ben, given_name="").status_code == 422
    assert seen_last(cast.northside) == {cast.ben.pk}


def test_strangers_get_404_and_roles_without_the_right_403(cast, as_omar, as_pia, as_ana, as_priya):
    for browser, status in ((as_omar, 404), (as_pia, 403), (as_ana, 403), (as_priya, 403)):
        address = browser.here("clients:client_edit", client_id=cast.ben.pk)
        assert browser.get(address).status_code == status
        assert edit(browser, cast.ben, phone="1").status_code == status


def test_people_of_the_addiction_program_are_for_its_staff(cast, as_maya, as_ade):
    for browser, status in ((as_maya, 404), (as_ade, 200)):
        address = browser.here("clients:client_edit", client_id=cast.quinn.pk)
        assert browser.get(address).status_code == status
