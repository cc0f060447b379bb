"""Asking to join, by the person or by somebody else, and answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.clients.actions import Person
from followalong.clients.forms.arrivals import PickedField
from followalong.clients.lookalikes import SIGNS, Alike, Described
from followalong.clients.rules import MOST, ReferralSource, read_letter
from followalong.ui import fields
from followalong.ui.forms import ChipSelect, DateInput

SOMEONE_NEW = "new"
DESCRIBED = ("given_name", "family_name", "preferred_name", "born_on", "phone")
NAME_NEEDED = _("Write a first name, or any name the person uses.")


class ReferralForm(CommandForm):
    """A referral as staff write it down: who asks, for whom, and in whose words."""

    program = forms.ChoiceField(
        label=_("Program"),
        widget=ChipSelect,
        error_messages={"required": _("Choose a program.")},
    )
    source = forms.ChoiceField(
        label=_("Who asked"),
        widget=ChipSelect,
        error_messages={"required": _("Choose who asked.")},
    )
    referrer = fields.line(
        _("Their name and how to reach them"), hint=_("When it was not the person themselves.")
    )
    given_name = fields.line(_("First name"), at_most=100, needed=NAME_NEEDED)
    family_name = fields.line(_("Last name"), at_most=100)
    preferred_name = fields.line(
        _("Name to use"), hint=_("When it is another than the first name."), at_most=100
    )
    pronouns = fields.line(_("Pronouns"), at_most=40)
    born_on = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=DateInput,
        validators=[fields.not_after_today],
    )
    phone = fields.line(_("Phone"), at_most=40, inputmode="tel")
    ok_to_text = forms.BooleanField(label=_("It is safe to send texts"), required=False)
    email = fields.email(_("E-mail address"))
    safe_contact = fields.line(
        _("How and when to reach them safely"), hint=_("For example: mornings, no voice mail.")
    )
    language = fields.line(_("Language they like to speak"), at_most=40)
    reason = fields.text(
        _("In their own words: what work, and why now?"),
        hint=_("Only what helps to begin. No health details."),
    )
    received_on = fields.day(_("When they asked"))
    site = PickedField(label=_("Site"), required=False, widget=ChipSelect)

    # Empty until someone turns up who may be the same person.
    same_person = forms.CharField(
        label=_("Is this the same person?"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(
        self,
        *args: Any,
        pack: Pack,
        lang: str,
        programs: list[Any],
        sites: list[Any],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["site"].offer(sites, _("Not said"))
        if not sites:
            self.fields["site"].widget = forms.HiddenInput()
        self.programs = {str(program.pk): program for program in programs}
        self.fields["program"].choices = [(key, p.name) for key, p in self.programs.items()]
        self.fields["source"].choices = pack.codes("referral.source").choices(lang)
        if len(programs) == 1:
            only = self.fields["program"]
            only.initial, only.widget = str(programs[0].pk), forms.HiddenInput()

    def person(self) -> Person:
        said = self.cleaned_data
        kept = {k: said[k] for k in Person.__dataclass_fields__ if k != "ok_to_text"}
        return Person(**kept, ok_to_text=True if said["ok_to_text"] else None)

    def chosen_site(self) -> Any:
        return self.cleaned_data["site"]

    def described(self) -> Described:
        """What was typed so far about the person, as far as it can be read."""
        self.is_valid()
        return Described(**{name: self.cleaned_data.get(name) for name in DESCRIBED})

    def chosen(self, near: list[Alike]) -> Any:
        """The person already here that the writer chose, or None for someone new.

        Raises MayBeHere while there is someone alike and no choice.
        """
        choice = self.cleaned_data["same_person"]
        if near and choice != SOMEONE_NEW and choice not in {str(one.client.pk) for one in near}:
            raise MayBeHere(near)
        return next((one.client for one in near if str(one.client.pk) == choice), None)

    def offer(self, near: list[Alike]) -> None:
        """Show the people who may be the same as a question, with what speaks for each."""
        people = [(str(one.client.pk), alike_words(one)) for one in near]
        question = self.fields["same_person"]
        question.required = True
        question.widget = ChipSelect(
            choices=[*people, (SOMEONE_NEW, _("No, this is someone else"))]
        )

    def ask(self, near: list[Alike]) -> None:
        """The same, one step before the referral is kept."""
        self.offer(near)
        self.add_error(
            None,
            _(
                "Someone very similar is already here. Choose whether it is the same person, then"
                " send the referral again."
            ),
        )


def alike_words(one: Alike) -> str:
    """`Ben Abara · 416-555-0142 · same name, same phone number`."""
    why = ", ".join(str(SIGNS[sign]) for sign in one.signs)
    return " · ".join(filter(None, [one.client.full_name, one.client.phone, why]))


class MayBeHere(Exception):
    """Someone already here may be the same person: ask before a second row is made."""

    def __init__(self, near: list[Alike]) -> None:
        super().__init__()
        self.near = near


class PasteForm(forms.Form):
    """The text of an e-mail, as it was copied."""

    letter = forms.CharField(
        label=_("The e-mail"),
        help_text=_("With its first lines, if you like: who wrote it, and about what."),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": _("Paste the text of the e-mail here.")},
    )

    def proposed(self) -> dict[str, str]:
        """What the letter most likely says, field by field."""
        found = read_letter(self.cleaned_data["letter"])
        return {
            **found._asdict(),
            "reason": found.words,
            "source": ReferralSource.SELF.value if found.is_own else "",
        }
