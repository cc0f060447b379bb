"""F1 of the standards: killed while people save, nothing acknowledged is lost or doubled."""

import os
import random
import time

import pytest

from tests.faults.installation import each_once, goes_on, installed, saved_by, writing

pytestmark = pytest.mark.fault
# Of each kind. The standard asks for twenty: FOLLOWALONG_FAULT_ROUNDS=20; here the run is short.
ROUNDS = int(os.environ.get("FOLLOWALONG_FAULT_ROUNDS") or 3)


@pytest.fixture(scope="module")
def installation():
    with installed() as running:
        yield running


@pytest.mark.parametrize("what", ["postgres", "web"])
def test_killed_while_contacts_are_saved_every_acknowledged_one_is_there_once(installation, what):
    with writing(installation) as writers:
        for _ in range(ROUNDS):
            time.sleep(random.uniform(1.0, 2.5))
            getattr(installation, f"kill_{what}")()
            installation.wait_until_ready()
        goes_on(writers)
    saved = saved_by(writers)
    assert len(saved) > 20
    each_once(saved, installation.ask("count"))
