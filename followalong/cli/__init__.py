"""The command `followalong`: everything an operator does with an installation."""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from followalong.cli import (
    benefits,
    copies,
    data,
    drill,
    keys,
    matching,
    record,
    reserving,
    running,
    upkeep,
    variables,
)
from followalong.cli.version import program_version
from followalong.ops.errors import OperatorError
from followalong.ops.secret_env import read_secret_files

GROUPS = (running, data, copies, drill, keys, record, reserving, upkeep, benefits, matching)
CANNOT_RUN = 2
INTERRUPTED = 130
EPILOGUE = f"""\
Every command works on a fresh machine: without DATABASE_URL it starts an embedded PostgreSQL,
prepares an empty database, and stops what it started.

Environment:
{variables.told()}

Each secret among them (keys, passwords, addresses of databases) can stand in a file instead: set
FOLLOWALONG_SECRET_KEY_FILE, DATABASE_URL_FILE and so on to its path.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; answer its exit code. Expected failures are one sentence, no traceback."""
    try:
        read_secret_files()  # before the arguments, which may be told by them
    except OperatorError as error:
        print(error, file=sys.stderr)
        return CANNOT_RUN
    arguments = build_parser().parse_args(argv)
    try:
        return arguments.run(arguments)
    except OperatorError as error:
        print(error, file=sys.stderr)
        if getattr(arguments, "json", False):
            print(json.dumps({"ok": False, "error": str(error)}))
        return CANNOT_RUN
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="followalong",
        description="Followalong: people, jobs and follow-along in one place.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"followalong {program_version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in GROUPS:
        group.add_commands(commands)
    return parser
