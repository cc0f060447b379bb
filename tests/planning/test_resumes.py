"""Ben's résumés: one for the bakery from his profile, corrected by him, taken away as he likes."""

import io
import json

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import actor_of
from followalong.planning.models import Credential, LegalHistory, PastJob, Resume
from followalong.planning.rules import Content, Entry, as_json_resume, read_entries, write_entries
from tests.clients.posting import events, send, words
from tests.planning.test_plan import at, page, rows

WORK = "Baker’s helper\nHill Street Bakery\n2019–2021\n- Baked 40 loaves #1\n- Sold for $5\n\nCook"
SAID = {"purpose": "Bakery", "language": "en", "name": "Ben Abara", "work": WORK}


def write(browser, cast, **said: str) -> Resume:
    sent = send(browser, at(browser, cast, "resume_start"), **{**SAID, **said})
    assert sent.status_code == 302, words(sent)
    return rows(cast, Resume)[-1]


def of(browser, row: Resume, name: str) -> str:
    return browser.here(f"planning:{name}", resume_id=row.pk)


@pytest.mark.unit
@given(st.text(st.sampled_from("ab 0129–-•*\n,é|"), max_size=80))
def test_what_is_written_is_read_the_same(text: str):
    once = read_entries(text)
    assert read_entries(write_entries(once)) == once


@pytest.mark.unit
def test_a_part_is_read_as_people_type_it():
    first, second = read_entries(WORK)
    did = ("Baked 40 loaves #1", "Sold for $5")
    assert first == Entry("Baker’s helper", "Hill Street Bakery", "2019–2021", did)
    assert second == Entry("Cook")
    years = [Entry("", when=one).years for one in ("2019–2021", "2019-", "–2020", "2018", "long")]
    assert years == [("2019", "2021"), ("2019", ""), ("", "2020"), ("2018", "2018"), ("", "")]


@pytest.mark.unit
def test_other_programs_read_what_is_known_and_nothing_else():
    content = Content("Ben", contact="555-0123\nben@example.org\nNorthside", work=WORK)
    told = as_json_resume(content)
    assert told["basics"] == {
        "name": "Ben",
        "email": "ben@example.org",
        "phone": "555-0123",
        "location": {"address": "Northside"},
    }
    assert told["work"][0]["startDate"] == "2019" and told["work"][1] == {"position": "Cook"}
    assert "education" not in told


def test_it_begins_with_the_profile_and_never_with_legal_history(cast, as_maya):
    profile = {"client_id": cast.ben.pk}
    job = as_maya.here("planning:past_job_add", **profile)
    send(as_maya, job, title="Kitchen help", employer="Lake Cafe", from_year="2015", to_year="2015")
    learned = as_maya.here("planning:credential_add", **profile)
    send(as_maya, learned, kind="licence", title="Forklift licence", finished_on="2020-05-01")
    legal = as_maya.here("planning:legal_write", **profile)
    send(as_maya, legal, said="A fine in 2017.")
    assert all(rows(cast, model) for model in (PastJob, Credential, LegalHistory))
    text = page(as_maya, cast, "resume_start")
    assert "Kitchen help\nLake Cafe\n2015" in text and "Forklift licence\n2020" in text
    assert cast.ben.full_name in text and "2017" not in text


def test_several_each_for_something_and_changed_by_versions(cast, as_maya, as_sol):
    first = write(as_maya, cast)
    write(as_maya, cast, purpose="Any kitchen")
    text = page(as_maya, cast, "resumes")
    assert "Bakery" in text and "Any kitchen" in text and "PDF, large print" in text
    change = {**SAID, "purpose": "Bakery on Hill Street", "seen": first.pk}
    assert send(as_sol, of(as_sol, first, "resume"), **change).status_code == 302
    late = send(as_maya, of(as_maya, first, "resume"), **{**change, "summary": "Early riser"})
    assert late.status_code == 422 and "Early riser" in words(late)
    assert "Somebody else saved this" in words(late)
    send(as_maya, of(as_maya, first, "resume_out"))
    assert "Bakery on Hill Street" not in page(as_maya, cast, "resumes")
    assert events(actor_of(cast.maya), "resume.written")[-1].fields


def test_without_a_purpose_nothing_is_lost(cast, as_maya):
    sent = send(as_maya, at(as_maya, cast, "resume_start"), **{**SAID, "purpose": ""})
    assert sent.status_code == 422 and "Write which job" in words(sent)
    assert "Baked 40 loaves #1" in words(sent) and rows(cast, Resume) == []


@pytest.mark.parametrize("asked", ["?design=clear", "?design=classic", "?design=slim", "?large=1"])
def test_each_design_is_accessible_and_says_not_who_helped(cast, as_maya, asked: str):
    row = write(as_maya, cast, language="fr", summary="I get up early.")
    answer = as_maya.get(of(as_maya, row, "resume_pdf") + asked)
    with pikepdf.open(io.BytesIO(answer.content)) as made, made.open_metadata() as about:
        assert about["pdfuaid:part"] == "1" and about["dc:title"] == "Ben Abara"
        assert str(made.Root.Lang) == "fr"
        assert b"Northside" not in answer.content


def test_taken_away_for_other_programs(cast, as_maya):
    answer = as_maya.get(of(as_maya, write(as_maya, cast), "resume_json"))
    assert json.loads(answer.content)["work"][0]["name"] == "Hill Street Bakery"
    assert "attachment" in answer["Content-Disposition"]


def test_others_may_not(cast, as_maya, as_omar, as_ana, as_pia):
    row = write(as_maya, cast)
    for name in ("resume", "resume_pdf", "resume_json"):
        assert as_omar.get(of(as_omar, row, name)).status_code == 404, name
        assert as_ana.get(of(as_ana, row, name)).status_code == 403, name
    assert as_pia.get(at(as_pia, cast, "resumes")).status_code == 403
