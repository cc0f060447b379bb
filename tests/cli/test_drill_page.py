"""A drill opens somebody's page from what was brought back, and says so when it cannot."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from followalong.cli.drill_page import _said
from followalong.ops.paths import CHECKOUT
from followalong.ops.postgres import EmbeddedPostgres
from tests.cli.conftest import environment, followalong, migrated
from tests.cli.test_drill import drilled, wrong

pytestmark = pytest.mark.unit


def page_of(told: dict) -> dict:
    return next(check for check in told["checks"] if check["name"] == "page")


def backed_up(state: Path, name: str) -> Path:
    path = state / name
    done = followalong(state, "backup", "--unsealed", path)
    assert done.returncode == 0, done.stderr
    return path


def test_a_persons_page_opens_from_what_was_brought_back_or_the_drill_fails(
    empty_state: Path,
) -> None:
    state = migrated(empty_state)
    plant = [sys.executable, "-m", "tests.faults.planted", "plant"]
    planted = environment(state, DJANGO_SETTINGS_MODULE="followalong.settings")
    subprocess.run(plant, env=planted, cwd=CHECKOUT, check=True, capture_output=True)
    code, told = drilled(state, backed_up(state, "whole.zip"))
    assert (code, wrong(told)) == (0, "")
    assert page_of(told)["says"].startswith("opened by who goes along with that person")
    with (
        EmbeddedPostgres(state) as server,
        psycopg.connect(server.admin_url("followalong"), autocommit=True) as admin,
    ):
        admin.execute("REVOKE SELECT ON clients_enrolment FROM followalong_app")
        broken = backed_up(state, "broken.zip")
    code, told = drilled(state, broken)
    assert (code, page_of(told)["ok"]) == (1, False)
    assert "no person's page opens: the program answers [500" in page_of(told)["says"]
    assert Path(told["report"]).read_text().startswith("NOT WHOLE")


def ended(stdout: str, stderr: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess([], code, stdout, stderr)


def test_a_page_that_a_stranger_opens_is_the_worst() -> None:
    shown = '{"opened": true, "shown_to_others": true, "answers": [200]}'
    assert _said(ended(shown)) == (
        False,
        "somebody who may not opened a person's page: the walls do not stand",
    )
    ok, says = _said(ended("", "Traceback\nNoFileKey: none is here", 1))
    assert (ok, says) == (False, "the program does not run on it: NoFileKey: none is here")
