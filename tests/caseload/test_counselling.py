"""Notes of counselling sessions: Cleo's, about Quinn, kept apart from everything else."""

import datetime as dt
import io
import zipfile

import pytest
import time_machine
from django.conf import settings as used
from django.db import IntegrityError, connection, transaction

from followalong.agencies.actors import service_actor
from followalong.agencies.deciding import decide
from followalong.agencies.models import actor_of
from followalong.caseload import access
from followalong.caseload.models import CounsellingNote
from followalong.caseload.sealed import reseal_counselling
from followalong.clients.actions import lock_away, record_consent
from followalong.clients.models import Consent, Relation
from followalong.clients.refusals import ConsentRefused
from followalong.core.db import acting_as, set_context
from followalong.exchange.export import packed
from tests.cast import DAY, MemberClient, make_member, service
from tests.clients.posting import events, send, words
from tests.conftest import NOW
from tests.home.asking import queries_of_a_page

SAID = "He dreamt of the harbour again."
KIND = "SUD_COUNSELLING"


def tied(cast, member, client):
    with acting_as(service(cast.northside)):
        Relation.objects.create(
            agency=cast.northside,
            client=client,
            kind="assigned",
            membership=member,
            from_on=DAY - dt.timedelta(days=9),
        )


@pytest.fixture
def cleo(cast) -> MemberClient:
    """A clinician of New Leaf who sees Quinn."""
    with acting_as(service(cast.northside)):
        member = make_member(cast.northside, "Cleo", "clinician", cast.new_leaf)
    tied(cast, member, cast.quinn)
    return MemberClient(member)


@pytest.fixture
def lee(cast) -> MemberClient:
    """Leads New Leaf."""
    with acting_as(service(cast.northside)):
        return MemberClient(make_member(cast.northside, "Lee", "supervisor", cast.new_leaf))


def there(browser, client):
    return browser.here("caseload:counselling", client_id=client.pk)


def page(browser, cast):
    return browser.get(there(browser, cast.quinn))


def write(browser, client, **said):
    return send(browser, there(browser, client), **{"held_on": DAY, "words": SAID, **said})


def stored(cast) -> list[CounsellingNote]:
    with acting_as(service(cast.northside)):
        return list(CounsellingNote.objects.order_by("entered_at", "pk"))


@pytest.fixture
def note(cast, cleo) -> CounsellingNote:
    assert write(cleo, cast.quinn).status_code == 302
    return stored(cast)[0]


def let_read(cast, member, **said):
    with acting_as(actor_of(cast.ade)) as by:
        told = {"method": "PAPER", "reader": member, **said}
        return record_consent(by=by, client=cast.quinn, type=KIND, **told)


def test_a_clinician_of_the_addiction_program_writes_and_reads_it(cast, cleo, note):
    shown = words(page(cleo, cast))
    assert SAID in shown and "Who can read them" in shown and "has named nobody" in shown
    assert (note.membership_id, note.label) == (cleo.membership.pk, "SUD")
    written = events(actor_of(cast.ade), "counselling_note.written")
    assert [one.subject_id for one in written] == [note.pk]
    assert "Counselling notes" in words(cleo.get(cleo.here("home:client", client_id=cast.quinn.pk)))


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(cast, cleo):
    early = cast.quinn_enrolment.entered_on - dt.timedelta(days=1)
    answer = write(cleo, cast.quinn, held_on=early)
    assert answer.status_code == 422 and SAID in words(answer)
    assert "they were not in your addiction program" in words(answer)
    assert write(cleo, cast.quinn, words=" ").status_code == 422
    assert stored(cast) == []


def test_the_database_holds_no_word_of_it_and_only_this_key_opens_it(cast, cleo, note):
    with acting_as(service(cast.northside)), connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM caseload_counsellingnote c")
        assert "harbour" not in str(cursor.fetchall())
    other = CounsellingNote(sealed_words=note.sealed_words)
    assert other.words_or_none is None and note.words_or_none == SAID
    with pytest.raises(IntegrityError), transaction.atomic(), acting_as(service(cast.northside)):
        CounsellingNote.objects.filter(pk=note.pk).update(label="NORMAL")


def test_new_keys_seal_it_again_while_people_work(cast, cleo, note, settings):
    settings.FILE_KEYS = ["a newer one", *used.FILE_KEYS]
    assert reseal_counselling() == 1 and reseal_counselling() == 0
    again = stored(cast)[0]
    assert again.sealed_words != note.sealed_words and again.words == SAID
    settings.FILE_KEYS = ["a newer one"]
    assert SAID in words(page(cleo, cast))
    settings.FILE_KEYS = ["an unknown one"]
    shown = page(cleo, cast)
    assert shown.status_code == 200 and "does not open with the keys" in words(shown)
    amend = cleo.here("caseload:counselling_amend", session_id=note.pk)
    assert cleo.get(amend).status_code == 404
    settings.FILE_KEYS = []
    assert "no key here" in words(write(cleo, cast.quinn))


