"""What strangers write: for themselves, or for somebody who knows and agrees."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.clients.actions import Person
from followalong.clients.rules import read_way
from followalong.core.ids import read_receipt_code
from followalong.core.sealing import GROUPS
from followalong.ui import fields
from followalong.ui.forms import ChipSelect

NOT_SURE = ""


class PublicForm(CommandForm):
    """A form on a public page, with a box that people never see.

    Programs that fill in every box give themselves away.
    """

    website = forms.CharField(required=False, max_length=200)

    def is_trapped(self) -> bool:
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if self.is_trapped():
            raise ValidationError(
                _(
                    "Something filled in a box that people do not see, so nothing was sent."
                    " Your words are still here. Please send them again."
                )
            )
        return answers


class SelfReferralForm(PublicForm):
    """The public page: a name and one safe way to reach you. Nothing about health or money."""

    given_name = fields.line(
        _("What should we call you?"),
        hint=_("Any name you like."),
        at_most=100,
        needed=_("Tell us what to call you. Any name will do."),
        autocomplete="nickname",
    )
    phone = fields.line(_("Phone number"), at_most=40, autocomplete="tel", inputmode="tel")
    ok_to_text = forms.BooleanField(
        label=_("It is safe to send texts to this number"), required=False
    )
    email = fields.email(_("E-mail address"), autocomplete="email")
    other_way = fields.line(
        _("Another way to reach you"),
        hint=_("For example: leave a note for me at the library on Main Street."),
    )
    safe_when = fields.line(
        _("When and how is it safe to contact you?"),
        hint=_("For example: only in the morning, and please leave no message."),
    )
    language = fields.line(_("Language you like to speak"), at_most=40)
    reason = fields.text(_("What would you like us to know about the work you want?"))
    # Asked only where a program takes people in several places.
    site = forms.ChoiceField(
        label=_("Where would you like to come?"), required=False, widget=ChipSelect
    )
    # The code under which these words were put aside, when they were.
    draft = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sites: list[Any], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.sites = {str(site.pk): site for site in sites}
        if len(sites) > 1:
            here = [(key, site.name) for key, site in self.sites.items()]
            self.fields["site"].choices = [*here, (NOT_SURE, _("Anywhere, or not sure"))]
        else:
            del self.fields["site"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if not any(answers.get(way) for way in ("phone", "email", "other_way")):
            ways = {"phone", "email", "other_way"} & set(self.errors)
            if not ways:
                self.add_error("phone", _("Give us one safe way to reach you. One is enough."))
        return answers

    def person(self) -> Person:
        said = self.cleaned_data
        safe = [said["other_way"], said["safe_when"]]
        return Person(
            given_name=said["given_name"],
            phone=said["phone"],
            email=said["email"],
            # An empty box is no answer: it does not say that texts are unsafe.
            ok_to_text=True if said["phone"] and said["ok_to_text"] else None,
            language=said["language"],
            safe_contact="\n".join(filter(None, safe)) or None,
        )

    def chosen_site(self) -> Any:
        return self.sites.get(self.cleaned_data.get("site", NOT_SURE))

    def draft_code(self) -> str | None:
        return read_receipt_code(self.data.get("draft", ""), GROUPS)

    def as_typed(self) -> dict[str, str]:
        """Every box as it stands, right or not: to be put aside, never to be judged."""
        own = {"command_id", "website", "draft"}
        return {k: self.data[k][:5000] for k in self.fields if k in self.data and k not in own}


class LinkForm(PublicForm):
    """Two boxes and a tick, for somebody at a clinic. The rest is the program's to ask."""

    given_name = fields.line(
        _("What should we call them?"),
        hint=_("Any name they like."),
        at_most=100,
        needed=_("Write a name to call them by. Any name will do."),
        autocomplete="off",
    )
    way = fields.line(
        _("One safe way to reach them"),
        hint=_("A phone number, an e-mail address, or words: “Tuesdays at the front desk”."),
        needed=_("Write one safe way to reach them."),
        autocomplete="off",
    )
    agreed = forms.BooleanField(
        label=_("They know about this and agree"),
        error_messages={"required": _("Ask them first. Tick the box when they have said yes.")},
    )
    referrer = fields.line(
        _("Who are you?"),
        hint=_("Your name, or how we can reach you with a question."),
        at_most=100,
        autocomplete="off",
    )

    def person(self) -> Person:
        kind, said = read_way(self.cleaned_data["way"])
        ways = {"phone": "phone", "email": "email", "other": "safe_contact"}
        return Person(given_name=self.cleaned_data["given_name"], **{ways[kind]: said})


class CodeForm(forms.Form):
    """The code that somebody was given when they put their words aside."""

    code = fields.line(
        _("Your code"),
        hint=_("Five groups of four letters and numbers."),
        at_most=60,
        needed=_("Write the code you were given."),
        autocomplete="off",
        autocapitalize="characters",
        spellcheck="false",
    )

    def clean_code(self) -> str:
        code = read_receipt_code(self.cleaned_data["code"], GROUPS)
        if code is None:
            raise ValidationError(
                _("A code has five groups of four. Look again at how you wrote it down.")
            )
        return code

    def not_found(self) -> None:
        self.add_error(
            "code",
            _(
                "Nothing is kept under this code. Look again at how you wrote it down; after two"
                " weeks, and once they are sent, words are gone."
            ),
        )
