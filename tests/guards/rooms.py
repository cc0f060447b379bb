"""What the guards walk: the product's own apps, models and source files."""

import ast
import configparser
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "followalong"
EVERY = re.compile("")


def models() -> list[type[Model]]:
    """Every model of the product's own rooms."""
    return [m for m in apps.get_models() if m.__module__.startswith("followalong.")]


def columns(model: type[Model]) -> dict[str, object]:
    return {f.column: f for f in model._meta.local_concrete_fields}


def floors() -> dict[str, int]:
    """How high each room lies, from the contract that import-linter keeps: 0 is the top."""
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter")
    layers = contract["importlinter:contract:floors"]["layers"].split("\n")
    lines = [line for line in layers if line.strip()]
    return {room.strip(): n for n, line in enumerate(lines) for room in line.split("|")}


def sources(where: re.Pattern = EVERY) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file of the product by its path, parsed; or those whose path says so."""
    for path in sorted(PRODUCT.rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if where.search(name):
            yield name, _parsed(path)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def templates() -> dict[str, str]:
    """Every template by the name it is asked for, with its text."""
    found = {}
    for folder in sorted(PRODUCT.glob("*/templates")):
        for path in sorted(folder.rglob("*.html")):
            found[str(path.relative_to(folder))] = path.read_text()
    return found
