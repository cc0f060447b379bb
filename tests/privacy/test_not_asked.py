"""What is never asked about: emergencies, which are looked at by themselves; refusals; and work."""

from followalong.agencies.models import actor_of
from followalong.audit.record import record
from followalong.core.db import acting_as
from followalong.privacy.models import LookFlag
from tests.privacy.test_snooping import flags, look, night, noor_of


def noted(member, client, **told) -> None:
    with acting_as(actor_of(member)):
        said = {"action": "page.read", "purpose": "TREAT", "outcome": "done"} | told
        record(by=actor_of(member), clients=[client.pk], **said)


def test_an_emergency_and_what_was_refused_or_written_are_not_asked_about(cast):
    noor = noor_of(cast)
    noted(noor, cast.ben, purpose="BTG")
    noted(noor, cast.ben, purpose="ETREAT")
    noted(noor, cast.ben, outcome="refused")
    noted(noor, cast.ben, action="contact.logged")
    night(cast)
    assert flags(cast) == set()
    noted(noor, cast.ben)
    night(cast)
    assert flags(cast) == {("Noor", "Ben", "no_tie")}


def test_another_agency_hears_nothing_of_it(cast):
    noor = noor_of(cast)
    look(noor, cast.ben)
    night(cast)
    assert len(flags(cast)) == 1
    with acting_as(actor_of(cast.omar)):
        assert not LookFlag.objects.exists()


def test_a_question_about_access_measures_nobodys_work():
    """No column could hold how much or how fast somebody works."""
    kept = {field.name for field in LookFlag._meta.get_fields()}
    measures = {"count", "number", "minutes", "hours", "score", "times", "people", "at_hour"}
    assert not kept & measures
    numbers = {
        field.name for field in LookFlag._meta.local_fields if "Integer" in type(field).__name__
    }
    assert numbers == {"version"}
