"""What is taken, what it becomes, and what is refused: samples made here, hostile ones too."""

import io

import pikepdf
import pytest
from PIL import Image

from followalong.core.uploads import ACCEPT, Purpose, Refused, UploadProblem, check
from tests.core.files_made import (
    HIDDEN,
    bomb,
    everything_in,
    hostile_pdf,
    office,
    pdf,
    photo_from_a_street,
    picture,
)

pytestmark = pytest.mark.unit


def kept(name, content, purpose=Purpose.DOCUMENT):
    return check(name, content, purpose)


@pytest.mark.parametrize(
    ("name", "content", "suffix"),
    [
        ("a.jpg", picture(), ".jpg"),
        ("A.JPEG", picture(), ".jpg"),
        ("a.png", picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)), ".jpg"),
        ("a.webp", picture("WEBP"), ".jpg"),
        ("letter.pdf", pdf(), ".pdf"),
        ("résumé.docx", office("word"), ".docx"),
        ("hours.xlsx", office("xl", **{"xl/printerSettings/printerSettings1.bin": b"p"}), ".xlsx"),
        ("note.txt", "I get up and I have a place to be. é".encode("utf-8-sig"), ".txt"),
    ],
)
def test_what_people_bring_is_taken(name, content, suffix):
    assert kept(name, content).suffix == suffix


def test_a_photo_keeps_what_can_be_seen_and_nothing_else():
    found = kept("street.jpg", photo_from_a_street())
    with Image.open(io.BytesIO(found.content)) as seen:
        assert seen.size == (20, 40), "the right way up"
        assert not seen.getexif() and "comment" not in seen.info
    assert HIDDEN.search(photo_from_a_street()) and not HIDDEN.search(found.content)


def test_a_large_photo_becomes_smaller():
    found = kept("big.jpg", picture(size=(4000, 3000)))
    with Image.open(io.BytesIO(found.content)) as seen:
        assert seen.size == (2400, 1800)


def test_what_was_clear_is_white():
    found = kept("clear.png", picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))
    with Image.open(io.BytesIO(found.content)) as seen:
        assert seen.getpixel((5, 5)) == (255, 255, 255)


def test_a_pdf_keeps_its_pages_and_its_links_and_nothing_that_acts():
    before = everything_in(hostile_pdf())
    assert len(HIDDEN.findall(before)) >= 9, "the sample is as bad as it should be"
    found = kept("bad.pdf", hostile_pdf())
    after = everything_in(found.content)
    assert not HIDDEN.search(after)
    for word in (
        b"JavaScript",
        b"/Launch",
        b"/OpenAction",
        b"/EmbeddedFiles",
        b"SubmitForm",
        b"/AA",
    ):
        assert word not in after, word
    assert b"https://example.org/help" in after
    with pikepdf.open(io.BytesIO(found.content)) as made:
        assert len(made.pages) == 1


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.jpg", b"", UploadProblem.EMPTY),
        ("a.pdf", b"%PDF-" + b"x" * 25 * 1024**2, UploadProblem.TOO_LARGE),
        ("run.exe", b"MZ\x90\0", UploadProblem.KIND),
        ("page.html", b"<script>alert(1)</script>", UploadProblem.KIND),
        ("drawing.svg", b"<svg onload='alert(1)'/>", UploadProblem.KIND),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UploadProblem.KIND),
        ("note.txt", b"MZ\0\0\0", UploadProblem.KIND),
        ("more.zip", office("word").replace(b"word/", b"work/"), UploadProblem.KIND),
        ("photo.heic", b"\0\0\0\x18ftypheic", UploadProblem.HEIC),
        ("photo.jpg", b"\0\0\0\x18ftypheic", UploadProblem.HEIC),
        ("letter.pdf", picture(), UploadProblem.NOT_WHAT_IT_SAYS),
        ("photo.jpg", pdf(), UploadProblem.NOT_WHAT_IT_SAYS),
        ("letter.docx", office("xl"), UploadProblem.NOT_WHAT_IT_SAYS),
        ("noname", picture(), UploadProblem.NOT_WHAT_IT_SAYS),
        ("torn.jpg", picture()[:60], UploadProblem.PICTURE_BROKEN),
        ("bomb.png", bomb(), UploadProblem.PICTURE_TOO_LARGE),
        ("torn.pdf", b"%PDF-1.7\nnothing", UploadProblem.PDF_BROKEN),
        (
            "locked.pdf",
            pdf(encryption=pikepdf.Encryption(user="secret", owner="secret")),
            UploadProblem.PDF_LOCKED,
        ),
        ("m.docx", office(**{"word/vbaProject.bin": b"x"}), UploadProblem.MACROS),
        (
            "m.docx",
            office(**{"[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled"}),
            UploadProblem.MACROS,
        ),
        ("o.docx", office(**{"word/embeddings/oleObject1.bin": b"x"}), UploadProblem.MACROS),
        (
            "t.docx",
            office(
                **{
                    "word/_rels/settings.xml.rels": '<Relationship Id="a" Type="x/attachedTemplate"'
                    ' Target="https://far.example.org/t.dotm" TargetMode="External"/>'
                }
            ),
            UploadProblem.REACHES_OUT,
        ),
        (
            "bomb.docx",
            office(**{"word/media/a.xml": b"0" * 60_000_000}),
            UploadProblem.OFFICE_BROKEN,
        ),
        ("up.docx", office(**{"../../etc/passwd": b"x"}), UploadProblem.OFFICE_BROKEN),
        ("torn.docx", office()[:-40], UploadProblem.KIND),
    ],
)
def test_what_is_refused(name, content, problem):
    with pytest.raises(Refused) as refused:
        kept(name, content)
    assert refused.value.problem == problem


def test_a_link_in_a_letter_is_no_call():
    rels = (
        '<Relationship Id="a" Type="http://x/relationships/hyperlink"'
        ' Target="https://example.org" TargetMode="External"/>'
    )
    assert kept("l.docx", office(**{"word/_rels/document.xml.rels": rels}))


def test_each_purpose_has_its_own_list():
    assert kept("a.jpg", picture(), Purpose.PHOTO)
    with pytest.raises(Refused):
        kept("letter.pdf", pdf(), Purpose.PHOTO)


def test_a_page_asks_in_a_way_that_makes_telephones_send_a_jpeg():
    for accept in ACCEPT.values():
        asked = accept.split(",")
        assert {"image/jpeg", ".jpg", ".jpeg"} <= set(asked)
        assert not [one for one in asked if "*" in one or "hei" in one]
