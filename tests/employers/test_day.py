"""Three visits with what was learned, and a day's route from postal codes."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import actor_of
from followalong.core.db import acting_as
from followalong.employers import actions
from followalong.employers.models import AgencyEmployer
from followalong.employers.rules.routes import Stop, alike, day_route
from tests.cast import DAY
from tests.employers.test_pages import contact_form, text

codes = st.sampled_from([None, "", "M4C 1B5", "m4c2a1", "M4B 1A1", "M9A 1A1", "V6B 1A1"])
stops = st.lists(st.builds(Stop, st.integers(), st.just("Works"), codes), max_size=8)


def test_the_three_visits_say_what_was_learned_and_what_is_next(as_maya, bakery, visit):
    visit(started=DAY - dt.timedelta(days=3), learned="They bake at night", mode="IN_PERSON")
    page = text(as_maya.get(as_maya.here("employers:employer", employer_id=bakery.pk)))
    assert "They bake at night Learn what the business needs · next" in page


def test_logging_a_visit_plans_the_next_with_its_purpose(as_maya, cast):
    form = contact_form(next_visit="14", next_purpose="NEEDS_VISIT")
    assert as_maya.post(as_maya.here("employers:contact"), form).status_code == 302
    with acting_as(actor_of(cast.maya)):
        planned = AgencyEmployer.objects.get()
    assert (planned.next_on, planned.next_purpose) == (DAY + dt.timedelta(days=14), "NEEDS_VISIT")


def test_a_day_goes_from_near_to_far_and_shows_only_our_own(as_maya, as_omar, as_pia, cast, bakery):
    with acting_as(actor_of(cast.maya)) as maya:
        far = actions.add_employer(by=maya, name="Airport Hotel", postal_code="M9A 1A1")
        near = actions.add_employer(by=maya, name="Vale Laundry", postal_code="m4c1b9")
    chosen = [str(one.pk) for one in (far, near, bakery)]
    asked = {"start": "M4C 1B5", "go": chosen}
    page = text(as_maya.get(as_maya.here("employers:day"), asked))
    route = page[page.index("In this order") : page.index("Where do you begin")]
    places = [route.index(name) for name in ("Hill Street Bakery", "Vale Laundry", "Airport Hotel")]
    assert places == sorted(places)
    assert "Hill Street" not in text(as_omar.get(as_omar.here("employers:day"), asked))
    assert as_pia.get(as_pia.here("employers:day"), asked).status_code == 403
    assert as_maya.get(as_maya.here("employers:day"), {"go": "nonsense"}).status_code == 200


@given(codes, stops)
def test_a_route_goes_everywhere_once_and_first_to_the_nearest(start, to):
    route = day_route(start, to)
    assert sorted(map(str, route)) == sorted(map(str, to))
    known = [stop for stop in to if stop.postal_code]
    if known:
        assert alike(start, route[0].postal_code) == max(alike(start, s.postal_code) for s in known)
