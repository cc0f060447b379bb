"""What we know about an employer."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies import packs
from followalong.agencies.models import Membership
from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.employers.actions import AlreadyKnown, ChangedMeanwhile, LookAtNames
from followalong.employers.actions.employers import OWN, SHARED
from followalong.employers.models import AgencyEmployer
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput

# What the form shows of the shared row: the industry code came with an import.
IN_SHARED = [name for name in SHARED if name != "naics"]
NOT_A_PERSON = _("These words are not a person we support")


class SharedFields(CommandForm):
    """What every agency of the region reads: never anything about a person."""

    name = fields.line(_("Name"), needed=_("Write the employer's name."), autocomplete="off")
    postal_code = fields.line(_("Postal code"), at_most=12, autocomplete="off")
    website = forms.URLField(
        label=_("Website"),
        required=False,
        empty_value=None,
        assume_scheme="https",
        error_messages={"invalid": _("Write it like example.org, or leave it empty.")},
    )
    phone = fields.line(_("Phone"), at_most=40, inputmode="tel")

    def __init__(self, *args: Any, pack: Pack, lang: str, owners: Iterable[Membership], **kw: Any):
        super().__init__(*args, **kw)
        self.fields["postal_code"].label = pack.value("postal_code_label").say(lang)
        nobody = ("", _("Nobody in particular"))
        self.fields["owner_id"].choices = [nobody, *((str(m.pk), m.name) for m in owners)]


def owner_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Who keeps in touch"), required=False, coerce=UUID, empty_value=None
    )


def people_field() -> forms.CharField:
    return fields.text(
        _("Who to ask for"), hint=_("Their staff: name, what they do, best time to call."), rows=2
    )


class NewEmployerForm(SharedFields):
    owner_id = owner_field()
    people = people_field()
    is_another = forms.BooleanField(label=_("No, this is another business"), required=False)

    error_fields = {AlreadyKnown: "name"}

    def values(self) -> dict[str, Any]:
        return {k: v or None for k, v in self.cleaned_data.items() if k != "command_id"}


class EmployerForm(SharedFields):
    """Shared facts and our own notes, each read at one version."""

    shared_version = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    fair_chance = forms.ChoiceField(
        label=_("People with a criminal record"), required=False, widget=ChipSelect
    )
    owner_id = owner_field()
    people = people_field()
    hires = fields.text(
        _("What they hire for"), hint=_("Kinds of work, shifts, when they need people."), rows=2
    )
    approach = fields.text(
        _("How they like to be approached"),
        hint=_("Walk in or call, which days, what they want to see first."),
        rows=2,
    )
    inclusion = fields.text(
        _("What helps people to fit in there"),
        hint=_("Step-free door, quiet corner, flexible hours, languages spoken."),
        rows=2,
    )
    team_note = fields.text(
        _("What the team should know about this employer"),
        hint=_("What they need, how they hire. No names of people we support."),
    )
    private_note = fields.text(
        _("Private note"), hint=_("Stays in your agency, like everything in this part.")
    )
    do_not_contact = fields.line(
        _("Please do not contact, because"),
        hint=_("Everyone here sees it before a visit. It stops nobody."),
    )
    is_no_person = forms.BooleanField(label=NOT_A_PERSON, required=False)

    error_fields = {ChangedMeanwhile: "", LookAtNames: "is_no_person"}

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, pack=pack, lang=lang, **kw)
        said = packs.codes.get("employer.fair_chance").choices(lang)
        self.fields["fair_chance"].choices = [("", _("Not known yet")), *said]

    @property
    def seen(self) -> tuple[int, int]:
        return self.cleaned_data["shared_version"], self.cleaned_data["version"]

    def values(self) -> dict[str, Any]:
        """The columns and what was typed for them."""
        other = {"command_id", "version", "shared_version", "is_no_person"}
        return {k: v or None for k, v in self.cleaned_data.items() if k not in other}

    def stand_beside(self, known: AgencyEmployer) -> list[dict[str, str]]:
        """What is saved now where it differs from what was typed; saving again keeps the typed."""
        self.data = self.data.copy()
        self.data["version"] = str(known.version)
        self.data["shared_version"] = str(known.employer.version)
        saved = {**in_shared(known), **in_own(known)}
        typed = self.values()
        return [
            {
                "label": str(self.fields[k].label),
                "saved": str(v or ""),
                "typed": str(typed[k] or ""),
            }
            for k, v in saved.items()
            if k != "owner_id" and (v or "") != (typed[k] or "")
        ]


def in_shared(known: AgencyEmployer) -> dict[str, Any]:
    employer = known.employer
    return {k: getattr(employer, k) for k in IN_SHARED}


def in_own(known: AgencyEmployer) -> dict[str, Any]:
    names = [k for k in OWN if k != "owner_id"]
    return {"owner_id": known.owner_id, **{k: getattr(known, k) for k in names}}


def initial_of(known: AgencyEmployer) -> dict[str, Any]:
    versions = {"version": known.version, "shared_version": known.employer.version}
    return {**in_shared(known), **in_own(known), **versions}


class AdoptForm(CommandForm):
    """Yes, it is this one."""

    employer_id = forms.UUIDField(widget=forms.HiddenInput)


class NextVisitForm(CommandForm):
    """When we go there next; an empty day plans nothing."""

    next_on = forms.DateField(label=_("Next visit"), required=False, widget=DateInput)
    next_purpose = forms.ChoiceField(label=_("To"), required=False)

    def __init__(self, *args: Any, pack: Pack, lang: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        purposes = pack.codes("employer_contact.purpose").choices(lang)
        self.fields["next_purpose"].choices = [("", _("Not decided yet")), *purposes]


class FilterForm(forms.Form):
    """The list's own question: which employers, and a name if one is looked for."""

    VIEWS = [("all", _("All")), ("mine", _("Mine")), ("due", _("Next visits"))]

    q = forms.CharField(label=_("Find an employer"), required=False, max_length=100)
    view = forms.ChoiceField(choices=VIEWS, required=False, widget=ChipSelect)
