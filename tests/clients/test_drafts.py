"""Words put aside on the public page: sealed under a code, gone after two weeks or when sent."""

import re

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import Door
from followalong.clients.actions import forget_old_drafts
from followalong.clients.models import ReferralDraft
from followalong.clients.tasks import forget_drafts
from followalong.core.db import acting_as
from followalong.core.ids import receipt_code
from followalong.core.sealing import GROUPS, NotReadable, finder_of, seal, unseal
from tests.cast import service
from tests.clients.posting import events, send, words
from tests.clients.test_public_referral import PAGE, referrals_of
from tests.conftest import NOW

SAVE, BACK = f"{PAGE}save/", f"{PAGE}back/"
HALF = {"given_name": "Kit", "email": "kit@", "reason": "Plants, and mornings. Zoë’s nursery?"}
CODE = re.compile(r"(?:[2-9A-Z]{4}-){4}[2-9A-Z]{4}")


def code_in(answer) -> str:
    return CODE.search(words(answer))[0]


def drafts(cast) -> list[ReferralDraft]:
    with acting_as(service(cast.northside)):
        return list(ReferralDraft.objects.all())


@pytest.fixture
def code(cast, visitor) -> str:
    return code_in(send(visitor, SAVE, **HALF))


def test_unfinished_words_are_kept_and_come_back_as_typed(visitor, code):
    page = send(visitor, BACK, code=code.lower().replace("-", " "))
    assert page.status_code == 200
    form = page.context["form"]
    assert {name: form[name].value() for name in HALF} == HALF
    assert 'action="/refer/northside/"' in words(page)


def test_the_page_with_the_code_does_not_show_the_words(cast, visitor):
    answer = send(visitor, SAVE, **HALF)
    assert "Plants" not in words(answer)
    assert code_in(answer)


def test_nothing_stays_in_the_browser(visitor, code):
    """No cookie but Django's own, no address with the code in it, no script that stores."""
    assert not any(code in str(cookie) for cookie in visitor.cookies.values())
    page = words(visitor.get(PAGE)) + words(visitor.get(BACK))
    assert code not in page
    assert "data-keep" not in page


def test_the_database_alone_cannot_read_it(cast, code):
    [row] = drafts(cast)
    kept = bytes(row.sealed) + row.finder.encode()
    for word in ("Kit", "Plants", "mornings", code, code.replace("-", "")):
        assert word.encode() not in kept


def test_a_wrong_code_opens_nothing(visitor, code):
    answer = send(visitor, BACK, code=receipt_code(GROUPS))
    assert answer.status_code == 422
    assert "Nothing is kept under this code." in words(answer)
    assert "Kit" not in words(answer)
    assert "five groups of four" in words(send(visitor, BACK, code="hello"))


def test_saving_again_stays_under_the_same_code(cast, visitor, code):
    again = send(visitor, SAVE, **{**HALF, "reason": "Only plants."}, draft=code)
    assert code_in(again) == code
    assert len(drafts(cast)) == 1
    form = send(visitor, BACK, code=code).context["form"]
    assert form["reason"].value() == "Only plants."


def test_sending_it_lets_go_of_what_was_kept(cast, visitor, code):
    said = {"given_name": "Kit", "phone": "416 555 0177", "draft": code}
    assert send(visitor, PAGE, **said).status_code == 302
    assert referrals_of(cast.northside, client__given_name="Kit")
    assert not drafts(cast)


def test_a_form_that_is_refused_keeps_the_code_and_the_words(cast, visitor, code):
    refused = send(visitor, PAGE, given_name="Kit", draft=code)
    assert refused.status_code == 422
    assert f'value="{code}"' in words(refused)
    assert len(drafts(cast)) == 1


def test_after_two_weeks_it_is_gone_also_before_the_night(cast, visitor, code):
    with time_machine.travel(NOW.replace(day=8, month=12, hour=14, minute=31), tick=False):
        assert send(visitor, BACK, code=code).status_code == 422
        forget_drafts(str(cast.northside.pk))
        assert not drafts(cast)


def test_the_night_leaves_what_is_younger(cast, code):
    with time_machine.travel(NOW.replace(day=8, month=12, hour=14, minute=29), tick=False):
        forget_drafts(str(cast.northside.pk))
        assert len(drafts(cast)) == 1
        with acting_as(service(cast.northside)) as by:
            assert forget_old_drafts(by=by) == 0


def test_a_code_opens_at_its_own_door_only(cast, visitor, code):
    Door.objects.create(
        slug="southside",
        agency=cast.southside,
        program=cast.south_ips,
        agency_name=cast.southside.name,
        program_name=cast.south_ips.name,
    )
    assert send(visitor, "/refer/southside/back/", code=code).status_code == 422


def test_too_many_tries_from_one_place_wait(visitor, code):
    for _ in range(30):
        send(visitor, BACK, code=receipt_code(GROUPS))
    answer = send(visitor, BACK, code=code)
    assert answer.status_code == 429
    assert "Kit" not in words(answer)


def test_programs_that_fill_in_every_box_keep_nothing(cast, visitor):
    assert send(visitor, SAVE, **HALF, website="x").status_code == 422
    assert not drafts(cast)


def test_keeping_and_opening_are_on_the_record(cast, visitor, code):
    send(visitor, BACK, code=code)
    for action in ("referral_draft.kept", "referral_draft.opened"):
        [event] = events(service(cast.northside), action)
        assert (event.actor_kind, event.membership_id) == ("public", None)


@given(st.dictionaries(st.text(max_size=10), st.text(max_size=200), max_size=5))
def test_only_code_and_place_together_open_what_was_sealed(said):
    code, other = receipt_code(GROUPS), receipt_code(GROUPS)
    kept = seal(code, "here", said)
    assert unseal(code, "here", kept) == said
    assert finder_of(code, "here") != finder_of(other, "here")
    for wrong in ((other, "here", kept), (code, "there", kept), (code, "here", kept[:-1])):
        with pytest.raises(NotReadable):
            unseal(*wrong)
