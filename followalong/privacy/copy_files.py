"""A copy of somebody's record as a file: a PDF to read, a table, or data for other programs."""

import json

from django.http import HttpResponse
from django.utils.translation import gettext as _

from followalong.core.sheets import CSV_TYPE, csv_file
from followalong.privacy.copy_of import Copy, Told
from followalong.privacy.copy_parts import INVITES
from followalong.ui import pdf


def as_pdf(copy: Copy) -> bytes:
    """Accessible, in the copy's language. Raises pdf.NotMade."""
    private = _("Contains personal information. It belongs to the person it is about.")
    blocks: list[pdf.Block] = [pdf.Text(copy.made), pdf.Text(str(INVITES)), pdf.Text(private)]
    for part in copy.parts:
        blocks += _part(part)
    blocks += [pdf.Heading(_("What is not in it")), pdf.Bullets(copy.left_out)]
    return pdf.made(
        pdf.Paper(
            title=_("A copy of your record"),
            subtitle=copy.name,
            blocks=blocks,
            footer=copy.agency,
            language=copy.language,
        )
    )


def _part(part: Told) -> list[pdf.Block]:
    rows = [one for row in part.rows for one in (pdf.Heading(row.day, 2), pdf.Facts(row.says))]
    return [pdf.Heading(part.title), *rows]


def as_json(copy: Copy) -> bytes:
    told = [
        {
            "part": part.title,
            "rows": [{"day": row.day, "says": dict(row.says)} for row in part.rows],
        }
        for part in copy.parts
    ]
    whole = {"made_on": copy.made_on.isoformat(), "language": copy.language, "parts": told}
    return json.dumps({**whole, "left_out": copy.left_out}, ensure_ascii=False, indent=1).encode()


def as_csv(copy: Copy) -> bytes:
    """No text in it is ever a formula."""
    heads = [_("Part"), _("Day"), _("What"), _("In words")]
    rows = [
        [part.title, row.day, name, value]
        for part in copy.parts
        for row in part.rows
        for name, value in row.says
    ]
    return csv_file(heads, rows)


# How a copy is handed over as a file: what makes it, and its type.
MADE = {
    "pdf": (as_pdf, "application/pdf"),
    "csv": (as_csv, CSV_TYPE),
    "json": (as_json, "application/json"),
}


def file_of(copy: Copy, kind: str) -> HttpResponse:
    """To take along. Its name says nothing about people, or about what kind of agency it is."""
    make, media_type = MADE[kind]
    name = f"copy-{copy.made_on.isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(make(copy), content_type=media_type, headers=headers)
