"""A choice among rows that the page read: the answer is the row itself."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import Model


class RowField(forms.ChoiceField):
    """One of the rows that `offer` was given; None for the empty choice, if there is one."""

    rows: dict[str, Model] = {}

    def offer(
        self, rows: Iterable[Model], say: Callable[[Any], str], *, nobody: Any = None
    ) -> None:
        """The choices, each in words; `nobody` is what the empty one says."""
        self.rows = {str(row.pk): row for row in rows}
        empty = [] if nobody is None else [("", nobody)]
        self.choices = [*empty, *((key, say(row)) for key, row in self.rows.items())]

    def prepare_value(self, value: Any) -> Any:
        return str(value.pk) if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))
