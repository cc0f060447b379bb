"""A clinic's treatment team, and a clinician who belongs to it."""

import pytest

from followalong.agencies.models import Team, TeamMembership
from followalong.clients.models import Client
from followalong.core.db import acting_as
from tests.cast import MemberClient, make_member, service


@pytest.fixture
def team(cast) -> Team:
    """The clinic's treatment team: Ben and Rosa are on it, and Dr. Cho belongs to it."""
    with acting_as(service(cast.northside)):
        team = Team.objects.create(agency=cast.northside, name="North clinic", kind="treatment")
        Client.objects.filter(pk__in=[cast.ben.pk, cast.rosa.pk]).update(treatment_team=team)
    return team


@pytest.fixture
def as_cho(cast, team):
    """A clinician who has a relation with Ben and belongs to his team."""
    with acting_as(service(cast.northside)):
        cho = make_member(cast.northside, "Cho", "clinician")
        common = {"agency": cast.northside, "membership": cho, "from_on": cast.today}
        TeamMembership.objects.create(team=team, **common)
        for client in (cast.ben, cast.rosa):
            client.relations.create(kind="assigned", **common)
    return MemberClient(cho)
