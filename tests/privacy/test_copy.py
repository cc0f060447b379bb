"""A copy of one's record: what is in it, for whom, in which language, and what is not and why."""

import io
import json

import pikepdf
from django.apps import apps
from pypdf import PdfReader

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import actor_of
from followalong.caseload.models import Contact
from followalong.clients.actions import state_disagreement
from followalong.clients.models import Client
from followalong.core.db import acting_as
from followalong.privacy.copy_parts import LEFT_OUT, PARTS
from tests.cast import DAY, MemberClient, service
from tests.clients.posting import events, words


def write(cast, note="Came late.", **more):
    with acting_as(service(cast.northside)):
        said = {"client": cast.ben, "membership": cast.maya, "started_on": DAY, "mode": "PHONE"}
        return Contact.objects.create(agency=cast.northside, note=note, **{**said, **more})


def copy(browser, client, name="copy_print", asked=""):
    return browser.get(browser.here(f"privacy:{name}", client_id=client.pk) + asked)


def test_every_table_about_people_is_in_the_copy_or_left_out_with_a_reason():
    about = {m._meta.label for m in apps.get_models() if issubclass(m, LabelledModel)}
    told = {part.model for part in PARTS}
    assert not told & set(LEFT_OUT)
    assert told | set(LEFT_OUT) == about


def test_the_copy_holds_what_was_written_and_what_the_person_said_against_it(cast):
    note = write(cast)
    with acting_as(actor_of(cast.maya)) as maya:
        said = {"words": "I was there at nine.", "way": "PHONE", "said_on": DAY}
        state_disagreement(by=maya, client=cast.ben, row=note, **said)
    write(cast, "A peer's own words.", membership=cast.pia, is_private=True, label="PEER")
    write(cast, "About Rosa.", client=cast.rosa)
    browser = MemberClient(cast.priya)
    told = words(copy(browser, cast.ben))
    for text in ("Ben", "Came late.", "I was there at nine.", "Made by Priya"):
        assert text in told, text
    assert "What is not in it" in told
    assert "A peer&#x27;s own words." not in told
    assert "About Rosa." not in told
    seen = events(actor_of(cast.priya), "page.read")[-1]
    assert ("privacy:copy_print" in seen.fields, seen.purpose) == (True, "PATRQT")


def test_it_is_in_the_person_s_language(cast):
    write(cast)
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.ben.pk).update(language="fr")
    told = words(copy(MemberClient(cast.priya), cast.ben))
    assert "Une copie de votre dossier" in told
    assert "Came late." in told


def test_the_files_say_the_same_and_are_on_the_record(cast):
    write(cast, "=1+1")
    browser = MemberClient(cast.priya)
    whole = json.loads(copy(browser, cast.ben, "copy_file", "?as=json").content)
    said = [line for part in whole["parts"] for row in part["rows"] for line in row["says"].items()]
    assert ("What was written", "=1+1") in said
    assert whole["left_out"]
    table = copy(browser, cast.ben, "copy_file", "?as=csv").content.decode()
    assert "1+1" in table
    assert ",=1+1" not in table
    assert [e.fields for e in events(actor_of(cast.priya), "copy.exported")] == [["json"], ["csv"]]
    account = browser.get(browser.here("privacy:accounting", client_id=cast.ben.pk) + "?all=1")
    assert "for the person themselves" in words(account)


def test_the_pdf_is_accessible_and_says_the_same_in_their_language(cast):
    write(cast, "Came late, #1 for $5.")
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.ben.pk).update(language="fr")
    answer = copy(MemberClient(cast.priya), cast.ben, "copy_file", "?as=pdf")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    assert "Ben" not in answer["Content-Disposition"]
    with pikepdf.open(io.BytesIO(answer.content)) as made, made.open_metadata() as about:
        assert made.Root.MarkInfo.Marked
        assert about["pdfuaid:part"] == "1"
        assert (str(made.Root.Lang), about["dc:title"]) == ("fr", "Une copie de votre dossier")
    sheets = PdfReader(io.BytesIO(answer.content)).pages
    told = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    for text in ("Ben Abara", "Came late, #1 for $5.", "Ce qui n’y est pas"):
        assert text in told, text
    assert events(actor_of(cast.priya), "copy.exported")[-1].fields == ["pdf"]


def test_neither_their_worker_nor_strangers_make_it(cast):
    for member, expected in ((cast.maya, 403), (cast.pia, 403), (cast.ana, 403), (cast.omar, 403)):
        assert copy(MemberClient(member), cast.ben).status_code == expected, member.role
        assert copy(MemberClient(member), cast.ben, "copy_file").status_code == expected
    assert copy(MemberClient(cast.priya), cast.lena).status_code == 404
