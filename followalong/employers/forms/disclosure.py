"""Telling employers: talked through with the person, and checked before anybody goes or writes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack
from followalong.agencies.writing import CommandForm
from followalong.clients.forms.choices import ChoiceForm
from followalong.clients.models import Enrolment
from followalong.clients.rules import ConsentType
from followalong.employers.actions import NeedsAChoice
from followalong.ui import fields
from followalong.ui.forms import ChipSelect

NOTHING = "nothing"
TALKED = {
    "what": _("What would be said?"),
    "to_whom": _("To whom? The boss, people they work with, nobody else?"),
    "when": _("When? Before applying, at the interview, after the offer, later, if needed?"),
    "might_help": _("How might it help?"),
    "might_hurt": _("How might it hurt?"),
    "words_to_use": _("Words to use"),
    "words_not_to_use": _("Words not to use"),
}


class DisclosureForm(ChoiceForm):
    """Five questions and a decision. Anything may stay open but the decision."""

    what = fields.text(TALKED["what"], rows=2)
    to_whom = fields.text(TALKED["to_whom"], rows=2)
    when = fields.text(TALKED["when"], rows=2)
    might_help = fields.text(TALKED["might_help"], rows=2)
    might_hurt = fields.text(TALKED["might_hurt"], rows=2)
    words_to_use = fields.text(TALKED["words_to_use"], rows=2)
    words_not_to_use = fields.text(TALKED["words_not_to_use"], rows=2)
    field_order = [*TALKED, "topic", "method", "signed_name", "in_their_words"]

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, kind=ConsentType.EMPLOYER, **kw)
        del self.fields["recipient"]
        nothing = (NOTHING, _("Nothing: say nothing about me"))
        self.fields["topic"].choices = [nothing, *self.fields["topic"].choices]
        self.fields["method"].required = False

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        says_something = said.get("topic") and said["topic"] != NOTHING
        if says_something and not said.get("method") and "method" not in self.errors:
            self.add_error("method", gettext("Choose how they say yes."))
        return said

    def talked(self, lang: str) -> dict[str, Any]:
        """What talk_it_through is told, but with whom and about which employer."""
        talked = {name: self.cleaned_data[name] for name in TALKED}
        given = {**self.values(), "language": lang}
        topic, _whom = given.pop("topic"), given.pop("recipient")
        if topic == NOTHING:
            return {"topic": None, **talked}
        return {"topic": topic, "given": given, **talked}


class ApproachForm(CommandForm):
    """Whom it is about, what will be said, and the letter if there is one."""

    enrolment = forms.ChoiceField(
        label=_("For whom?"), error_messages={"required": _("Choose for whom.")}
    )
    says = forms.ChoiceField(
        label=_("What will be said about them?"),
        widget=ChipSelect,
        error_messages={"required": _("Choose what will be said.")},
    )
    visit_on = fields.next_day(_("Visit on"), hint=_("Leave it empty for a letter or e-mail."))
    letter = fields.text(
        _("The letter or e-mail"),
        hint=_("You see it first as they will read it; nothing goes yet."),
        rows=8,
    )
    error_fields = {NeedsAChoice: "says"}

    def __init__(
        self, *args: Any, pack: Pack, lang: str, people: Iterable[Enrolment], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.people = {str(row.pk): row for row in people}
        names = [(key, row.client.person.full_name) for key, row in self.people.items()]
        self.fields["enrolment"].choices = names
        self.fields["says"].choices = pack.codes("employer_contact.disclosed").choices(lang)

    @property
    def chosen(self) -> Enrolment | None:
        return self.people.get(self.data.get("enrolment", ""))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("letter") and not said.get("visit_on"):
            self.add_error("visit_on", gettext("Choose the day of the visit, or write the letter."))
        return said

    def values(self) -> dict[str, Any]:
        """What clear_approach is told, but where."""
        said = self.cleaned_data
        return {
            "enrolment": self.people[said["enrolment"]],
            "will_say": said["says"],
            "letter": said["letter"] or "",
            "visit_on": said["visit_on"],
        }
