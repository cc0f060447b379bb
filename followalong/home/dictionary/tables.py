"""Every table and column of the product, read from the models."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models

from followalong.agencies.base import LabelledModel
from followalong.agencies.meanings import own_meaning, usual_meaning
from followalong.agencies.privacy_classes import class_of
from followalong.employers.models import Employer
from followalong.exchange.format import TABLE
from followalong.exchange.mapping import MAPPINGS, SHARED_EMPLOYER, plain_columns

# Where a model's words name a design note, which readers of the dictionary do not have.
REFERENCE = re.compile(r"\s*\((?:house|measures|domain|standards|exchange)\.md[^)]*\)|\s*\(E\d+\)")
TYPES = (
    (models.BooleanField, "yes or no"),
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.TimeField, "time of day"),
    (models.UUIDField, "id"),
    (models.DecimalField, "decimal"),
    (models.IntegerField, "whole number"),
    (models.JSONField, "structure"),
    (models.BinaryField, "bytes"),
    (models.CharField, "text"),
    (models.TextField, "text"),
)


@dataclass(frozen=True)
class Column:
    """One column: what may stand in it, what it means, who may know it, where it leaves."""

    name: str
    type: str
    is_optional: bool
    meaning: str
    privacy: str
    package: str  # table.column of the exchange package, where it has one


@dataclass(frozen=True)
class Table:
    """One table and what its rows are; `has_label` says that rows may be an addiction program's."""

    name: str
    meaning: str
    has_label: bool
    columns: tuple[Column, ...]

    @property
    def room(self) -> str:
        return self.name.split(".")[0]


@cache
def tables() -> tuple[Table, ...]:
    """Every table, room by room, lower rooms first."""
    return tuple(_table(model) for model in product_models())


def product_models() -> list[type[models.Model]]:
    """The product's own models, without those of the libraries below it."""
    return [m for m in apps.get_models() if m.__module__.startswith("followalong.")]


def without_meaning() -> list[str]:
    """`model,field,` of every column that nothing explains, and `model` of such tables."""
    missing = [table.name for table in tables() if not table.meaning]
    return missing + [
        f"{table.name},{column.name},"
        for table in tables()
        for column in table.columns
        if not column.meaning
    ]


def _table(model: type[models.Model]) -> Table:
    name = model._meta.label_lower
    leaves = dict(_package_columns(model))
    return Table(
        name=name,
        meaning=_table_meaning(model),
        has_label=issubclass(model, LabelledModel),
        columns=tuple(_column(name, field, leaves) for field in model._meta.local_concrete_fields),
    )


def _table_meaning(model: type[models.Model]) -> str:
    """The first paragraph of the model's own words; Django writes some where there are none."""
    said = (model.__doc__ or "").strip()
    if said.startswith(f"{model.__name__}("):
        return ""
    return " ".join(REFERENCE.sub("", said.split("\n\n")[0]).split())


def _column(table: str, field: models.Field, leaves: dict[str, tuple[str, str]]) -> Column:
    package, described = leaves.get(field.attname, ("", ""))
    return Column(
        name=field.name,
        type=_type(field),
        is_optional=field.null,
        meaning=own_meaning(table, field.name) or described or usual_meaning(field.name),
        privacy=class_of(table, field.name) or "",
        package=package,
    )


def _type(field: models.Field) -> str:
    if field.is_relation:
        return f"reference to {field.related_model._meta.label_lower}"
    base = getattr(field, "base_field", None)
    if base is not None:
        return f"list of {_type(base)}"
    kind = next((said for cls, said in TYPES if isinstance(field, cls)), "text")
    if field.choices:
        return f"one of {', '.join(str(value) for value, _ in field.flatchoices)}"
    return kind


def _package_columns(model: type[models.Model]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The model's columns that leave in the exchange package: attname -> where, and what it is."""
    if model is Employer:
        for column in SHARED_EMPLOYER:
            yield column, (f"employer.{column}", _described("employer")[column])
    for name, mapping in MAPPINGS.items():
        if mapping.model is not model:
            continue
        described = _described(name)
        for column in plain_columns(name):
            yield mapping.attname(column), (f"{name}.{column}", described[column])
        for column, (attname, _target) in mapping.refs.items():
            yield attname, (f"{name}.{column}", described[column])
        if mapping.moment:
            # One column holds the moment, or the day alone where the hour is unknown.
            for attname in (mapping.moment, mapping.moment.replace("_at", "_on")):
                yield attname, (f"{name}.{mapping.moment}", described[mapping.moment])


def _described(table: str) -> dict[str, str]:
    """What the package says of each of its columns."""
    return {column.name: column.description for column in TABLE[table].columns}
