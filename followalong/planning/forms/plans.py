"""The plan: what the person wants, who does what next, and their yes to it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.planning.forms.profile import VersionForm
from followalong.planning.models import ActionPlan, PlanReview
from followalong.planning.refusals import AnsweredMeanwhile, ChangedMeanwhile, NothingToAgree
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput

LOOK_AGAIN = dt.timedelta(days=90)
ME, THEY = "me", "they"


def look_again() -> dt.date:
    return timezone.localdate() + LOOK_AGAIN


class PlanForm(VersionForm):
    goal = fields.text(
        _("What do they want?"), hint=_("In their own words: work, school, both."), rows=3
    )
    why = fields.text(_("Why it matters to them"), rows=2)
    strengths = fields.text(_("What they bring"), rows=2)
    supports = fields.text(_("Who helps, and how"), rows=2)
    meets = fields.line(_("Where and how often to meet"))
    review_on = forms.DateField(
        label=_("When to ask whether it is still right?"),
        required=False,
        initial=look_again,
        widget=DateInput,
    )

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        said = super().initial_of(row)
        return {name: value for name, value in said.items() if name != "review_on" or value}


class StepForm(CommandForm):
    text = fields.line(
        _("What comes next?"),
        needed=_("Write what comes next."),
        hint=_("Looking at kinds of work or talking with somebody who does one counts too."),
        list="step-ideas",
        autocomplete="off",
    )
    who = forms.ChoiceField(label=_("Who does it?"), widget=ChipSelect, initial=ME)
    due_on = fields.next_day(_("By when?"))

    def __init__(self, *args: Any, name: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["who"].choices = [(ME, _("I do")), (THEY, name)]


class AgreeForm(VersionForm):
    how = forms.ChoiceField(
        label=_("How do they say yes?"),
        choices=ActionPlan.How.choices,
        widget=ChipSelect,
        error_messages={"required": _("Choose how they say yes.")},
    )
    words = fields.line(
        _("Their name, or what they said"),
        hint=_("To sign, they write their name here. Else write their yes as they said it."),
        needed=_("It is their yes: their name, or their words."),
        autocomplete="off",
    )
    error_fields = {ChangedMeanwhile: "", NothingToAgree: ""}


class ReviewForm(CommandForm):
    still_right = forms.ChoiceField(
        label=_("Is the plan still right?"),
        choices=PlanReview.Right.choices,
        widget=ChipSelect,
        error_messages={"required": _("Choose what they say.")},
    )
    said = fields.text(_("In their own words"), rows=3)
    next_on = forms.DateField(
        label=_("When to ask again?"), required=False, initial=look_again, widget=DateInput
    )

    def clean_next_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["next_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(gettext("Choose today or a later day."))
        return day


class SuggestForm(CommandForm):
    words = fields.line(
        _("What would you suggest for the plan?"),
        needed=_("Write what you would suggest."),
        at_most=300,
    )


class AnswerForm(CommandForm):
    answer = forms.ChoiceField(choices=[(ME, ME), (THEY, THEY), ("not", "not")])
    error_fields = {AnsweredMeanwhile: ""}
