"""What a person had locked away: nobody it names finds it, on any page, from the next click on."""

import io
import zipfile

import pytest
from django.db import IntegrityError, transaction

from followalong.agencies.models import actor_of
from followalong.caseload.actions import add_addendum
from followalong.caseload.models import Addendum, Contact, NextStep
from followalong.clients.actions import break_glass, lift_lock, lock_away
from followalong.clients.emergency_refusals import NobodyByThat
from followalong.clients.models import Client, Lock
from followalong.core.db import acting_as, set_context
from followalong.exchange.export import export_package, packed
from followalong.exchange.format import check_package, read_package
from tests.cast import DAY, MemberClient, make_member, service
from tests.clients.posting import events, send, words

SAID = {"words": "Not Sol, please.", "way": "IN_PERSON", "asked_on": DAY}


@pytest.fixture
def note(cast):
    with acting_as(service(cast.northside)):
        return Contact.objects.create(
            agency=cast.northside,
            client=cast.ben,
            enrolment=cast.ben_enrolment,
            membership=cast.maya,
            started_on=DAY,
            note="About the night shift.",
        )


@pytest.fixture
def as_sol(cast):
    return MemberClient(cast.sol)


def lock(cast, **what):
    with acting_as(actor_of(cast.maya)) as maya:
        made = lock_away(by=maya, client=cast.ben, **{"keepers": [cast.maya.pk], **SAID, **what})
    set_context(None)
    return made


def lift(cast, made):
    with acting_as(actor_of(cast.maya)) as maya:
        lift_lock(by=maya, lock=made, words="It is fine now.")
    set_context(None)


def page(browser, client):
    return browser.get(browser.here("home:client", client_id=client.pk))


def test_a_whole_record_is_gone_for_whom_it_names_until_it_is_lifted(cast, as_maya, as_sol, note):
    assert "Ben Abara" in words(as_sol.get(as_sol.here("home:caseload") + "?who=team"))
    made = lock(cast, membership_id=cast.sol.pk)
    assert page(as_sol, cast.ben).status_code == 404
    for name, asked in (("home:search", "?q=Ben"), ("home:caseload", "?who=team")):
        assert "Abara" not in words(as_sol.get(as_sol.here(name) + asked))
    contact = as_sol.here("caseload:contact", contact_id=note.pk)
    assert as_sol.get(contact).status_code == 404
    assert page(as_maya, cast.ben).status_code == 200
    lift(cast, made)
    assert page(as_sol, cast.ben).status_code == 200
    assert as_sol.get(contact).status_code == 200


def test_counts_and_packages_leave_out_what_is_locked_away(cast, as_sol, note):
    with acting_as(actor_of(cast.sol)) as sol:
        before = Contact.objects.visible_to(sol).count()
    lock(cast, part="caseload", membership_id=cast.sol.pk)
    with acting_as(actor_of(cast.sol)) as sol:
        assert Contact.objects.visible_to(sol).count() < before
        assert note not in Contact.objects.visible_to(sol)
    assert not _leaves(cast.sol, note)


def test_what_is_locked_away_from_anybody_leaves_with_no_package_and_each_says_so(cast, note):
    """Whoever brings it in elsewhere is nobody whom the person let see it."""
    assert _leaves(cast.maya, note)
    made = lock(cast, row=("caseload.contact", note.pk), membership_id=cast.sol.pk)
    keeper = packed(by=actor_of(cast.maya), agency_id=cast.northside.pk, since=None)
    assert str(note.pk).encode() not in _unzipped(keeper)
    assert b"had something of their record locked away" in _unzipped(keeper)
    lift(cast, made)
    assert _leaves(cast.maya, note)
    whole = packed(by=actor_of(cast.maya), agency_id=cast.northside.pk, since=None)
    assert b"locked away" not in _unzipped(whole)


def test_a_record_locked_away_as_a_whole_stays_and_the_rest_stands(cast, note, tmp_path):
    lock(cast, membership_id=cast.sol.pk)
    operator = service(cast.northside)
    for name, more in (("without", {}), ("with", {"with_locked": True})):
        path = tmp_path / f"{name}.zip"
        export_package(path, by=operator, agency_id=cast.northside.pk, **more)
        held = _unzipped(path.read_bytes())
        assert (b"Abara" in held, str(note.pk).encode() in held) == (bool(more), bool(more))
        assert cast.rosa.family_name.encode() in held
        assert check_package(read_package(path), today=DAY).problems == []


def _leaves(member, row) -> bool:
    made = packed(by=actor_of(member), agency_id=row.agency_id, since=None)
    return str(row.pk).encode() in _unzipped(made)


