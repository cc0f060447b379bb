"""The pages on which two people let a record go, and what they refuse."""

import pytest

from followalong.agencies.models import actor_of
from followalong.clients.models import Client
from followalong.core.db import acting_as
from followalong.privacy.models import Erasure, LegalHold, RetentionTime, RightsRequest
from tests.cast import service
from tests.clients.posting import events, send, words
from tests.privacy.test_letting_go import WHY, gone_long, proposed

__all__ = ["gone_long"]


def the(cast, model):
    with acting_as(service(cast.northside)):
        return model.objects.get()


def test_priya_sets_how_long_and_then_it_is_proposed_and_agreed(gone_long, as_priya, as_ana):
    cast = gone_long
    page = words(as_priya.get(as_priya.here("privacy:retention")))
    assert "Ben Abara" in page and "7 years after the last service" in page
    assert "Unconfirmed: counsel must check" in page
    new = as_priya.here("privacy:erasure_new", client_id=cast.ben.pk)
    assert "What goes, what stays" in words(as_priya.get(new))
    short = send(as_priya, new, reason="TIME_OVER", basis="")
    assert short.status_code == 422 and "Say under which rule" in words(short)
    assert send(as_priya, new, reason="TIME_OVER", basis=WHY).status_code == 302
    erasure = the(cast, Erasure)
    address = as_priya.here("privacy:erasure", erasure_id=erasure.pk)
    assert "somebody else has to agree" in words(as_priya.get(address))
    assert send(as_priya, address).status_code == 422
    assert "One record waits to be let go" in words(as_ana.get(as_ana.here("home:today")))
    theirs = as_ana.here("privacy:erasure", erasure_id=erasure.pk)
    assert "Ben" not in words(as_ana.get(theirs)) and "Record …" in words(as_ana.get(theirs))
    assert send(as_ana, theirs).status_code == 302
    done = words(as_ana.get(theirs))
    assert "let go" in done and WHY in done and "Ben" not in done
    assert "Ben" not in words(as_priya.get(as_priya.here("privacy:erasures")))
    assert events(actor_of(cast.ana), "erasure.agreed")
    with acting_as(service(cast.northside)):
        assert not Client.objects.get(pk=cast.ben.pk).given_name


def test_a_hold_keeps_it_and_says_so(gone_long, as_priya, as_ana):
    cast = gone_long
    new = as_priya.here("privacy:hold_new")
    assert "Ben Abara" in words(as_priya.get(new + "?q=Ben"))
    told = {"asked_by": "A court", "why": "A case about wages.", "from_on": "2026-11-24"}
    bad = send(as_priya, f"{new}?client={cast.ben.pk}", **{**told, "why": ""})
    assert bad.status_code == 422 and "A court" in words(bad)
    assert send(as_priya, f"{new}?client={cast.ben.pk}", **told).status_code == 302
    page = words(as_priya.get(as_priya.here("privacy:retention")))
    assert "Held: it stays" in page and "asked by A court" in page
    asked = as_priya.here("privacy:erasure_new", client_id=cast.ben.pk)
    refused = send(as_priya, asked, reason="TIME_OVER", basis=WHY)
    assert refused.status_code == 422 and "A hold keeps it" in words(refused)
    address = as_priya.here("privacy:hold", hold_id=the(cast, LegalHold).pk)
    assert "A case about wages." in words(as_priya.get(address))
    assert send(as_priya, address, words="It ended.").status_code == 302
    assert send(as_priya, address, words="Again.").status_code == 422
    assert "It ended." in words(as_priya.get(address))
    assert events(actor_of(cast.priya), "legal_hold.lifted")


def test_it_may_be_left_as_it_is(gone_long, as_ana):
    erasure = proposed(gone_long)
    address = as_ana.here("privacy:erasure_leave", erasure_id=erasure.pk)
    assert send(as_ana, address, why="").status_code == 422
    assert send(as_ana, address, why="A letter came.").status_code == 302
    assert "left as it is by Ana" in words(as_ana.get(as_ana.here("privacy:erasures")))
    late = send(as_ana, as_ana.here("privacy:erasure", erasure_id=erasure.pk))
    assert late.status_code == 422 and "decided in the meantime" in words(late)


def test_what_is_set_has_a_name_and_what_was_before_stays(gone_long, as_priya):
    address = as_priya.here("privacy:retention_set", record="looks")
    few = send(as_priya, address, years="5", basis="Our rule.")
    assert few.status_code == 422 and "at least 6 years" in words(few) and "Our rule." in words(few)
    for years in ("12", "8"):
        assert send(as_priya, address, years=years, basis="Our rule.").status_code == 302
    page = words(as_priya.get(address))
    assert "12 years after the last service · Our rule. · set by Priya" in page
    assert as_priya.get(as_priya.here("privacy:retention_set", record="nothing")).status_code == 404
    with acting_as(service(gone_long.northside)):
        assert RetentionTime.objects.get(kind="LOOKS").years == 8


def test_somebody_who_asked_is_answered_honestly(cast, as_priya):
    """Rosa still takes part: the answer begins with what can't go, and why."""
    new = as_priya.here("privacy:request_new", client_id=cast.rosa.pk)
    send(as_priya, new, kind="ERASE", way="PHONE", asked_on="2026-11-24")
    request = the(cast, RightsRequest)
    page = words(as_priya.get(as_priya.here("privacy:request", request_id=request.pk)))
    assert "You still take part here" in page and "a number without your name" in page
    leads = as_priya.here("privacy:erasure_new", client_id=cast.rosa.pk)
    assert f"{leads}?request={request.pk}" in page
    refused = send(as_priya, f"{leads}?request={request.pk}", reason="ASKED", basis=WHY)
    assert refused.status_code == 422 and "Something still goes on" in words(refused)


def test_a_request_is_named_by_what_answers_it(gone_long, as_priya):
    cast = gone_long
    new = as_priya.here("privacy:request_new", client_id=cast.ben.pk)
    send(as_priya, new, kind="ERASE", way="PAPER", asked_on="2026-11-24")
    request = the(cast, RightsRequest)
    page = words(as_priya.get(as_priya.here("privacy:request", request_id=request.pk)))
    assert "Two people here look at it and agree." in page
    leads = as_priya.here("privacy:erasure_new", client_id=cast.ben.pk)
    asked = send(as_priya, f"{leads}?request={request.pk}", reason="ASKED", basis=WHY)
    assert asked.status_code == 302 and the(cast, Erasure).request_id == request.pk


@pytest.mark.parametrize("name", ["privacy:retention", "privacy:hold_new"])
def test_only_whoever_answers_for_privacy_sees_to_it(gone_long, as_ana, as_sol, as_maya, name):
    for colleague in (as_ana, as_sol, as_maya):
        assert colleague.get(colleague.here(name)).status_code == 403
    assert as_sol.get(as_sol.here("privacy:erasures")).status_code == 403


def test_another_agency_finds_nothing(gone_long, as_priya, as_omar):
    cast, erasure = gone_long, proposed(gone_long)
    with acting_as(service(cast.southside)):
        cast.omar.role = "privacy_officer"
        cast.omar.save()
    for name, parts in (
        ("privacy:erasure", {"erasure_id": erasure.pk}),
        ("privacy:erasure_new", {"client_id": cast.ben.pk}),
    ):
        assert as_omar.get(as_omar.here(name, **parts)).status_code == 404
