"""Ben takes his plan and his profile home: accessible PDFs in his language, his words alone."""

import io

import pikepdf
import pytest

from followalong.agencies.models import actor_of
from followalong.core.db import acting_as
from followalong.planning.models import ActionPlan, LegalHistory, ProfilePart
from followalong.ui import pdf
from tests.clients.posting import events, send, words
from tests.planning.test_plan import at, page, rows, step, write


@pytest.fixture
def printed(monkeypatch) -> list[pdf.Paper]:
    """What was printed, so that its words can be read; it is printed all the same."""
    seen: list[pdf.Paper] = []
    made = pdf.made
    monkeypatch.setattr(pdf, "made", lambda paper: seen.append(paper) or made(paper))
    return seen


def speaks(cast, language: str) -> None:
    with acting_as(actor_of(cast.maya)):
        cast.ben.language = language
        cast.ben.save()


def test_the_plan_as_pdf_in_the_persons_language(cast, as_maya, printed):
    step(as_maya, cast, "Visit the bakery #1 for $5", "me")
    write(as_maya, cast, "Du pain.")
    speaks(cast, "fr")
    answer = as_maya.get(at(as_maya, cast, "plan_pdf"))
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as made, made.open_metadata() as about:
        assert (str(made.Root.Lang), about["dc:title"]) == ("fr", "Mon plan")
    told = str(printed[0].as_data())
    assert "Du pain." in told and "Visit the bakery #1 for $5" in told and "Ce que je veux" in told


def test_a_copy_given_is_noted_for_this_version(cast, as_maya, as_pia):
    write(as_maya, cast, "Bread.")
    assert "They have their copy" in page(as_maya, cast)
    assert send(as_pia, at(as_pia, cast, "plan_copy")).status_code == 403
    send(as_maya, at(as_maya, cast, "plan_copy"))
    assert rows(cast, ActionPlan)[-1].copy_given_on == cast.today
    assert "They have a copy of this version" in page(as_maya, cast)
    assert len(events(actor_of(cast.maya), "action_plan.copy_given")) == 1
    write(as_maya, cast, "Cakes.")
    assert "They have a copy of this version" not in page(as_maya, cast)


def test_the_profile_holds_their_words_and_nothing_beside_them(cast, as_maya, printed):
    part = as_maya.here("planning:part", client_id=cast.ben.pk, part="strengths")
    send(as_maya, part, said="I get up early.", noted="Seems shy.")
    assert len(rows(cast, ProfilePart)) == 1
    legal = as_maya.here("planning:legal_write", client_id=cast.ben.pk)
    send(as_maya, legal, said="A fine in 2019.")
    assert len(rows(cast, LegalHistory)) == 1
    assert as_maya.get(at(as_maya, cast, "profile_pdf")).content.startswith(b"%PDF-")
    told = str(printed[0].as_data())
    assert "I get up early." in told
    assert "shy" not in told and "2019" not in told


def test_an_empty_profile_says_so(cast, as_maya, printed):
    assert as_maya.get(at(as_maya, cast, "profile_pdf")).status_code == 200
    assert "Nothing is written yet." in str(printed[0].as_data())


def test_others_may_not(cast, as_maya, as_omar, as_ana, as_pia):
    write(as_maya, cast, "Bread.")
    for name in ("plan_pdf", "profile_pdf"):
        assert as_omar.get(at(as_omar, cast, name)).status_code == 404, name
        assert as_ana.get(at(as_ana, cast, name)).status_code == 403, name
    assert as_pia.get(at(as_pia, cast, "plan_pdf")).status_code == 200
    assert as_pia.get(at(as_pia, cast, "profile_pdf")).status_code == 403
    assert send(as_omar, at(as_omar, cast, "plan_copy")).status_code == 404
    assert "Bread." in words(as_maya.get(at(as_maya, cast, "plan")))
