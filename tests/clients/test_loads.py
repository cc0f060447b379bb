"""How many people somebody goes along with, as a reader may know it (ACC-06)."""

import re

from followalong.agencies.models import Agency
from followalong.clients.models import Lock, Referral
from followalong.core.db import acting_as
from tests.cast import DAY, Cast, MemberClient, service


def loads(browser: MemberClient, cast: Cast) -> list[str]:
    with acting_as(service(cast.northside)):
        referral = Referral.objects.get(client=cast.sam)
    pages = ("clients:referral", "clients:enrol")
    said = [browser.get(browser.here(page, referral_id=referral.pk)).text for page in pages]
    return [re.findall(r"Maya · (\d+) p", page)[0] for page in said]


def test_a_reader_is_told_of_no_more_people_than_they_may_open(cast, as_sol):
    with acting_as(service(cast.northside)):
        Referral.objects.filter(client=cast.sam).update(decision="accepted")
    assert loads(as_sol, cast) == ["2", "2"]
    with acting_as(service(cast.northside)):
        Agency.objects.filter(pk=cast.northside.pk).update(has_locks=True)
        said = {"part": "everything", "words": "Not Sol.", "way": "IN_PERSON", "asked_on": DAY}
        Lock.objects.create(
            agency=cast.northside,
            client=cast.rosa,
            membership=cast.sol,
            keepers=[cast.maya.pk],
            **said,
        )
    assert loads(as_sol, cast) == ["1", "1"]
