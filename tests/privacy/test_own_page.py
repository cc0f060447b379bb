"""Ben's own page: by a link without a name and a number, opened once, for him alone."""

import re
from urllib.parse import urlsplit

import pytest

from followalong.agencies.models import actor_of
from followalong.clients.models import Enrolment
from followalong.core.db import acting_as
from followalong.privacy.models import OwnLink, RightsRequest
from tests.cast import VisitorClient, service
from tests.clients.posting import events, send, words


@pytest.fixture
def given(cast, as_priya) -> tuple[str, str]:
    """What Priya hands over: the address and the number."""
    page = words(send(as_priya, as_priya.here("privacy:own_link", client_id=cast.ben.pk)))
    address = re.search(r"<dd>(http[^<]+)</dd>", page)[1]
    return urlsplit(address).path, re.search(r"<dd>(\d{6})</dd>", page)[1]


def opened(given) -> VisitorClient:
    browser = VisitorClient()
    assert browser.post(given[0], {"number": given[1]}).status_code == 302
    return browser


def test_ben_reads_who_looked_without_an_account_and_without_a_name(cast, as_maya, given):
    as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk))
    page = words(opened(given).get(given[0]))
    assert "looked at it" in page and "to work with the person" in page
    assert "took a list" not in page  # opening one's own page takes nothing along
    for hidden in ("Ben", "Abara", "Maya", cast.northside.name, cast.ips.name):
        assert hidden not in page, hidden
    seen = [e for e in events(actor_of(cast.priya), "page.read") if "own:page" in e.fields]
    assert seen and seen[-1].role == "client" and seen[-1].purpose == "PATRQT"


def test_he_asks_there_and_reads_the_answer(cast, as_priya, given):
    browser = opened(given)
    empty = send(browser, given[0], kind="", words="Please.")
    assert empty.status_code == 422 and "Please." in words(empty)
    assert send(browser, given[0], kind="QUESTION", words="Who is Sol?").status_code == 302
    with acting_as(service(cast.northside)):
        row = RightsRequest.objects.get()
    assert (row.way, row.written_by_id, row.client_id) == ("LINK", None, cast.ben.pk)
    answer = as_priya.here("privacy:request", request_id=row.pk)
    send(as_priya, answer, outcome="DONE", answer="She leads the team.")
    assert "She leads the team." in words(browser.get(given[0]))


def test_without_the_number_it_opens_nothing_and_five_wrong_ones_end_it(cast, given):
    stranger = VisitorClient()
    wrong = f"{(int(given[1]) + 1) % 10**6:06}"
    assert "Who looked" not in words(stranger.get(given[0]))
    for _ in range(5):
        refused = stranger.post(given[0], {"number": wrong})
        assert refused.status_code == 422 and "Who looked" not in words(refused)
    assert stranger.post(given[0], {"number": given[1]}).status_code == 404
    assert len(events(actor_of(cast.priya), "own_link.tried")) == 5


def test_it_opens_in_one_browser_only_and_a_new_one_ends_it(cast, as_priya, given):
    browser, other = opened(given), VisitorClient()
    assert "opened before" in words(other.get(given[0]))
    late = other.post(given[0], {"number": given[1]})
    assert late.status_code == 422 and "Who looked" not in words(late)
    send(as_priya, as_priya.here("privacy:own_link", client_id=cast.ben.pk))
    assert browser.get(given[0]).status_code == 404
    assert VisitorClient().get("/p/no-such-secret/").status_code == 404


def test_only_hashes_are_kept(cast, given):
    with acting_as(service(cast.northside)):
        row = OwnLink.objects.get()
    kept = " ".join(str(value) for value in vars(row).values())
    assert given[0].split("/")[2] not in kept and given[1] not in kept


def test_their_own_worker_makes_no_link(cast, as_maya, as_sol, as_omar):
    def asked(browser):
        return send(browser, browser.here("privacy:own_link", client_id=cast.ben.pk)).status_code

    assert asked(as_maya) == 403 and asked(as_omar) in (403, 404)
    with acting_as(service(cast.northside)):
        Enrolment.objects.filter(client=cast.ben).update(specialist=cast.sol)
    assert asked(as_sol) == 403
