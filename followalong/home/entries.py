"""One thing that happened, as the timeline says it. The mark's meaning stands in the title too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from followalong.agencies.links import here
from followalong.agencies.packs import Pack, codes
from followalong.caseload.rules import days_late
from followalong.home.words import LINE
from followalong.ui.words import day_text, minutes_text, quoted

NOT_REACHED = {"NO_SHOW", "ATTEMPT_NO_ANSWER", "CANCELLED_BY_PERSON"}


@dataclass(frozen=True)
class Entry:
    """A short note is said after the title as it stands; a longer one gets its own paragraph."""

    on: date
    id: UUID
    kind: str
    title: str
    when: str
    href: str = ""
    said: str = ""
    words: str = ""
    meta: str = ""
    added: tuple[str, ...] = ()


def contact(request: HttpRequest, row: Any, pack: Pack) -> Entry:
    about = label(pack, "contact.category", row.category)
    how = label(pack, "contact.mode", row.mode)
    title = " · ".join(filter(None, [about, how])) or _("In touch")
    where = label(pack, "contact.location", row.location) if row.location != "REMOTE" else ""
    return Entry(
        on=row.started_on,
        id=row.pk,
        kind="missed" if row.mode in NOT_REACHED else "contact",
        title=title,
        when=when(row.started_on, row.minutes),
        href=here(request, "caseload:contact", contact_id=row.pk),
        meta=" · ".join(filter(None, [row.membership.name, where, late_words(row)])),
        added=(
            *(_added(words) for words in row.added or ()),
            *(_disagreed(said) for said in row.disagreed or ()),
        ),
        **note(row.note),
    )


def late_words(row: Any) -> str:
    """`written down 3 days later`: both dates of an entry stay (domain.md 12)."""
    if row.entered_at is None:
        return ""
    late = days_late(row.started_on, timezone.localdate(row.entered_at))
    if not late:
        return ""
    said = ngettext("written down %(count)d day later", "written down %(count)d days later", late)
    return said % {"count": late}


def _disagreed(said: dict[str, str]) -> str:
    """The person's own words against an entry, with their day."""
    day = day_text(date.fromisoformat(said["on"]), timezone.localdate())
    told = {"day": day, "words": quoted(said["words"])}
    return _("The person does not agree (%(day)s): %(words)s") % told


def employer_visit(request: HttpRequest, row: Any, pack: Pack) -> Entry:
    purpose = label(pack, "employer_contact.purpose", row.purpose)
    said = label(pack, "employer_contact.disclosed", row.disclosed)
    who = row.membership.name if row.membership else _("The person alone")
    told = _("said: %(what)s") % {"what": said} if said else ""
    return Entry(
        on=row.started_on,
        id=row.pk,
        kind="employer",
        title=" · ".join(filter(None, [row.employer.employer.name, purpose])),
        when=when(row.started_on, row.minutes),
        href=here(request, "employers:employer", employer_id=row.employer_id),
        meta=" · ".join(filter(None, [_("Employer visit"), who, told, late_words(row)])),
        added=tuple(map(_disagreed, row.disagreed or ())),
        **note(row.note or row.learned),
    )


def job(request: HttpRequest, row: Any, pack: Pack, today: date) -> Iterator[Entry]:
    """A start, and an end if there is one."""
    href = here(request, "jobs:job", job_id=row.pk)
    employer = row.employer.employer.name if row.employer else ""
    begins = _("Starts: %(job)s") if row.started_on > today else _("Started: %(job)s")
    yield Entry(
        on=row.started_on,
        id=row.pk,
        kind="job",
        title=begins % {"job": row.title},
        when=when(row.started_on, None),
        href=href,
        said=row.own_words or "",
        meta=employer,
        added=tuple(map(_disagreed, row.disagreed or ())),
    )
    if row.ended_on:
        reason = label(pack, "job.end_reason", row.end_reason)
        learned = _("Learned: %(what)s") % {"what": row.learned} if row.learned else ""
        yield Entry(
            on=row.ended_on,
            id=row.pk,
            kind="job_end",
            title=_("Job ended: %(job)s") % {"job": row.title},
            when=when(row.ended_on, None),
            href=href,
            said=row.end_words or "",
            meta=" · ".join(filter(None, [employer, reason, learned])),
        )


def enrolment(person: Any) -> Iterator[Entry]:
    """Beginning with a program, and leaving it. `person` is a home.people.Person."""
    program = {"program": person.programs[0]}
    yield Entry(
        on=person.entered_on,
        id=person.enrolment_id,
        kind="change",
        title=_("Began with %(program)s") % program,
        when=when(person.entered_on, None),
        meta=_("with %(name)s") % {"name": person.specialist} if person.specialist else "",
    )
    if person.exited_on:
        yield Entry(
            on=person.exited_on,
            id=person.enrolment_id,
            kind="change",
            title=_("Support by %(program)s ended") % program,
            when=when(person.exited_on, None),
        )


def referral(request: HttpRequest, row: dict[str, Any], pack: Pack) -> Entry:
    on = date.fromisoformat(row["received_on"])
    source = label(pack, "referral.source", row["source"])
    decision = label(pack, "referral.decision", row["decision"] or "pending")
    return Entry(
        on=on,
        id=UUID(row["id"]),
        kind="plan",
        title=_("Asked to join"),
        when=when(on, None),
        href=here(request, "clients:referral", referral_id=row["id"]),
        meta=" · ".join(filter(None, [source, decision])),
    )


def label(pack: Pack, key: str, code: str | None) -> str:
    """A code in words; one that this pack hides is still said as the whole list says it."""
    shown = pack.codes(key)
    if code in shown:
        return shown.label(code, get_language() or "en")
    whole = codes.get(key)
    return whole.label(code, get_language() or "en") if code in whole else ""


def when(on: date, minutes: int | None) -> str:
    """`Mon 23 Nov · 20 min`."""
    day = day_text(on, timezone.localdate())
    return f"{day} · {minutes_text(minutes)}" if minutes else day


def note(text: str | None) -> dict[str, str]:
    text = (text or "").strip()
    return {"said": text} if len(text) <= LINE else {"words": text}


def _added(words: dict[str, Any]) -> str:
    on = timezone.localtime(datetime.fromisoformat(words["at"])).date()
    said = {"day": day_text(on, timezone.localdate()), "name": words["by"], "words": words["note"]}
    return _("Added %(day)s by %(name)s: %(words)s") % said
