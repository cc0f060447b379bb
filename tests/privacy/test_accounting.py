"""What of Ben's record left the house: to whom, why, for six years, in one click."""

import csv
import datetime as dt
import io

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from followalong.agencies.models import Agency, actor_of
from followalong.clients.models import Client
from followalong.core.db import acting_as
from followalong.employers.models import AgencyEmployer, Employer, EmployerContact
from followalong.privacy.rules import Disclosure, Ground, What, account, leaves
from tests.cast import DAY, service
from tests.clients.posting import events, words


def page(browser, cast, query: str = "", name: str = "privacy:accounting"):
    return browser.get(browser.here(name, client_id=cast.ben.pk) + query)


def told(cast, *, employer: str = "Corner Bakery", on: dt.date = DAY, **more):
    """Somebody said Ben's name to an employer."""
    with acting_as(service(cast.northside)):
        pool = cast.northside.pool_id
        shared = Employer.objects.create(
            pool_id=pool, name=employer, name_key=employer.lower(), postal_code="06101"
        )
        known = AgencyEmployer.objects.create(
            agency=cast.northside, employer=shared, pool_id=pool, name_key=employer.lower()
        )
        return EmployerContact.objects.create(
            agency=cast.northside,
            employer=known,
            membership=cast.maya,
            client=cast.ben,
            started_on=on,
            disclosed="name",
            **more,
        )


def in_connecticut(cast):
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(pack="us-ct")


def test_one_click_from_the_person_tells_day_recipient_what_and_why(cast, as_maya, as_priya):
    told(cast, disclosure_answer="named_without_yes", person_met="Ms. Adair")
    as_maya.get(as_maya.here("privacy:looks_print", client_id=cast.ben.pk))
    person = words(as_priya.get(as_priya.here("home:client", client_id=cast.ben.pk)))
    assert as_priya.here("privacy:accounting", client_id=cast.ben.pk) in person
    text = words(page(as_priya, cast, "?all=1"))
    assert "Corner Bakery · Ms. Adair" in text and "06101" in text
    assert "without the person’s yes" in text
    assert "Taken out on paper" in text and "for the person themselves" in text
    assert "Maya" in text and "who got it is not written down" in text


def test_the_pack_says_what_the_formal_account_leaves_out(cast, as_maya, as_priya):
    in_connecticut(cast)
    told(cast, disclosure_answer="named_without_yes")
    told(cast, employer="Harbour Mill", disclosure_answer="agreed_record_now")
    formal, whole = words(page(as_priya, cast)), words(page(as_priya, cast, "?all=1"))
    assert "Corner Bakery" in formal and "Harbour Mill" not in formal
    assert "The law here lets it leave out" in formal
    assert "Corner Bakery" in whole and "Harbour Mill" in whole


def test_six_years_and_not_what_the_person_said_themselves(cast, as_priya):
    told(cast, employer="Long Ago", on=DAY.replace(year=DAY.year - 7))
    told(cast, employer="Own Words", made_by="client")
    told(cast, employer="Not Said", disclosure_answer="did_not_name")
    text = words(page(as_priya, cast, "?all=1"))
    assert not any(name in text for name in ("Long Ago", "Own Words", "Not Said"))


def test_the_file_holds_no_formula_and_is_on_the_record(cast, as_priya):
    told(cast, employer="=HYPERLINK(1)", disclosure_answer="named_without_yes")
    answer = page(as_priya, cast, name="privacy:accounting_file")
    assert answer["Content-Type"].startswith("text/csv") and "Ben" not in answer.headers.values()
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][0] == DAY.isoformat() and rows[1][2].startswith("'=HYPERLINK")
    (made,) = events(actor_of(cast.priya), "account.exported")
    assert made.purpose == "PATRQT"
    assert "Taken out as a file" in words(page(as_priya, cast, "?all=1"))


def test_one_click_makes_an_accessible_pdf_in_their_language(cast, as_priya):
    told(cast, disclosure_answer="named_without_yes")
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.ben.pk).update(language="fr")
    here = as_priya.here("privacy:accounting_file", client_id=cast.ben.pk)
    assert f"{here}?as=pdf" in words(page(as_priya, cast))
    answer = page(as_priya, cast, "?as=pdf", "privacy:accounting_file")
    assert answer["Content-Type"] == "application/pdf" and "Ben" not in answer.headers.values()
    with pikepdf.open(io.BytesIO(answer.content)) as made, made.open_metadata() as about:
        assert (str(made.Root.Lang), about["pdfuaid:part"]) == ("fr", "1")
    sheets = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    for said in ("Ben Abara", "Corner Bakery", "06101", "sans le oui de la personne"):
        assert said in text, said
    assert [e.fields for e in events(actor_of(cast.priya), "account.exported")] == [["pdf"]]


def test_on_paper_with_the_letterhead(cast, as_priya):
    told(cast, disclosure_answer="named_without_yes")
    text = words(page(as_priya, cast, name="privacy:accounting_print"))
    assert "Corner Bakery" in text and "It belongs to the person" in text


def test_nobody_else(cast, as_maya, as_sol, as_omar):
    for name in ("privacy:accounting", "privacy:accounting_print", "privacy:accounting_file"):
        assert page(as_maya, cast, name=name).status_code == 403
        assert page(as_sol, cast, name=name).status_code == 403
        assert page(as_omar, cast, name=name).status_code in (403, 404)


ONE = st.builds(
    Disclosure,
    on=st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 9)),
    what=st.sampled_from(What),
    recipient=st.sampled_from(["a", "b"]),
    address=st.just(""),
    said=st.just(""),
    ground=st.sampled_from(Ground),
)


@given(st.lists(ONE), st.sets(st.sampled_from(Ground)))
def test_an_account_loses_nothing_but_what_is_left_out(found, omits):
    lines = account(found, omits=omits)
    kept = [one for one in found if one.ground not in omits]
    assert sum(line.times for line in lines) == len(kept)
    assert {(x.what, x.recipient, x.ground) for x in kept} == {
        (x.what, x.recipient, x.ground) for x in lines
    }
    for line in lines:
        same = [
            x.on
            for x in kept
            if (x.what, x.recipient, x.ground) == (line.what, line.recipient, line.ground)
        ]
        assert (line.on, line.last_on) == (min(same), max(same))


def test_what_leaves():
    assert leaves("page.read", "vr_counsellor", "TREAT", is_guest=True) == (
        What.OPENED,
        Ground.AUTHORIZED,
    )
    assert leaves("page.read", "employment_specialist", "TREAT", ["home:client"]) is None
    assert leaves("today_sheet.printed", "employment_specialist", "") == (
        What.PAPER,
        Ground.OPERATIONS,
    )
    assert leaves("sealed.opened", "privacy_officer", "HOPERAT") is None
