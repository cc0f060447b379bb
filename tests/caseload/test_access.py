"""Who logs contacts without reading the others' reads their own."""

from followalong.agencies.models import actor_of
from followalong.caseload.models import Contact
from followalong.clients.models import Relation
from followalong.core.db import acting_as
from tests.cast import make_member, service
from tests.conftest import TODAY


def test_a_benefits_counsellor_reads_their_own_contacts_and_nobody_elses(cast):
    with acting_as(service(cast.northside)):
        bo = make_member(cast.northside, "Bo", "benefits_counsellor", cast.ips)
        Relation.objects.create(
            agency=cast.northside, client=cast.ben, kind="assigned", membership=bo, from_on=TODAY
        )
        for who in (bo, cast.maya):
            Contact.objects.create(
                agency=cast.northside, membership=who, client=cast.ben, started_on=TODAY
            )
    with acting_as(actor_of(bo)):
        mine = Contact.objects.visible_to(actor_of(bo))
        assert [contact.membership_id for contact in mine] == [bo.pk]
