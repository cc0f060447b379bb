"""Rows as the templates show them: words and addresses, prepared."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from babel.dates import format_date
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from followalong.agencies import packs
from followalong.agencies.links import here
from followalong.agencies.packs import Pack
from followalong.agencies.words import speech
from followalong.clients.correctable import may_correct
from followalong.clients.entries import rights_over, words_against
from followalong.core.dates import week_start
from followalong.employers.models import AgencyEmployer, EmployerContact
from followalong.employers.rules import (
    Disclosed,
    DisclosureAnswer,
    Light,
    MadeBy,
    NotCounted,
    Relation,
    TeamContact,
    When,
    counts17,
    relation_light,
)
from followalong.ui.words import day_text, days_text, locale, minutes_text, near_text, with_more

SHAPES = {Light.FREE: "ring", Light.QUIET: "dashed", Light.IN_TOUCH: "dot"}
ANSWERS = {
    DisclosureAnswer.DID_NOT_NAME: gettext_lazy("they were not named"),
    DisclosureAnswer.AGREED_RECORD_NOW: gettext_lazy("they had agreed; their yes is written down"),
    DisclosureAnswer.NAMED_WITHOUT_YES: gettext_lazy(
        "named without a yes; kept for the person to see"
    ),
}


def label(pack: Pack, key: str, code: str | None, lang: str) -> str:
    """What people read for a code; a code from elsewhere is shown as it came."""
    if not code:
        return ""
    listed = pack.codes(key) if code in pack.codes(key) else packs.codes.get(key)
    return listed.label(code, lang) if code in listed else code


def employer_line(request: HttpRequest, known: AgencyEmployer, today: dt.date) -> dict[str, Any]:
    """One employer of the list: how things stand, when we go there next, who keeps in touch."""
    light = light_of(request, known.last_contact, today)
    owner = known.owner.given_name if known.owner else ""
    kept = _("kept by %(name)s") % {"name": owner} if owner else ""
    parts = [next_text(request, known, today), kept]
    said, meta = light_text(light, known.last_contact, today), " · ".join(filter(None, parts))
    return {
        "name": known.employer.name,
        "href": here(request, "employers:employer", employer_id=known.pk),
        "shape": SHAPES[light.light],
        "light": said,
        "word": said if meta else "",
        "text": meta or said,
        "next": capfirst(next_text(request, known, today)),
        "do_not_contact": bool(known.do_not_contact),
    }


def light_of(request: HttpRequest, last: dict[str, Any] | None, today: dt.date) -> Relation:
    """How things stand, from the last contact the reader may see."""
    pack, _lang = speech(request)
    contacts = [TeamContact(dt.date.fromisoformat(last["on"]), last["by"])] if last else []
    return relation_light(contacts, today, pack.value("employer_quiet_days"))


def light_text(relation: Relation, last: dict[str, Any] | None, today: dt.date) -> str:
    """`No visit that you can see`, `quiet for 60 days`, `Maya, last week`.

    A visit made for somebody whom the reader may not open is not counted here, nor hinted at.
    """
    if relation.last is None or last is None:
        return _("No visit that you can see")
    if relation.light is Light.QUIET:
        return _("Quiet for %(days)s") % {"days": days_text((today - relation.last.on).days)}
    weeks = relation.weeks_ago
    whens = {
        When.THIS_WEEK: near_text(relation.last.on, today),
        When.LAST_WEEK: _("last week"),
        When.WEEKS_AGO: ngettext("%(count)d week ago", "%(count)d weeks ago", weeks)
        % {"count": weeks},
    }
    who = {"name": last["name"] or _("The person"), "when": whens[relation.when or When.WEEKS_AGO]}
    return _("%(name)s, %(when)s") % who


def next_text(request: HttpRequest, known: AgencyEmployer, today: dt.date) -> str:
    """`next visit Thu 26 Nov: Learn what the business needs`, or nothing."""
    if not known.next_on:
        return ""
    pack, lang = speech(request)
    day = {"day": near_text(known.next_on, today)}
    ahead = known.next_on >= today
    text = _("next visit %(day)s") if ahead else _("a visit was planned for %(day)s")
    text %= day
    purpose = label(pack, "employer_contact.purpose", known.next_purpose, lang)
    return with_more(text, purpose) if purpose else text


def contact_groups(
    request: HttpRequest, entries: Iterable[EmployerContact], today: dt.date, *, can_log: bool
) -> list[dict[str, Any]]:
    """Contacts by stretches of time, newest first."""

    def shown(entry: EmployerContact) -> dict[str, Any]:
        told = contact_entry(request, entry, today, can_log=can_log)
        return {**told, "disagreements": words_against(entry)}

    grouped = groupby(entries, key=lambda entry: when_text(entry.started_on, today))
    return [{"when": when, "entries": list(map(shown, some))} for when, some in grouped]


def when_text(day: dt.date, today: dt.date) -> str:
    """`This week`, `Last week`, else the month."""
    weeks = (week_start(today) - week_start(day)).days // 7
    if weeks <= 0:
        return _("This week")
    if weeks == 1:
        return _("Last week")
    return capfirst(format_date(day, "LLLL y", locale=locale()))


def contact_entry(
    request: HttpRequest, entry: EmployerContact, today: dt.date, *, can_log: bool
) -> dict[str, Any]:
    """One contact. For whom it was is there only because the reader may open that person."""
    pack, lang = speech(request)
    purpose = label(pack, "employer_contact.purpose", entry.purpose, lang)
    minutes = entry.contact.minutes if entry.contact else entry.minutes
    met = entry.person_met or ""
    parts = [
        label(pack, "employer_contact.mode", entry.mode, lang),
        minutes_text(minutes) if minutes else "",
        _("met %(name)s") % {"name": met} if met else "",
        _("could hire") if entry.hiring_authority else "",
        _who(entry),
    ]
    return {
        "pk": entry.pk,
        "title": purpose or _("Contact"),
        "employer": entry.employer.employer.name,
        "employer_href": here(request, "employers:employer", employer_id=entry.employer_id),
        "when": day_text(entry.started_on, today),
        "meta": " · ".join(filter(None, parts)),
        "learned": entry.learned or "",
        "note": entry.note or "",
        "person": entry.client.full_name if entry.client else "",
        "person_href": _person_href(request, entry),
        "said": said_text(pack, entry, lang),
        "answer_href": _answer_href(request, entry) if can_log else "",
        "correct_href": _correct_href(request, entry) if can_log else "",
        "rights_href": rights_over(request, entry),
        "why": " · ".join(filter(None, [purpose, why_not_text(entry)])),
    }


def _person_href(request: HttpRequest, entry: EmployerContact) -> str:
    if not entry.client_id:
        return ""
    return here(request, "home:client", client_id=entry.client_id)


def _who(entry: EmployerContact) -> str:
    name = entry.membership.given_name if entry.membership else ""
    person = entry.client.name if entry.client else _("the person")
    if entry.made_by == MadeBy.CLIENT:
        return _("made by %(name)s") % {"name": person}
    if entry.made_by == MadeBy.BOTH:
        return _("made by %(name)s and %(person)s") % {"name": name, "person": person}
    return name


def said_text(pack: Pack, entry: EmployerContact, lang: str) -> str:
    """What was said about a person, and the honest answer if one was asked for."""
    if not entry.disclosed or entry.disclosed == Disclosed.NONE:
        return ""
    said = label(pack, "employer_contact.disclosed", entry.disclosed, lang)
    if not entry.disclosure_answer:
        return said
    return with_more(said, str(ANSWERS[DisclosureAnswer(entry.disclosure_answer)]))


def _answer_href(request: HttpRequest, entry: EmployerContact) -> str:
    if not entry.disclosure_answer:
        return ""
    return here(request, "employers:answer", contact_id=entry.pk)


def aim(request: HttpRequest) -> int:
    """How many such meetings a week the program aims at: the pack's number."""
    pack, _lang = speech(request)
    return pack.timing("employer_contacts").repeats[0].count


