"""A day among employers: where it begins, and where to go."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.employers.models import AgencyEmployer
from followalong.ui import fields
from followalong.ui.forms import ChipSelectMultiple
from followalong.ui.words import with_more


class DayForm(forms.Form):
    """A question, kept in the address; nothing is written."""

    start = fields.line(_("Where do you begin?"), at_most=12, autocomplete="postal-code")
    go = forms.MultipleChoiceField(label=_("Where to?"), required=False, widget=ChipSelectMultiple)

    def __init__(
        self, *args: Any, pack: Pack, lang: str, offered: Iterable[AgencyEmployer], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["start"].help_text = pack.value("postal_code_label").say(lang)
        self.fields["go"].choices = [
            (str(one.pk), _place(one.employer.name, one.employer.postal_code)) for one in offered
        ]


def _place(name: str, postal_code: str | None) -> str:
    return with_more(name, postal_code) if postal_code else name
