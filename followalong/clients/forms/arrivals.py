"""How referrals arrive at a program: its secret links and its routes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.clients.rules import Takes
from followalong.ui import fields
from followalong.ui.forms import ChipSelect

ANYONE = ""


class PickedField(forms.ChoiceField):
    """One of some rows, or none of them in so many words; its answer is the row."""

    none = ""

    def offer(self, rows: list[Any], none: Any, say: Callable[[Any], str] | None = None) -> None:
        self.rows = {str(row.pk): row for row in rows}
        named = ((key, say(row) if say else row.name) for key, row in self.rows.items())
        self.choices = [(self.none, none), *named]

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


class OwnerField(PickedField):
    """Who follows a referral up: one colleague, or everyone."""

    none = "everyone"


class PeerField(PickedField):
    """Whom somebody would like to meet first. `No` is an answer, and so is none."""

    none = "no"

    def __init__(self, **kw: Any) -> None:
        super().__init__(
            label=_("Would they like to meet a peer first?"),
            help_text=_("Only if they want to. The first day and the search go on beside it."),
            widget=ChipSelect,
            error_messages={"required": _("Choose whom, or that they would rather not.")},
            **kw,
        )

    def offer_peers(self, peers: list[Any], first: Any) -> None:
        """Whom the route names stands first; nobody is chosen before the person was asked."""
        self.offer(sorted(peers, key=lambda one: one.pk != first), _("Rather not"))
        self.choices = [*self.choices[1:], self.choices[0]]


class SourcedForm(CommandForm):
    """A form about a site of the agency and about who asks."""

    site = PickedField(label=_("Site"), required=False, widget=ChipSelect)

    def __init__(self, *args: Any, pack: Pack, lang: str, sites: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.sources = pack.codes("referral.source").choices(lang)
        self.fields["site"].offer(sites, _("Any site"))
        if not sites:
            self.fields["site"].widget = forms.HiddenInput()


class LinkMakeForm(SourcedForm):
    """A secret link for one clinic."""

    name = fields.line(
        _("Who is the link for?"),
        hint=_("Stands on the page and the card. For example: Harbour Street Clinic."),
        at_most=120,
        needed=_("Write who will use the link."),
    )
    source = forms.ChoiceField(
        label=_("Counts as asked by"),
        error_messages={"required": _("Choose who asks by this link.")},
    )
    field_order = ["name", "source", "site"]

    def __init__(self, *args: Any, usual: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["source"].choices = self.sources
        self.fields["source"].initial = usual


class RouteForm(SourcedForm):
    """One route: for which referrals it is, who takes them, whom the person may meet first."""

    source = forms.ChoiceField(label=_("Asked by"), required=False)
    takes = forms.ChoiceField(
        label=_("Who follows it up"),
        widget=ChipSelect,
        error_messages={"required": _("Choose who follows these up.")},
    )
    peer = PickedField(
        label=_("Offer to meet first"),
        help_text=_("Only if the person would like to. The search for work never waits for it."),
        required=False,
        widget=ChipSelect,
    )
    field_order = ["site", "source", "takes", "peer"]

    def __init__(self, *args: Any, staff: list[Any], peers: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["source"].choices = [(ANYONE, _("Anyone")), *self.sources]
        self.staff = {str(member.pk): member for member in staff}
        self.fields["takes"].choices = [
            (Takes.FEWEST.value, _("Whoever goes along with the fewest people")),
            *((key, member.name) for key, member in self.staff.items()),
            (Takes.INBOX.value, _("Everyone, from the inbox")),
        ]
        self.fields["peer"].offer(peers, _("No peer"))
        if not peers:
            self.fields["peer"].widget = forms.HiddenInput()

    def values(self) -> dict[str, Any]:
        said = {k: v for k, v in self.cleaned_data.items() if k != "command_id"}
        member = self.staff.get(said["takes"])
        takes = Takes.MEMBER.value if member else said["takes"]
        return {**said, "takes": takes, "membership": member}


class StepForm(CommandForm):
    """One tap: a route goes up or out, a link ends."""
