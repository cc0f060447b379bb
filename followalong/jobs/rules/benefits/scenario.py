"""A scenario as it comes in from outside, read with a clear word about what is wrong."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from followalong.core.money import cents
from followalong.jobs.rules.benefits.bc_pwd import BCPWD, Household
from followalong.jobs.rules.benefits.compare import NOT_COUNTED, Offer, Question
from followalong.jobs.rules.benefits.odsp import ODSP
from followalong.jobs.rules.benefits.parts import Benefit, monthly
from followalong.jobs.rules.benefits.ssdi import SSDI
from followalong.jobs.rules.benefits.ssi import SSI

KINDS: dict[str, dict[str, Callable[..., Benefit]]] = {
    "us": {"SSI": SSI, "SSDI": SSDI},
    "ca-on": {"ODSP": ODSP},
    "ca-bc": {"BC_PWD": BCPWD},
}
MOST_MONTHS = 60
MOST_OFFERS = 10
MOST_DOLLARS = Decimal(1_000_000)
OFFER = {"name", "gross", "hourly", "hours_a_week", "deductions", "starts", "ends"}
TOP = {"jurisdiction", "starts", "months", "benefits", "offers", "now", "also_has"}


class ScenarioProblem(ValueError):
    """What is wrong with a scenario, and where: `offers[1].hourly: is not an amount`."""


@dataclass(frozen=True)
class _At:
    """One object of the scenario and the way to it."""

    told: Mapping[str, Any]
    path: str

    def where(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def only(self, known: Iterable[str]) -> None:
        for name in self.told:
            if name not in known:
                raise ScenarioProblem(f"{self.where(str(name))}: is not known here")


def read_scenario(told: Any) -> Question:
    """Raises ScenarioProblem."""
    top = _at(told, "")
    top.only(TOP)
    where = top.told.get("jurisdiction")
    if not isinstance(where, str) or where not in KINDS:
        raise ScenarioProblem(f"jurisdiction: is one of {', '.join(KINDS)}")
    months = top.told.get("months", 24)
    if type(months) is not int or not 1 <= months <= MOST_MONTHS:
        raise ScenarioProblem(f"months: is a whole number from 1 to {MOST_MONTHS}")
    offers = [_offer(_at(one, f"offers[{i}]")) for i, one in _listed(top, "offers", MOST_OFFERS)]
    if not offers:
        raise ScenarioProblem("offers: name at least one")
    now = _offer(_at({"name": "now"} | dict(_at(top.told.get("now", {}), "now").told), "now"))
    benefits = [_benefit(_at(b, f"benefits[{i}]"), where) for i, b in _listed(top, "benefits", 5)]
    return Question(
        jurisdiction=where,
        starts=_month(top, "starts"),
        months=months,
        benefits=tuple(benefits),
        offers=tuple(offers),
        now=now,
        also_has=_also_has(top, where),
    )


def _offer(at: _At) -> Offer:
    at.only(OFFER)
    name = at.told.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ScenarioProblem(f"{at.where('name')}: give it a name")
    if "hourly" in at.told or "hours_a_week" in at.told:
        if "gross" in at.told:
            raise ScenarioProblem(f"{at.where('gross')}: give it or an hourly pay, not both")
        gross = monthly(_amount(at, "hourly"), _amount(at, "hours_a_week"))
    else:
        gross = _amount(at, "gross", Decimal(0))
    starts = _month(at, "starts") if "starts" in at.told else None
    ends = _month(at, "ends") if "ends" in at.told else None
    if starts and ends and ends < starts:
        raise ScenarioProblem(f"{at.where('ends')}: is before it starts")
    deductions = _amount(at, "deductions", Decimal(0))
    if deductions > gross:
        raise ScenarioProblem(f"{at.where('deductions')}: are more than the pay")
    return Offer(name.strip(), cents(gross), deductions, starts, ends)


def _benefit(at: _At, where: str) -> Benefit:
    code = at.told.get("benefit")
    kind = KINDS[where].get(code) if isinstance(code, str) else None
    if kind is None:
        raise ScenarioProblem(f"{at.where('benefit')}: is one of {', '.join(KINDS[where])}")
    parts = [part for part in fields(kind) if part.name != "code"]  # type: ignore[arg-type]
    at.only({"benefit", *(part.name for part in parts)})
    values: dict[str, Any] = {}
    for part in parts:
        if part.name in at.told:
            values[part.name] = _READ[str(part.type)](at, part.name)
        elif part.default is MISSING and part.default_factory is MISSING:
            raise ScenarioProblem(f"{at.where(part.name)}: is needed")
    return kind(**values)


def _also_has(top: _At, where: str) -> frozenset[str] | None:
    if top.told.get("also_has") is None:
        return None
    listed = [one for _i, one in _listed(top, "also_has", 50)]
    known = NOT_COUNTED[where]
    if wrong := [one for one in listed if one not in known]:
        raise ScenarioProblem(f"also_has: {wrong[0]} is none of {', '.join(known)}")
    return frozenset(listed)


def _at(told: Any, path: str) -> _At:
    if not isinstance(told, Mapping):
        raise ScenarioProblem(f"{path or 'scenario'}: is an object")
    return _At(told, path)


def _listed(at: _At, name: str, most: int) -> list[tuple[int, Any]]:
    told = at.told.get(name, [])
    if not isinstance(told, list) or len(told) > most:
        raise ScenarioProblem(f"{at.where(name)}: is a list of at most {most}")
    return list(enumerate(told))


def _amount(at: _At, name: str, default: Decimal | None = None) -> Decimal:
    told = at.told.get(name, default)
    try:
        # A float would bring its own error into the cents: write amounts as text or whole.
        amount = Decimal(told) if isinstance(told, str | int | Decimal) else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if isinstance(told, bool) or not amount.is_finite() or not 0 <= amount <= MOST_DOLLARS:
        raise ScenarioProblem(f'{at.where(name)}: is not an amount like "885.00"')
    return amount


def _month(at: _At, name: str) -> date:
    return _as_month(at.told.get(name), at.where(name))


def _as_month(told: Any, where: str) -> date:
    try:
        return date.fromisoformat(f"{told}-01") if isinstance(told, str) else _no_month()
    except ValueError:
        raise ScenarioProblem(f"{where}: is a month like 2026-01") from None


def _no_month() -> date:
    raise ValueError


def _flag(at: _At, name: str) -> bool:
    if not isinstance(told := at.told[name], bool):
        raise ScenarioProblem(f"{at.where(name)}: is true or false")
    return told


def _months(at: _At, name: str) -> tuple[date, ...]:
    listed = _listed(at, name, 600)
    found = sorted({_as_month(one, f"{at.where(name)}[{i}]") for i, one in listed})
    return tuple(found)


def _household(at: _At, name: str) -> Household:
    try:
        return Household(at.told[name])
    except ValueError:
        raise ScenarioProblem(f"{at.where(name)}: is one of {', '.join(Household)}") from None


_READ: dict[str, Callable[[_At, str], Any]] = {
    "<class 'decimal.Decimal'>": _amount,
    "<class 'bool'>": _flag,
    "tuple[datetime.date, ...]": _months,
    "datetime.date | None": _month,
    f"{Household!r}": _household,
}
