"""What newcomers of the agency's directory become."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.forms.members import OFFERED
from followalong.agencies.forms.rows import RowField
from followalong.agencies.models import Agency, Program
from followalong.agencies.words import role_title
from followalong.agencies.writing import CommandForm


class DirectoryForm(CommandForm):
    """The role and program of whoever the directory tells us of first. Guests need a last day,
    so they are not made this way."""

    role = forms.ChoiceField(label=_("Role of newcomers"))
    program = RowField(
        label=_("Program"),
        help_text=_("An administrator can change both for each person."),
        required=False,
    )

    def __init__(
        self, *args: Any, agency: Agency, programs: Iterable[Program], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [role for role in OFFERED if not role.is_guest]
        self.fields["role"].choices = [(r.slug, role_title(agency, r.slug)) for r in offered]
        self.fields["program"].offer(programs, lambda row: row.name, nobody=_("None in particular"))

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("role", "program")}
