"""Who works at an employer, and its places of work."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.agencies.models import Membership
from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.employers.actions import LookAtNames
from followalong.employers.forms.contacts import AS_SAID, HIRES
from followalong.employers.forms.employers import NOT_A_PERSON
from followalong.employers.models import EmployerPerson, EmployerSite
from followalong.ui import fields
from followalong.ui.forms import ChipSelect


class PersonForm(CommandForm):
    """Somebody who works there: never a person we support."""

    name = fields.line(_("Name"), at_most=120, needed=_("Write their name."), autocomplete="off")
    does = fields.line(_("What they do there"), at_most=120)
    can_hire = forms.ChoiceField(
        label=_("Can they hire?"), choices=HIRES, required=False, widget=ChipSelect
    )
    reach = fields.line(
        _("How and when to reach them"), hint=_("For example: 416 555-0142, before noon.")
    )
    known_by = forms.ChoiceField(label=_("Who of us knows them?"), required=False)
    known_how = fields.line(
        _("How?"), hint=_("For example: the same choir. No names of people we support.")
    )
    has_left = forms.BooleanField(label=_("They no longer work there"), required=False)
    is_no_person = forms.BooleanField(label=NOT_A_PERSON, required=False)

    error_fields = {LookAtNames: "is_no_person"}

    def __init__(
        self, *args: Any, colleagues: Iterable[Membership], known: EmployerPerson | None, **kw: Any
    ) -> None:
        super().__init__(*args, initial=_person(known) if known else None, **kw)
        self.known = known
        nobody = ("", _("Nobody yet"))
        self.fields["known_by"].choices = [nobody, *((str(m.pk), m.name) for m in colleagues)]
        if known is None:
            del self.fields["has_left"]

    def values(self) -> dict[str, Any]:
        """What keep_person is told, but where and who it is."""
        said = self.cleaned_data
        left = self.known.left_on if self.known else None
        return {
            **{name: said[name] for name in ("name", "does", "reach", "known_how")},
            "can_hire": {"yes": True, "no": False}.get(said["can_hire"]),
            "known_by_id": UUID(said["known_by"]) if said["known_by"] else None,
            "left_on": (left or timezone.localdate()) if said.get("has_left") else None,
            "is_no_person": said["is_no_person"],
        }


def _person(known: EmployerPerson) -> dict[str, Any]:
    as_typed = {name: getattr(known, name) for name in ("name", "does", "reach", "known_how")}
    return {
        **as_typed,
        "can_hire": AS_SAID[known.can_hire],
        "known_by": known.known_by_id or "",
        "has_left": known.left_on is not None,
    }


class SiteForm(CommandForm):
    """A place of work, as every agency of the region reads it."""

    name = fields.line(
        _("What the place is called"),
        hint=_("For example: the shop in the mall, the night bakery."),
        needed=_("Write what the place is called."),
    )
    address = fields.line(_("Address"), at_most=300)
    postal_code = fields.line(_("Postal code"), at_most=12, autocomplete="off")
    has_closed = forms.BooleanField(label=_("This place has closed"), required=False)
    is_no_person = forms.BooleanField(label=NOT_A_PERSON, required=False)

    error_fields = {LookAtNames: "is_no_person"}

    def __init__(
        self, *args: Any, pack: Pack, lang: str, known: EmployerSite | None, **kw: Any
    ) -> None:
        super().__init__(*args, initial=_site(known) if known else None, **kw)
        self.known = known
        self.fields["postal_code"].label = pack.value("postal_code_label").say(lang)
        if known is None:
            del self.fields["has_closed"]

    def values(self) -> dict[str, Any]:
        """What keep_site is told, but where and which it is."""
        said = self.cleaned_data
        closed = self.known.closed_on if self.known else None
        return {
            **{name: said[name] for name in ("name", "address", "postal_code", "is_no_person")},
            "closed_on": (closed or timezone.localdate()) if said.get("has_closed") else None,
        }


def _site(known: EmployerSite) -> dict[str, Any]:
    as_typed = {name: getattr(known, name) for name in ("name", "address", "postal_code")}
    return {**as_typed, "has_closed": known.closed_on is not None}
