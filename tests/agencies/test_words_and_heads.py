"""What people are called at an agency, and what stands at the head of its printed pages."""

import random
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from followalong.agencies import packs
from followalong.agencies.actions import UnknownWord, choose_words
from followalong.agencies.models import Agency, Letterhead, Site, actor_of
from followalong.agencies.words import as_they_read, role_title
from followalong.core.db import acting_as
from followalong.core.uploads import Refused
from followalong.core.uploads.pictures import redrawn_as_png
from tests.agencies.asking import events, member_of, send, stored, text_of
from tests.cast import service

MEGABYTE = 1024 * 1024
USUAL = {
    "client": "participant",
    "specialist": "vocational_counsellor",
    "supervisor": "team_leader",
    "peer": "peer_specialist",
    "supporter": "supporter",
}


def picture(kind="PNG", size=(40, 20), **more) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def logo(data: bytes, name="logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/png")


def test_looking_saves_nothing_and_reads_in_every_language(cast, as_ana):
    page = send(as_ana, "agencies:words", **USUAL, do="look").content.decode()
    assert "Nothing is saved yet" in page
    assert "English: Participant · Participants" in page
    assert "Français: Participant ou participante · Participants et participantes" in page
    assert "Español: Participante · Participantes" in page
    assert stored(cast, Agency, pk=cast.northside.pk).words is None


def test_the_chosen_words_are_on_the_pages(cast, as_ana, as_maya, as_sol):
    assert ">People<" in text_of(as_sol, "home:team")
    assert "Employment specialist" in text_of(as_maya, "home:more")
    send(as_ana, "agencies:words", **USUAL)
    assert "Vocational counsellor" in text_of(as_maya, "home:more")
    assert "Vocational counsellor" in text_of(as_ana, "agencies:people")
    table = text_of(as_sol, "home:team")
    assert ">Participants<" in table and ">People<" not in table
    listed = as_sol.here("home:caseload_file") + "?format=csv&col=specialist&who=team"
    head = as_sol.get(listed).content.decode("utf-8-sig").splitlines()[0]
    assert head == "Participant,Vocational counsellor"
    listed = as_sol.get(as_sol.here("home:caseload") + "?col=specialist&who=team")
    listed = listed.content.decode()
    assert "Vocational counsellor" in listed and ">Specialist<" not in listed
    assert "Team leader" in text_of(as_ana, "agencies:person", membership_id=cast.maya.pk)
    as_maya.cookies["django_language"] = "fr"
    assert "Conseiller ou conseillère en emploi" in text_of(as_maya, "home:more")
    assert len(events(cast, "words.chosen")) == 1


def test_where_nothing_was_chosen_nothing_is_and_the_usual_word_comes_back(cast, as_ana, as_sol):
    """The page must not look as if the pack's first word were in use."""
    assert "English:" not in text_of(as_ana, "agencies:words")
    send(as_ana, "agencies:words", supervisor="team_leader")
    assert stored(cast, Agency, pk=cast.northside.pk).words == {"supervisor": "team_leader"}
    assert "Team leader" in text_of(as_sol, "home:more")
    send(as_ana, "agencies:words", supervisor="")
    assert stored(cast, Agency, pk=cast.northside.pk).words == {}
    assert "IPS supervisor" in text_of(as_sol, "home:more")


def test_a_word_of_ones_own_is_refused(cast, as_ana):
    answer = send(as_ana, "agencies:words", **{**USUAL, "client": "case"})
    assert answer.status_code == 422
    by = actor_of(cast.ana)
    with acting_as(by), pytest.raises(UnknownWord):
        choose_words(by=by, agency=cast.northside, words={"client": "case"})


def test_only_who_sets_the_agency_up_chooses(cast, as_sol, as_maya):
    for name in ("agencies:words", "agencies:letterheads", "agencies:letterhead"):
        assert as_sol.get(as_sol.here(name)).status_code == 403
        assert as_maya.get(as_maya.here(name)).status_code == 403


@given(st.data())
def test_every_word_of_every_pack_reads_in_every_language(data):
    pack = packs.load(data.draw(st.sampled_from(sorted(packs.names()))))
    noun = data.draw(st.sampled_from(sorted(pack.words)))
    word = data.draw(st.sampled_from(pack.words[noun]))
    agency = Agency(pack=pack.code, words={noun: word.key})
    for lang, _, sentence in as_they_read(agency, noun, word.key):
        said = sentence.lower()
        assert word.say(lang).lower() in said and word.say(lang, plural=True).lower() in said
    assert role_title(agency, "employment_specialist")


def test_a_head_is_neutral_until_one_is_made(cast, as_ana):
    page = text_of(as_ana, "agencies:letterheads")
    assert "letterhead-name" in page and "Northside" in page and "letterhead-logo" not in page


