"""Data in and out: import, export, and the made-up histories of simulate and demo."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from followalong.cli.database import database
from followalong.cli.statistics import analyze
from followalong.ops.children import tell
from followalong.ops.errors import OperatorError


def add_commands(commands: argparse._SubParsersAction) -> None:
    _add_import(commands)
    _add_export(commands)
    _add_simulate(commands)
    demo = commands.add_parser(
        "demo",
        help="load the demonstration",
        description="Load the demonstration, with invented people, into an empty installation.",
    )
    demo.set_defaults(run=run_demo)


def _add_import(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "import",
        help="bring in an exchange package",
        description="Bring in an exchange package: a folder or .zip of CSV files with "
        "datapackage.json. If any row breaks a rule, every such row is listed and nothing is "
        "stored. Exit code 0: nothing wrong; 1: rows refused, nothing stored; 2: not a package; "
        "3: good enrolments stored, others refused.",
    )
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--dry-run", action="store_true", help="only say what would change")
    parser.add_argument(
        "--skip-bad-rows", action="store_true", help="store the enrolments that are wholly good"
    )
    _add_json(parser)
    parser.set_defaults(run=run_import)


def _add_export(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "export",
        help="write an exchange package",
        description="Write all of one agency's data as an exchange package (a folder, or a .zip "
        "if PATH ends so), and list what is left out.",
    )
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--agency", required=True, metavar="ID", help="source id or id")
    parser.add_argument(
        "--since",
        type=_day,
        metavar="DATE",
        help="only rows changed on or after this date, with their parents",
    )
    parser.add_argument(
        "--with-locked",
        action="store_true",
        help="take along what people had locked away, to move an agency as a whole; the locks do "
        "not go along: write them down again there before anybody signs in",
    )
    _add_json(parser)
    parser.set_defaults(run=run_export)


def _add_simulate(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "simulate",
        help="make up a believable history",
        description="Make up a believable program history, the same for the same seed, and load "
        "it into a demonstration database, or write it as an exchange package.",
    )
    parser.add_argument("--clients", type=_positive, required=True, metavar="N")
    parser.add_argument("--years", type=_positive, default=3, metavar="Y")
    parser.add_argument("--agencies", type=_positive, default=1, metavar="A")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--package", type=Path, metavar="PATH", help="write it here instead")
    _add_json(parser)
    parser.set_defaults(run=run_simulate)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--json", action="store_true", help="one JSON document on standard output, nothing else"
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _day(text: str) -> str:
    """Checked here, so that a slip of the pen starts nothing; handed on as it was typed."""
    date.fromisoformat(text)
    return text


def run_import(arguments: argparse.Namespace) -> int:
    with database():
        from followalong.exchange.commands import run_import as run

        code = run(arguments)
        if code == 0 and not arguments.dry_run:
            analyze()
        return code


def run_export(arguments: argparse.Namespace) -> int:
    with database():
        from followalong.exchange.commands import run_export as run

        return run(arguments)


def run_simulate(arguments: argparse.Namespace) -> int:
    if arguments.package:
        _set_up_without_database()
        return _simulate(arguments)
    with _demonstration():
        code = _simulate(arguments)
        analyze()
        return code


def _simulate(arguments: argparse.Namespace) -> int:
    from followalong.demo.commands import run_simulate as run

    return run(arguments)


def run_demo(arguments: argparse.Namespace) -> int:
    with _demonstration():
        from followalong.demo.load import is_empty, load_agencies, loaded
        from followalong.demo.worlds import SIZES

        if not is_empty() and not loaded():
            print("There are data in this installation already. Nothing was changed.")
            return 0
        for number, size in enumerate(SIZES, start=1):
            tell(f"Agency {number} of {len(SIZES)} …")
            load_agencies([size])
        analyze()
        print("The demonstration is loaded.")
    return 0


@contextmanager
def _demonstration() -> Iterator[None]:
    """A database born as a demonstration: made-up people never get among real ones."""
    os.environ.setdefault("FOLLOWALONG_DEMO", "1")
    with database():
        from followalong.core.installation import is_demo

        if not is_demo():
            raise OperatorError(
                "This installation is for real people (or FOLLOWALONG_DEMO is not 1): made-up "
                "people don't go in. Set FOLLOWALONG_STATE to a new folder for a demonstration."
            )
        yield


def _set_up_without_database() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "followalong.settings")
    os.environ.setdefault("FOLLOWALONG_DEMO", "1")
    django.setup()
