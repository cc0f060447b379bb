"""Documents on paper as accessible PDF (PDF/UA-1): tagged, titled, in a language, our font.

A view makes a Paper of blocks and answers `pdf.answer(paper, "plan.pdf")`; `pdf.made(paper)` is
the bytes. Words are data all the way: `#`, `$` and `\\` are letters. What prints is a program of
its own, without network, within limits of time and memory (worker.py).
"""

import json
import subprocess
import sys
from pathlib import Path

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext, override

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
SECONDS = 30


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
    data = json.dumps({**paper.as_data(), **words})
    try:
        done = subprocess.run(  # noqa: S603 - our own program, named by us
            [sys.executable, "-I", str(HERE / "worker.py"), paper.template, str(FONTS)],
            input=data.encode(),
            capture_output=True,
            timeout=SECONDS,
            cwd="/",
            env={},
            check=True,
        )
    except subprocess.TimeoutExpired as late:
        raise NotMade("The document took too long.") from late
    except subprocess.CalledProcessError as failed:
        raise NotMade(failed.stderr.decode(errors="replace")[-2000:]) from failed
    return done.stdout


def answer(paper: Paper, name: str) -> HttpResponse:
    """The document as a file to keep; nothing between here and there stores it."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "Cache-Control": "no-store",
    }
    return HttpResponse(made(paper), content_type="application/pdf", headers=headers)
