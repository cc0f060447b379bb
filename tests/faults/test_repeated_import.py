"""F4 of the standards: one package brought in by several at once leaves what one import leaves."""

import subprocess
import sys
from pathlib import Path

import pytest

from followalong.ops.paths import CHECKOUT
from followalong.ops.postgres import EmbeddedPostgres
from tests.cli.conftest import environment, followalong, migrated

pytestmark = pytest.mark.fault
TIMES = 4


@pytest.fixture(scope="module")
def package(tmp_path_factory, fresh_state) -> Path:
    path = tmp_path_factory.mktemp("package") / "package.zip"
    made = followalong(fresh_state(), "simulate", "--clients", 8, "--years", 1, "--package", path)
    assert made.returncode == 0, made.stderr
    return path


def taken_out(state: Path) -> dict[str, str]:
    """Everything of the agency, file by file."""
    out = state / "out"
    done = followalong(state, "export", out, "--agency", "A00")
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_text() for path in sorted(out.glob("*.csv"))}


def test_four_imports_of_one_package_at_once_leave_what_one_leaves(package, fresh_state):
    once, often = migrated(fresh_state()), migrated(fresh_state())
    assert followalong(once, "import", package).returncode == 0
    with EmbeddedPostgres(often):  # one server for all of them
        command = [sys.executable, "-m", "followalong.cli", "import", str(package)]
        running = [
            subprocess.Popen(
                command,
                cwd=CHECKOUT,
                env=environment(often),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(TIMES)
        ]
        said = [process.communicate(timeout=300)[1] for process in running]
        assert [process.returncode for process in running] == [0] * TIMES, said
    first, second = taken_out(once), taken_out(often)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first["contact.csv"].splitlines()) > 20
