"""benefits estimate: what offers change about somebody's benefits, for checking the rules."""

import argparse
import datetime as dt
import json
import sys
from typing import TYPE_CHECKING, Any

from followalong.ops.errors import OperatorError

if TYPE_CHECKING:
    from followalong.jobs.rules.benefits import Answer, Outlook, Paid, Rate

EXAMPLE = """\
A scenario: {"jurisdiction": "us", "starts": "2025-01", "months": 12,
 "benefits": [{"benefit": "SSI"}],
 "offers": [{"name": "Bakery", "gross": "885.00"}], "also_has": []}
Amounts are text or whole numbers. Everything a benefit takes: docs/reference/benefits.md.
"""


def add_commands(commands: argparse._SubParsersAction) -> None:
    benefits = commands.add_parser(
        "benefits", help="what a wage changes about benefits", description="Benefits beside a wage."
    )
    kinds = benefits.add_subparsers(title="commands", metavar="COMMAND", required=True)
    estimate = kinds.add_parser(
        "estimate",
        help="compare offers, from a scenario on standard input",
        description="Read a scenario from standard input and compare its offers month by month. "
        "Always an estimate. Exit code 2: the scenario or a figure it needs is missing.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    estimate.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    estimate.add_argument(
        "--on", type=dt.date.fromisoformat, metavar="DAY", help="as if asked on that day"
    )
    estimate.set_defaults(run=run_estimate)


def run_estimate(arguments: argparse.Namespace) -> int:
    from followalong.jobs.benefit_rates import load_rates
    from followalong.jobs.rules.benefits import NoRate, ScenarioProblem, compare, read_scenario

    try:
        told = json.load(sys.stdin, parse_float=str)
    except ValueError as error:
        raise OperatorError(f"The scenario is not JSON: {error}.") from error
    today = arguments.on or dt.datetime.now(dt.UTC).date()
    try:
        answer = compare(read_scenario(told), load_rates(), today)
    except (ScenarioProblem, NoRate) as error:
        raise OperatorError(str(error)) from error
    print(json.dumps(as_json(answer)) if arguments.json else as_text(answer))
    return 0


def as_json(answer: "Answer") -> dict[str, Any]:
    """Amounts are text with cents, months are `2026-01`."""
    return {
        "ok": True,
        "estimate": True,
        "confirm_with": answer.confirm_with,
        "now": _outlook(answer.now),
        "offers": [_outlook(one) for one in answer.offers],
        "not_counted": answer.not_counted,
        "no_total_because_of": answer.in_the_way,
        "figures": [_rate(one) for one in answer.rates],
        "unconfirmed": [_named(one) for one in answer.unconfirmed],
        "not_checked_lately": [_named(one) for one in answer.stale],
    }


def _outlook(one: "Outlook") -> dict[str, Any]:
    better = one.better_off_by
    return {
        "name": one.name,
        "months": [
            {
                "month": f"{month.wage.month:%Y-%m}",
                "gross": _money(month.wage.gross),
                "net": _money(month.wage.net),
                "benefits": [_paid(code, paid) for code, paid in month.paid],
                "total": _money(month.total),
            }
            for month in one.months
        ],
        "better_off_by": None if better is None else _money(better),
    }


def _paid(code: str, paid: "Paid") -> dict[str, Any]:
    steps = [
        {"name": step.name, "working": step.working, "amount": _money(step.amount)}
        for step in paid.steps
    ]
    return {
        "benefit": code,
        "amount": _money(paid.amount),
        "state": paid.state,
        "notes": paid.notes,
        "steps": steps,
    }


def _rate(rate: "Rate") -> dict[str, Any]:
    return {
        "benefit": rate.benefit,
        "name": rate.name,
        "value": str(rate.value),
        "from": rate.starts.isoformat(),
        "to": rate.ends.isoformat() if rate.ends else None,
        "mark": rate.mark,
        "source": rate.source,
        "last_checked": rate.last_checked.isoformat() if rate.last_checked else None,
    }


def _named(rate: "Rate") -> str:
    return f"{rate.benefit} {rate.name} from {rate.starts}"


def _money(amount: Any) -> str:
    from followalong.core.money import cents

    return f"{cents(amount):.2f}"


def as_text(answer: "Answer") -> str:
    """For reading: the first and the last month of each offer, and every reservation."""
    lines = ["Estimate, to be confirmed with: " + ", ".join(answer.confirm_with or ("nobody",))]
    for one in (answer.now, *answer.offers):
        first, last = one.months[0], one.months[-1]
        better = "" if one.better_off_by is None else f", better off by {one.better_off_by:.2f}"
        lines.append(
            f"{one.name}: {first.wage.month:%Y-%m} {first.total:.2f}"
            f" … {last.wage.month:%Y-%m} {last.total:.2f}{better}"
        )
    lines.append("Not counted: " + ", ".join(answer.not_counted))
    if answer.in_the_way:
        lines.append("So no total is given, because of: " + ", ".join(answer.in_the_way))
    for title, rates in (("Unconfirmed", answer.unconfirmed), ("Not checked lately", answer.stale)):
        lines.extend(f"{title}: {_named(rate)} ({rate.source})" for rate in rates)
    return "\n".join(lines)
