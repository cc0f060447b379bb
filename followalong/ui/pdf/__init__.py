"""Documents on paper as accessible PDF (PDF/UA-1): tagged, titled, in a language, our font.

A view makes a Paper of blocks and answers `pdf.answer(paper, "plan.pdf")`; `pdf.made(paper)` is
the bytes. Words are data all the way: `#`, `$` and `\\` are letters. What prints is a program of
its own, without network, within limits of time and memory (core/confined.py).
"""

import json
from pathlib import Path

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext, override

from followalong.core.confined import NotDone, run
from followalong.ui.pdf.blocks import (
    Block,
    Bullets,
    Entry,
    Facts,
    Heading,
    Paper,
    Quote,
    Signatures,
    Table,
    Text,
)

__all__ = [
    "Block",
    "Bullets",
    "Entry",
    "Facts",
    "Heading",
    "NotMade",
    "Paper",
    "Quote",
    "Signatures",
    "Table",
    "Text",
    "answer",
    "made",
]

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "static" / "ui" / "built" / "paper"


class NotMade(RuntimeError):
    """The document was not made; why stands in the server's log."""


def made(paper: Paper) -> bytes:
    """The document as PDF. Raises NotMade."""
    language = paper.language or get_language() or "en"
    with override(language):
        words = {
            "language": language.partition("-")[0],
            "page": gettext("Page {page} of {pages}"),
            "printed": gettext("Printed on %(day)s")
            % {"day": date_format(timezone.localdate(), "DATE_FORMAT")},
        }
    data = json.dumps({**paper.as_data(), **words}).encode()
    try:
        return run(HERE / "worker.py", paper.template, str(FONTS), data=data)
    except NotDone as failed:
        raise NotMade(str(failed)) from failed


def answer(paper: Paper, name: str) -> HttpResponse:
    """The document as a file to keep; nothing between here and there stores it."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "Cache-Control": "no-store",
    }
    return HttpResponse(made(paper), content_type="application/pdf", headers=headers)
