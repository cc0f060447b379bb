"""What a person may say about themselves: any number of answers, own words, or neither."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from followalong.agencies.packs import Pack, codes
from followalong.agencies.writing import CommandForm
from followalong.clients.rules.about import DECLINED, Answer
from followalong.ui import fields
from followalong.ui.forms import ChipSelectMultiple

OWN = "_own_words"


class AboutForm(CommandForm):
    """One question after another, as the pack has them; each may be left out."""

    said_on = fields.day(_("When the person said so"))

    def __init__(
        self, *args: Any, pack: Pack, lang: str, standing: Mapping[str, Answer], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.kinds = pack.demographics
        for kind in self.kinds:
            said = standing.get(kind, Answer())
            listed = pack.codes(f"demographic.{kind}")
            choices = [*listed.choices(lang), *_from_elsewhere(kind, said, listed, lang)]
            own = [DECLINED] if said.is_declined and not said.is_given else []
            self.fields[kind] = forms.MultipleChoiceField(
                label=listed.title.say(lang),
                help_text=pack.why_asked[kind].say(lang),
                choices=[*choices, (DECLINED, _("I would rather not say"))],
                initial=[*sorted(said.codes), *own],
                required=False,
                widget=ChipSelectMultiple,
            )
            self.fields[f"{kind}{OWN}"] = fields.line(_("In your own words"))
            self.fields[f"{kind}{OWN}"].initial = said.own_words

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Each question with the box for own words below it."""
        return [{"chips": self[kind], "own": self[f"{kind}{OWN}"]} for kind in self.kinds]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for kind in self.kinds:
            chosen, own = said.get(kind) or [], said.get(f"{kind}{OWN}")
            if DECLINED in chosen and (len(chosen) > 1 or own):
                self.add_error(
                    kind, _("Choose either an answer or “I would rather not say”, not both.")
                )
        return said

    def answers(self) -> dict[str, Answer]:
        return {
            kind: Answer(
                codes=frozenset(self.cleaned_data[kind]) - {DECLINED},
                own_words=self.cleaned_data[f"{kind}{OWN}"] or "",
                is_declined=DECLINED in self.cleaned_data[kind],
            )
            for kind in self.kinds
        }


def _from_elsewhere(kind: str, said: Answer, listed: Any, lang: str) -> list[tuple[str, str]]:
    """Answers on record that this pack does not offer: kept until the person says otherwise."""
    whole = codes.get(f"demographic.{kind}")
    return [
        (code, whole.label(code, lang) if code in whole else code)
        for code in sorted(said.codes)
        if code not in listed
    ]