def test_nobody_else_reads_it_until_the_person_names_them(cast, cleo, lee, note):
    """Not the specialist, not who leads; a yes to one is no yes to another; taken back, it ends."""
    as_ade = MemberClient(cast.ade)
    for browser in (as_ade, lee):
        assert SAID not in words(page(browser, cast))
        link = browser.here("home:client", client_id=cast.quinn.pk)
        assert "Counselling notes" not in words(browser.get(link))
    made = let_read(cast, lee.membership)
    set_context(None)
    assert SAID in words(page(lee, cast)) and SAID not in words(page(as_ade, cast))
    assert "Counselling notes" in words(lee.get(lee.here("home:client", client_id=cast.quinn.pk)))
    assert 'name="words"' not in words(page(lee, cast))
    back = cleo.here("clients:choice_take_back", choice_id=made.pk)
    assert send(cleo, back).status_code == 302
    assert SAID not in words(page(lee, cast)) and SAID in words(page(cleo, cast))


def test_no_other_yes_opens_it_and_no_role_by_itself(cast, cleo, lee, note):
    with acting_as(actor_of(cast.ade)) as by:
        for kind in ("SUD", "TREATMENT_TEAM", "CLINIC", "FAMILY"):
            record_consent(by=by, client=cast.quinn, type=kind, method="PAPER", recipient="Lee")
    with acting_as(service(cast.northside)):
        staff = [
            make_member(cast.northside, role, role, cast.new_leaf)
            for role in ("privacy_officer", "program_manager", "peer_specialist", "clinician")
        ]
        tie = {"agency": cast.northside, "client": cast.quinn, "kind": "assigned", "from_on": DAY}
        Relation.objects.create(membership=staff[-1], **tie)
        for member in (*staff, lee.membership, cast.ade, cast.maya, cast.sol, cast.priya):
            assert not decide(actor_of(member), note).allowed, member.role
        for name in ("import", "export", "clockmaker"):
            by = service_actor(name, cast.northside)
            assert not CounsellingNote.objects.visible_to(by).exists(), name
        why = decide(actor_of(staff[-1]), note).why
    assert why == access.COUNSELLING.words


def test_the_yes_names_one_colleague_of_the_program_and_is_signed(cast, cleo, lee):
    ask = cleo.here("clients:choice_ask", client_id=cast.quinn.pk, kind=KIND)
    asked = words(cleo.get(ask))
    assert "no other yes contains it" in asked and "you keep getting our support" in asked
    assert "Lee, IPS supervisor" in asked and "Maya" not in asked
    assert "holds once it is signed" in asked
    said = {"method": "PAPER", "signed_on": DAY}
    assert "Choose the one colleague" in words(send(cleo, ask, **said))
    then = f"{ask}?then={there(cleo, cast.quinn)}"
    answer = send(cleo, then, reader=lee.membership.pk, **said)
    assert answer["Location"] == there(cleo, cast.quinn)
    assert "Lee" in words(page(cleo, cast))
    with acting_as(actor_of(cast.ade)) as by:
        yes = Consent.objects.get(type=KIND)
        assert (yes.reader_id, yes.label, yes.recipient) == (lee.membership.pk, "SUD", "Lee")
        for nobody in (None, cast.maya):
            with pytest.raises(ConsentRefused):
                record_consent(
                    by=by,
                    client=cast.quinn,
                    type=KIND,
                    method="PAPER",
                    reader=nobody,
                    recipient="Maya",
                )


def test_a_yes_that_came_from_elsewhere_names_nobody_here(cast, lee, note):
    with acting_as(service(cast.northside)):
        told = {"type": KIND, "recipient": "Lee", "signed_on": DAY, "label": "SUD"}
        Consent.objects.create(agency=cast.northside, client=cast.quinn, **told)
    assert SAID not in words(page(lee, cast))


def test_strangers_and_whoever_is_outside_the_program_find_no_such_page(
    cast, cleo, note, as_maya, as_omar, as_pia
):
    mine = [there(cleo, cast.quinn)] + [
        cleo.here(f"caseload:counselling_{name}", session_id=note.pk)
        for name in ("amend", "add", "off")
    ]
    for address in mine:
        assert as_omar.get(address.replace(cleo.membership.code, cast.omar.code)).status_code in (
            403,
            404,
        )
    for client in (cast.ben, cast.quinn):
        assert as_maya.get(there(as_maya, client)).status_code == 404
    assert as_pia.get(there(as_pia, cast.ben)).status_code == 403
    ask = as_maya.here("clients:choice_ask", client_id=cast.ben.pk, kind=KIND)
    assert as_maya.get(ask).status_code == 404
    assert "counselling" not in words(
        as_maya.get(as_maya.here("clients:choices", client_id=cast.ben.pk))
    )
    family = cleo.here("clients:choice_ask", client_id=cast.quinn.pk, kind="FAMILY")
    assert cleo.get(family).status_code == 404


