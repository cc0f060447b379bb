"""The second wall: what the database itself refuses."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from followalong.agencies.models import actor_of
from followalong.clients.models import Client, Enrolment, Facet
from followalong.core.db import acting_as, set_context


def test_without_a_context_there_are_no_rows(cast):
    set_context(None)
    assert Client.objects.count() == 0


def test_a_forgotten_filter_still_shows_one_agency_only(cast):
    with acting_as(actor_of(cast.omar)):
        assert [c.name for c in Client.objects.all()] == ["Lena"]


def test_people_of_an_addiction_program_are_not_there_for_others(cast):
    with acting_as(actor_of(cast.maya)):
        assert not Client.objects.filter(pk=cast.quinn.pk).exists()
    with acting_as(actor_of(cast.ade)):
        assert Client.objects.filter(pk=cast.quinn.pk).exists()


def test_a_row_cannot_point_into_another_agency(cast):
    with pytest.raises(IntegrityError), acting_as(actor_of(cast.omar)):
        Facet.objects.create(
            agency=cast.southside,
            client=cast.ben,
            enrolment=cast.ben_enrolment,
            kind="SEARCHING",
            from_on=cast.ben_enrolment.entered_on,
        )


def test_a_row_cannot_be_written_for_another_agency(cast):
    with pytest.raises(ProgrammingError), acting_as(actor_of(cast.omar)):
        Client.objects.create(agency=cast.northside, given_name="Nobody", name_key="nobody")


def test_an_update_does_not_reach_another_agency(cast):
    with acting_as(actor_of(cast.omar)):
        assert Enrolment.objects.filter(pk=cast.ben_enrolment.pk).update(exit_note="x") == 0


def test_the_audit_record_only_grows(cast):
    for statement in ("DELETE FROM audit_event", "UPDATE audit_event SET role = 'x'"):
        with pytest.raises(ProgrammingError), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_tests_do_not_run_as_a_superuser(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
