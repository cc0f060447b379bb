"""What the person names besides work, and a talk about the ways there are."""

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.planning.forms.profile import VersionForm
from followalong.planning.models import Need
from followalong.ui import fields
from followalong.ui.forms import ChipSelect


class NeedForm(VersionForm):
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Need.Kind.choices,
        widget=ChipSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    said = fields.text(_("In their own words"), rows=3)
    helps = fields.text(_("What would help, and who could"), rows=2)
    stands = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=Need.Stands.choices,
        initial=Need.Stands.OPEN,
        widget=ChipSelect,
    )


class OptionsForm(CommandForm):
    talked_on = fields.day(_("On which day?"))
    looked_at = fields.text(
        _("Which ways did you look at?"),
        hint=_(
            "A job now, other hours, school, a trade, volunteering, own business, staying as it is:"
            " whatever the person wanted to look at."
        ),
    )
    said = fields.text(_("What did they say about it?"), hint=_("In their own words."))