def test_a_clinician_writes_about_people_of_their_own_program_alone(cast, cleo):
    tied(cast, cleo.membership, cast.ben)
    assert 'name="words"' not in words(cleo.get(there(cleo, cast.ben)))
    write(cleo, cast.ben)
    assert stored(cast) == []


def test_put_right_for_a_while_then_words_are_added_and_only_by_its_writer(cast, cleo, lee, note):
    let_read(cast, lee.membership)
    set_context(None)
    amend = cleo.here("caseload:counselling_amend", session_id=note.pk)
    add = cleo.here("caseload:counselling_add", session_id=note.pk)
    assert SAID in words(cleo.get(amend))
    assert send(cleo, amend, words="He dreamt.", version=1).status_code == 302
    clash = send(cleo, amend, words="He slept.", version=1)
    assert clash.status_code == 422 and "He slept." in words(clash)
    assert lee.get(add.replace(cleo.membership.code, lee.membership.code)).status_code == 403
    with time_machine.travel(NOW + dt.timedelta(days=30), tick=False):
        cleo = MemberClient(cleo.membership)
        late = send(cleo, amend, words="Otherwise.", version=2)
        assert "You can add words to it" in words(late)
        assert send(cleo, add, words="Now he sleeps well.").status_code == 302
        shown = words(page(cleo, cast))
    assert "He dreamt." in shown and "Now he sleeps well." in shown and "Otherwise" not in shown


def test_what_does_not_belong_there_goes_with_its_words(cast, cleo, note):
    send(cleo, cleo.here("caseload:counselling_add", session_id=note.pk), words="More of it.")
    off = cleo.here("caseload:counselling_off", session_id=note.pk)
    assert "leaves this record at once" in words(cleo.get(off))
    assert send(cleo, off).status_code == 302
    assert stored(cast) == [] and SAID not in words(page(cleo, cast))


def test_a_lock_shuts_it_for_whom_it_names_and_a_disagreement_stands_beside_it(cast, cleo, note):
    disagree = f"{cleo.here('clients:disagree', client_id=cast.quinn.pk)}"
    entry = f"{disagree}?entry=caseload.counsellingnote:{note.pk}"
    said = {"words": "It was a lake.", "way": "IN_PERSON", "said_on": DAY}
    assert send(cleo, entry, **said).status_code == 302
    assert "It was a lake." in words(page(cleo, cast))
    with acting_as(actor_of(cast.ade)) as by:
        told = {"words": "Not her.", "way": "IN_PERSON", "asked_on": DAY}
        who = {"membership_id": cleo.membership.pk, "keepers": [cast.ade.pk]}
        lock_away(by=by, client=cast.quinn, part="caseload", **who, **told)
    set_context(None)
    shown = words(page(cleo, cast))
    assert SAID not in shown and "It was a lake." not in shown


def test_nothing_of_it_leaves_and_no_list_counts_it(cast, cleo, lee, note):
    let_read(cast, lee.membership)
    with acting_as(actor_of(lee.membership)) as by:
        package = zipfile.ZipFile(io.BytesIO(packed(by=by, agency_id=by.agency_id, since=None)))
        text = b"".join(package.read(name) for name in package.namelist()).decode()
    assert SAID not in text and KIND not in text and note.sealed_words not in text
    set_context(None)
    for name, asked in (
        ("home:today", ""),
        ("home:caseload", "?who=team"),
        ("home:search", "?q=harbour"),
        ("home:search", "?q=Quinn"),
        ("home:team", ""),
    ):
        assert "harbour again" not in words(lee.get(lee.here(name) + asked))
    for name in ("home:client", "clients:choices"):
        assert SAID not in words(lee.get(lee.here(name, client_id=cast.quinn.pk)))
    assert "not-printed" in words(page(cleo, cast))


def test_the_page_asks_few_questions_however_many_notes_there_are(cast, cleo, note):
    def asked() -> int:
        page(cleo, cast)  # what was said about the last saving is read once
        with queries_of_a_page() as found:
            assert page(cleo, cast).status_code == 200
        return len(found.asked)

    before = asked()
    for day in range(3):
        write(cleo, cast.quinn, held_on=DAY - dt.timedelta(days=day))
    assert asked() == before
