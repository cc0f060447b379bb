"""One planted world for each file of guards: made once, given back to the database at the end."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from tests.conftest import NOW


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker) -> Iterator[object]:
    """Two agencies full of canaries (tests/factories/world.py)."""
    from tests.factories.world import World

    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield World.make()
        transaction.set_rollback(True)


@pytest.fixture
def world(planted) -> Iterator[object]:
    """The planted world; what a test does to it is undone."""
    from followalong.core.db import set_context

    with transaction.atomic():
        set_context(None)
        yield planted
        transaction.set_rollback(True)