def test_a_sites_head_stands_before_the_agencys(cast, as_ana):
    with acting_as(service(cast.northside)):
        site = Site.objects.create(agency=cast.northside, name="Hill Street")
    send(as_ana, "agencies:letterhead", name="Northside", phone="416-555-0100")
    page = send(
        as_ana,
        "agencies:site_letterhead",
        site_id=site.pk,
        name="The House on Hill Street",
        address="1 Hill Street\nToronto",
        web="house.example.org",
    )
    assert page.status_code == 302
    text = text_of(as_ana, "agencies:letterheads")
    for said in ("416-555-0100", "1 Hill Street", "house.example.org"):
        assert said in text
    send(as_ana, "agencies:letterhead", name="Northside", phone="416-555-0111")
    assert stored(cast, Letterhead, site=None).phone == "416-555-0111"
    assert len(events(cast, "letterhead.saved")) == 3


def test_the_picture_is_drawn_anew_and_served_to_colleagues_only(cast, as_ana, as_maya, as_omar):
    hidden = PngImagePlugin.PngInfo()
    hidden.add_text("Comment", "made at 1 Secret Street")
    sent = picture(pnginfo=hidden)
    assert b"Secret Street" in sent
    send(as_ana, "agencies:letterhead", name="Northside", picture=logo(sent))
    row = stored(cast, Letterhead, site=None)
    assert b"Secret Street" not in bytes(row.logo)
    answer = as_maya.get(as_maya.here("agencies:logo", letterhead_id=row.pk))
    assert answer["Content-Type"] == "image/png" and answer.content == bytes(row.logo)
    assert as_omar.get(as_omar.here("agencies:logo", letterhead_id=row.pk)).status_code == 404
    send(as_ana, "agencies:letterhead", name="North", phone="")
    assert stored(cast, Letterhead, site=None).logo is not None
    send(as_ana, "agencies:letterhead", name="North", no_picture="on")
    assert stored(cast, Letterhead, site=None).logo is None


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%PDF-1.7 not a picture",
        b"\x89PNG\r\n\x1a\n broken",
        picture()[:60],
    ],
)
def test_what_is_no_picture_is_refused_beside_the_field(cast, as_ana, data):
    answer = send(as_ana, "agencies:letterhead", name="Kept words", picture=logo(data))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "no picture we can draw" in page and 'value="Kept words"' in page
    assert stored(cast, Letterhead) is None


def test_a_picture_that_unpacks_to_something_huge_is_not_unpacked():
    out = BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    assert len(out.getvalue()) < MEGABYTE
    with pytest.raises(Refused):
        redrawn_as_png(out.getvalue(), frame=(900, 300), most_bytes=MEGABYTE)


def test_a_noisy_photo_still_comes_out_small():
    noise = random.Random(7).randbytes(900 * 900 * 3)
    out = BytesIO()
    Image.frombytes("RGB", (900, 900), noise).save(out, "PNG")
    drawn = redrawn_as_png(out.getvalue(), frame=(900, 900), most_bytes=200_000)
    assert len(drawn) <= 200_000 and drawn.startswith(b"\x89PNG")


@settings(max_examples=25)
@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.integers(1, 1500), st.integers(1, 700))
def test_every_kind_and_shape_fits_the_frame(kind, width, height):
    drawn = redrawn_as_png(picture(kind, (width, height)), frame=(900, 300), most_bytes=MEGABYTE)
    with Image.open(BytesIO(drawn)) as seen:
        assert seen.format == "PNG" and seen.width <= 900 and seen.height <= 300


def test_a_card_for_a_clinic_carries_the_head(cast, as_ana):
    send(as_ana, "agencies:letterhead", name="The House", phone="416-555-0100")
    made = send(
        as_ana,
        "clients:link_make",
        program_id=cast.ips.pk,
        name="Elm Clinic",
        source=list(packs.load("ca-on").codes("referral.source").codes)[0],
    )
    page = as_ana.get(made["Location"]).content.decode()
    assert "The House" in page and "416-555-0100" in page


def test_a_printed_caseload_carries_the_head(as_ana, as_maya):
    assert 'letterhead-name">Northside' in text_of(as_maya, "home:caseload_print")
    send(as_ana, "agencies:letterhead", name="The House", phone="416-555-0100")
    page = text_of(as_maya, "home:caseload_print")
    assert "The House" in page and "416-555-0100" in page


def test_another_agencys_head_is_not_there(cast, as_ana):
    with acting_as(service(cast.northside)):
        site = Site.objects.create(agency=cast.northside, name="Hill Street")
    una = member_of(cast, "southside", "Una", "agency_admin")
    assert una.get(una.here("agencies:site_letterhead", site_id=site.pk)).status_code == 404
