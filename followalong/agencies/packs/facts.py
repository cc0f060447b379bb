"""Single values of a pack: currency, thresholds, patterns. Each knows where it comes from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .reader import Table
from .sources import Provenance, provenance_of
from .text import LANGUAGES, Text

# What every pack must say, and of which kind.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "currency": "words",
        "languages": "list of words",
        "time_zones": "list of words",
        "occupation_scheme": "words",
        "postal_code_pattern": "words",
        "postal_code_label": "text",
        "region_label": "text",
        "region_code": "words",
        "phone_country_code": "words",
        "emergency_number": "words",
        "legal_bases": "list of words",
        "privacy_office": "text",
        "legal_help": "text",
        "small_cell_minimum": "whole",
        "bulk_looks": "whole",
        "breach_days": "whole",
        "breach_rule": "text",
        "accounting_years": "whole",
        "accounting_omits": "list of words",
        "workday_minutes": "whole",
        "referral_form_hourly_limit": "whole",
        "waiting_list_days": "whole",
        "caseload_cuts": "list of wholes",
        "usual_caseload": "list of wholes",
        "active_within_days": "whole",
        "contact_edit_hours": "whole",
        "long_search_days": "whole",
        "in_work_support_prompt_months": "list of wholes",
        "employer_quiet_days": "whole",
        "out_of_touch_tries": "whole",
        "out_of_touch_days": "whole",
        "out_of_touch_staff": "whole",
        "out_of_touch_ends": "words",
        "virtual_first_class": "truth",
        "has_vr": "truth",
    }
)
# Why something left (privacy.rules.accounting), as a formal account may leave it out.
GROUNDS = frozenset({"authorized", "treatment", "operations", "to_person"})
OUT_OF_TOUCH_ENDS = ("closed", "resting")
OCCUPATION_SCHEMES = ("noc2021", "soc2018")


@dataclass(frozen=True)
class Fact:
    """One value with its provenance and, where it needs one, a sentence of explanation."""

    key: str
    value: Any
    note: str
    provenance: Provenance


def read_facts(
    tables: Mapping[str, Table], sources: dict[str, Provenance], file: Table
) -> Mapping[str, Fact]:
    """All facts of a pack; `tables` holds the common ones overlaid by the pack's own."""
    for key, table in tables.items():
        if key not in KINDS:
            raise table.error("", "unknown fact")
    for key in KINDS:
        if key not in tables:
            raise file.error(f"facts.{key}", "missing; every pack must say it")
    facts = {key: _fact(key, tables[key], sources) for key in KINDS}
    for key, check in CHECKS.items():
        problem = check(facts[key].value)
        if problem:
            raise tables[key].error("value", problem)
    return MappingProxyType(facts)


def _fact(key: str, table: Table, sources: dict[str, Provenance]) -> Fact:
    fact = Fact(
        key=key,
        value=_value(KINDS[key], table),
        note=table.words("note", ""),
        provenance=provenance_of(table, sources),
    )
    table.finish()
    return fact


def _value(kind: str, table: Table) -> str | int | bool | Text | tuple[Any, ...]:
    if kind == "list of words":
        return table.many("value", str, "text")
    if kind == "list of wholes":
        return table.many("value", int, "whole numbers")
    if kind == "text":
        return table.text("value")
    if kind == "truth":
        return bool(table.truth("value"))
    return table.whole("value") if kind == "whole" else str(table.words("value"))


def _languages(value: tuple[str, ...]) -> str:
    return "" if sorted(value) == sorted(LANGUAGES) else f"must order {', '.join(LANGUAGES)}"


def _zones(value: tuple[str, ...]) -> str:
    try:
        for name in value:
            ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return f"no time zone {name!r}"
    return "" if value else "needs at least one time zone, the usual one first"


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        return f"not a regular expression: {error}"
    return ""


def _grounds(value: tuple[str, ...]) -> str:
    return "" if set(value) <= GROUNDS else f"must be among {', '.join(sorted(GROUNDS))}"


def _positive(value: int) -> str:
    return "" if value > 0 else "must be more than 0"


def _days(value: int) -> str:
    return "" if value >= 0 else "must be days, or 0 where the place names no number"


def _one_of(allowed: tuple[str, ...]) -> Any:
    return lambda value: "" if value in allowed else f"must be one of {', '.join(allowed)}"


def _rising(value: tuple[int, ...]) -> str:
    return "" if list(value) == sorted(value) else "must rise"


CHECKS = {
    "languages": _languages,
    "time_zones": _zones,
    "postal_code_pattern": _pattern,
    "occupation_scheme": _one_of(OCCUPATION_SCHEMES),
    "out_of_touch_ends": _one_of(OUT_OF_TOUCH_ENDS),
    "small_cell_minimum": _positive,
    "bulk_looks": _positive,
    "breach_days": _days,
    "accounting_years": _positive,
    "accounting_omits": _grounds,
    "workday_minutes": _positive,
    "referral_form_hourly_limit": _positive,
    "waiting_list_days": _positive,
    "employer_quiet_days": _positive,
    "long_search_days": _positive,
    "caseload_cuts": _rising,
    "usual_caseload": _rising,
    "in_work_support_prompt_months": _rising,
}
