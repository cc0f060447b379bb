"""reserve: room set aside for the record of looks, made and given back by hand."""

import argparse
from pathlib import Path

from followalong.cli.places import reserve_folder
from followalong.ops import reserve
from followalong.ops.errors import OperatorError


def add_commands(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser(
        "reserve",
        help="room set aside on the disk for the record of looks",
        description="Whoever reads about somebody is written down, or cannot read. So `serve` sets "
        "room aside beside the embedded database (FOLLOWALONG_RESERVE_MB). When the disk is full, "
        "`reserve release` gives it back and reading goes on while you make room.",
    )
    kinds = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    make = kinds.add_parser("make", help="set it aside now", description="Set it aside now.")
    make.set_defaults(run=run_make)
    release = kinds.add_parser(
        "release",
        help="give it back, so that the record and reading go on",
        description="Give it back. No database is asked, so this works while it is down. First "
        "stop what fills the disk, or it will take this room too.",
    )
    release.set_defaults(run=run_release)


def _folder() -> Path:
    folder = reserve_folder()
    if folder is None:
        raise OperatorError(
            "There is no embedded database here. Set room aside on the machine of your database."
        )
    return folder


def run_make(arguments: argparse.Namespace) -> int:
    folder, size = _folder(), reserve.wanted()
    if not reserve.make(folder, size):
        raise OperatorError(
            f"There is not enough room at {folder} to set {size >> 20} MB aside and stay below"
            " 80 %. Make room first."
        )
    print(f"{reserve.held(folder) >> 20} MB are set aside at {folder / reserve.NAME}.")
    return 0


def run_release(arguments: argparse.Namespace) -> int:
    freed = reserve.release(_folder())
    print(f"{freed >> 20} MB were given back. `serve` sets them aside again once there is room.")
    return 0
