"""Looks that deserve a word: what is asked about, what never is, who reads it and who closes it."""

import datetime as dt

import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from followalong.agencies.models import Membership, actor_of
from followalong.audit.models import Event, Seen
from followalong.audit.record import record
from followalong.clients.models import Client
from followalong.core.db import acting_as
from followalong.privacy.models import LookFlag
from followalong.privacy.rules import Person, Reader, Rule, is_asked_again, raised
from followalong.privacy.tasks import watch_agency
from tests.cast import MemberClient, make_client, make_member, service
from tests.clients.posting import events, send, words
from tests.conftest import NOW

TOMORROW = NOW + dt.timedelta(days=1)


def look(member: Membership, *clients: Client) -> None:
    """What a page leaves on the record when it shows these people."""
    with acting_as(actor_of(member)):
        record(
            by=actor_of(member),
            action="page.read",
            clients=[c.pk for c in clients],
            purpose="TREAT",
        )


def night(cast, at: dt.datetime = TOMORROW) -> None:
    with time_machine.travel(at, tick=False):
        watch_agency(str(cast.northside.pk))


def flags(cast) -> set[tuple[str, str, str]]:
    with acting_as(service(cast.northside)):
        rows = LookFlag.objects.select_related("membership", "client")
        return {
            (row.membership.given_name, row.client.given_name if row.client else "", row.rule)
            for row in rows
        }


def noor_of(cast, family: str = "Haddad") -> Membership:
    with acting_as(service(cast.northside)):
        noor = make_member(cast.northside, "Noor", "employment_specialist", cast.ips)
        Membership.objects.filter(pk=noor.pk).update(family_name=family, email="noor@example.org")
    return noor


def test_a_seeded_day_of_snooping_is_asked_about_and_ordinary_work_is_not(cast):
    noor = noor_of(cast)
    with acting_as(service(cast.northside)):
        kin = make_client(cast.ips, "Rami", "Haddad")
        self_ = make_client(cast.ips, "Noor", "Haddad")
        home = make_client(cast.ips, "Lou", "Kent")
        Client.objects.filter(pk=home.pk).update(emergency_contact="Noor Haddad, 555-0142")
    look(noor, kin)
    look(noor, self_)
    look(noor, home)
    look(cast.maya, cast.ben)  # goes along with him
    look(cast.sol, cast.ben)  # leads the team
    look(cast.priya, cast.ben)  # answers for privacy
    look(noor, cast.ben, kin)  # a list
    night(cast)
    assert flags(cast) == {
        ("Noor", "Rami", "same_name"),
        ("Noor", "Noor", "own_record"),
        ("Noor", "Lou", "same_reach"),
        *(("Noor", name, "no_tie") for name in ("Rami", "Noor", "Lou")),
    }
    before = flags(cast)
    night(cast)
    assert flags(cast) == before
    assert len(events(service(cast.northside), "look_flag.raised")) == 1


def test_many_records_on_one_day_are_one_question(cast, monkeypatch):
    from followalong.privacy import tasks

    class Pack:
        def value(self, key: str) -> int:
            return 2

    monkeypatch.setattr(tasks.packs, "load", lambda code: Pack())
    with acting_as(service(cast.northside)):
        others = [make_client(cast.ips, name, "Kent") for name in ("Ada", "Bo")]
    for client in (cast.ben, *others):
        look(cast.sol, client)
    night(cast)
    assert flags(cast) == {("Sol", "", "many")}


def test_whoever_looked_sees_it_says_why_and_reads_what_was_found(cast, as_priya):
    noor = noor_of(cast)
    as_noor = MemberClient(noor)
    look(noor, cast.ben)
    night(cast)
    with acting_as(service(cast.northside)):
        flag = LookFlag.objects.get(membership=noor)
    mine = words(as_noor.get(as_noor.here("privacy:my_looks")))
    assert "Ben Abara" in mine and "Nothing on the record ties the two" in mine
    say = as_noor.here("privacy:say", flag_id=flag.pk)
    empty = send(as_noor, say, words="")
    assert empty.status_code == 422 and "A few words are enough" in words(empty)
    assert send(as_noor, say, words="He came to the desk when Maya was out.").status_code == 302
    listed = words(as_priya.get(as_priya.here("privacy:flags")))
    assert "Noor" in listed and "He came to the desk" in listed
    assert "One look deserves a word" in words(as_priya.get(as_priya.here("home:today")))
    close = as_priya.here("privacy:flag", flag_id=flag.pk)
    assert "He came to the desk" in words(as_priya.get(close))
    assert send(as_priya, close, reason="").status_code == 422
    assert send(as_priya, close, reason="Ordinary: cover at the desk.").status_code == 302
    assert "cover at the desk" in words(as_noor.get(as_noor.here("privacy:my_looks")))
    late = send(as_noor, say, words="One more thing.")
    assert late.status_code == 422
    assert events(actor_of(noor), "look_flag.answered")
    assert events(actor_of(cast.priya), "look_flag.closed")


