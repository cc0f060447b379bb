"""A record is let go by two people once its time is over, unless something holds it."""

import datetime as dt
import zipfile

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.actors import service_actor
from followalong.agencies.models import actor_of
from followalong.caseload.models import Draft
from followalong.clients.models import Client, Enrolment, Referral
from followalong.core.db import acting_as
from followalong.exchange.export import export_package
from followalong.exchange.models import ImportedRow
from followalong.privacy.actions import (
    agree_to_erasure,
    leave_as_it_is,
    lift_hold,
    place_hold,
    propose_erasure,
    set_retention_time,
)
from followalong.privacy.keeping import out_of_time
from followalong.privacy.models import Erasure, RetentionTime
from followalong.privacy.retention_refusals import (
    AlreadyDecided,
    KeptTooShort,
    NotLetGo,
    SecondPerson,
)
from followalong.privacy.rules import (
    ErasureProblem,
    Keep,
    erasure_problem,
    over_on,
    years_after,
)
from tests.cast import make_member, service
from tests.clients.posting import events

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))
WHY = "Seven years, by the letter of counsel."


@pytest.fixture
def gone_long(cast):
    """Ben left in 2018; records are kept for seven years here."""
    past = {"entered_on": dt.date(2016, 5, 2), "exited_on": dt.date(2018, 6, 29)}
    with acting_as(service(cast.northside)):
        Enrolment.objects.filter(client=cast.ben).update(**past)
        Referral.objects.filter(client=cast.ben).update(
            received_on=past["entered_on"], decided_on=past["entered_on"]
        )
    with acting_as(actor_of(cast.priya)) as priya:
        set_retention_time(by=priya, kind="RECORD", years=7, basis=WHY)
    return cast


def proposed(cast, who="ben", reason="TIME_OVER"):
    with acting_as(actor_of(cast.priya)) as priya:
        client = Client.objects.get(pk=getattr(cast, who).pk)
        return propose_erasure(by=priya, client=client, reason=reason, basis=WHY)


def refused(cast, **more):
    with pytest.raises(NotLetGo) as told, transaction.atomic():
        proposed(cast, **more)
    return told.value.problem


def over(cast):
    with acting_as(actor_of(cast.priya)) as priya:
        times = RetentionTime.objects.values_list("kind", "years")
        found = out_of_time(priya, cast.northside, dict(times), at_most=50)
        return [one.client_id for one in found]


def test_priya_proposes_ana_agrees_and_only_a_number_is_left(gone_long):
    cast = gone_long
    assert over(cast) == [cast.ben.pk]
    with acting_as(service(cast.northside)):
        names = {"membership": cast.maya, "key": "log:1", "text": {"client": [str(cast.ben.pk)]}}
        Draft.objects.create(agency=cast.northside, **names)
        ImportedRow.objects.create(
            agency=cast.northside,
            table="enrolment",
            source_id="E-1",
            object_id=cast.ben_enrolment.pk,
            batch=cast.ben.pk,
            values={"note": "Ben"},
        )
    erasure = proposed(cast)
    with acting_as(actor_of(cast.ana)) as ana:
        done = agree_to_erasure(by=ana, erasure=erasure)
        assert done.done_at and done.rows
        with pytest.raises(AlreadyDecided), transaction.atomic():
            agree_to_erasure(by=ana, erasure=erasure)
    with acting_as(service(cast.northside)):
        ben = Client.objects.get(pk=cast.ben.pk)
        assert (ben.given_name, ben.family_name, ben.born_on) == ("", None, None)
        assert ben.name == "Somebody whose record was let go" and ben.let_go_on
        stay = Enrolment.objects.get(pk=cast.ben_enrolment.pk)
        assert stay.exited_on == dt.date(2018, 6, 29)
        assert not Draft.objects.exists() and not ImportedRow.objects.exists()
    assert events(actor_of(cast.ana), "erasure.agreed") and over(cast) == []
    assert refused(cast) is ErasureProblem.GONE


def test_nobody_opens_it_any_more(gone_long, as_priya, as_maya):
    cast = gone_long
    assert as_priya.get(as_priya.here("home:client", client_id=cast.ben.pk)).status_code == 200
    erasure = proposed(cast)
    with acting_as(actor_of(cast.ana)) as ana:
        agree_to_erasure(by=ana, erasure=erasure)
    for member in (as_priya, as_maya):
        assert member.get(member.here("home:client", client_id=cast.ben.pk)).status_code == 404
        found = member.get(member.here("home:search") + "?q=Ben").content.decode()
        assert "Abara" not in found


def test_a_package_holds_nothing_of_it(gone_long, tmp_path):
    cast, erasure = gone_long, proposed(gone_long)
    with acting_as(actor_of(cast.ana)) as ana:
        agree_to_erasure(by=ana, erasure=erasure)
    path = tmp_path / "package.zip"
    by = service_actor("export", cast.northside)
    told = export_package(path, by=by, agency_id=cast.northside.pk)
    assert told.rows["client"] == 3 and told.rows["enrolment"] == 2
    with zipfile.ZipFile(path) as package:
        held = b"".join(package.read(name) for name in package.namelist())
    assert str(cast.rosa.pk).encode() in held
    assert str(cast.ben.pk).encode() not in held and b"Abara" not in held


