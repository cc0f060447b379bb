"""The reference data of the simulation: rates, names, places and fragments of notes."""

from __future__ import annotations

import tomllib
from bisect import bisect
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import accumulate
from types import SimpleNamespace
from typing import Any


class Mix:
    """Choices with their weights; `unknown` stands for an empty cell."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.choices = [None if name == "unknown" else name for name in weights]
        self.sums = list(accumulate(weights.values()))

    def at(self, fraction: float) -> str | None:
        """The choice that lies at this fraction of the total weight."""
        return self.choices[bisect(self.sums, fraction * self.sums[-1])]


@cache
def load(name: str) -> dict[str, Any]:
    """One of the data files, as read."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def rates() -> SimpleNamespace:
    """The rates by section and name: `rates().job.second_job`."""
    sections = {
        section: SimpleNamespace(**{name: _value(rate["value"]) for name, rate in found.items()})
        for section, found in load("rates").items()
    }
    return SimpleNamespace(**sections)


@cache
def mix(file: str, *path: str) -> Mix:
    """The weights that stand at this place of a data file."""
    found: Any = load(file)
    for part in path:
        found = found[part]
    return Mix(found)


def _value(value: Any) -> Any:
    return Mix(value) if isinstance(value, dict) else value
