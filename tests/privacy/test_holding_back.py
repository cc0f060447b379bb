"""What somebody else said in confidence stays out of the copy; the copy says so, and why."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from followalong.agencies import packs
from followalong.agencies.models import actor_of
from followalong.caseload.models import Contact
from followalong.core.db import acting_as
from followalong.privacy.models import HeldBack
from followalong.privacy.rules import without
from tests.cast import MemberClient, service
from tests.clients.posting import events, send, words
from tests.privacy.test_copy import copy, write

SISTER = "His sister says he hides letters."
WHY = "Somebody else said it in confidence"


@pytest.fixture
def note(cast):
    return write(cast, f"Came late. {SISTER} Wants mornings.")


def hold(browser, client, note, **said):
    page = browser.here("privacy:copy_hold", client_id=client.pk)
    return send(browser, f"{page}?entry=caseload.contact:{note.pk}", **said)


def held(cast) -> list[HeldBack]:
    with acting_as(service(cast.northside)):
        return list(HeldBack.objects.order_by("pk"))


def test_a_passage_is_struck_from_every_kind_of_copy_with_the_law_s_reason(cast, as_priya, note):
    assert SISTER in words(copy(as_priya, cast.ben))
    done = hold(
        as_priya, cast.ben, note, reason="CONFIDENCE", passage="His sister\n says he hides letters."
    )
    assert done.status_code == 302
    law = packs.load(cast.northside.pack).held_back["CONFIDENCE"].law.en
    sheets = PdfReader(io.BytesIO(copy(as_priya, cast.ben, "copy_file", "?as=pdf").content)).pages
    ways = [
        words(copy(as_priya, cast.ben)),
        " ".join(" ".join(sheet.extract_text() for sheet in sheets).split()),
        json.dumps(json.loads(copy(as_priya, cast.ben, "copy_file", "?as=json").content)),
        copy(as_priya, cast.ben, "copy_file", "?as=csv").content.decode(),
    ]
    for told in ways:
        assert "hides letters" not in told
        for text in ("Came late. [held back] Wants mornings.", WHY, law):
            assert text in told, text
    marked = events(actor_of(cast.priya), "copy.held_back")[-1]
    assert (marked.subject_id, marked.fields) == (held(cast)[0].pk, ["CONFIDENCE", "passage"])
    assert held(cast)[0].held_by_id == cast.priya.pk
    with acting_as(service(cast.northside)):
        assert SISTER in Contact.objects.get(pk=note.pk).note


def test_a_whole_entry_is_struck_and_shown_again(cast, as_priya, note):
    hold(as_priya, cast.ben, note, reason="CONFIDENCE")
    told = words(copy(as_priya, cast.ben))
    assert "Came late." not in told and WHY in told
    check = words(
        as_priya.get(as_priya.here("privacy:copy_check", client_id=cast.ben.pk) + "?q=late")
    )
    assert "Came late." in check and "All of it is held back by Priya" in check
    show = as_priya.here("privacy:held_show", held_id=held(cast)[0].pk)
    assert send(as_priya, show).status_code == 302
    assert "Came late." in words(copy(as_priya, cast.ben))
    assert len(events(actor_of(cast.priya), "copy.shown_again")) == 1
    assert "already" in words(as_priya.get(send(as_priya, show)["Location"]))


def test_when_the_words_were_changed_since_nothing_of_the_entry_goes_out(cast, as_priya, note):
    hold(as_priya, cast.ben, note, reason="CONFIDENCE", passage=SISTER)
    with acting_as(service(cast.northside)):
        Contact.objects.filter(pk=note.pk).update(note="Sister: he hides all letters.")
    told = words(copy(as_priya, cast.ben))
    assert "letters" not in told and WHY in told


def test_only_reasons_of_the_place_and_words_of_the_entry(cast, as_priya, note):
    refused = hold(as_priya, cast.ben, note, reason="", passage=SISTER)
    assert refused.status_code == 422 and SISTER in words(refused)
    other = hold(as_priya, cast.ben, note, reason="CONFIDENCE", passage="His brother says.")
    assert other.status_code == 422 and "do not stand in the entry" in words(other)
    here = packs.load(cast.northside.pack).held_back
    shown = words(other)
    for reason in packs.codes.get("held_back.reason").entries:
        assert (reason.label.en in shown) == (reason.code in here)
    assert hold(as_priya, cast.ben, note, reason="NONE").status_code == 422
    assert not held(cast)


def test_entries_are_found_by_a_word_and_by_part(cast, as_priya, note):
    page = as_priya.here("privacy:copy_check", client_id=cast.ben.pk)
    found = words(as_priya.get(f"{page}?q=SISTER"))
    assert "hides letters" in found and "About you" in found
    assert "No entry has this" in words(as_priya.get(f"{page}?q=nowhere"))
    assert "hides letters" in words(as_priya.get(f"{page}?part=caseload.contact"))
    assert as_priya.get(f"{page}?from=x&part=none").status_code == 200


def test_neither_their_worker_nor_strangers_hold_anything_back(
    cast, as_maya, as_omar, as_priya, note
):
    for browser in (as_maya, as_omar, MemberClient(cast.pia)):
        assert hold(browser, cast.ben, note, reason="CONFIDENCE").status_code == 403
        page = browser.here("privacy:copy_check", client_id=cast.ben.pk)
        assert browser.get(page).status_code == 403
    assert hold(as_priya, cast.lena, note, reason="CONFIDENCE").status_code == 404
    assert hold(as_priya, cast.rosa, note, reason="CONFIDENCE").status_code == 404
    assert not held(cast)
    hold(as_priya, cast.ben, note, reason="CONFIDENCE")
    with acting_as(actor_of(cast.maya)) as maya:
        assert not HeldBack.objects.visible_to(maya)


TEXT = st.text("ab \n", max_size=30)


@pytest.mark.unit
@settings(max_examples=60)
@given(TEXT, st.lists(st.text("ab ", min_size=1, max_size=4).filter(str.strip), max_size=3))
def test_no_passage_is_left_and_nothing_else_is_lost(text: str, passages: list[str]):
    left = without([("Note", text)], passages, "|")
    flat, wanted = " ".join(text.split()), [" ".join(one.split()) for one in passages]
    assert (left is None) == any(one not in flat for one in wanted)
    if left is not None:
        now = left[0][1]
        for one in wanted:
            assert one not in " ".join(now.split())
        if len(wanted) == 1:
            assert " ".join(now.replace("|", wanted[0]).split()) == flat
    assert without([("Note", text)], [], "|") == [("Note", text)]
