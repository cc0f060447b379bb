"""The agency itself, its programs, sites and teams."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies import packs
from followalong.agencies.forms.rows import RowField
from followalong.agencies.models import Membership, Program, Team
from followalong.agencies.packs import Pack
from followalong.agencies.refusals import ChangedMeanwhile, TeamRefused
from followalong.agencies.writing import CommandForm
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput

AS_SAID = {True: "yes", False: "no", None: ""}


class AgencyForm(CommandForm):
    """What the agency is called, and by which clock its days begin."""

    name = fields.line(
        _("Name"),
        hint=_("People see it, also on the public page at which they ask for help."),
        needed=_("Write the agency’s name."),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Days already written down stay as they are.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timezone"].choices = [(zone, zone) for zone in packs.timezones()]


class PlaceForm(CommandForm):
    """What sites, teams and programs have in common. Read at one version once they are there."""

    name = fields.line(_("Name"), needed=_("Write a name."))
    ended_on = forms.DateField(
        label=_("Last day"),
        help_text=_("When it closes. Everything written there stays. Empty: it goes on."),
        required=False,
        widget=DateInput,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    error_fields = {ChangedMeanwhile: ""}

    def __init__(self, *args: Any, place: Model | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        if place is None:
            # What is new has no last day yet.
            del self.fields["ended_on"], self.fields["version"]
        else:
            self.initial |= {
                name: getattr(place, name) for name in self.fields if hasattr(place, name)
            }

    def values(self) -> dict[str, Any]:
        """The columns and what was typed for them."""
        other = {"command_id", "version", "has_door"}
        return {k: v for k, v in self.cleaned_data.items() if k not in other}

    @property
    def seen(self) -> int:
        return self.cleaned_data["version"] or 0


class SiteForm(PlaceForm):
    """A place where the agency works."""

    field_order = ["name", "postal_code", "ended_on"]
    postal_code = fields.line(_("Postal code"), at_most=12)

    def __init__(self, *args: Any, pack: Pack, lang: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["postal_code"].label = pack.value("postal_code_label").say(lang)


class TeamForm(PlaceForm):
    """A treatment team or a vocational unit."""

    field_order = ["name", "kind", "ended_on"]
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Team.Kind.choices,
        widget=ChipSelect,
        error_messages={"required": _("Choose one.")},
        help_text=_(
            "Specialists join treatment teams and see their people together with clinicians. The"
            " vocational unit is the specialists’ own team."
        ),
    )


class ProgramForm(PlaceForm):
    """A service: what kind it is, where it is set, and what counts there."""

    field_order = ["name", "kind", "setting", "video_counts", "contact_edit_hours", "has_door"]
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Program.Kind.choices,
        widget=ChipSelect,
        error_messages={"required": _("Choose one.")},
    )
    setting = forms.ChoiceField(
        label=_("Setting"),
        choices=[*Program.Setting.choices, ("", _("Another one"))],
        widget=ChipSelect,
        required=False,
        help_text=_(
            "Nobody outside an addiction program sees its people, not even that they are there."
            " This is decided once: it stays when the first person has been referred."
        ),
    )
    video_counts = forms.ChoiceField(
        label=_("A video call counts as meeting in person"),
        choices=[("yes", _("Yes")), ("no", _("No")), ("", _("As is usual here"))],
        widget=ChipSelect,
        required=False,
    )
    contact_edit_hours = forms.IntegerField(
        label=_("Hours in which a contact may be put right by its writer"),
        help_text=_("After them words are added, never changed. Empty: as is usual here."),
        min_value=0,
        max_value=720,
        required=False,
        error_messages={
            name: _("Write a number from 0 to 720, or leave it empty.")
            for name in ("invalid", "min_value", "max_value")
        },
    )
    has_door = forms.BooleanField(
        label=_("Open a public page at which people ask for help"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.place is not None:
            del self.fields["has_door"]
            self.initial["setting"] = self.place.setting or ""
            self.initial["video_counts"] = AS_SAID[self.place.video_counts]

    def clean_setting(self) -> str | None:
        return self.cleaned_data["setting"] or None

    def clean_video_counts(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["video_counts"])


class JoinTeamForm(CommandForm):
    """Somebody belongs to a team from a day on."""

    member = RowField(label=_("Who"), error_messages={"required": _("Choose somebody.")})
    from_on = forms.DateField(label=_("From"), widget=DateInput, initial=timezone.localdate)
    error_fields = {TeamRefused: "member"}

    def __init__(self, *args: Any, staff: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].offer(staff, lambda row: row.name, nobody=_("Choose somebody"))


class LeaveTeamForm(CommandForm):
    """The last day in a team."""

    to_on = forms.DateField(
        label=_("Last day in the team"), widget=DateInput, initial=timezone.localdate
    )
    error_fields = {TeamRefused: "to_on"}
