"""What Ben says against a job, a visit, a plan, a profile or a letter stands beside each; and each
can be locked away by itself."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from followalong.agencies.models import actor_of
from followalong.clients.actions import add_file, lock_away, state_disagreement
from followalong.clients.actions.files import Sent
from followalong.clients.models import Disagreement, Lock
from followalong.core.db import acting_as, set_context
from followalong.jobs.models import Job
from followalong.planning.models import ActionPlan, ProfilePart
from followalong.privacy.models import Share
from tests.cast import DAY, MemberClient, service
from tests.clients.posting import send, words
from tests.core.files_made import pdf
from tests.factories.rows import MOMENT
from tests.privacy.test_accounting import told
from tests.privacy.test_copy import copy

SAID = {"words": "It was not like that.", "way": "PHONE", "said_on": DAY}


def a_job(cast):
    more = {"title": "Baker’s helper", "started_on": DAY - dt.timedelta(days=30)}
    return Job.objects.create(**_of(cast), **more)


def a_plan(cast):
    return ActionPlan.objects.create(**_of(cast), **_written(cast), goal="Bread")


def a_part(cast):
    return ProfilePart.objects.create(**_of(cast), **_written(cast), part="strengths", said="Early")


def a_letter(cast):
    more = {"kind": "VR", "recipient": "The office", "body": "He works.", "prepared_at": MOMENT}
    gone = {"leaves_at": MOMENT, "sent_at": MOMENT, "sent_on": DAY}
    return Share.objects.create(**_of(cast), membership=cast.maya, **more, **gone)


def a_file(cast):
    sent = Sent("letter.pdf", pdf())
    with acting_as(actor_of(cast.maya)) as maya:
        more = {"kind": "LETTER", "title": "A letter", "sees": "team"}
        return add_file(by=maya, client=cast.ben, sent=sent, **more)


def a_visit(cast):
    return told(cast)


def _of(cast) -> dict[str, Any]:
    return {"agency": cast.northside, "client": cast.ben, "enrolment": cast.ben_enrolment}


def _written(cast) -> dict[str, Any]:
    return {"membership": cast.maya, "written_at": MOMENT, "written_on": DAY}


def of_client(name: str) -> Callable:
    return lambda browser, cast, row: browser.here(name, client_id=cast.ben.pk)


def page_of_visit(browser, cast, row):
    return browser.here("employers:employer", employer_id=row.employer_id)


ENTRIES = {
    "job": (a_job, lambda browser, cast, row: browser.here("jobs:job", job_id=row.pk), True),
    "visit": (a_visit, page_of_visit, True),
    "file": (a_file, of_client("clients:files"), False),
    "plan": (a_plan, of_client("planning:plan"), False),
    "profile": (a_part, of_client("home:profile"), False),
    "letter": (
        a_letter,
        lambda browser, cast, row: browser.here("privacy:share", share_id=row.pk),
        False,
    ),
}


@pytest.fixture(params=sorted(ENTRIES))
def entry(cast, request):
    make, page, is_on_timeline = ENTRIES[request.param]
    with acting_as(service(cast.northside)):
        row = make(cast)
    set_context(None)
    return row, page, is_on_timeline


def test_the_words_stand_beside_it_on_its_page_the_timeline_and_the_copy(cast, as_maya, entry):
    row, page, is_on_timeline = entry
    shown = words(as_maya.get(page(as_maya, cast, row)))
    beside = as_maya.here("privacy:entry", client_id=cast.ben.pk)
    beside = f"{beside}?entry={row._meta.label_lower}:{row.pk}"
    assert beside in shown and "It was not like that." not in shown
    disagree = as_maya.here("clients:disagree", client_id=cast.ben.pk)
    disagree = f"{disagree}?entry={row._meta.label_lower}:{row.pk}"
    assert disagree in words(as_maya.get(beside))
    assert send(as_maya, disagree, **SAID).status_code == 302
    with acting_as(service(cast.northside)):
        assert Disagreement.objects.get().row_id == row.pk
    places = [page(as_maya, cast, row), beside]
    places += [as_maya.here("home:client", client_id=cast.ben.pk)] if is_on_timeline else []
    for place in places:
        assert "It was not like that." in words(as_maya.get(place)), place
    assert "You do not agree" in words(copy(MemberClient(cast.priya), cast.ben))


def test_it_is_locked_away_by_itself(cast, as_maya, entry):
    row, page, _is_on_timeline = entry
    lock = as_maya.here("clients:lock_add", client_id=cast.ben.pk)
    said = {"words": "Not Sol.", "way": "PHONE", "asked_on": DAY, "keepers": [cast.maya.pk]}
    asked = f"{lock}?entry={row._meta.label_lower}:{row.pk}"
    assert send(as_maya, asked, away_from=f"member:{cast.sol.pk}", **said).status_code == 302
    with acting_as(service(cast.northside)):
        made = Lock.objects.get()
    assert (made.part, made.row_type, made.row_id) == ("entry", row._meta.label_lower, row.pk)
    with acting_as(actor_of(cast.sol)) as sol:
        assert not type(row).objects.visible_to(sol).filter(pk=row.pk)
    with acting_as(actor_of(cast.maya)) as maya:
        assert type(row).objects.visible_to(maya).filter(pk=row.pk)


def test_words_against_what_is_locked_away_are_locked_away_with_it(cast):
    with acting_as(service(cast.northside)):
        job = a_job(cast)
    with acting_as(actor_of(cast.maya)) as maya:
        state_disagreement(by=maya, client=cast.ben, row=job, **SAID)
        told = {"words": "Not Sol.", "way": "PHONE", "asked_on": DAY, "keepers": [cast.maya.pk]}
        lock_away(by=maya, client=cast.ben, row=("jobs.job", job.pk), **told)
    with acting_as(actor_of(cast.sol)) as sol:
        assert not Disagreement.objects.visible_to(sol)
