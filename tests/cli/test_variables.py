"""The help names every variable that the code asks for, and none that it does not."""

import re
from pathlib import Path

import pytest

from followalong import cli
from followalong.cli.variables import VARIABLES
from followalong.ops.secret_env import SECRETS

pytestmark = pytest.mark.unit

ASKED = re.compile(r"environ(?:\.get\(|\.setdefault\(|\[)\"((?:FOLLOWALONG|DATABASE)_[A-Z_]+)\"")
# What the command itself tells its children, and what only developers set.
OURS = {"FOLLOWALONG_POOL", "FOLLOWALONG_DEBUG", "FOLLOWALONG_STATIC"}


def test_the_help_names_every_variable_that_is_asked_for():
    sources = Path(cli.__file__).parents[1].rglob("*.py")
    asked = {name for path in sources for name in ASKED.findall(path.read_text("utf-8"))}
    asked |= set(SECRETS)
    assert asked - OURS == {name for name, _meaning in VARIABLES}
    assert all(name in cli.EPILOGUE for name in asked - OURS)
