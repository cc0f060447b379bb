"""A page that Maya left open too long: it shuts, and what she typed is still hers."""

from followalong.accounts import doors
from followalong.agencies.models import actor_of
from followalong.caseload.models import Contact
from followalong.core.db import acting_as
from tests.home.log_sheets import sheet

NOTE = "He would like to begin at the bakery on Monday."


def left_alone(browser, seconds: float) -> None:
    session = browser.session
    session[doors.SEEN] -= seconds
    session.save()


def test_a_form_sent_too_late_takes_nothing_and_shows_her_words(cast, as_maya):
    left_alone(as_maya, doors.IDLE.total_seconds() + 1)
    answer = as_maya.post(as_maya.here("home:log"), sheet(cast.ben, note=NOTE))
    assert answer.status_code == 401
    assert NOTE in answer.text and "sign in once more" in answer.text
    with acting_as(actor_of(cast.maya)):
        assert not Contact.objects.exists()
    assert as_maya.get(as_maya.here("home:today")).status_code == 302, "the session is over"


def test_in_time_it_is_saved_as_ever(cast, as_maya):
    left_alone(as_maya, doors.IDLE.total_seconds() - 1)
    assert as_maya.post(as_maya.here("home:log"), sheet(cast.ben, note=NOTE)).status_code == 302


def test_a_script_that_keeps_the_form_hears_that_the_session_is_over(cast, as_maya):
    """save.js has the words in the page still, so it wants a word and no page."""
    left_alone(as_maya, doors.IDLE.total_seconds() + 1)
    form = sheet(cast.ben, note=NOTE)
    answer = as_maya.post(as_maya.here("home:log"), form, headers={"x-keep": "1"})
    assert (answer.status_code, "Location" in answer) == (401, False)
