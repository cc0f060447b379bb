"""Résumés as pages and paper show them, and how one begins."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override

from followalong.agencies import read
from followalong.agencies.links import here
from followalong.clients.choices_shown import language_of
from followalong.clients.models import Client
from followalong.planning import rows
from followalong.planning.models import Credential, PastJob, ProfilePart, Resume
from followalong.planning.rules import Entry, Part, read_entries, read_lines, write_entries
from followalong.ui import pdf

DESIGNS = ("clear", "classic", "slim")


def listed(request: HttpRequest, person: Client, *, may: bool) -> list[dict[str, Any]]:
    """Each résumé with what can be taken away of it."""
    return [
        {
            "row": row,
            "href": here(request, "planning:resume", resume_id=row.pk) if may else "",
            "json": here(request, "planning:resume_json", resume_id=row.pk),
            "papers": _papers(request, row),
        }
        for row in read.many(request, rows.standing(Resume, person.pk))
    ]


def _papers(request: HttpRequest, row: Resume) -> list[dict[str, str]]:
    names = {"clear": _("PDF, clear"), "classic": _("PDF, classic"), "slim": _("PDF, slim")}
    at = here(request, "planning:resume_pdf", resume_id=row.pk)
    papers = [{"text": names[one], "href": f"{at}?{urlencode({'design': one})}"} for one in DESIGNS]
    large = {"text": _("PDF, large print"), "href": f"{at}?design=clear&large=1"}
    word = {"text": _("Word"), "href": here(request, "planning:resume_docx", resume_id=row.pk)}
    return [*papers, large, word]


def gaps() -> list[str]:
    """What people write of years without a job: true, and no more than they want to tell."""
    return [
        _("Time for family"),
        _("Time for my health; glad to work again"),
        _("Helped out, learned, looked around"),
        _("Moved, and settled in a new place"),
        _("Volunteered"),
    ]


def from_profile(request: HttpRequest, person: Client) -> dict[str, Any]:
    """A first draft of what the profile says: strengths, work, learning. Years between jobs stay
    as they are, and what the law knows is not looked up."""
    parts = rows.standing(ProfilePart, person.pk, part=Part.STRENGTHS.value)
    strengths = read.many(request, parts, limit=1)
    jobs = read.many(request, rows.standing(PastJob, person.pk))
    jobs.sort(key=lambda job: -(job.to_year or job.from_year or 0))
    learned = read.many(request, rows.standing(Credential, person.pk))
    languages = [one.title for one in learned if one.kind == Credential.Kind.LANGUAGE]
    courses = [one for one in learned if one.kind != Credential.Kind.LANGUAGE]
    return {
        "language": language_of(person),
        "name": person.full_name,
        "contact": "\n".join(filter(None, [person.phone, person.email])),
        "skills": "\n".join(
            [*(read_lines(strengths[0].said or "") if strengths else ()), *languages]
        ),
        "work": write_entries(tuple(_job(job) for job in jobs)),
        "learning": write_entries(tuple(_course(one) for one in courses)),
    }


def from_brought(person: Client, brought: dict[str, Any]) -> dict[str, Any]:
    """A first draft of what somebody brought: the words stand under work, to be put where they
    belong."""
    said = {name: text for name, text in brought.items() if text}
    return {"language": language_of(person), "name": person.full_name, **said}


def _job(job: PastJob) -> Entry:
    first, last = job.from_year, job.to_year
    when = str(first) if first and first == last else f"{first or ''}–{last or ''}"
    return Entry(job.title, job.employer or "", when if first or last else "")


def _course(one: Credential) -> Entry:
    return Entry(one.title, one.place or "", str(one.finished_on.year) if one.finished_on else "")


def paper(row: Resume, *, design: str, is_large: bool) -> pdf.Paper:
    """The résumé in one of three designs; large print is the clear one."""
    with override(row.language):
        said = row.as_content()
        blocks = [
            *_section("", [pdf.Text(said.summary)] if said.summary else []),
            *_section(_("Skills"), [pdf.Bullets(read_lines(said.skills))] if said.skills else []),
            *_section(_("Work"), _entries(read_entries(said.work))),
            *_section(_("Education and training"), _entries(read_entries(said.learning))),
        ]
    return pdf.Paper(
        title=said.name,
        subtitle=" · ".join(read_lines(said.contact)),
        blocks=blocks,
        language=row.language,
        is_large=is_large,
        template="resume",
        design=design if design in DESIGNS else DESIGNS[0],
    )


def _section(name: str, blocks: list[pdf.Block]) -> list[pdf.Block]:
    return [pdf.Heading(name), *blocks] if name and blocks else blocks


def _entries(found: Iterable[Entry]) -> list[pdf.Block]:
    return [pdf.Entry(one.what, one.where, one.when, one.did) for one in found]
