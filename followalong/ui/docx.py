"""The same documents (ui/pdf) as DOCX, for whoever wants to write on: real headings, real lists,
real tables, a title and a language."""

import io
from typing import Any

import docx
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from followalong.ui import pdf

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
INK = RGBColor(0x1B, 0x24, 0x30)
QUIET = RGBColor(0x51, 0x60, 0x6E)
FACE = "Verdana"  # wide and open, and on every machine that opens DOCX


def made(paper: pdf.Paper) -> bytes:
    made_of = docx.Document()
    made_of.core_properties.title = paper.title
    made_of.core_properties.author = ""
    language = paper.language or get_language() or "en"
    made_of.core_properties.language = language
    _styles(made_of, 14 if paper.is_large else 10.5, language)
    made_of.add_heading(paper.title, level=0)
    if paper.subtitle:
        _quiet(made_of.add_paragraph(), paper.subtitle)
    for one in paper.blocks:
        DRAW[type(one)](made_of, one)
    out = io.BytesIO()
    made_of.save(out)
    return out.getvalue()


def answer(paper: pdf.Paper, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "Cache-Control": "no-store",
    }
    return HttpResponse(made(paper), content_type=DOCX_TYPE, headers=headers)


def _styles(made_of: Any, size: float, language: str) -> None:
    for name, times in (("Normal", 1), ("Title", 2), ("Heading 1", 1.3), ("Heading 2", 1.1)):
        style = made_of.styles[name]
        style.font.name, style.font.size = FACE, Pt(size * times)
        style.font.color.rgb = INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        for key in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(key), FACE)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    made_of.styles["Normal"].element.get_or_add_rPr().append(spoken)


def _quiet(paragraph: Any, text: str) -> None:
    paragraph.add_run(text).font.color.rgb = QUIET


def _heading(made_of: Any, one: pdf.Heading) -> None:
    made_of.add_heading(one.text, level=one.level)


def _text(made_of: Any, one: pdf.Text) -> None:
    for part in filter(None, one.text.split("\n\n")):
        made_of.add_paragraph(part)


def _quote(made_of: Any, one: pdf.Quote) -> None:
    made_of.add_paragraph(one.text, style="Quote")
    if one.by:
        _quiet(made_of.add_paragraph(), one.by)


def _facts(made_of: Any, one: pdf.Facts) -> None:
    for name, value in one.pairs:
        paragraph = made_of.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(value)


def _bullets(made_of: Any, one: pdf.Bullets) -> None:
    for item in one.items:
        made_of.add_paragraph(item, style="List Number" if one.is_numbered else "List Bullet")


def _entry(made_of: Any, one: pdf.Entry) -> None:
    if one.what:
        made_of.add_heading(one.what, level=2)
    if beside := " · ".join(filter(None, [one.where, one.when])):
        _quiet(made_of.add_paragraph(), beside)
    _bullets(made_of, pdf.Bullets(one.did))


def _table(made_of: Any, one: pdf.Table) -> None:
    table = made_of.add_table(rows=0, cols=len(one.heads), style="Table Grid")
    for row in (one.heads, *one.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)


def _signatures(made_of: Any, one: pdf.Signatures) -> None:
    for name in one.names:
        made_of.add_paragraph("\n" + "_" * 40 + "\n" + name)


DRAW = {
    pdf.Heading: _heading,
    pdf.Text: _text,
    pdf.Quote: _quote,
    pdf.Facts: _facts,
    pdf.Bullets: _bullets,
    pdf.Entry: _entry,
    pdf.Table: _table,
    pdf.Signatures: _signatures,
}
