"""Rows of chips that begin with the likeliest answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class _Likely(forms.widgets.ChoiceWidget):
    """Many choices: the first few as chips, the others one tap away.

    What is chosen stands first, so that nothing is saved unseen. `search` names a template that
    stands with the others; `words` are what was last searched for there. `goes_with` says for a
    choice which other answer is likely then, `names` what the person behind it is called.
    """

    template_name = "caseload/forms/likely_chips.html"

    def __init__(self, *, in_sight: int = 4, more: Any = "", search: str = "") -> None:
        super().__init__()
        self.in_sight = in_sight
        self.more = more or _("Something else")
        self.search = search
        self.words, self.nobody_found = "", False
        self.goes_with: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [row for _group, rows, _index in context["widget"]["optgroups"] for row in rows]
        options.sort(key=lambda row: not row["selected"])
        context["widget"] |= {
            "shown": options[: self.in_sight],
            "rest": options[self.in_sight :],
            "more": self.more,
            "search": self.search,
            "words": self.words,
            "nobody_found": self.nobody_found,
            "open": self.nobody_found,
        }
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if likely := self.goes_with.get(str(value)):
            option["attrs"]["data-goes-with"] = likely
        if called := self.names.get(str(value)):
            option["attrs"]["data-name"] = called
        return option


class LikelyChips(_Likely, forms.RadioSelect):
    """One choice out of many."""


class LikelyChecks(_Likely, forms.CheckboxSelectMultiple):
    """Any number out of many."""
