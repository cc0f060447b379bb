"""The server does not start with what anybody could guess, nor with doors open to real people."""

from pathlib import Path

import pytest

from followalong.ops.ports import any_free
from tests.cli.conftest import followalong

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"FOLLOWALONG_DEMO": "1"}, "this database is for real people"),
        ({"FOLLOWALONG_DEBUG": "1"}, "error pages show what people wrote"),
        ({"FOLLOWALONG_SECRET_KEY": "changeme"}, "FOLLOWALONG_SECRET_KEY is shorter than"),
    ],
)
def test_it_does_not_start_like_this(installation: Path, more: dict[str, str], said: str) -> None:
    port = str(any_free())
    done = followalong(installation, "serve", FOLLOWALONG_PORT=port, **more)
    assert done.returncode == 2
    assert said in done.stderr and "changeme" not in done.stderr
