from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine

from tests.conftest import NOW


@pytest.fixture
def time_machine_at() -> Callable[[int], AbstractContextManager]:
    """So many minutes after the tests' morning."""
    return lambda minutes: time_machine.travel(NOW + timedelta(minutes=minutes), tick=False)