def _correct_href(request: HttpRequest, entry: EmployerContact) -> str:
    if not may_correct(request.actor, entry):  # type: ignore[attr-defined]
        return ""
    return here(request, "home:correct_visit", contact_id=entry.pk)


def counts17_of(entry: EmployerContact) -> Any:
    return counts17(mode=entry.mode, hiring_authority=entry.hiring_authority, purpose=entry.purpose)


def why_not_text(entry: EmployerContact) -> str:
    """Why a contact is not among the meetings with somebody who can hire."""
    said = {
        NotCounted.NOT_IN_PERSON: _("not in person"),
        NotCounted.COULD_NOT_HIRE: _("could not hire"),
        NotCounted.OTHER_PURPOSE: _("another purpose"),
        NotCounted.MODE_UNKNOWN: _("how is not known"),
        NotCounted.HIRING_UNKNOWN: _("not known whether they can hire"),
        NotCounted.PURPOSE_UNKNOWN: _("purpose not known"),
    }
    return ", ".join(said[reason] for reason in counts17_of(entry).reasons)


def visit_text(number: int) -> str:
    """`First visit`, `Second visit`, `Third visit`, `Visit 4`."""
    first = {1: _("First visit"), 2: _("Second visit"), 3: _("Third visit")}
    return first.get(number) or _("Visit %(number)d") % {"number": number}


def visits_text(count: int) -> str:
    """`3 visits so far`."""
    return ngettext("%(count)d visit so far", "%(count)d visits so far", count) % {"count": count}


def saved_text(entry: EmployerContact) -> str:
    """What the entry did, in a sentence."""
    name = {"employer": entry.employer.employer.name}
    if entry.client and counts17_of(entry).counts:
        who = {**name, "name": entry.client.name}
        return _("Saved: %(employer)s. It is on %(name)s's record as an employer visit.") % who
    return _("Saved: %(employer)s.") % name


def contact_place(text: str) -> tuple[dt.date, UUID] | None:
    """Where a page of contacts begins: the day and id of the last one shown."""
    found = place(text)
    try:
        return (dt.date.fromisoformat(found[0]), found[1]) if found else None
    except ValueError:
        return None


def place(text: str) -> tuple[str, UUID] | None:
    """Where a page of a list begins, as its address says; None when it says nothing sensible."""
    key, _tilde, pk = text.rpartition("~")
    try:
        return key, UUID(pk)
    except ValueError:
        return None
