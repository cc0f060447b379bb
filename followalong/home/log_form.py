"""The log sheet's own questions: who it was with, when, and what comes next."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followalong.agencies.packs import Pack, codes
from followalong.caseload.actions import FutureContact
from followalong.caseload.forms import EntryForm
from followalong.caseload.rules import ContactCategory, is_agreed, may_go_unanswered, way_of
from followalong.caseload.rules.contacts import MINUTES_IN_A_DAY
from followalong.caseload.widgets import LikelyChips
from followalong.ui.forms import ChipSelect, DateInput, TimeInput
from followalong.ui.words import day_text, near_text

NOBODY, NOW, OTHER, NONE = "nobody", "now", "other", "none"
# Next contact: tomorrow, in three days, in a week; moved on from a day on which nobody works.
AHEAD = (1, 3, 7)


class LogForm(EntryForm):
    """One contact in two taps and a sentence. Days are sent as dates, not as words: a form that
    goes out again after midnight still means the day its writer saw."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who with?"),
        widget=LikelyChips(
            in_sight=6, more=gettext_lazy("Someone else"), search="home/log_find.html"
        ),
        error_messages={
            "required": gettext_lazy("Choose who it was with."),
            "invalid_choice": gettext_lazy("Choose who it was with."),
        },
    )
    when = forms.CharField(label=gettext_lazy("When?"), widget=ChipSelect)
    next_on = forms.CharField(label=gettext_lazy("Next contact"), widget=ChipSelect, required=False)
    next_day = forms.DateField(
        label=gettext_lazy("Another day for it"), widget=DateInput, required=False
    )
    next_at = forms.TimeField(
        label=gettext_lazy("Time, if you agreed on one"), widget=TimeInput, required=False
    )
    next_what = forms.CharField(label=gettext_lazy("What for?"), max_length=300, required=False)
    # The planned meeting that this is about, when the sheet was opened from one.
    appointment = forms.UUIDField(widget=forms.HiddenInput, required=False)

    anyway = forms.BooleanField(label=gettext_lazy("It happened this way anyway"), required=False)

    error_fields = {**EntryForm.error_fields, FutureContact: "when"}
    # How somebody out of touch agreed to be reached; None where that is not the question.
    agreed: Collection[str] | None = None
    asks_anyway = False

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["when"].initial = NOW
        self.fields["when"].widget.choices = _when_chips(today)
        self.fields["next_on"].initial = NONE
        self.fields["next_on"].widget.choices = _next_chips(today, pack)

    def searched(self, words: str, *, found: bool) -> None:
        """Show what was searched for, and say so when nobody has such a name."""
        widget = self.fields["who"].widget
        widget.words, widget.nobody_found = words, bool(words) and not found

    def likely_about(self, categories: dict[str, str]) -> None:
        """For each person, what a contact with them is most likely about."""
        self.fields["who"].widget.goes_with = categories

    def keep_to(self, agreed: Collection[str] | None) -> None:
        """Offer the agreed ways in sight and the others one tap away; None changes nothing."""
        self.agreed = agreed
        if agreed is None:
            return
        mode = self.fields["mode"]
        front = [pair for pair in mode.choices if way_of(pair[0]) in agreed]
        if front and self.initial.get("mode") not in dict(front):
            self.initial["mode"] = front[0][0]
        mode.choices = [*front, *(pair for pair in mode.choices if pair not in front)]
        mode.widget.in_sight = max(1, len(front))

    def clean_when(self) -> str | dt.date:
        said = self.cleaned_data["when"]
        return said if said in (NOW, OTHER) else _day(said)

    def clean_next_on(self) -> str | dt.date:
        said = self.cleaned_data["next_on"] or NONE
        return said if said in (NONE, OTHER) else _day(said)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("when") == OTHER and not said.get("on"):
            self.add_error("on", _("Say on which day it was."))
        if said.get("next_on") == OTHER and not said.get("next_day"):
            self.add_error("next_day", _("Say on which day."))
        if (day := self.planned_on()) and day < timezone.localdate():
            self.add_error("next_day", _("Choose today or a day to come."))
        self._check_who(said)
        self._check_way(said)
        return said

    def _check_way(self, said: dict[str, Any]) -> None:
        """A try in another way than they agreed to is asked about once, and then written down."""
        if self.agreed is None or said.get("category") != ContactCategory.OUTREACH:
            return
        answered = said.get("answered") == "yes" and may_go_unanswered(said.get("mode"))
        if answered or said.get("anyway") or is_agreed(said.get("mode"), self.agreed):
            return
        self.asks_anyway = True
        self.add_error("mode", _("They did not agree to this way. Did it happen anyway?"))

    def _check_who(self, said: dict[str, Any]) -> None:
        category = said.get("category")
        if said.get("who") != NOBODY:
            if said.get("who") and not said.get("mode"):
                self.add_error("mode", _("Choose how you were in touch."))
        elif category and codes.get("contact.category").flag(category, "about_client"):
            self.add_error("who", _("This is about a person: choose who it was with."))
        elif self.planned_on() and not said.get("next_at"):
            self.add_error("next_at", _("Without a person, a plan needs a time."))

    def started(self) -> dt.datetime | dt.date:
        """Just now means that it has just ended, so it began its length ago."""
        if self.cleaned_data["when"] != NOW:
            return super().started()
        now = timezone.localtime().replace(second=0, microsecond=0)
        return now - dt.timedelta(minutes=min(self.length() or 0, MINUTES_IN_A_DAY))

    def day(self) -> dt.date:
        when = self.cleaned_data["when"]
        return super().day() if when == OTHER else when

    def entry(self) -> dict[str, Any]:
        """An answer counts only where it was asked for, and so was in sight."""
        said = super().entry()
        return said if may_go_unanswered(said["mode"]) else {**said, "two_way": None}

    def planned_on(self) -> dt.date | None:
        said = self.cleaned_data
        if said.get("next_on") == OTHER:
            return said.get("next_day")
        return None if said.get("next_on") in (NONE, None) else said["next_on"]

    def planned_at(self) -> dt.datetime | None:
        """The agreed time, in the agency's zone."""
        day, at = self.planned_on(), self.cleaned_data["next_at"]
        return timezone.make_aware(dt.datetime.combine(day, at)) if day and at else None


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as unreadable:
        raise forms.ValidationError(_("Choose a day.")) from unreadable


def _when_chips(today: dt.date) -> list[tuple[str, str]]:
    return [
        (NOW, _("Just now")),
        (today.isoformat(), _("Earlier today")),
        ((today - dt.timedelta(days=1)).isoformat(), _("Yesterday")),
        (OTHER, _("Another day")),
    ]


def _next_chips(today: dt.date, pack: Pack) -> list[tuple[str, str]]:
    days = []
    for away in AHEAD:
        day = pack.add_working_days(today + dt.timedelta(days=away - 1), 1)
        if day not in days:
            days.append(day)
    return [
        (NONE, _("Nothing planned")),
        *((day.isoformat(), _next_label(day, today)) for day in days),
        (OTHER, _("Another day")),
    ]


def _next_label(day: dt.date, today: dt.date) -> str:
    """`Tomorrow, Wed 25 Nov`: the word people say and the day it means."""
    near, exact = near_text(day, today), day_text(day, today)
    return exact if near == exact else f"{near[:1].upper()}{near[1:]}, {exact}"
