"""Maya's sheet as a file: it opens with her passphrase only, and is gone the next day."""

import datetime as dt
import io
import re
import subprocess

import pikepdf
import pytest

from followalong.accounts import doors
from followalong.agencies.models import actor_of
from followalong.audit.models import Seen
from followalong.core.db import acting_as
from tests.cast import DAY
from tests.clients.posting import events
from tests.home.test_today_sheet import planned

WORDS = "three green bicycles, é"


def save(browser, passphrase=WORDS, again=None):
    said = {"passphrase": passphrase, "passphrase_again": again or passphrase}
    return browser.post(browser.here("home:today_sheet_file"), said)


def text_of(content: bytes, passphrase: str) -> str:
    """As an ordinary reader shows it."""
    done = subprocess.run(
        ["pdftotext", "-upw", passphrase, "-layout", "-", "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    return re.sub(r"\s+", " ", done.stdout.decode())


def test_it_opens_with_the_passphrase_in_an_ordinary_reader(cast, as_maya):
    planned(cast, cast.maya, cast.ben)
    planned(cast, cast.maya, cast.rosa, on=DAY + dt.timedelta(days=1))
    answer = save(as_maya)
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    assert 'filename="today-2026-11-24.pdf"' in answer["Content-Disposition"]
    text = text_of(answer.content, WORDS)
    for needed in ("10:30", "Benny", "The library", "Evenings only", "Her sister"):
        assert needed in text, needed
    assert "Void from Wednesday, November 25, 2026 on: delete it then" in text
    for never in ("Abara", "Ledesma", "Rosa", "Northside", cast.ben_enrolment.program.name):
        assert never not in text, never


def test_without_it_no_byte_of_a_name_is_in_the_file(cast, as_maya):
    planned(cast, cast.maya, cast.ben)
    content = save(as_maya).content
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content))
    for name in ("Benny", "library", "Evenings", "sister", "Maya", "Today sheet"):
        for coding in ("utf-8", "utf-16-be", "utf-16-le"):
            assert name.encode(coding) not in content, name
    with pikepdf.open(io.BytesIO(content), password=WORDS) as opened:
        assert (opened.encryption.R, opened.encryption.bits) == (6, 256)
        assert opened.Root.MarkInfo.Marked and opened.allow.accessibility


def test_saving_it_is_on_the_record_and_the_passphrase_nowhere(cast, as_maya):
    planned(cast, cast.maya, cast.ben)
    save(as_maya)
    (made,) = events(actor_of(cast.maya), "today_sheet.downloaded")
    with acting_as(actor_of(cast.maya)):
        named = set(Seen.objects.filter(event_id=made.pk).values_list("client_id", flat=True))
    assert named == {cast.ben.pk} and "bicycles" not in str(vars(made))


def test_the_page_itself_names_nobody_and_makes_nothing(cast, as_maya):
    planned(cast, cast.maya, cast.ben)
    page = as_maya.get(as_maya.here("home:today_sheet_file"))
    assert "Benny" not in page.text and "kept nowhere" in page.text
    assert events(actor_of(cast.maya), "today_sheet.downloaded") == []


def test_the_next_day_the_same_form_gives_nothing_of_yesterday(cast, as_maya):
    planned(cast, cast.maya, cast.ben, on=DAY - dt.timedelta(days=1))
    text = text_of(save(as_maya).content, WORDS)
    assert "Benny" not in text and "Nothing is planned for you today" in text


@pytest.mark.parametrize(
    ("passphrase", "again", "says"),
    [
        ("short", None, "too short"),
        (WORDS, "something else here", "not the same"),
        ("", None, "Choose a passphrase."),
        ("é" * 70, None, "too long for a PDF file"),
    ],
)
def test_what_would_not_seal_it_is_refused_beside_the_field(cast, as_maya, passphrase, again, says):
    answer = save(as_maya, passphrase, again)
    assert answer.status_code == 422 and says in answer.text
    assert events(actor_of(cast.maya), "today_sheet.downloaded") == []


def test_a_second_step_comes_first(cast, as_maya):
    session = as_maya.session
    session[doors.PROVED] -= doors.FRESH.total_seconds() + 1
    session.save()
    assert as_maya.get(as_maya.here("home:today_sheet_file")).status_code == 302
    answer = save(as_maya)
    assert answer.status_code == 401 and "bicycles" not in answer.text
    assert events(actor_of(cast.maya), "today_sheet.downloaded") == []


def test_who_meets_nobody_has_no_file(cast, as_ana, as_omar):
    assert save(as_ana).status_code == 403
    address = as_omar.here("home:today_sheet_file").replace(cast.omar.code, cast.maya.code)
    assert as_omar.get(address).status_code == 404
