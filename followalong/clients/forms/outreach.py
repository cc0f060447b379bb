"""The two lines asked at the start: if we lose touch, what may we do, and when should we stop?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.clients.refusals import OutreachRefused
from followalong.ui import fields
from followalong.ui.forms import ChipSelectMultiple

ANSWERS = ("ways", "ask_whom", "stop_after_weeks", "stop_after_tries", "in_their_words")


def _number(label: Any, *, hint: Any = "", at_most: int) -> forms.IntegerField:
    box = forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": at_most})
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=1,
        max_value=at_most,
        required=False,
        widget=box,
    )


class OutreachForm(CommandForm):
    """What the person allows. Everything may stay open; asking again later is one tap away."""

    ways = forms.MultipleChoiceField(
        label=_("If we lose touch, what may we do?"),
        help_text=_("Only what the person says yes to. They can change it at any time."),
        widget=ChipSelectMultiple,
        required=False,
    )
    ask_whom = fields.line(_("Whom may we ask?"), hint=_("A name, and how to reach them."))
    stop_after_weeks = _number(
        _("And when should we stop? After so many weeks"),
        hint=_("Leave this and the next empty for: when they say so."),
        at_most=104,
    )
    stop_after_tries = _number(_("Or after so many tries"), at_most=50)
    in_their_words = fields.text(_("In their own words"), rows=2)
    error_fields = {OutreachRefused: "ways"}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["ways"].choices = pack.codes("outreach.way").choices(lang)

    def answer(self) -> dict[str, Any] | None:
        """What the action takes; None where nothing was asked."""
        said = {name: self.cleaned_data[name] for name in ANSWERS}
        return said if any(said.values()) else None
