"""Ben's copy on his own page: as it was checked, in his language, in one browser, for a while."""

import datetime as dt
import io

import pikepdf
import pytest

from followalong.agencies.models import actor_of
from followalong.clients.models import Client, Enrolment
from followalong.core.db import acting_as
from followalong.privacy.models import GivenCopy, RightsRequest
from tests.cast import DAY, MemberClient, VisitorClient, service
from tests.clients.posting import events, send, words
from tests.privacy.test_copy import write
from tests.privacy.test_own_page import given, opened

__all__ = ["given"]


def put(browser, client, name="copy_give", **said):
    return send(browser, browser.here(f"privacy:{name}", client_id=client.pk), **said)


def asked(cast) -> RightsRequest:
    with acting_as(service(cast.northside)):
        said = {"kind": "COPY", "way": "PAPER", "asked_on": DAY, "due_on": DAY}
        return RightsRequest.objects.create(agency=cast.northside, client=cast.ben, **said)


def copies(cast) -> list[GivenCopy]:
    with acting_as(service(cast.northside)):
        return list(GivenCopy.objects.order_by("pk"))


def test_he_asks_and_reads_it_there_as_it_was_checked(cast, as_priya, given):
    row, browser = asked(cast), opened(given)
    write(cast, "Came late.")
    assert "None is here" in words(browser.get(given[0]))
    assert browser.get(f"{given[0]}copy/").status_code == 404
    page = words(as_priya.get(as_priya.here("privacy:request", request_id=row.pk)))
    assert "Make the copy" in page
    done = put(as_priya, cast.ben)
    assert done["Location"] == as_priya.here("privacy:request", request_id=row.pk)
    write(cast, "Written afterwards.")
    assert "Read it here" in words(browser.get(given[0]))
    told = words(browser.get(f"{given[0]}copy/"))
    for text in ("Ben", "Came late.", "Made by Priya", "What is not in it"):
        assert text in told, text
    assert "Written afterwards." not in told
    assert copies(cast)[0].request_id == row.pk
    seen = events(actor_of(cast.priya), "copy.opened")[-1]
    assert (seen.role, seen.purpose, seen.fields) == ("client", "PATRQT", ["page"])


def test_he_saves_it_as_an_accessible_pdf_in_his_language(cast, as_priya, given):
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.ben.pk).update(language="es")
    put(as_priya, cast.ben)
    browser = opened(given)
    answer = browser.get(f"{given[0]}copy/file/")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    with pikepdf.open(io.BytesIO(answer.content)) as made:
        assert (str(made.Root.Lang), bool(made.Root.MarkInfo.Marked)) == ("es", True)
    assert "Una copia de su registro" in words(browser.get(f"{given[0]}copy/"))
    account = as_priya.get(as_priya.here("privacy:accounting", client_id=cast.ben.pk) + "?all=1")
    assert "the person themselves, on their own page" in words(account)
    assert "Opened by somebody from outside" not in words(account)


def test_it_opens_nowhere_else_and_not_after_it_was_taken_off(cast, as_priya, given):
    put(as_priya, cast.ben)
    browser, other = opened(given), VisitorClient()
    for path in ("copy/", "copy/file/"):
        answer = other.get(given[0] + path)
        assert (answer.status_code, answer["Location"]) == (302, given[0])
        assert other.get(f"/p/no-such-secret/{path}").status_code == 404
    put(as_priya, cast.ben)  # a newer one takes the place of the first
    assert [one.ended_at is None for one in copies(cast)] == [False, True]
    assert put(as_priya, cast.ben, "copy_end").status_code == 302
    assert browser.get(f"{given[0]}copy/").status_code == 404
    assert "None is here" in words(browser.get(given[0]))
    assert len(events(actor_of(cast.priya), "copy.taken_off")) == 1


def test_nobody_needs_so_many_files_in_a_quarter_of_an_hour(cast, as_priya, given, monkeypatch):
    monkeypatch.setattr("followalong.privacy.views.own_copy.MOST_FILES", 0)
    put(as_priya, cast.ben)
    answer = opened(given).get(f"{given[0]}copy/file/")
    assert answer.status_code == 429 and "in a quarter of an hour" in words(answer)


def test_what_an_addiction_program_wrote_stays_behind_that_wall(cast, as_priya, given):
    with acting_as(service(cast.northside)):
        Enrolment.objects.filter(client=cast.ben).update(label="SUD")
    put(MemberClient(cast.priya), cast.ben)
    sees = actor_of(cast.priya).sees_sud
    assert [one.label for one in copies(cast)] == ["SUD" if sees else "NORMAL"]


@pytest.mark.parametrize("name", ["copy", "copy_give", "copy_end"])
def test_neither_their_worker_nor_strangers_put_it_there(cast, as_maya, as_omar, as_priya, name):
    ways = {"copy": "get"}
    for browser in (as_maya, as_omar):
        address = browser.here(f"privacy:{name}", client_id=cast.ben.pk)
        assert getattr(browser, ways.get(name, "post"))(address).status_code == 403
    strange = as_priya.here(f"privacy:{name}", client_id=cast.lena.pk)
    assert getattr(as_priya, ways.get(name, "post"))(strange).status_code == 404
    assert not copies(cast)


def test_after_its_last_day_it_is_gone(cast, as_priya, given):
    put(as_priya, cast.ben)
    browser = opened(given)
    assert copies(cast)[0].until_on == DAY + dt.timedelta(days=30)
    with acting_as(service(cast.northside)):
        GivenCopy.objects.update(
            given_on=DAY - dt.timedelta(days=31), until_on=DAY - dt.timedelta(days=1)
        )
    assert browser.get(f"{given[0]}copy/").status_code == 404
    assert "None is here" in words(browser.get(given[0]))