def _unzipped(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def test_a_part_is_gone_and_the_page_says_that_it_is_not_whole(cast, as_maya, as_sol, note):
    with acting_as(service(cast.northside)):
        NextStep.objects.create(
            agency=cast.northside,
            client=cast.ben,
            enrolment=cast.ben_enrolment,
            text="Ask about nights",
        )
    assert "Ask about nights" in words(page(as_sol, cast.ben))
    lock(cast, part="caseload", role="supervisor")
    shown = words(page(as_sol, cast.ben))
    assert "night" not in shown
    assert "Not everything is shown to you here" in shown
    assert "night" not in words(as_sol.get(as_sol.here("home:caseload") + "?who=team"))
    assert "Not everything is shown" not in words(page(as_maya, cast.ben))
    assert "About the night shift." in words(page(as_maya, cast.ben))


def test_one_entry_takes_its_later_words_with_it(cast, as_maya, as_sol, note):
    with acting_as(actor_of(cast.maya)) as maya:
        later = add_addendum(by=maya, contact=note, note="And the days.")
    with acting_as(service(cast.northside)):
        other = Contact.objects.create(
            agency=cast.northside,
            client=cast.ben,
            membership=cast.maya,
            started_on=DAY,
            note="About the bus.",
        )
    lock(cast, row=("caseload.contact", note.pk))
    with acting_as(actor_of(cast.sol)) as sol:
        assert list(Contact.objects.visible_to(sol).filter(pk__in=[note.pk, other.pk])) == [other]
        assert later not in Addendum.objects.visible_to(sol)
    assert "About the bus." in words(page(as_sol, cast.ben))
    assert "And the days." not in words(page(as_sol, cast.ben))


def test_neither_cover_nor_program_nor_everybody_gets_round_it(cast):
    with acting_as(service(cast.northside)):
        bo = make_member(cast.northside, "Bo", "employment_specialist", cast.ips)
    lock(cast)
    for member in (cast.sol, cast.pia, bo):
        assert page(MemberClient(member), cast.ben).status_code == 404
    assert page(MemberClient(cast.priya), cast.ben).status_code == 200
    assert page(MemberClient(cast.maya), cast.ben).status_code == 200


def test_whoever_answers_for_privacy_is_bound_where_they_are_named(cast):
    lock(cast, membership_id=cast.priya.pk)
    assert page(MemberClient(cast.priya), cast.ben).status_code == 404
    assert page(MemberClient(cast.sol), cast.ben).status_code == 200


def test_joined_rows_are_locked_with_their_person(cast):
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.rosa.pk).update(same_as=cast.ben)
    lock(cast, membership_id=cast.sol.pk)
    with acting_as(actor_of(cast.sol)) as sol:
        assert not Client.objects.visible_to(sol).filter(pk__in=[cast.ben.pk, cast.rosa.pk])


def test_an_emergency_opens_it_only_where_life_is_at_risk(cast):
    lock(cast, membership_id=cast.sol.pk)
    named = {"name": "Ben Abara", "phone": "555-0101", "words": "He fell."}
    with acting_as(service(cast.northside)):
        Client.objects.filter(pk=cast.ben.pk).update(phone="416 555 0101", phone_key="4165550101")
    with acting_as(actor_of(cast.sol)) as sol:
        with pytest.raises(NobodyByThat), transaction.atomic():
            break_glass(by=sol, reason="danger", **named)
        look = break_glass(by=sol, reason="medical", **named)
    browser = MemberClient(cast.sol)
    assert browser.get(browser.here("home:emergency", look_id=look.pk)).status_code == 200
    assert page(browser, cast.ben).status_code == 404


def test_the_why_page_names_the_lock(cast):
    lock(cast, membership_id=cast.sol.pk)
    browser = MemberClient(cast.priya)
    asked = browser.here("privacy:why", client_id=cast.ben.pk) + f"?who={cast.sol.pk}"
    assert "The person locked it away from them" in words(browser.get(asked))


def test_it_is_written_down_on_a_screen_and_lifted_there(cast, as_maya, as_sol):
    add = as_maya.here("clients:lock_add", client_id=cast.ben.pk)
    said = {"part": "everything", "away_from": f"member:{cast.sol.pk}", **SAID}
    refused = send(as_maya, add, **{**said, "words": "Nobody but Maya"})
    assert refused.status_code == 422
    assert "at least one colleague" in words(refused)
    assert "Nobody but Maya" in words(refused)
    both = send(as_maya, add, **said, keepers=[cast.sol.pk])
    assert "can&#x27;t be locked away from somebody who goes on seeing it" in words(both)
    assert send(as_maya, add, **said, keepers=[cast.maya.pk]).status_code == 302
    shown = words(as_maya.get(as_maya.here("clients:locks", client_id=cast.ben.pk)))
    assert "Not Sol, please." in shown
    assert page(as_sol, cast.ben).status_code == 404
    set_context(actor_of(cast.maya))
    made = Lock.objects.get()
    up = {"lock_id": made.pk}
    assert as_sol.get(as_sol.here("clients:lock_lift", **up)).status_code == 404
    set_context(None)
    assert send(as_maya, as_maya.here("clients:lock_lift", **up), words="").status_code == 422
    send(as_maya, as_maya.here("clients:lock_lift", **up), words="It is fine now.")
    assert page(as_sol, cast.ben).status_code == 200
    assert events(actor_of(cast.maya), "lock.made")[0].subject_id == made.pk
    assert events(actor_of(cast.maya), "lock.lifted")


def test_a_worker_who_locks_themselves_out_goes_back_to_their_day(cast, as_maya):
    add = as_maya.here("clients:lock_add", client_id=cast.ben.pk)
    said = {"part": "everything", "away_from": "others", "keepers": [cast.sol.pk], **SAID}
    assert send(as_maya, add, **said)["Location"] == as_maya.here("home:today")
    assert page(as_maya, cast.ben).status_code == 404


def test_others_write_no_locks(cast):
    for member, expected in ((cast.pia, 403), (cast.ana, 403), (cast.omar, 404)):
        browser = MemberClient(member)
        for name in ("clients:locks", "clients:lock_add"):
            asked = browser.get(browser.here(name, client_id=cast.ben.pk))
            assert asked.status_code == expected, (member.role, name)


def test_only_entries_of_this_person_can_be_named(cast, as_maya, note):
    add = as_maya.here("clients:lock_add", client_id=cast.rosa.pk)
    for entry in (f"caseload.contact:{note.pk}", "agencies.agency:x", f"x.y:{note.pk}"):
        assert as_maya.get(f"{add}?entry={entry}").status_code == 404


def test_the_database_wants_somebody_who_goes_on_seeing_it(cast):
    with acting_as(service(cast.northside)), pytest.raises(IntegrityError), transaction.atomic():
        Lock.objects.create(
            agency=cast.northside, client=cast.ben, part="everything", keepers=[], **SAID
        )
