"""A photo of the person: kept once they said yes to it, closed when they take that back."""

import datetime as dt

import pytest

from followalong.agencies.models import Agency, actor_of
from followalong.clients.actions import record_consent, revoke_consent
from followalong.clients.models import ClientFile, Consent
from followalong.core.db import acting_as, set_context
from tests.cast import DAY, service
from tests.clients.posting import send, words
from tests.clients.test_files import post, sent
from tests.core.files_made import photo_from_a_street


def photo(browser, cast, **said):
    form = sent("me.jpg", photo_from_a_street(), "photo", kind="PHOTO", title="For a badge", **said)
    return post(browser, cast.ben, form)


def there(browser, cast):
    return browser.here("clients:file_add", client_id=cast.ben.pk)


def download(browser, row):
    return browser.get(browser.here("clients:file_download", file_id=row.pk))


def stored(member, model, **which):
    set_context(actor_of(member))
    return list(model.objects.filter(**which))


def agree(cast, **told):
    with acting_as(service(cast.northside)) as by:
        told = {"method": "PAPER", "recipient": "A badge", "signed_on": DAY, **told}
        return record_consent(by=by, client=cast.ben, type="PHOTO", **told)


def test_it_is_asked_where_the_photo_is_added_and_leads_back(cast, as_maya):
    answer = photo(as_maya, cast)
    assert answer.status_code == 422 and "For a badge" in words(answer)
    assert "once they have said yes to it" in words(answer)
    assert not stored(cast.maya, ClientFile)
    ask = as_maya.here("clients:choice_ask", client_id=cast.ben.pk, kind="PHOTO")
    assert f"{ask}?then=" in words(as_maya.get(there(as_maya, cast)))
    said = {"method": "PAPER", "recipient": "A badge", "signed_on": DAY}
    back = send(as_maya, f"{ask}?then={there(as_maya, cast)}", **said)
    assert back["Location"] == there(as_maya, cast)
    assert ask not in words(as_maya.get(there(as_maya, cast)))
    assert photo(as_maya, cast).status_code == 302
    assert len(stored(cast.maya, ClientFile)) == 1


@pytest.mark.parametrize(
    "over", [{"signed_on": DAY - dt.timedelta(days=30), "expires_on": DAY - dt.timedelta(days=1)}]
)
def test_a_yes_that_is_over_or_only_spoken_keeps_no_photo(cast, as_maya, over):
    agree(cast, **over)
    assert photo(as_maya, cast).status_code == 422
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack="us-ct")
    agree(cast, method="VERBAL_RECORDED")
    assert photo(as_maya, cast).status_code == 422


def test_taken_back_it_stays_closed_until_they_agree_again(cast, as_maya):
    given = agree(cast)
    photo(as_maya, cast)
    (row,) = stored(cast.maya, ClientFile)
    assert download(as_maya, row).status_code == 200
    with acting_as(actor_of(cast.maya)) as by:
        revoke_consent(by=by, consent=Consent.objects.get(pk=given.pk))
    set_context(None)
    closed = download(as_maya, row)
    assert closed.status_code == 302
    assert "no longer agrees, to photos" in words(as_maya.get(closed["Location"]))
    agree(cast)
    assert download(as_maya, row).status_code == 200


def test_a_paper_needs_no_such_yes_and_does_not_become_a_photo_without_it(cast, as_maya):
    assert post(as_maya, cast.ben, sent()).status_code == 302
    (row,) = stored(cast.maya, ClientFile)
    edit = as_maya.here("clients:file_edit", file_id=row.pk)
    changed = {"kind": "PHOTO", "title": "Licence", "sees": "team", "version": row.version}
    assert send(as_maya, edit, **changed).status_code == 422
    assert stored(cast.maya, ClientFile)[0].kind == "PERMIT"