def test_who_proposed_never_agrees_under_another_role_either(gone_long):
    cast, erasure = gone_long, proposed(gone_long)
    with acting_as(service(cast.northside)):
        second = make_member(cast.northside, "Too", "agency_admin")
        second.user = cast.priya.user
        second.save()
    for member in (cast.priya, second):
        with acting_as(actor_of(member)) as she, pytest.raises(SecondPerson), transaction.atomic():
            agree_to_erasure(by=she, erasure=erasure)
    with acting_as(service(cast.northside)):
        assert Client.objects.get(pk=cast.ben.pk).given_name == "Ben"


def test_what_goes_on_or_is_held_or_has_no_time_stays(gone_long):
    cast = gone_long
    assert refused(cast, who="rosa") is ErasureProblem.STILL_HERE
    with acting_as(actor_of(cast.priya)) as priya:
        told = {"asked_by": "A court", "why": "A case about wages.", "from_on": cast.today}
        hold = place_hold(by=priya, client=cast.ben, **told)
        assert over(cast) == [cast.ben.pk]
    assert refused(cast) is ErasureProblem.HELD
    with acting_as(actor_of(cast.priya)) as priya:
        lift_hold(by=priya, hold=hold, words="The case ended.")
    erasure = proposed(cast)
    assert refused(cast) is ErasureProblem.PROPOSED
    with acting_as(actor_of(cast.priya)) as priya:
        everybody = place_hold(by=priya, **told)
    with acting_as(actor_of(cast.ana)) as ana, pytest.raises(NotLetGo), transaction.atomic():
        agree_to_erasure(by=ana, erasure=erasure)
    with acting_as(actor_of(cast.priya)) as priya:
        lift_hold(by=priya, hold=everybody, words="Over.")
        leave_as_it_is(by=priya, erasure=erasure, why="They may come back.")
        RetentionTime.objects.update(withdrawn_at="2026-11-24T12:00Z")
    assert over(cast) == [] and refused(cast) is ErasureProblem.NO_TIME


def test_quinns_other_program_keeps_the_record_and_is_not_named(gone_long):
    """Priya is not opened to the addiction program: the answer is the same as for anybody."""
    cast = gone_long
    with acting_as(service(cast.northside)):
        Enrolment.objects.create(
            agency=cast.northside,
            client=cast.ben,
            program=cast.new_leaf,
            entered_on=cast.today,
            label="SUD",
        )
    assert over(cast) == [] and refused(cast) is ErasureProblem.STILL_HERE


def test_asked_for_it_goes_before_its_time(gone_long):
    """Where the place's law names no number, the person's wish needs none."""
    cast = gone_long
    with acting_as(actor_of(cast.priya)) as priya:
        set_retention_time(by=priya, kind="RECORD", years=30, basis=WHY)
    assert refused(cast) is ErasureProblem.TOO_EARLY
    erasure = proposed(cast, reason="ASKED")
    with acting_as(actor_of(cast.ana)) as ana:
        assert agree_to_erasure(by=ana, erasure=erasure).done_at


def test_the_law_of_the_place_is_the_least(cast):
    with acting_as(actor_of(cast.priya)) as priya:
        with pytest.raises(KeptTooShort, match="at least 6 years"), transaction.atomic():
            set_retention_time(by=priya, kind="LOOKS", years=5, basis=WHY)
        set_retention_time(by=priya, kind="LOOKS", years=12, basis=WHY)
        set_retention_time(by=priya, kind="LOOKS", years=8, basis=WHY)
        assert RetentionTime.objects.get().years == 8
        assert RetentionTime.everything.count() == 2


@given(last=DAYS, born=DAYS, years=st.integers(0, 40), age=st.none() | st.integers(0, 40))
def test_the_longest_of_what_is_asked_counts(last, born, years, age):
    asked = [Keep(years, age), Keep(0)]
    day = over_on(last, born, asked)
    assert day >= last and day >= years_after(last, years)
    assert age is None or day >= years_after(born, age)
    assert day in {last, years_after(last, years), age is not None and years_after(born, age)}
    assert over_on(last, born, [*asked, Keep(years + 1)]) >= day


@given(
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    over=st.none() | DAYS,
    today=DAYS,
)
def test_nothing_goes_unless_nothing_stands_against_it(flags, over, today):
    is_gone, is_here, is_held = flags
    told = {"is_gone": is_gone, "is_here": is_here, "is_held": is_held}
    problem = erasure_problem(over=over, today=today, **told)
    assert (problem is None) == (not any(flags) and over is not None and over <= today)


def test_what_was_decided_stays_decided(gone_long):
    cast, erasure = gone_long, proposed(gone_long)
    with acting_as(actor_of(cast.ana)) as ana:
        left = leave_as_it_is(by=ana, erasure=erasure, why="A letter came.")
        assert left.left_by_id == cast.ana.pk
        with pytest.raises(AlreadyDecided), transaction.atomic():
            agree_to_erasure(by=ana, erasure=erasure)
        assert Erasure.objects.get().done_at is None
