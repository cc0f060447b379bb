"""Keyboard shortcuts are there until somebody turns them off; that is their own choice."""

from followalong.agencies.models import Membership, actor_of
from followalong.audit.models import Event
from followalong.core.db import acting_as
from tests.home.asking import page


def choice(member):
    with acting_as(actor_of(member)):
        return Membership.objects.get(pk=member.pk).uses_shortcuts


def test_the_list_names_what_the_role_opens(as_maya, as_ana):
    text = page(as_maya, "home:today")
    for keys, name in (("g t", "today"), ("g c", "caseload"), ("g w", "week"), ("l", "log")):
        assert f'data-keys="{keys}" data-href="{as_maya.here(f"home:{name}")}"' in text
    other = page(as_ana, "home:today")
    assert 'data-keys="g t"' in other and 'data-keys="l"' not in other


def test_they_are_turned_off_and_on_again(cast, as_maya, as_sol):
    address, more = as_maya.here("agencies:shortcuts"), as_maya.here("home:more")
    for _ in range(2):
        assert as_maya.post(address, {"on": "0", "next": more}).url == more
    assert not choice(cast.maya) and choice(cast.sol)
    assert 'id="keys"' not in page(as_maya, "home:today")
    assert 'id="keys"' in page(as_sol, "home:today")
    assert "Off. Single keys do nothing." in page(as_maya, "home:more")
    as_maya.post(address, {"on": "1"})
    assert choice(cast.maya)
    with acting_as(actor_of(cast.maya)):
        assert Event.objects.filter(action="shortcuts.chosen").count() == 2


def test_only_ones_own_can_be_chosen(as_omar, as_maya):
    assert as_omar.post(as_maya.here("agencies:shortcuts"), {"on": "0"}).status_code == 404
    assert as_maya.get(as_maya.here("agencies:shortcuts")).status_code == 405
