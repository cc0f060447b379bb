"""Files as the templates show them, and as they leave."""

import datetime as dt
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from followalong.agencies import packs
from followalong.agencies.links import here
from followalong.agencies.roles import Permission, can
from followalong.clients.correctable import may_correct
from followalong.clients.entries import rights_over
from followalong.clients.models import ClientFile
from followalong.clients.rules import Expiry, Sees, expiry
from followalong.core.clamd import Scan
from followalong.ui.words import day_text, near_text

NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
LONGEST_NAME = 100


def name_of(request: HttpRequest, row: ClientFile) -> str:
    """What it was called, else what kind it is."""
    return row.title or kind_of(request, row)


def kind_of(request: HttpRequest, row: ClientFile) -> str:
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    listed = pack.codes("file.kind")
    return listed.label(row.kind, get_language() or "en") if row.kind in listed else row.kind


def file_line(request: HttpRequest, row: ClientFile, today: dt.date) -> dict[str, Any]:
    kind = kind_of(request, row) if row.title else ""
    on = _("of %(day)s") % {"day": day_text(row.taken_on, today)} if row.taken_on else ""
    added = _("added %(day)s by %(name)s") % {
        "day": day_text(row.added_on, today),
        "name": row.membership.name,
    }
    edits = can(request.actor.role, Permission.FILE_EDIT)  # type: ignore[attr-defined]
    return {
        "pk": row.pk,
        "name": name_of(request, row),
        "meta": " · ".join(filter(None, [kind, on, added, _size(row)])),
        "ends": ends_text(row, today),
        "valid": _valid(row, today),
        "sees": _sees(row),
        "is_scanned": row.scan == Scan.CLEAN,
        "href": here(request, "clients:file_download", file_id=row.pk),
        "edit_href": here(request, "clients:file_edit", file_id=row.pk) if edits else "",
        "correct_href": _correct_href(request, row) if edits else "",
        "rights_href": rights_over(request, row),
    }


def taken_away_line(request: HttpRequest, row: ClientFile, today: dt.date) -> str:
    """`Forklift licence, added Tue 3 Nov by Maya`."""
    said = {
        "name": name_of(request, row),
        "day": day_text(row.added_on, today),
        "who": row.membership.name,
    }
    return _("%(name)s, added %(day)s by %(who)s") % said


def ends_text(row: ClientFile, today: dt.date) -> str:
    """`runs out in 12 days`, `ran out Tue 3 Nov`; nothing while that is far away."""
    if row.expires_on is None:
        return ""
    day = {"day": near_text(row.expires_on, today)}
    return {
        Expiry.SOON: _("runs out %(day)s") % day,
        Expiry.OVER: _("ran out %(day)s") % day,
    }.get(expiry(row.expires_on, today), "")


def _valid(row: ClientFile, today: dt.date) -> str:
    if expiry(row.expires_on, today) != Expiry.LATER or row.expires_on is None:
        return ""
    return _("valid until %(day)s") % {"day": day_text(row.expires_on, today)}


def _sees(row: ClientFile) -> str:
    if row.sees == Sees.LEAD:
        return _("only %(name)s and their supervisor") % {"name": row.membership.name}
    return _("also for the person’s own page") if row.sees == Sees.PERSON else ""


def _size(row: ClientFile) -> str:
    return f"{row.file.suffix.lstrip('.').upper()}, {filesizeformat(row.file.size)}"


def _correct_href(request: HttpRequest, row: ClientFile) -> str:
    if not may_correct(request.actor, row):  # type: ignore[attr-defined]
        return ""
    return here(request, "home:correct_file", file_id=row.pk)


def attachment(request: HttpRequest, row: ClientFile, content: bytes) -> HttpResponse:
    """To be saved, never to be shown here: whatever is in it, it runs in no page of ours."""
    name = NOT_IN_NAMES.sub(" ", name_of(request, row)).strip(" .")[:LONGEST_NAME]
    response = HttpResponse(content, content_type=row.file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, name + row.file.suffix)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; script-src 'none'; style-src 'none'; object-src 'none';"
        " base-uri 'none'; frame-ancestors 'none'"
    )
    return response
