"""What people are called, chosen among the words of the pack."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from followalong.agencies import packs
from followalong.agencies.models import Agency
from followalong.agencies.words import chosen
from followalong.agencies.writing import CommandForm
from followalong.ui.forms import ChipSelect

# What each noun stands for, in words that take no side.
NOUNS = {
    "client": _("Whoever uses the program"),
    "specialist": _("Whoever goes along with them to a job"),
    "supervisor": _("Whoever leads the team"),
    "peer": _("Whoever shares their own experience"),
    "job_coach": _("Whoever helps at the workplace"),
    "occupational_therapist": _("Whoever works on skills and the workplace"),
    "clinician": _("Whoever treats"),
    "benefits_counsellor": _("Whoever explains benefits"),
    "supporter": _("A relative or friend who helps"),
}


class WordsForm(CommandForm):
    """One choice for each noun that has more than one word; the first leaves what pages say."""

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pack, lang = packs.load(agency.pack), get_language() or "en"
        for noun, words in pack.words.items():
            if len(words) > 1:
                self.fields[noun] = forms.ChoiceField(
                    label=NOUNS[noun],
                    choices=[("", _("The usual word")), *pack.word_choices(noun, lang)],
                    widget=ChipSelect,
                    initial=chosen(agency, noun) or "",
                    required=False,
                )

    @property
    def is_preview(self) -> bool:
        """Whether the second button was pressed: look, and save nothing."""
        return self.data.get("do") == "look"

    def chosen_now(self) -> dict[str, str]:
        """The words on the page: those just chosen, else those saved."""
        said = {name: str(self[name].value() or "") for name in self.fields if name in NOUNS}
        return {name: word for name, word in said.items() if word}

    def words(self) -> dict[str, str]:
        return {name: word for name, word in self.cleaned_data.items() if name in NOUNS}
