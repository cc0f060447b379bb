"""One section at a time. Nothing in them is needed, but the name of what is listed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.planning.models import Credential, Written
from followalong.planning.refusals import ChangedMeanwhile
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput

EARLIEST = 1930
MAY = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known yet"))]
ANSWERED = {"yes": True, "no": False}
AS_SAID = {True: "yes", False: "no", None: ""}


class VersionForm(CommandForm):
    """Carries which version was read before writing, so that nobody's words are lost."""

    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)
    error_fields = {ChangedMeanwhile: ""}

    def values(self) -> dict[str, Any]:
        """What is to be kept, by the columns of the row."""
        return {n: v for n, v in self.cleaned_data.items() if n not in ("command_id", "seen")}

    @classmethod
    def initial_of(cls, row: Written | None) -> dict[str, Any]:
        if row is None:
            return {}
        return {"seen": row.pk, **{name: getattr(row, name) for name in row.written}}

    def stand_beside(
        self, row: Written | None, lines_of: Callable[[Any], dict[str, str]]
    ) -> list[dict[str, str]]:
        """What somebody else saved meanwhile, to show beside what was typed; the next saving
        follows it."""
        if row is None or not self.is_bound or self.data.get("seen") == str(row.pk):
            return []
        self.data = self.data.copy()
        self.data["seen"] = str(row.pk)
        return [{"name": name, "text": text} for name, text in lines_of(row).items() if text]


class PartForm(VersionForm):
    said = fields.text(_("In their own words"), rows=6)
    noted = fields.text(
        _("Noted beside it"),
        hint=_("What others see or told us with the person’s leave, and who it was."),
        rows=3,
    )


class LegalForm(VersionForm):
    said = fields.text(
        _("What matters for a job"),
        hint=_("Only what an employer might ask or look up: what, when, how it stands."),
        rows=5,
    )
    explains = fields.text(
        _("How they want to explain it"),
        hint=_("In their own words, as they would say it to an employer."),
        rows=4,
    )


class PastJobForm(VersionForm):
    title = fields.line(_("What was the work?"), needed=_("Write what the work was."))
    employer = fields.line(_("Where?"))
    from_year = forms.IntegerField(label=_("From which year?"), required=False)
    to_year = forms.IntegerField(
        label=_("Until which year?"), required=False, help_text=_("About is good enough.")
    )
    hours = fields.line(_("Hours and days"))
    pay = fields.line(_("Pay"))
    found_by = fields.line(_("How did they find it?"))
    liked = fields.text(_("What did they like?"), rows=2)
    disliked = fields.text(_("What did they not like?"), rows=2)
    left_because = fields.text(_("How did it end, as they tell it?"), rows=2)
    may_ask_them = forms.ChoiceField(
        label=_("Would they say something good about the person, and may we ask?"),
        choices=MAY,
        required=False,
        widget=ChipSelect,
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name in ("from_year", "to_year"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric"}

    @classmethod
    def initial_of(cls, row: Written | None) -> dict[str, Any]:
        said = super().initial_of(row)
        return {**said, "may_ask_them": AS_SAID[said.get("may_ask_them")]}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        this_year = timezone.localdate().year
        for name in ("from_year", "to_year"):
            year = said.get(name)
            if year is not None and not EARLIEST <= year <= this_year:
                text = gettext("Write a year between %(first)s and %(last)s, or leave it empty.")
                self.add_error(name, text % {"first": EARLIEST, "last": this_year})
        first, last = said.get("from_year"), said.get("to_year")
        if first and last and last < first:
            self.add_error("to_year", gettext("The last year can’t come before the first."))
        return said

    def values(self) -> dict[str, Any]:
        said = super().values()
        return {**said, "may_ask_them": ANSWERED.get(said["may_ask_them"])}


class CredentialForm(VersionForm):
    kind = forms.ChoiceField(
        label=_("What kind?"),
        choices=Credential.Kind.choices,
        widget=ChipSelect,
        error_messages={"required": _("Choose what kind it is.")},
    )
    title = fields.line(_("What is it?"), needed=_("Write what it is."))
    place = fields.line(_("Where, or from whom?"))
    finished_on = forms.DateField(label=_("Finished on"), required=False, widget=DateInput)
    expires_on = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=DateInput,
        help_text=_("For a certificate or licence that runs out."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        done: dt.date | None = said.get("finished_on")
        ends: dt.date | None = said.get("expires_on")
        if done and ends and ends < done:
            text = gettext("It can’t run out before it was finished.")
            self.add_error("expires_on", text)
        return said
