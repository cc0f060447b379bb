"""Help in place: what each page is for, and every page by task."""

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext

from followalong.agencies.models import Membership
from followalong.core.db import acting_as
from followalong.home.help import opened_by, pages_by_name, read_help
from tests.home.asking import page


def test_a_page_says_what_it_is_for_in_the_readers_language(as_maya):
    text = page(as_maya, "home:today")
    assert "What is this page for?" in text and "Begin here." in text
    as_maya.cookies["django_language"] = "es"
    assert "Empiece aquí." in page(as_maya, "home:today")


def test_the_index_holds_what_the_role_opens_and_no_more(as_maya, as_ana, as_pia):
    maya, ana, pia = (page(who, "home:help") for who in (as_maya, as_ana, as_pia))
    assert as_maya.here("home:caseload") in maya and "Words for people" not in maya
    assert as_ana.here("agencies:words") in ana and as_ana.here("home:caseload") not in ana
    assert "Referrals" not in pia
    for text in (maya, ana, pia):
        assert "Follow-along" in text


def test_the_index_names_the_keys_while_they_are_on(cast, as_maya):
    assert page(as_maya, "home:help").count("Next line of a list") == 2  # here and in the dialog
    with acting_as(as_maya.actor):
        Membership.objects.filter(pk=cast.maya.pk).update(uses_shortcuts=False)
    off = page(as_maya, "home:help")
    assert "Next line of a list" not in off and "Keyboard shortcuts are off." in off


def test_a_page_about_one_row_stands_in_the_index_without_a_link(as_maya):
    text = page(as_maya, "home:help")
    assert re.search(r'line-name">A person’s page</span>', text)


def test_help_is_one_tap_from_anywhere(as_maya):
    text = page(as_maya, "home:search")
    assert 'href="#page-help"' in text and 'id="page-help"' in text
    assert as_maya.here("home:help") in text


def test_a_visitor_gets_no_panel(visitor, db):
    assert "What is this page for?" not in visitor.get("/").content.decode()


@pytest.mark.unit
def test_the_words_are_whole_and_short():
    texts = [t for task in read_help().tasks for p in task.pages for t in (p.title, p.what)]
    texts += [t for word in read_help().words for t in word]
    for text in texts:
        for said in (text.en, text.fr, text.es):
            assert said.strip() == said and 0 < len(said) < 400, said
    names = [n for task in read_help().tasks for p in task.pages for n in p.names]
    assert len(names) == len(set(names))


@pytest.mark.unit
def test_no_entry_speaks_of_a_page_that_is_gone():
    gone = sorted(set(pages_by_name()) - set(opened_by()))
    assert not gone, f"Take these out of home/data/help.toml: {gone}"


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_index_calls_a_page_as_the_page_calls_itself(language):
    """Where the English name is a sentence of the pages, so are the others."""
    other = {}
    with translation.override(language):
        for one in pages_by_name().values():
            on_page, here = gettext(one.title.say("en")), one.title.say(language)
            if on_page not in (one.title.say("en"), here):
                other[here] = on_page
    assert other == {}