def test_it_is_not_asked_again_for_a_season_and_then_it_is(cast, as_priya):
    noor = noor_of(cast)
    look(noor, cast.ben)
    night(cast)
    with acting_as(service(cast.northside)):
        flag = LookFlag.objects.get(membership=noor)
    send(as_priya, as_priya.here("privacy:flag", flag_id=flag.pk), reason="Ordinary.")
    for days, number in ((7, 1), (120, 2)):
        with time_machine.travel(NOW + dt.timedelta(days=days), tick=False):
            look(noor, cast.ben)
        night(cast, NOW + dt.timedelta(days=days + 1))
        with acting_as(service(cast.northside)):
            assert LookFlag.objects.filter(membership=noor).count() == number


def test_nobody_closes_a_question_about_themselves(cast, as_priya):
    with acting_as(service(cast.northside)):
        flag = LookFlag.objects.create(
            agency=cast.northside,
            client=cast.ben,
            membership=cast.priya,
            rule=Rule.SAME_NAME,
            on=timezone.localdate(),
        )
    answer = send(as_priya, as_priya.here("privacy:flag", flag_id=flag.pk), reason="Fine.")
    assert answer.status_code == 422 and "somebody else closes it" in words(answer)


def test_others_neither_read_nor_answer(cast, as_maya, as_sol, as_omar):
    noor = noor_of(cast)
    look(noor, cast.ben)
    night(cast)
    with acting_as(service(cast.northside)):
        flag = LookFlag.objects.get(membership=noor)
    for colleague in (as_maya, as_sol):
        assert colleague.get(colleague.here("privacy:flags")).status_code == 403
        assert colleague.get(colleague.here("privacy:flag", flag_id=flag.pk)).status_code == 403
        say = colleague.here("privacy:say", flag_id=flag.pk)
        assert send(colleague, say, words="Not mine.").status_code == 404
        assert "ties the two" not in words(colleague.get(colleague.here("privacy:my_looks")))
    assert send(as_omar, as_omar.here("privacy:say", flag_id=flag.pk), words="x").status_code == 404


def test_my_looks_are_on_one_page_and_older_ones_on_the_next(cast, as_maya, monkeypatch):
    from followalong.privacy import looks as reading

    as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk))
    text = words(as_maya.get(as_maya.here("privacy:my_looks")))
    assert "Ben Abara" in text and "looked at it, to work with the person" in text
    monkeypatch.setattr(reading, "OWN_PAGE", 1)
    assert "?before=" in words(as_maya.get(as_maya.here("privacy:my_looks")))


NAMES = st.sampled_from(["", "Ana", "Haddad", "HADDÁD", "Kent", "O’Neil"])
READERS = st.builds(Reader, given=NAMES, family=NAMES, email=st.sampled_from(["", "a@example.org"]))
PEOPLE = st.builds(
    Person,
    given=NAMES,
    preferred=NAMES,
    family=NAMES,
    email=st.sampled_from(["", "A@example.org", "b@example.org"]),
    emergency_contact=st.sampled_from(["", "Ana Haddad, a friend", "nobody"]),
)


@given(READERS, PEOPLE)
def test_what_a_rule_says_hangs_on_who_they_are_and_nothing_else(reader, person):
    tied, loose = raised(reader, person, is_tied=True), raised(reader, person, is_tied=False)
    assert loose == tied | {Rule.NO_TIE} and Rule.MANY not in loose
    assert not {Rule.OWN_RECORD, Rule.SAME_NAME} <= tied
    nobody = Reader("", "", "")
    assert not raised(nobody, person, is_tied=True)
    if reader.family and reader.family == person.family:
        assert tied & {Rule.OWN_RECORD, Rule.SAME_NAME}


@given(st.integers(0, 23), st.integers(0, 59))
def test_an_hour_is_never_a_reason(hour, minute):
    """The rules are not even told it; whatever was asked on a day is asked at any hour of it."""
    parameters = set(raised.__annotations__) | set(is_asked_again.__annotations__)
    assert not parameters & {"at", "hour", "time", "minute"}
    on = dt.datetime(2026, 11, 23, hour, minute, tzinfo=dt.UTC).date()
    assert is_asked_again(on, None) and not is_asked_again(on, on)


def test_after_hours_alone_asks_nothing(cast):
    """Maya looks at Ben's record at three in the morning, as she may."""
    look(cast.maya, cast.ben)
    with acting_as(service(cast.northside)):
        assert Event.objects.filter(action="page.read").exists() and Seen.objects.exists()
    for hour in (0, 3, 22):
        late = NOW.replace(hour=hour) + dt.timedelta(days=1)
        with time_machine.travel(late, tick=False):
            look(cast.maya, cast.ben)
    night(cast, NOW + dt.timedelta(days=2))
    assert flags(cast) == set()
