"""One business that is here twice: asked about, joined, taken apart; elsewhere only suggested."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import Authority, actor_of
from followalong.audit.models import Event
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from followalong.employers import actions
from followalong.employers.models import AgencyEmployer, Employer
from followalong.employers.rules.sameness import Sign, Traits, addresses_like, host, signs
from tests.cast import DAY
from tests.employers.test_pages import text


@pytest.fixture
def twin(cast, bakery):
    with acting_as(actor_of(cast.maya)) as maya:
        return actions.add_employer(by=maya, name="Hil Street Bakery", postal_code="M4C 2A1")


def press(client, name, known, other):
    form = {"command_id": uuid7(), "other": other.pk}
    return client.post(client.here(f"employers:{name}", employer_id=known.pk), form)


def page_of(client, known, name="employer"):
    return client.get(client.here(f"employers:{name}", employer_id=known.pk))


def test_two_rows_become_one_page_and_two_again(as_maya, cast, bakery, twin):
    with acting_as(actor_of(cast.maya)) as maya:
        seen = {"by": maya, "employer": twin, "started": DAY, "mode": "IN_PERSON"}
        actions.log_employer_contact(**seen, learned="They bake at night")
    asked = text(page_of(as_maya, bakery, "same"))
    assert "Hil Street Bakery M4C 2A1" in asked and "name spelled nearly the same" in asked
    assert press(as_maya, "same", bakery, twin).status_code == 302
    whole = text(page_of(as_maya, bakery))
    assert "They bake at night" in whole and "1 visit so far" in whole
    listed = text(as_maya.get(as_maya.here("employers:list")))
    assert "Maya, today" in listed
    assert "Hil Street" not in listed, listed
    assert str(bakery.pk) in urlsplit(page_of(as_maya, twin)["Location"]).path
    assert press(as_maya, "apart", bakery, twin).status_code == 302
    assert "They bake at night" not in text(page_of(as_maya, bakery))
    assert "They bake at night" in text(page_of(as_maya, twin))
    with acting_as(actor_of(cast.maya)):
        done = set(Event.objects.values_list("action", flat=True))
    assert {"employer.joined", "employer.taken_apart"} <= done


def test_what_is_joined_already_is_not_joined_again(as_maya, cast, bakery, twin):
    press(as_maya, "same", bakery, twin)
    assert press(as_maya, "same", bakery, twin).status_code == 422
    with acting_as(actor_of(cast.maya)) as maya, pytest.raises(actions.CannotJoin):
        actions.join_employers(by=maya, keep=twin, other=bakery)


def test_a_name_that_was_joined_leads_to_the_one_that_stands(as_maya, cast, bakery, twin):
    press(as_maya, "same", bakery, twin)
    with acting_as(actor_of(cast.maya)) as maya:
        assert actions.employer_named(by=maya, name="Hil Street Bakery").pk == bakery.pk


def test_joining_is_the_team_s(as_omar, as_pia, bakery, twin):
    assert press(as_omar, "same", bakery, twin).status_code == 404
    assert press(as_pia, "same", bakery, twin).status_code == 403


def test_another_agency_of_the_region_only_hears_of_it(as_maya, as_omar, cast):
    authority = Authority(name="The Region")
    for agency in (cast.northside, cast.southside):
        agency.authority = authority
    with acting_as(actor_of(cast.maya)) as maya:
        authority.save(force_insert=True)
        cast.northside.save()
        one = actions.add_employer(by=maya, name="Hill Street Bakery")
        two = actions.add_employer(by=maya, name="Northway Foods")
        actions.join_employers(by=maya, keep=one, other=two)
    with acting_as(actor_of(cast.omar)) as omar:
        cast.southside.save()
        shared = [Employer.objects.get(pk=row.employer_id) for row in (one, two)]
        theirs = [actions.adopt_employer(by=omar, employer=row) for row in shared]
        assert not AgencyEmployer.objects.filter(same_as__isnull=False).exists()
    asked = text(page_of(as_omar, theirs[0], "same"))
    assert "Northway Foods" in asked and "another agency of the region says" in asked


traits = st.builds(
    Traits,
    st.sampled_from(["Hill Street Bakery", "Hil St Bakery", "Cedar Motors"]),
    st.sampled_from([None, "416 555-0142", "+1 (416) 555 0142", "416 555-0199"]),
    st.sampled_from([None, "https://www.example.org/", "http://example.org/jobs"]),
    st.sampled_from([None, "M4C 1B5", "m4c2a1", "V6B 1A1"]),
)


@given(traits, traits)
def test_what_speaks_for_one_speaks_for_the_other(one, other):
    assert signs(one, other) == signs(other, one)
    assert Sign.SAME_NAME in signs(one, one)


def test_one_site_is_found_however_it_is_written():
    for written in addresses_like("http://www.example.org/jobs?x=1"):
        assert host(written) == "example.org"
    assert "https://example.org/" in addresses_like("http://www.example.org/jobs?x=1")
    assert addresses_like(None) == []
