"""Information went astray: written down without blame, told to each person, closed with what was
learned."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import actor_of
from followalong.core.db import acting_as
from followalong.privacy.models import Breach, BreachPerson, LookFlag
from followalong.privacy.rules import is_settled, tell_by
from tests.cast import service
from tests.clients.posting import events, send, words

WHAT = "A letter went to the house next door."


def written(browser, question="", **more):
    told = {"what": WHAT, "found_on": "2026-11-23", "kinds": ["NAME"], **more}
    return send(browser, browser.here("privacy:breach_new") + question, **told)


def the(cast, model=Breach):
    with acting_as(service(cast.northside)):
        return model.objects.get()


def page(browser, cast, name="privacy:breach"):
    return browser.here(name, breach_id=the(cast).pk)


def add_ben(browser, cast):
    return send(browser, page(browser, cast, "privacy:breach_person"), client=cast.ben.pk)


def tell_ben(browser, cast, **more):
    address = browser.here("privacy:breach_told", concerned_id=the(cast, BreachPerson).pk)
    return send(browser, address, **{"told_on": "2026-11-24", "told_how": "IN_PERSON", **more})


def test_priya_writes_it_down_tells_ben_and_closes_it(cast, as_priya):
    assert written(as_priya).status_code == 302
    assert "Information went astray: one time is open" in words(
        as_priya.get(as_priya.here("home:today"))
    )
    found = words(as_priya.get(page(as_priya, cast) + "?q=Ben"))
    assert WHAT in found and "Nobody is named yet" in found and "Ben Abara" in found
    assert add_ben(as_priya, cast).status_code == 302
    assert "Tell Ben" in words(as_priya.get(page(as_priya, cast)))
    early = send(as_priya, page(as_priya, cast), learned="Two pairs of eyes.")
    assert early.status_code == 422 and "Two pairs of eyes." in words(early)
    assert tell_ben(as_priya, cast).status_code == 302
    told = {"whom": "The office", "told_on": "2026-11-24", "told_how": "FORM"}
    assert send(as_priya, page(as_priya, cast, "privacy:breach_notice"), **told).status_code == 302
    assert send(as_priya, page(as_priya, cast), learned="Two pairs of eyes.").status_code == 302
    assert "went astray: one" not in words(as_priya.get(as_priya.here("home:today")))
    closed = words(as_priya.get(page(as_priya, cast)))
    assert "Two pairs of eyes." in closed and "The office" in closed and "Tell Ben" not in closed
    done = ("breach.written", "breach_person.told", "breach_notice.given", "breach.closed")
    assert all(events(actor_of(cast.priya), one) for one in done)


def test_who_is_not_told_has_a_reason_and_nobody_stands_there_twice(cast, as_priya):
    written(as_priya)
    add_ben(as_priya, cast)
    again = add_ben(as_priya, cast)
    assert again.status_code == 422 and "on the list already" in words(again)
    silent = tell_ben(as_priya, cast, told_how="NOT_TOLD")
    assert silent.status_code == 422 and "Say why they are not told." in words(silent)
    assert (
        tell_ben(as_priya, cast, told_how="NOT_TOLD", words="Cannot be found.").status_code == 302
    )
    assert "Cannot be found." in words(as_priya.get(page(as_priya, cast)))


def test_it_grows_out_of_a_look_and_names_whom_that_was_about(cast, as_priya):
    with acting_as(service(cast.northside)):
        flag = LookFlag.objects.create(
            agency=cast.northside,
            client=cast.ben,
            membership=cast.maya,
            rule="no_tie",
            on=dt.date(2026, 11, 23),
        )
    leads = words(as_priya.get(as_priya.here("privacy:flag", flag_id=flag.pk)))
    assert f"breaches/new/?flag={flag.pk}" in leads
    written(as_priya, f"?flag={flag.pk}")
    assert the(cast).flag_id == flag.pk and the(cast, BreachPerson).client_id == cast.ben.pk


def test_what_is_wrong_is_said_beside_it_and_what_is_new_can_follow(cast, as_priya):
    wrong = written(as_priya, happened_on="2026-11-24")
    assert wrong.status_code == 422 and "earlier day than this" in words(wrong)
    assert WHAT in words(wrong)
    written(as_priya)
    changed = {"what": "Two letters.", "found_on": "2026-11-23", "risk": "They know him."}
    saved = send(as_priya, page(as_priya, cast, "privacy:breach_change"), **changed)
    assert saved.status_code == 302
    assert the(cast).what == "Two letters." and the(cast).risk == "They know him."


def test_only_whoever_answers_for_privacy_reads_it_and_that_is_on_the_record(
    cast, as_priya, as_maya, as_sol, as_omar
):
    written(as_priya)
    for colleague in (as_maya, as_sol):
        assert colleague.get(colleague.here("privacy:breaches")).status_code == 403
        assert colleague.get(page(colleague, cast)).status_code == 403
    stranger = page(as_priya, cast)
    assert as_omar.get(stranger).status_code == 404
    assert WHAT in words(as_priya.get(as_priya.here("privacy:breaches")))
    assert events(actor_of(cast.priya), "breach_list.read")


@given(found=st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), days=st.integers(0, 90))
def test_the_last_day_counts_from_when_it_was_found(found, days):
    last = tell_by(found, days)
    assert (last is None) == (days == 0)
    assert last is None or (last - found).days == days


@given(st.lists(st.none() | st.just(dt.date(2026, 11, 25))))
def test_it_is_settled_when_nobody_is_left_to_tell(told):
    assert is_settled(told) == (None not in told)
