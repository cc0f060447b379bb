"""Who works here: a person's name and address, their role, their hours, their days away."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.forms.rows import RowField
from followalong.agencies.models import Agency, Membership, Program
from followalong.agencies.refusals import (
    ChangedMeanwhile,
    HoursRefused,
    InviteRefused,
    MemberRefused,
)
from followalong.agencies.roles import ROLES, Permission, Role
from followalong.agencies.words import heading, role_title
from followalong.agencies.writing import CommandForm
from followalong.ui import fields
from followalong.ui.forms import DateInput

# Roles of people who sign in; nobody gives out the others.
OFFERED: list[Role] = [r for r in ROLES.values() if Permission.TODAY_VIEW in r.permissions]
PERCENT = Decimal(100)


def _day(label: Any, hint: Any = "", **more: Any) -> forms.DateField:
    return forms.DateField(label=label, help_text=hint, required=False, widget=DateInput, **more)


class RoleForm(CommandForm):
    """A role, the program it opens, and from when until when."""

    role = forms.ChoiceField(label=_("Role"))
    program = RowField(
        label=_("Program"),
        help_text=_(
            "The role opens people of this program only. Without one it opens those of every"
            " program but an addiction program."
        ),
        required=False,
    )
    supervisor = RowField(label=_("Supervisor"), required=False)
    started_on = _day(_("First day"))
    ended_on = _day(
        _("Last day"), _("For guests from outside, who are here until a day. Others: leave empty.")
    )

    error_fields = {MemberRefused: "role", ChangedMeanwhile: ""}

    def __init__(
        self,
        *args: Any,
        agency: Agency,
        programs: Iterable[Program],
        supervisors: Iterable[Membership],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(r.slug, role_title(agency, r.slug)) for r in OFFERED]
        self.fields["supervisor"].label = heading(agency, "supervisor", _("Supervisor"))
        self.fields["program"].offer(programs, _program_name, nobody=_("None in particular"))
        self.fields["supervisor"].offer(supervisors, _name, nobody=_("Nobody yet"))
        if "started_on" in self.fields and not self.is_bound:
            self.initial.setdefault("started_on", timezone.localdate())

    def values(self) -> dict[str, Any]:
        """The columns and what was typed for them."""
        other = {"command_id", "version"}
        return {k: v for k, v in self.cleaned_data.items() if k not in other}


class MemberForm(RoleForm):
    """Somebody new: who they are, and their first role."""

    field_order = ["given_name", "family_name", "email"]

    given_name = fields.line(_("First name"), needed=_("Write their first name."), at_most=100)
    family_name = fields.line(_("Last name"), at_most=100)
    email = fields.email(_("E-mail address"))


class EditMemberForm(MemberForm):
    """What a membership says, read at one version."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        names = [n for n in self.base_fields if n not in ("command_id", "version")]
        now = {name: getattr(member, name) for name in names}
        super().__init__(*args, initial={**now, "version": member.version}, **kwargs)
        self.fields["email"].help_text = (
            _("Where we write to them. The address they sign in with stays as it is.")
            if member.user_id
            else ""
        )

    def at_version(self, version: int) -> None:
        """The same words over what is stored now: saving again is a choice."""
        self.data = self.data.copy()
        self.data["version"] = str(version)


class HoursForm(CommandForm):
    """Working time from a day on, as a share of full time."""

    percent = forms.IntegerField(
        label=_("Working time, in percent of full time"),
        min_value=5,
        max_value=100,
        error_messages={
            name: _("Write a share of full time, from 5 to 100.")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )
    from_on = forms.DateField(label=_("From"), widget=DateInput, initial=timezone.localdate)
    error_fields = {HoursRefused: "from_on"}

    @property
    def fte(self) -> Decimal:
        return Decimal(self.cleaned_data["percent"]) / PERCENT


class LeaveForm(CommandForm):
    """Days away, the first and the last included."""

    from_on = forms.DateField(label=_("First day away"), widget=DateInput)
    to_on = forms.DateField(label=_("Last day away"), widget=DateInput)
    error_fields = {MemberRefused: "to_on"}


class TakeBackForm(CommandForm):
    """One tap that undoes something."""


class InviteForm(TakeBackForm):
    """One tap that invites."""

    error_fields = {InviteRefused: ""}


def _name(member: Membership) -> str:
    return member.name


def _program_name(program: Program) -> str:
    if program.is_sud:
        return gettext("%(name)s (addiction program)") % {"name": program.name}
    return program.name
