"""A visit or call as chips: two taps and a sentence."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.caseload.widgets import LikelyChips
from followalong.clients.models import Enrolment
from followalong.employers.actions import (
    AnswerNeeded,
    FutureContact,
    LookAtNames,
    NothingWasSaid,
    WhoAgreed,
)
from followalong.employers.forms.employers import NOT_A_PERSON
from followalong.employers.rules import DisclosureAnswer, MadeBy
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput
from followalong.ui.words import minutes_text

HIRES = [("yes", _("Yes")), ("no", _("No")), ("", _("Not sure"))]
AS_SAID = {True: "yes", False: "no", None: ""}
LENGTHS = (10, 15, 20, 30, 45, 60, 90)
ANSWERS = [
    (DisclosureAnswer.DID_NOT_NAME.value, _("I did not name them")),
    (DisclosureAnswer.AGREED_RECORD_NOW.value, _("They agreed: record the yes now")),
    (DisclosureAnswer.NAMED_WITHOUT_YES.value, _("I named them without a yes")),
]
NEXT = [
    ("", _("Nothing yet")),
    ("7", _("In a week")),
    ("14", _("In two weeks")),
    ("28", _("In four weeks")),
    ("day", _("Another day")),
]


class AnswerFields(CommandForm):
    """How it was, when something was said and no choice is on file. No answer is wrong."""

    answer = forms.ChoiceField(
        label=_("How was it?"), choices=ANSWERS, required=False, widget=ChipSelect
    )
    their_words = fields.line(
        _("What they agreed to, in their own words"),
        hint=_("Goes with “They agreed”."),
        at_most=500,
    )


class AmendForm(AnswerFields):
    error_fields = {WhoAgreed: "answer", NothingWasSaid: "answer"}

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["answer"].required = True


class ContactForm(AnswerFields):
    """What happened at an employer, already filled with the likeliest."""

    employer_name = fields.line(
        _("Which employer?"), needed=_("Write the employer's name."), list="known-employers"
    )
    person_met = fields.line(_("Who did you meet?"), at_most=120, autocomplete="off")
    hires = forms.ChoiceField(
        label=_("Can they hire?"), choices=HIRES, required=False, widget=ChipSelect
    )
    purpose = forms.ChoiceField(
        label=_("What for?"), required=False, widget=LikelyChips(in_sight=4)
    )
    mode = forms.ChoiceField(label=_("How?"), widget=LikelyChips(in_sight=3))
    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=LikelyChips(in_sight=len(LENGTHS)),
    )
    learned = fields.text(
        _("What did you learn?"), hint=_("What they need, openings, how they hire."), rows=3
    )
    note = fields.text(
        _("For the team"), hint=_("No names of people we support, nothing about health."), rows=2
    )
    is_no_person = forms.BooleanField(label=NOT_A_PERSON, required=False)
    enrolment = forms.ChoiceField(label=_("For whom?"), required=False)
    person_was_there = forms.BooleanField(
        label=_("They were there too (this is their contact as well)"), required=False
    )
    said = forms.ChoiceField(
        label=_("What was said about a person?"), widget=LikelyChips(in_sight=3)
    )
    on = forms.DateField(label=_("Day"), widget=DateInput)
    made_by = forms.ChoiceField(label=_("Who made it?"), widget=ChipSelect, initial=MadeBy.STAFF)
    next_visit = forms.ChoiceField(
        label=_("Next visit"), choices=NEXT, required=False, widget=ChipSelect
    )
    next_purpose = forms.ChoiceField(label=_("To"), required=False)
    next_on = forms.DateField(label=_("On this day"), required=False, widget=DateInput)

    error_fields = {
        FutureContact: "on",
        LookAtNames: "is_no_person",
        AnswerNeeded: "answer",
        WhoAgreed: "enrolment",
    }

    def __init__(
        self,
        *args: Any,
        pack: Pack,
        lang: str,
        people: Iterable[Enrolment],
        is_known: bool,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        for name in ("purpose", "mode", "said", "made_by"):
            key = "disclosed" if name == "said" else name
            self.fields[name].choices = pack.codes(f"employer_contact.{key}").choices(lang)
        purposes = self.fields["purpose"].choices
        self.fields["next_purpose"].choices = [("", _("Not decided yet")), *purposes]
        nobody = ("", _("Nobody in particular"))
        self.people = {str(row.pk): row for row in people}
        names = [(key, row.client.person.full_name) for key, row in self.people.items()]
        self.fields["enrolment"].choices = [nobody, *names]
        lengths = [(str(m), minutes_text(m)) for m in LENGTHS]
        given = str(self.data.get("minutes") or self.initial.get("minutes") or "")
        if given.isdigit() and int(given) not in LENGTHS and int(given) <= 24 * 60:
            lengths.append((given, minutes_text(int(given))))
        self.fields["minutes"].choices = lengths
        if is_known:
            del self.fields["employer_name"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("person_was_there") and not given.get("enrolment"):
            self.add_error("enrolment", gettext("Choose who was there."))
        if given.get("made_by") != MadeBy.STAFF and not given.get("enrolment"):
            self.add_error("enrolment", gettext("Choose who made it."))
        if given.get("next_visit") == "day" and not given.get("next_on"):
            self.add_error("next_on", gettext("Choose the day of the next visit."))
        return given

    def clean_on(self) -> dt.date:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError(gettext("That is still to come. Plan it as the next visit."))
        return on

    def take_question(self) -> str:
        """The question about what was said, when nothing else is open: no mistake, so no error."""
        if set(self.errors) != {"answer"}:
            return ""
        return " ".join(self.errors.pop("answer"))

    @property
    def next_day(self) -> dt.date | None:
        chosen = self.cleaned_data["next_visit"]
        if chosen == "day":
            return self.cleaned_data["next_on"]
        return self.cleaned_data["on"] + dt.timedelta(days=int(chosen)) if chosen else None

    def values(self) -> dict[str, Any]:
        """What log_employer_contact is told, but who and where."""
        given = self.cleaned_data
        names = ("person_met", "mode", "minutes", "learned", "note")
        return {
            **{name: given[name] or None for name in names},
            "purpose": given["purpose"] or None,
            "hiring_authority": {"yes": True, "no": False}.get(given["hires"]),
            "started": given["on"],
            "enrolment": self.people.get(given["enrolment"]),
            "made_by": given["made_by"],
            "said": given["said"],
            "answer": given["answer"] or None,
            "their_words": given["their_words"] or "",
            "person_was_there": given["person_was_there"],
            "is_no_person": given["is_no_person"],
            "next_visit": (self.next_day, given["next_purpose"]) if self.next_day else None,
        }
