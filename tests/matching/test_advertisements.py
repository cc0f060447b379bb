"""Advertisements come in from files: every row is stored, or told with the reason why not."""

import datetime as dt
import json

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import actor_of
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.matching.models import Opening
from followalong.matching.rules.advertisements import (
    STANDS,
    Advertisement,
    Why,
    last_day_of,
    read_advertisements,
)
from tests.cast import DAY
from tests.matching.data import evaluation_data

POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Line cook",
    "hiringOrganization": {"@type": "Organization", "name": "Blue Door Café"},
    "description": "<p>Warm kitchen</p><p>Evenings &amp; weekends</p>",
    "employmentType": ["PART_TIME"],
    "baseSalary": {
        "currency": "CAD",
        "value": {"minValue": 19, "maxValue": 21, "unitText": "HOUR"},
    },
    "datePosted": "2026-03-02",
    "validThrough": "2026-04-01T00:00",
    "identifier": {"value": "bd-7"},
}
FILE = f"""Employer,Title,Closing date,ID
Blue Door Café,Dishwasher,{DAY + dt.timedelta(days=9)},1
Blue Door Café,,,2
,Cook,,3
Blue Door Café,Cook,soon,4
Blue Door Café,Baker
Blue Door Café,Dishwasher,,1
"""


def test_a_posting_becomes_an_advertisement():
    wanted = Advertisement(
        employer="Blue Door Café",
        title="Line cook",
        hours="part time",
        pay="19 to 21 CAD hour",
        details="Warm kitchen\nEvenings & weekends",
        posted_on=dt.date(2026, 3, 2),
        last_day=dt.date(2026, 4, 1),
        source_id="bd-7",
    )
    document = json.dumps({"@graph": [POSTING, {"@type": "WebSite"}]})
    page = f'<html><script type="application/ld+json">{document}</script></html>'
    assert read_advertisements(document) == ([wanted], [])
    assert read_advertisements(page) == ([wanted], [])


def test_each_row_of_a_table_is_taken_or_told_why_not():
    good, refused = read_advertisements(FILE)
    assert [one.title for one in good] == ["Dishwasher"]
    assert [(one.line, one.why) for one in refused] == [
        (3, Why.NO_TITLE),
        (4, Why.NO_EMPLOYER),
        (5, Why.UNREADABLE_DAY),
        (6, Why.RAGGED),
        (7, Why.TWICE),
    ]


@given(st.text() | st.text().map(lambda text: "{" + text) | st.text().map(lambda text: "<" + text))
def test_no_text_breaks_the_reading(text):
    good, refused = read_advertisements(text)
    assert all(one.title and one.employer for one in good)
    assert all(one.line > 0 for one in refused)


def test_without_a_last_day_it_stands_some_weeks():
    posted = Advertisement("E", "T", posted_on=DAY - dt.timedelta(days=1))
    assert last_day_of(posted, DAY) == DAY - dt.timedelta(days=1) + STANDS
    assert last_day_of(Advertisement("E", "T"), DAY) == DAY + STANDS


def send(who, content, **more):
    file = SimpleUploadedFile("work.csv", content)
    return who.post(who.here("matching:bring"), {"command_id": uuid7(), "file": file, **more})


def stored(cast):
    with acting_as(actor_of(cast.maya)):
        return list(Opening.objects.order_by("id"))


def test_a_file_is_brought_in_and_a_second_time_changes_nothing(as_maya, cast):
    page = send(as_maya, FILE.encode()).content.decode()
    assert "1 opening stored" in page and "5 lines were not taken" in page
    assert "Line 3: no title" in page
    assert [one.expires_on for one in stored(cast)] == [DAY + dt.timedelta(days=9)]
    assert "1 was here already" in send(as_maya, FILE.encode()).content.decode()
    assert len(stored(cast)) == 1


def test_a_file_that_is_no_text_is_told_beside_the_field(as_maya, as_pia, cast):
    answer = send(as_maya, b"\xff\xfe\x00")
    assert answer.status_code == 422
    assert "read as text" in answer.content.decode()
    assert send(as_pia, FILE.encode()).status_code == 403
    assert stored(cast) == []


def test_every_row_of_real_advertisements_is_stored_or_refused(as_maya, cast):
    """3,977 public advertisements: 2,186 stored, 1,788 the same id again, 3 with no day."""
    content = (evaluation_data("jobs/NYC_Jobs.csv")).read_bytes()
    page = send(as_maya, content).content.decode()
    assert "2,186 openings stored" in page or "2186 openings stored" in page
    assert "1,791 lines were not taken" in page or "1791 lines were not taken" in page
    openings = stored(cast)
    assert len(openings) == 2186 and len({one.source_id for one in openings}) == 2186
    without_day = [one for one in openings if one.expires_on >= DAY]
    assert {one.known_on for one in without_day} <= {DAY}
