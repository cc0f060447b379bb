"""An employer that Northside knows, and visits there."""

import pytest

from followalong.agencies.models import actor_of
from followalong.core.db import acting_as
from followalong.employers import actions
from tests.cast import DAY


@pytest.fixture
def bakery(cast):
    with acting_as(actor_of(cast.maya)) as maya:
        return actions.add_employer(
            by=maya,
            name="Hill Street Bakery",
            postal_code="M4C 1B5",
            owner_id=cast.maya.pk,
            people="Toni, manager, before noon",
        )


@pytest.fixture
def visit(cast, bakery):
    """Log a visit to the bakery: visit(who, **more)."""

    def log(who=None, **more):
        usual = {"mode": "IN_PERSON", "purpose": "NEEDS_VISIT", "hiring_authority": True}
        with acting_as(actor_of(who or cast.maya)) as by:
            return actions.log_employer_contact(
                by=by, employer=bakery, **({"started": DAY} | usual | more)
            )

    return log
