"""Rows of chips that begin with the likeliest answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from followalong.ui.forms import ChipSelect


class LikelyChips(ChipSelect):
    """One choice out of many: the first few as chips, the others one tap away.

    What is chosen always stands in sight, so that nothing is saved unseen.
    """

    template_name = "caseload/forms/likely_chips.html"

    def __init__(self, *, in_sight: int = 5, more: Any = "") -> None:
        super().__init__()
        self.in_sight = in_sight
        self.more = more or _("Something else")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [row for _, rows, _ in context["widget"]["optgroups"] for row in rows]
        shown = options[: self.in_sight]
        rest = options[self.in_sight :]
        context["widget"]["shown"] = shown + [row for row in rest if row["selected"]]
        context["widget"]["rest"] = [row for row in rest if not row["selected"]]
        context["widget"]["more"] = self.more
        return context
