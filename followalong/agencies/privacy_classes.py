"""What kind of information each column holds: data/privacy_classes.csv, one line per column.

A column without a line fails a guard, and what has no class leaves in no export. The classes are
those of the roles' table; that a row concerns an addiction program (class D) is not said by its
column but by its label, so every class below may be D as well.
"""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).parent / "data" / "privacy_classes.csv"
# In place of a model: every model that has the column and no line of its own for it.
ANY = "*"

CLASSES = MappingProxyType(
    {
        "A": "Who a person is and how to reach them",
        "B": "Employment: plan, contacts, jobs",
        "C": "Health and free notes, which may hold anything",
        "D": "Addiction program (by the row's label, not by column)",
        "E": "Legal and benefits detail, consents",
        "F": "Employers and what the team knows of them",
        "G": "A peer specialist's own notes",
        "H": "Research",
        "I": "Figures only",
        "J": "Fidelity",
        "K": "Staff: who works here, who did what",
        "none": "Technical: says nothing about a person",
    }
)


@cache
def lines() -> MappingProxyType[tuple[str, str], str]:
    """(model, field) -> class, as written."""
    with FILE.open(newline="") as file:
        return MappingProxyType(
            {(row["model"], row["field"]): row["class"] for row in csv.DictReader(file)}
        )


def class_of(model: str, field: str) -> str | None:
    """The class of a column, such as ("clients.client", "phone"); None when nobody gave it one."""
    return lines().get((model, field)) or lines().get((ANY, field))


def by_class() -> dict[str, list[str]]:
    """Class -> "model: field, field", in the file's order."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for (model, field), name in lines().items():
        grouped.setdefault(name, {}).setdefault(model, []).append(field)
    return {name: list(_said(models.items())) for name, models in grouped.items()}


def _said(models: Iterable[tuple[str, list[str]]]) -> Iterable[str]:
    for model, fields in models:
        where = "every table" if model == ANY else model
        yield f"{where}: {', '.join(fields)}"
