"""What is asked is what a page needs; what nobody checked for the place says so."""

from followalong.agencies.models import Agency
from followalong.core.db import acting_as
from tests.cast import service
from tests.clients.posting import words

COUNSEL = "counsel must check this for your place"


def test_nothing_is_asked_that_no_page_would_look_up(cast, as_maya):
    page = words(as_maya.get(as_maya.here("clients:choices", client_id=cast.ben.pk)))
    for asked in ("Share with my care team", "Ask a past employer", "Take my photo"):
        assert asked in page
    for not_yet in ("Share my story", "Take part in a study", "Use tools that"):
        assert not_yet not in page


def ask(browser, cast, kind):
    return words(browser.get(browser.here("clients:choice_ask", client_id=cast.ben.pk, kind=kind)))


def test_where_a_signature_is_the_way_the_page_says_so_and_offers_it_now(cast, as_maya):
    assert "once it is signed" not in ask(as_maya, cast, "FAMILY")
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack="us-ct")
    page = ask(as_maya, cast, "FAMILY")
    assert "once it is signed" in page
    assert "Signed on a screen" in page
    assert "you are reminded until they have signed" in page


def test_words_that_nobody_checked_for_the_place_say_so(cast, as_maya):
    assert COUNSEL not in ask(as_maya, cast, "FAMILY")
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack="us-ct")
    assert COUNSEL in ask(as_maya, cast, "SUD")
    asked = as_maya.here("privacy:request_new", client_id=cast.ben.pk)
    assert COUNSEL in words(as_maya.get(asked))
