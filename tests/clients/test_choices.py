"""The page of choices: asked alone, renewed, taken back, with a copy in the person's language."""

import datetime as dt

import pytest

from followalong.agencies.models import Agency, Team, actor_of
from followalong.agencies.packs.consent_texts import consent_text, read_consent_texts
from followalong.caseload.models import Meeting
from followalong.clients.actions import record_consent
from followalong.clients.models import Client, Consent
from followalong.clients.rules import ConsentType
from followalong.core.db import acting_as, set_context
from tests.cast import DAY, service
from tests.clients.posting import events, send, words


def here(browser, client, kind=""):
    name = "clients:choice_ask" if kind else "clients:choices"
    return browser.here(name, client_id=client.pk, **({"kind": kind} if kind else {}))


def give(browser, client, kind, **said):
    given = {"method": "PAPER", "signed_on": DAY, **said}
    return send(browser, here(browser, client, kind), **given)


def stored(member, **which):
    set_context(actor_of(member))
    return Consent.objects.get(**which)


def pack(cast, code):
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack=code)


def test_every_kind_has_words_of_its_own_in_every_language():
    texts = read_consent_texts()
    assert {kind for of, kind in texts if of == "common"} == set(ConsentType)
    said = [text.says.say(lang) for (of, _k), text in texts.items() for lang in ("en", "fr", "es")]
    assert len(said) == len(texts) * 3
    assert consent_text("us-ct", "SUD").notice
    assert consent_text("us-ct", "SUD").provenance.status == "unconfirmed"
    assert not consent_text("ca-on", "SUD").notice


def test_a_yes_is_asked_alone_and_keeps_the_words_the_person_was_shown(cast, as_maya):
    asked = words(as_maya.get(here(as_maya, cast.ben, "FAMILY")))
    assert "one person you choose" in asked
    assert "you keep getting our support" in asked
    answer = give(as_maya, cast.ben, "FAMILY", recipient="my sister Ruth", method="VERBAL_RECORDED")
    assert answer.status_code == 422
    assert "takes the place of a signature" in words(answer)
    assert "my sister Ruth" in words(answer)
    yes = {"recipient": "my sister Ruth", "in_their_words": "You can tell Ruth"}
    assert give(as_maya, cast.ben, "FAMILY", method="VERBAL_RECORDED", **yes).status_code == 302
    made = stored(cast.maya, type="FAMILY")
    assert (made.text_version, made.language, made.asked_by_id) == ("2026-1", "en", cast.maya.pk)
    assert events(actor_of(cast.maya), "consent.recorded")[0].subject_id == made.pk
    page = words(as_maya.get(here(as_maya, cast.ben)))
    assert "my sister Ruth" in page
    assert "You can tell Ruth" in page


@pytest.mark.parametrize("kind", ["FAMILY", "SUD", "STORY", "RESEARCH", "PHOTO", "REFERENCE"])
def test_no_yes_is_a_blanket_one(cast, as_maya, kind):
    answer = give(as_maya, cast.ben, kind)
    assert answer.status_code == 422
    assert "Write whom, or what, this yes is for." in words(answer)


def test_where_it_has_to_be_signed_the_page_says_so(cast, as_maya):
    assert "once it is signed" not in words(as_maya.get(here(as_maya, cast.ben, "EMPLOYER")))
    pack(cast, "us-ct")
    for kind in ("EMPLOYER", "VR", "SUD"):
        page = words(as_maya.get(here(as_maya, cast.ben, kind)))
        assert "Here a yes holds once it is signed." in page
        assert "ON_SCREEN" in page
        assert "The person gets a copy" in page
    assert "42 CFR Part 2" in page
    pack(cast, "ca-bc")
    assert "holds once it is signed" in words(as_maya.get(here(as_maya, cast.ben, "EMPLOYER")))


def test_a_signature_on_the_screen_is_the_person_s_name(cast, as_maya):
    sent = {"method": "ON_SCREEN", "topic": "name"}
    assert "writes their name" in words(give(as_maya, cast.ben, "EMPLOYER", **sent))
    give(as_maya, cast.ben, "EMPLOYER", signed_name="Ben Abara", **sent)
    assert stored(cast.maya, type="EMPLOYER").signed_name == "Ben Abara"


def test_a_copy_is_printed_in_the_person_s_language_and_its_handing_over_noted(cast, as_maya):
    pack(cast, "us-ct")
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.ben.pk).update(language="es")
    give(as_maya, cast.ben, "VR")
    made = stored(cast.maya, type="VR")
    assert made.language == "es"
    paper = words(as_maya.get(as_maya.here("clients:choice_paper", choice_id=made.pk)))
    assert consent_text("us-ct", "VR").says.es in paper
    assert "copy not given yet" in words(as_maya.get(here(as_maya, cast.ben)))
    send(as_maya, as_maya.here("clients:choice_copy", choice_id=made.pk))
    assert stored(cast.maya, pk=made.pk).copy_given_on == DAY
    assert "copy not given yet" not in words(as_maya.get(here(as_maya, cast.ben)))


