"""What is asked about a job. Whatever is left empty is not known, and never in the way."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.caseload.widgets import LikelyChips
from followalong.jobs.actions import ChangedMeanwhile, JobRefused
from followalong.jobs.models import Job
from followalong.jobs.questions import QUESTIONS
from followalong.jobs.rules import (
    Criteria,
    Criterion,
    Ordinary,
    competitive,
    from_first_question,
    opens_the_rest,
)
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput

KNOWN = [("yes", _("Yes")), ("no", _("No")), ("", _("Not known yet"))]
ANSWERED = {"yes": True, "no": False}
AS_SAID = {True: "yes", False: "no", None: ""}
ORDINARY = [
    (Ordinary.YES.value, _("Yes")),
    (Ordinary.NO.value, _("No")),
    (Ordinary.UNSURE.value, _("Not sure")),
]
WANTS = [("yes", _("Yes")), ("later", _("Later")), ("no", _("No"))]


def known(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=KNOWN, required=False, widget=ChipSelect)


class TermsFields(CommandForm):
    hours_per_week = forms.DecimalField(
        label=_("Hours a week"), required=False, max_digits=5, decimal_places=2, min_value=0
    )
    hourly_wage = forms.DecimalField(
        label=_("Pay an hour"), required=False, max_digits=8, decimal_places=2, min_value=0
    )

    def __init__(self, *args: Any, currency: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name in ("hours_per_week", "hourly_wage"):
            self.fields[name].widget.attrs["inputmode"] = "decimal"
        self.fields["hourly_wage"].help_text = currency


class JobForm(TermsFields):
    """A job as it starts; the same form puts it right later."""

    title = fields.line(
        _("What is the job?"), needed=_("Write what the job is."), autocomplete="off"
    )
    employer_name = fields.line(
        _("Where?"),
        hint=_("One of our employers or a new name. Empty for their own business."),
        list="known-employers",
        autocomplete="off",
    )
    started_on = forms.DateField(
        label=_("First day"), help_text=_("It may lie ahead."), widget=DateInput
    )
    own_words = fields.text(_("What do they say about it, in their own words?"), rows=2)
    ordinary = forms.ChoiceField(
        label=_(
            "Is it an ordinary job: anyone could apply, it pays as usual, and the employer pays it?"
        ),
        choices=ORDINARY,
        required=False,
        widget=ChipSelect,
    )
    permanent = known(_("Is it permanent?"))
    self_employed = known(_("Is it their own business?"))
    occupation_code = fields.line(_("Occupation code"), at_most=10, autocomplete="off")

    error_fields = {JobRefused: "started_on"}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, currency=pack.value("currency"), **kw)
        for criterion, question in QUESTIONS.items():
            self.fields[criterion.value] = known(question)
        self.scheme = pack.value("occupation_scheme")
        self.currency = pack.value("currency")
        listed = pack.codes("job.occupation_scheme")
        self.fields["occupation_code"].help_text = listed.label(self.scheme, lang)

    def the_rest(self) -> list[forms.BoundField]:
        """The seven questions, asked one by one where the first was not answered with yes."""
        return [self[criterion.value] for criterion in Criterion]

    @property
    def opens_the_rest(self) -> bool:
        """The seven stand open once the first question was answered with another word than yes."""
        first = self["ordinary"].value()
        named = any(self[c.value].value() for c in Criterion)
        return bool(first != Ordinary.YES and (first or named))

    def values(self) -> dict[str, Any]:
        """Columns of the job, but the employer, who is found by name."""
        given = self.cleaned_data
        plain = ("title", "started_on", "own_words", "hours_per_week", "hourly_wage")
        code = given["occupation_code"]
        return {
            **{name: given[name] for name in plain},
            **{name: ANSWERED.get(given[name]) for name in ("permanent", "self_employed")},
            **self._criteria(),
            "occupation_code": code,
            "occupation_scheme": self.scheme if code else None,
            "currency": self.currency,
        }

    def _criteria(self) -> dict[str, bool | None]:
        given = self.cleaned_data
        first = Ordinary(given["ordinary"] or Ordinary.UNSURE)
        if not opens_the_rest(first):
            return {c.value: answer for c, answer in from_first_question(first).items()}
        return {c.value: ANSWERED.get(given[c.value]) for c in Criterion}


class StartForm(JobForm):
    keeps_searching = forms.BooleanField(
        label=_("They go on looking for another job as well"), required=False
    )


class AmendForm(JobForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    error_fields = {JobRefused: "started_on", ChangedMeanwhile: ""}

    def stand_beside(self, job: Job) -> list[dict[str, str]]:
        """What is saved now where it differs from what was typed; saving again keeps the typed."""
        self.data = self.data.copy()
        self.data["version"] = str(job.version)
        saved = initial_of(job)
        return [
            {
                "label": str(self.fields[name].label),
                "saved": self._said(name, saved.get(name)),
                "typed": self._said(name, self.cleaned_data[name]),
            }
            for name in self.fields
            if name in saved
            and name != "version"
            and self._said(name, saved[name]) != self._said(name, self.cleaned_data[name])
        ]

    def _said(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value) if value not in (None, "") else "")


def initial_of(job: Job) -> dict[str, Any]:
    """A job's row as its form says it."""
    plain = ("version", "title", "started_on", "own_words", "hours_per_week", "hourly_wage")
    answers = ("permanent", "self_employed", *(c.value for c in Criterion))
    criteria = Criteria(**{c.value: getattr(job, c.value) for c in Criterion})
    return {
        **{name: getattr(job, name) for name in plain},
        **{name: AS_SAID[getattr(job, name)] for name in answers},
        "occupation_code": job.occupation_code,
        "employer_name": job.employer.employer.name if job.employer else "",
        "ordinary": Ordinary.YES.value if competitive(criteria).value else "",
    }


class WageForm(TermsFields):
    """New hours or pay from a day on. What is left empty stays as it was."""

    from_on = forms.DateField(label=_("From"), widget=DateInput, initial=timezone.localdate)

    error_fields = {JobRefused: "from_on"}
    field_order = ("from_on", "hours_per_week", "hourly_wage")


class MarkForm(CommandForm):
    """Something about a job that starts a clock: trouble at work, or the day VR counts from."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    on = forms.DateField(label=_("Since"), widget=DateInput, initial=timezone.localdate)

    error_fields = {JobRefused: "on"}

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds


class EndForm(CommandForm):
    """A job ended: the job's ending, not the person's failing."""

    ended_on = forms.DateField(label=_("Last day"), widget=DateInput, initial=timezone.localdate)
    end_reason = forms.ChoiceField(
        label=_("How did it end?"),
        widget=LikelyChips(in_sight=20),
        error_messages={"required": _("Choose how it ended.")},
    )
    end_known_on = forms.DateField(
        label=_("When did you hear of it?"), widget=DateInput, initial=timezone.localdate
    )
    wants_another = forms.ChoiceField(
        label=_("Do they want another job?"), choices=WANTS, required=False, widget=ChipSelect
    )
    went_well = fields.text(_("What went well?"), rows=2)
    learned = fields.text(_("What was learned for the next job?"), rows=2)
    end_words = fields.text(_("What do they say about it, in their own words?"), rows=2)

    error_fields = {JobRefused: "ended_on"}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["end_reason"].choices = pack.codes("job.end_reason").choices(lang)

    def clean_end_known_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["end_known_on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return on

    def values(self) -> dict[str, Any]:
        given = {k: v for k, v in self.cleaned_data.items() if k != "command_id"}
        return {k: v if isinstance(v, dt.date) else v or "" for k, v in given.items()}
