"""A hand-over planned for a day to come."""

import datetime as dt

import time_machine

from followalong.agencies.models import actor_of
from followalong.caseload.models import Appointment, NextStep
from followalong.caseload.tasks import make_handovers
from followalong.core.db import acting_as
from followalong.core.ids import uuid7
from tests.cast import DAY, service
from tests.clients.posting import events
from tests.conftest import NOW
from tests.employers.test_pages import text
from tests.home import scenes
from tests.home.hand_over.scene import ask, history, holders, send


def test_a_hand_over_to_come_waits_for_its_day(cast, as_sol, theo):
    monday = DAY + dt.timedelta(days=6)
    with scenes.at(cast.northside):
        soon = scenes.step(cast.ben_enrolment, "Before Friday", due=-2)
        NextStep.objects.filter(pk=soon.pk).update(owner=cast.maya)
        later = scenes.appointment(cast.ben_enrolment, 10, days_ahead=8)
    page = ask(as_sol, cast.maya.pk, theo, from_on=monday.isoformat())
    send(as_sol, page, from_on=monday.isoformat())
    assert holders(cast)["Ben"] == "Maya"
    assert "Planned for in 6 days: Theo 2." in text(as_sol.get(as_sol.here("home:team")))
    with acting_as(service(cast.northside)):
        assert Appointment.objects.get(pk=later.pk).membership_id == theo.pk
        assert NextStep.objects.get(pk=soon.pk).owner_id == cast.maya.pk
    by = service(cast.northside)
    make_handovers(by=by)
    assert holders(cast)["Ben"] == "Maya"
    with time_machine.travel(NOW + dt.timedelta(days=6), tick=False):
        make_handovers(by=by)
        make_handovers(by=by)
    assert holders(cast)["Ben"] == holders(cast)["Rosa"] == "Theo"
    assert len(events(actor_of(cast.priya), "enrolment.taken_up")) == 2
    with acting_as(by):
        assert NextStep.objects.get(pk=soon.pk).owner_id == theo.pk
    assert [row[:3] for row in history(cast, cast.ben_enrolment)] == [
        ("Maya", cast.ben_enrolment.entered_on, monday - dt.timedelta(days=1)),
        ("Theo", monday, None),
    ]


def test_a_planned_hand_over_is_replaced_by_another(cast, as_sol, theo, ida):
    monday = DAY + dt.timedelta(days=6)
    for to, day in ((theo, monday), (ida, monday - dt.timedelta(days=2))):
        page = ask(as_sol, cast.maya.pk, to, from_on=day.isoformat())
        assert send(as_sol, page, from_on=day.isoformat()).status_code == 302
    assert [row[0] for row in history(cast, cast.ben_enrolment)] == ["Maya", "Ida"]


def test_one_put_off_leaves_no_days_and_no_meetings_with_who_was_meant_first(
    cast, as_sol, theo, ida
):
    monday, friday = DAY + dt.timedelta(days=6), DAY + dt.timedelta(days=10)
    with scenes.at(cast.northside):
        between = scenes.appointment(cast.ben_enrolment, 10, days_ahead=8)
        after = scenes.appointment(cast.ben_enrolment, 10, days_ahead=12)
    for to, day in ((theo, monday), (ida, friday)):
        page = ask(as_sol, cast.maya.pk, to, from_on=day.isoformat())
        assert send(as_sol, page, from_on=day.isoformat()).status_code == 302
    assert [row[:3] for row in history(cast, cast.ben_enrolment)] == [
        ("Maya", cast.ben_enrolment.entered_on, friday - dt.timedelta(days=1)),
        ("Ida", friday, None),
    ]
    with acting_as(service(cast.northside)):
        assert Appointment.objects.get(pk=between.pk).membership_id == cast.maya.pk
        assert Appointment.objects.get(pk=after.pk).membership_id == ida.pk


def test_what_is_planned_goes_along_from_the_page_of_one_person_too(cast, as_sol, theo):
    with scenes.at(cast.northside):
        later = scenes.appointment(cast.ben_enrolment, 10, days_ahead=2)
    said = {"specialist": str(theo.pk), "from_on": DAY.isoformat(), "reason": "Closer by"}
    where = as_sol.here("clients:assign", enrolment_id=cast.ben_enrolment.pk)
    assert as_sol.post(where, {"command_id": uuid7(), **said}).status_code == 302
    with acting_as(service(cast.northside)):
        assert Appointment.objects.get(pk=later.pk).membership_id == theo.pk
