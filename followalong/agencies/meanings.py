"""What each column means: data/meanings.csv, one line per column that no other place explains.

Columns that the exchange package has are explained there, in `exchange/format/tables/`.
"""

import csv
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).parent / "data" / "meanings.csv"
# In place of a model: every model that has the column and no line of its own for it.
ANY = "*"


@cache
def lines() -> MappingProxyType[tuple[str, str], str]:
    """(model, field) -> meaning, as written."""
    with FILE.open(newline="", encoding="utf-8") as file:
        return MappingProxyType(
            {(row["model"], row["field"]): row["meaning"].strip() for row in csv.DictReader(file)}
        )


def own_meaning(model: str, field: str) -> str:
    """The line of this very column; empty when it has none."""
    return lines().get((model, field), "")


def usual_meaning(field: str) -> str:
    """What a column of this name means wherever it stands; empty when no line says so."""
    return lines().get((ANY, field), "")
