"""Documents on paper: accessible, in their language, and every word as it was written."""

import io

import pikepdf
import pytest
from django.utils.translation import override

from followalong.ui import pdf

ODD = 'Costs $5 #1 \\n *not bold* _so_ @ref <label> `x` // and "quoted" [here]'
BLOCKS = (
    pdf.Heading("Goal"),
    pdf.Quote(ODD, "Ben"),
    pdf.Facts([("Review", "1 March"), (ODD, "two\nlines\n\nand a part")]),
    pdf.Heading("Steps"),
    pdf.Table(["Step", "Who"], [["Visit the bakery", "Maya"], [ODD, "Ben"]], wide=[3, 1]),
    pdf.Heading("More", 2),
    pdf.Bullets(["first", ODD]),
    pdf.Bullets(["one", "two"], is_numbered=True),
    pdf.Text("Łódź, Ñandú, œuvre, Київ"),
    pdf.Signatures(["Ben", "Maya"]),
)


def plan(**other: object) -> pdf.Paper:
    return pdf.Paper(**{"title": "Ben’s plan", "blocks": BLOCKS, "footer": "Northside", **other})


def tags(of: pikepdf.Pdf) -> list[str]:
    """The kinds of parts in the order a screen reader meets them."""
    found, waiting = [], [of.Root.StructTreeRoot.K]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            waiting += reversed(list(here))
        elif isinstance(here, pikepdf.Dictionary) and "/S" in here:
            found.append(str(here.S))
            if "/K" in here:
                waiting.append(here.K)
    return found


@pytest.mark.unit
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_it_says_that_it_is_accessible_and_in_which_language(language: str):
    with pikepdf.open(io.BytesIO(pdf.made(plan(language=language)))) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang) == language
        assert made.Root.ViewerPreferences.DisplayDocTitle
        with made.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == "Ben’s plan"


@pytest.mark.unit
def test_a_screen_reader_meets_the_parts_in_order():
    with pikepdf.open(io.BytesIO(pdf.made(plan()))) as made:
        kinds = [
            kind for kind in tags(made) if kind in {"/H1", "/H2", "/BlockQuote", "/L", "/Table"}
        ]
        assert kinds == ["/H1", "/BlockQuote", "/L", "/H1", "/Table", "/H2", "/L", "/L"]
        assert tags(made).count("/TH") == 2


@pytest.mark.unit
def test_no_word_is_read_as_markup():
    with pikepdf.open(io.BytesIO(pdf.made(plan(title=ODD)))) as made, made.open_metadata() as about:
        assert about["dc:title"] == ODD
    evil = '#read("/etc/passwd") #import "@preview/x:1.0.0" #panic()'
    assert pdf.made(pdf.Paper(title=evil, blocks=[pdf.Text(evil), pdf.Bullets([evil])]))


@pytest.mark.unit
def test_sheets_are_counted_and_a_large_print_takes_more_of_them():
    long = [pdf.Table(["Step", "Who"], [["Visit", "Maya"]] * 60)]
    sheets = []
    for is_large in (False, True):
        made = pdf.made(plan(blocks=long, is_large=is_large))
        sheets.append(len(pikepdf.open(io.BytesIO(made)).pages))
    assert 1 < sheets[0] < sheets[1]


@pytest.mark.unit
def test_the_answer_is_a_file_that_nobody_between_stores():
    with override("fr"):
        answer = pdf.answer(plan(), "plan.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert "no-store" in answer["Cache-Control"]
    with pikepdf.open(io.BytesIO(answer.content)) as made:
        assert str(made.Root.Lang) == "fr"