def test_a_yes_that_ends_stands_on_today_for_thirty_days_with_its_renewal(cast, as_maya):
    end = DAY + dt.timedelta(days=30)
    yes = {"type": "FAMILY", "method": "PAPER", "recipient": "Ruth"}
    with acting_as(actor_of(cast.maya)) as by:
        made = record_consent(by=by, client=cast.ben, expires_on=end, **yes)
    assert "A permission ends soon" in words(as_maya.get(as_maya.here("home:today")))
    tap = as_maya.here("clients:choice_renew", choice_id=made.pk)
    assert tap in words(as_maya.get(as_maya.here("home:in_time")))
    form = as_maya.get(tap, follow=True)
    assert 'value="Ruth"' in words(form)
    send(as_maya, form.redirect_chain[-1][0], signed_on=DAY, method="PAPER", recipient="Ruth")
    assert "A permission ends soon" not in words(as_maya.get(as_maya.here("home:today")))


def test_a_yes_for_one_employer_is_renewed_for_that_one(cast, as_maya):
    with acting_as(actor_of(cast.maya)) as by:
        one = {"type": "EMPLOYER", "method": "PAPER", "topic": "name", "employer_id": cast.ips.pk}
        made = record_consent(by=by, client=cast.ben, **one)
    ask = f"{here(as_maya, cast.ben, 'EMPLOYER')}?again={made.pk}"
    send(as_maya, ask, signed_on=DAY, method="PAPER", topic="name")
    set_context(actor_of(cast.maya))
    assert {row.employer_id for row in Consent.objects.all()} == {cast.ips.pk}


@pytest.fixture
def clinic(cast):
    """Ben's treatment team."""
    with acting_as(service(cast.northside)):
        team = Team.objects.create(agency=cast.northside, name="North clinic", kind="treatment")
        Client.objects.filter(pk=cast.ben.pk).update(treatment_team=team)
    return team


def test_what_is_taken_back_is_gone_from_a_page_a_colleague_has_open(cast, as_maya, as_sol, clinic):
    planned = {"whose": f"TREATMENT_TEAM:{clinic.pk}", "held_on": DAY, "at": "09:30"}
    assert send(as_maya, as_maya.here("home:meeting_plan"), **planned).status_code == 302
    set_context(actor_of(cast.maya))
    meeting = Meeting.objects.get()
    spoken = as_sol.here("home:meeting_person", meeting_id=meeting.pk, client_id=cast.ben.pk)
    assert as_sol.get(spoken).status_code == 404
    give(as_maya, cast.ben, "TREATMENT_TEAM")
    assert as_sol.get(spoken).status_code == 200
    made = stored(cast.maya, type="TREATMENT_TEAM")
    back = as_maya.here("clients:choice_take_back", choice_id=made.pk)
    assert "stops at once" in words(as_maya.get(back))
    assert send(as_maya, back).status_code == 302
    assert as_sol.get(spoken).status_code == 404
    assert send(as_sol, spoken, text="Ben would like mornings").status_code == 404
    assert events(actor_of(cast.maya), "consent.revoked")[0].subject_id == made.pk
    assert "taken back" in words(as_maya.get(here(as_maya, cast.ben)))
    assert "already taken back" in words(send(as_maya, back))


def test_a_no_changes_nothing_about_support(cast, as_maya):
    give(as_maya, cast.ben, "SERVICE")
    made = stored(cast.maya, type="SERVICE")
    send(as_maya, as_maya.here("clients:choice_take_back", choice_id=made.pk))
    set_context(actor_of(cast.maya))
    cast.ben_enrolment.refresh_from_db()
    assert cast.ben_enrolment.exited_on is None
    assert cast.ben.full_name in words(as_maya.get(as_maya.here("home:caseload")))


def test_only_two_are_asked_at_the_start(cast, as_maya):
    page = words(as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk)))
    assert page.count("To ask at the start:") == 2
    give(as_maya, cast.ben, "SERVICE")
    page = words(as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk)))
    assert page.count("To ask at the start:") == 1


def test_choices_are_kept_from_strangers_and_from_those_who_may_not(
    cast, as_maya, as_omar, as_pia, as_priya, as_ana
):
    give(as_maya, cast.ben, "VR")
    made = stored(cast.maya, type="VR")
    of_it = [
        as_maya.here(f"clients:choice_{name}", choice_id=made.pk)
        for name in ("paper", "take_back", "renew")
    ]
    of_it += [here(as_maya, cast.ben), here(as_maya, cast.ben, "VR")]
    for address in of_it:
        theirs = address.replace(cast.maya.code, cast.omar.code)
        assert as_omar.get(theirs).status_code == 404
    for browser in (as_pia, as_ana):
        assert browser.get(here(browser, cast.ben)).status_code == 403
    assert as_priya.get(here(as_priya, cast.ben)).status_code == 200
    assert as_priya.get(here(as_priya, cast.ben, "VR")).status_code == 403
    assert as_maya.get(here(as_maya, cast.ben, "NOTHING")).status_code == 404
