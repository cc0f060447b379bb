"""What each kind of row is called, and what it says, in the reader's words."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followalong.agencies import packs
from followalong.home.entries import label
from followalong.home.words import snippet
from followalong.ui.words import day_text, minutes_text, number_text

NAMES = {
    "caseload.contact": gettext_lazy("Contact"),
    "caseload.counsellingnote": gettext_lazy("Note of a counselling session"),
    "caseload.addendum": gettext_lazy("Words added later"),
    "caseload.appointment": gettext_lazy("Planned meeting"),
    "caseload.series": gettext_lazy("Meetings that come back"),
    "caseload.nextstep": gettext_lazy("Next step"),
    "caseload.meetingnote": gettext_lazy("Said in a meeting"),
    "caseload.milestone": gettext_lazy("Noted"),
    "caseload.notnow": gettext_lazy("Not wanted now"),
    "employers.employercontact": gettext_lazy("Employer visit"),
    "clients.consent": gettext_lazy("Choice"),
    "clients.disclosurechoice": gettext_lazy("Talk about employers"),
    "clients.clientfile": gettext_lazy("File"),
    "clients.referral": gettext_lazy("Referral"),
    "clients.eligibilityanswer": gettext_lazy("Answer"),
    "clients.enrolment": gettext_lazy("Enrolment"),
    "clients.assignment": gettext_lazy("Who went along"),
    "clients.facet": gettext_lazy("What went on"),
    "clients.outreachchoice": gettext_lazy("If we lose touch"),
    "jobs.job": gettext_lazy("Job"),
    "jobs.wage": gettext_lazy("Hours and pay"),
}
# Under which name the code lists know a kind of row, where it is another.
LISTS = {
    "clientfile": "file",
    "appointment": "contact",
    "series": "contact",
    "employercontact": "employer_contact",
}
# Which code says what a row is, where it has no title.
TITLED_BY = {"facet": "kind", "consent": "type"}
# A list under another name than its row's and column's, and what a column is called then.
OTHER_LISTS = {
    ("facet", "reason"): "pause.reason",
    ("disclosurechoice", "topic"): "consent.topic",
}
OTHER_NAMES = {("facet", "reason"): gettext_lazy("Why")}
# The columns that say something, in the order in which they are read.
COLUMNS = {
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("What was agreed"),
    "started_on": gettext_lazy("Day"),
    "starts_on": gettext_lazy("Day"),
    "signed_on": gettext_lazy("Day"),
    "talked_on": gettext_lazy("Day"),
    "from_on": gettext_lazy("From"),
    "to_on": gettext_lazy("Last day"),
    "on": gettext_lazy("Day"),
    "until_on": gettext_lazy("Until"),
    "rule": gettext_lazy("About"),
    "ended_on": gettext_lazy("Last day"),
    "entered_on": gettext_lazy("First day"),
    "exited_on": gettext_lazy("Last day"),
    "received_on": gettext_lazy("When they asked"),
    "source": gettext_lazy("Who asked"),
    "referrer": gettext_lazy("Their name and how to reach them"),
    "reason": gettext_lazy("In their own words"),
    "decision_note": gettext_lazy("A note for the team"),
    "exit_note": gettext_lazy("A note for the team"),
    "ask_whom": gettext_lazy("Who was named"),
    "due_on": gettext_lazy("By when"),
    "done_on": gettext_lazy("Done on"),
    "taken_on": gettext_lazy("Date on it"),
    "expires_on": gettext_lazy("Valid until"),
    "added_on": gettext_lazy("Added"),
    "category": gettext_lazy("About"),
    "kind": gettext_lazy("About"),
    "type": gettext_lazy("About"),
    "recipient": gettext_lazy("Who may know"),
    "purpose": gettext_lazy("What for"),
    "mode": gettext_lazy("How"),
    "location": gettext_lazy("Where"),
    "minutes": gettext_lazy("How long"),
    "person_met": gettext_lazy("Who was met"),
    "disclosed": gettext_lazy("What was said"),
    "topic": gettext_lazy("What may be said"),
    "what": gettext_lazy("What would be said?"),
    "to_whom": gettext_lazy("To whom? The boss, people they work with, nobody else?"),
    "might_help": gettext_lazy("How might it help?"),
    "might_hurt": gettext_lazy("How might it hurt?"),
    "words_to_use": gettext_lazy("Words to use"),
    "words_not_to_use": gettext_lazy("Words not to use"),
    "note": gettext_lazy("What happened"),
    "learned": gettext_lazy("What was learned"),
    "in_their_words": gettext_lazy("In their own words"),
    "own_words": gettext_lazy("In their own words"),
    "end_words": gettext_lazy("In their own words, at the end"),
    "went_well": gettext_lazy("What went well"),
    "end_reason": gettext_lazy("How it ended"),
    "hours_per_week": gettext_lazy("Hours a week"),
    "hourly_wage": gettext_lazy("Pay an hour"),
}


def name_of(row_type: str) -> str:
    return str(NAMES.get(row_type, row_type))


def title_of(request: HttpRequest, row: Any) -> str:
    """`Job: Baker's helper`, `What went on: Education`, or the kind alone."""
    name = name_of(row._meta.label_lower)
    what = getattr(row, "title", None) or snippet(getattr(row, "text", None) or "")
    if column := TITLED_BY.get(row._meta.model_name):
        what = _word(request, row, column, getattr(row, column))
    return _("%(what)s: %(more)s") % {"what": name, "more": what} if what else name


def said_in(request: HttpRequest, row: Any, today: dt.date) -> list[dict[str, str]]:
    """Everything a row says, a name and a value a line. Nothing is shown for unknown."""
    found = [
        {
            "name": str(OTHER_NAMES.get((row._meta.model_name, column), name)),
            "value": _value(request, row, column, today),
        }
        for column, name in COLUMNS.items()
        if getattr(row, column, None) not in (None, "")
    ]
    return [line for line in found if line["value"]]


def _value(request: HttpRequest, row: Any, column: str, today: dt.date) -> str:
    value = getattr(row, column)
    if isinstance(value, dt.date):
        return day_text(value, today)
    if column == "minutes":
        return minutes_text(value)
    if isinstance(value, str):
        return _word(request, row, column, value)
    return number_text(value)


def _word(request: HttpRequest, row: Any, column: str, value: str) -> str:
    """A code of a list in words; anything else as it was written."""
    model = row._meta.model_name
    column = "category" if LISTS.get(model) == "contact" and column == "kind" else column
    key = OTHER_LISTS.get((model, column), f"{LISTS.get(model, model)}.{column}")
    if key not in packs.codes.read_lists():
        return value
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    return label(pack, key, value) or value
