"""The résumé Ben brought becomes a draft he corrects; what he takes away others can write on."""

import io
import json

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from followalong.planning.models import Resume
from followalong.planning.rules import Content, as_json_resume, from_json_resume
from followalong.ui import pdf
from tests.clients.posting import send, words
from tests.planning.test_plan import at, rows
from tests.planning.test_resumes import SAID, WORK, of, write

LINES = ["Baker's helper", "Hill Street Bakery", "2019"]
ANYTHING = st.recursive(
    st.none() | st.text(max_size=9) | st.integers() | st.sampled_from(["2019-03", "2020"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["position", "name", "startDate", "endDate", "highlights", "location"]),
            inner,
        )
    ),
    max_leaves=12,
)


def as_docx() -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for line in LINES:
        made.add_paragraph(line)
    made.add_paragraph("Baked loaves", style="List Bullet")
    made.save(out)
    return out.getvalue()


def as_pdf() -> bytes:
    return pdf.made(pdf.Paper(title="Ben", blocks=[pdf.Text(line) for line in LINES]))


def bring(browser, cast, name: str, content: bytes):
    file = SimpleUploadedFile(name, content)
    return send(browser, at(browser, cast, "resume_bring"), file=file)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cv.docx", as_docx),
        ("cv.pdf", as_pdf),
        ("cv.txt", lambda: "\n".join(LINES).encode()),
        ("cv.json", lambda: json.dumps(as_json_resume(Content("Ben", work=WORK))).encode()),
    ],
)
def test_its_words_are_a_draft_and_nothing_is_kept(cast, as_maya, name, content):
    answer = bring(as_maya, cast, name, content())
    assert answer.status_code == 200
    assert "Hill Street Bakery" in words(answer) and "2019" in words(answer)
    assert at(as_maya, cast, "resume_start") in answer.content.decode()
    assert rows(cast, Resume) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cv.exe", b"MZ\x90", "Files of this kind are not taken"),
        ("cv.json", b"[1]", "This is no JSON Resume"),
        ("cv.json", b"{", "This is no JSON Resume"),
        ("cv.txt", b"\n\n", "No words could be read"),
        ("cv.pdf", b"%PDF-1.7 broken", "This PDF can"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(cast, as_maya, name, content, said):
    answer = bring(as_maya, cast, name, content)
    assert answer.status_code == 422 and said in words(answer).replace("’", "'")


@pytest.mark.unit
@given(ANYTHING, ANYTHING)
def test_any_json_is_a_draft_or_refused(work, basics):
    draft = from_json_resume({"work": work, "basics": basics})
    assert all(isinstance(text, str) for text in draft.values())


@pytest.mark.unit
def test_what_we_wrote_we_read_again():
    said = Content("Ben", "555-0123\nben@example.org", "Early riser.", "Baking", WORK, "School")
    told = as_json_resume(said)
    again = from_json_resume(json.loads(json.dumps(told)))
    assert as_json_resume(Content(**again)) == told


def test_a_word_file_has_headings_lists_title_and_language(cast, as_maya):
    row = write(as_maya, cast, language="fr", skills="Baking\nServing")
    answer = as_maya.get(of(as_maya, row, "resume_docx"))
    made = docx.Document(io.BytesIO(answer.content))
    assert (made.core_properties.title, made.core_properties.language) == ("Ben Abara", "fr")
    styles = {(part.style.name, part.text) for part in made.paragraphs}
    assert {("Heading 1", "Travail"), ("List Bullet", "Baking")} <= styles
    assert ("Heading 2", "Cook") in styles and ("List Bullet", "Sold for $5") in styles


def test_others_may_not(cast, as_maya, as_omar, as_ana):
    row = write(as_maya, cast)
    assert as_omar.get(of(as_omar, row, "resume_docx")).status_code == 404
    assert as_ana.get(of(as_ana, row, "resume_docx")).status_code == 403
    assert bring(as_omar, cast, "cv.txt", b"words").status_code == 404
    assert bring(as_ana, cast, "cv.txt", b"words").status_code == 403
    assert SAID["purpose"] == row.purpose
