"""Handing people over: first whose people and to whom, then each person with a proposal."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from followalong.agencies.writing import CommandForm
from followalong.caseload.actions import HandOverRefused, Move, NobodyMoves
from followalong.clients.models import Enrolment
from followalong.employers.actions import EmployerMove
from followalong.employers.models import AgencyEmployer
from followalong.ui import fields
from followalong.ui.forms import ChipSelectMultiple, DateInput


class ChooseForm(forms.Form):
    """What the proposal starts from. It is asked by GET, so that the page has an address."""

    who = forms.ChoiceField(label=_("Whose people"))
    to = forms.MultipleChoiceField(
        label=_("Who could go along with them"),
        widget=ChipSelectMultiple,
        error_messages={"required": _("Choose one colleague, or several to share.")},
    )
    from_on = forms.DateField(
        label=_("From which day"),
        help_text=_("The day after the last one with whoever hands over."),
        widget=DateInput,
    )
    is_leaving = forms.BooleanField(
        label=_("They are leaving"),
        help_text=_(
            "Their employers and what they agreed to do for other people are handed over too;"
            " their cover and their ties to people end."
        ),
        required=False,
    )

    def __init__(
        self, *args: Any, holders: Iterable[tuple[str, str]], staff: list[Any], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["who"].choices = holders
        self.fields["to"].choices = [(str(one.pk), holding(one)) for one in staff]
        if not self.fields["who"].choices:
            # Which people it is about stands in the address already.
            del self.fields["who"], self.fields["is_leaving"]


def holding(member: Any) -> str:
    """`Theo · 20 people, 14 active`."""
    held = ngettext("%(count)d person", "%(count)d people", member.holds) % {"count": member.holds}
    return _("%(name)s · %(people)s, %(active)d active") % {
        "name": member.name,
        "people": held,
        "active": member.active,
    }


class HandOverForm(CommandForm):
    """Each person with a choice of colleague; an empty one leaves things as they are."""

    reason = fields.line(
        _("Why"),
        hint=_("Stands on each person’s page. For example: a change of area."),
        needed=_("Say why."),
    )
    from_on = forms.DateField(widget=forms.HiddenInput)
    is_leaving = forms.BooleanField(widget=forms.HiddenInput, required=False)
    error_fields = {HandOverRefused: "", NobodyMoves: ""}

    def __init__(
        self,
        *args: Any,
        people: list[Enrolment],
        staff: list[Any],
        may_take: Callable[[Any, Enrolment], bool],
        employers: list[AgencyEmployer],
        keepers: list[Any],
        is_missing: bool = False,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.people, self.employers, self.is_missing = people, employers, is_missing
        self.staff = {str(member.pk): member for member in staff}
        self.keepers = {str(member.pk): member for member in keepers}
        for row in people:
            able = [m for m in staff if may_take(m, row)]
            self.fields[_key(row)] = _whom(row.client.person.full_name, able)
        for employer in employers:
            self.fields[_key(employer)] = _whom(employer.employer.name, keepers)

    def clean(self) -> dict[str, Any]:
        if self.is_missing:
            self.add_error(
                None,
                _("Support of one of these people ended meanwhile. Nobody was handed over."),
            )
        return super().clean() or self.cleaned_data

    def lines(self) -> Iterator[tuple[Enrolment, forms.BoundField]]:
        for row in self.people:
            yield row, self[_key(row)]

    def employer_lines(self) -> Iterator[tuple[AgencyEmployer, forms.BoundField]]:
        for row in self.employers:
            yield row, self[_key(row)]

    def chosen(self) -> dict[UUID, str]:
        """To whom each goes as the form stands now, for the totals."""
        return {row.pk: str(field.value() or "") for row, field in self.lines()}

    def moves(self) -> list[Move]:
        said = self.cleaned_data
        return [Move(row, self.staff[said[_key(row)]]) for row in self.people if said[_key(row)]]

    def employer_moves(self) -> list[EmployerMove]:
        said = [(row, self.cleaned_data[_key(row)]) for row in self.employers]
        return [EmployerMove(row, self.keepers[to]) for row, to in said if to]


def initial(people: Mapping[UUID, UUID | None], employers: Mapping[UUID, UUID]) -> dict[str, str]:
    """Both proposals as the form's first answers."""
    first = {f"to_{pk.hex}": str(to) if to else "" for pk, to in people.items()}
    return first | {f"em_{pk.hex}": str(to) for pk, to in employers.items()}


def _whom(name: str, able: Iterable[Any]) -> forms.ChoiceField:
    named = [(str(member.pk), member.name) for member in able]
    return forms.ChoiceField(label=name, choices=[("", _("No change")), *named], required=False)


def _key(row: Enrolment | AgencyEmployer) -> str:
    return f"{'to' if isinstance(row, Enrolment) else 'em'}_{row.pk.hex}"
