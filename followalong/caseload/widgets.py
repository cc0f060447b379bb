"""Rows of chips that begin with the likeliest answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LikelyChips(forms.RadioSelect):
    """One choice out of many: the first few as chips, the others one tap away.

    What is chosen always stands in sight, so that nothing is saved unseen. `search` names a
    template that stands with the others; `words` are what was last searched for there.
    """

    template_name = "caseload/forms/likely_chips.html"

    def __init__(self, *, in_sight: int = 4, more: Any = "", search: str = "") -> None:
        super().__init__()
        self.in_sight = in_sight
        self.more = more or _("Something else")
        self.search = search
        self.words, self.nobody_found = "", False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [row for _group, rows, _index in context["widget"]["optgroups"] for row in rows]
        shown, rest = options[: self.in_sight], options[self.in_sight :]
        context["widget"] |= {
            "shown": shown + [row for row in rest if row["selected"]],
            "rest": [row for row in rest if not row["selected"]],
            "more": self.more,
            "search": self.search,
            "words": self.words,
            "nobody_found": self.nobody_found,
            "open": self.nobody_found,
        }
        return context
