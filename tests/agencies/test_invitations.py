"""Inviting somebody to a role, by mail or by hand, and taking it up."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from followalong.accounts.models import User
from followalong.agencies.actions import invite
from followalong.agencies.models import Invitation, Membership, actor_of
from followalong.agencies.refusals import InviteRefused
from followalong.agencies.tasks import send_invitation
from followalong.audit.models import Event
from followalong.core.db import acting_as, set_context
from followalong.core.ids import uuid7
from tests.cast import MemberClient, VisitorClient, make_member, service
from tests.conftest import NOW
from tests.letterbox import letterbox
from tests.signing import stay_signed_in

PASSWORD = "four words in a row"


@pytest.fixture
def nia(cast) -> Membership:
    """A specialist at Northside who has no sign-in yet."""
    with acting_as(service(cast.northside)):
        return Membership.objects.create(
            agency=cast.northside,
            role="employment_specialist",
            given_name="Nia",
            email="nia@example.org",
            program=cast.ips,
        )


@pytest.fixture
def mail(settings):
    """The installation knows a mail server, a real one on this machine."""
    with letterbox() as (port, letters):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield letters


def press(browser, name, row):
    return browser.post(browser.here(name, membership_id=row.pk), {"command_id": uuid7()})


def link_in(text: str) -> str:
    return re.search(r"(/join/[\w-]+/)", text).group(1)


def handed_over(browser, row) -> str:
    return link_in(press(browser, "agencies:person_invite", row).content.decode())


def invitations(cast):
    with acting_as(service(cast.northside)):
        return list(Invitation.objects.order_by("made_at", "pk"))


def fresh(cast, row) -> Membership:
    with acting_as(service(cast.northside)):
        return Membership.objects.select_related("user").get(pk=row.pk)


def events(cast, action):
    with acting_as(service(cast.northside)):
        return Event.objects.filter(agency_id=cast.northside.pk, action=action).count()


def sent(cast):
    """Run what waits in the queue, as the worker does."""
    for job in ProcrastinateJob.objects.filter(task_name__endswith="send_invitation"):
        send_invitation(**job.args)


def test_without_a_mail_server_the_link_is_shown_once_and_only_its_hash_is_kept(cast, as_ana, nia):
    link = handed_over(as_ana, nia)
    token = link.split("/")[2]
    [kept] = invitations(cast)
    assert token not in str(vars(kept)) and len(kept.token_hash) == 64
    page = as_ana.get(as_ana.here("agencies:person", membership_id=nia.pk)).content.decode()
    assert token not in page and "The link works once, until Tue 1 Dec" in page
    assert events(cast, "invitation.made") == 1


def test_the_link_makes_a_sign_in_and_opens_the_day(cast, as_ana, nia, visitor):
    link = handed_over(as_ana, nia)
    page = visitor.get(link).content.decode()
    assert "Welcome, Nia" in page and "nia@example.org" in page
    answer = visitor.post(link, {"email": "nia@example.org", "password": PASSWORD})
    taken = fresh(cast, nia)
    assert answer["Location"] == f"/a/{taken.code}/"
    assert taken.user.email == "nia@example.org" and taken.user.check_password(PASSWORD)
    assert visitor.get(answer["Location"])["Location"].startswith(reverse("accounts:security"))
    stay_signed_in(visitor)
    assert visitor.get(answer["Location"]).status_code == 200
    assert events(cast, "invitation.accepted") == 1


def test_a_used_link_opens_nothing_and_says_so(cast, as_ana, nia, visitor):
    link = handed_over(as_ana, nia)
    visitor.post(link, {"email": "nia@example.org", "password": PASSWORD})
    again = VisitorClient().get(link)
    assert again.status_code == 410 and "used already" in again.content.decode()


def test_a_link_runs_out_after_seven_days(cast, as_ana, nia, visitor):
    link = handed_over(as_ana, nia)
    with time_machine.travel(NOW + dt.timedelta(days=6, hours=23), tick=False):
        assert visitor.get(link).status_code == 200
    with time_machine.travel(NOW + dt.timedelta(days=7), tick=False):
        late = visitor.post(link, {"email": "nia@example.org", "password": PASSWORD})
    assert late.status_code == 410 and "has run out" in late.content.decode()
    assert fresh(cast, nia).user_id is None


def test_taken_back_or_sent_again_the_older_link_is_void(cast, as_ana, nia, visitor):
    first = handed_over(as_ana, nia)
    second = handed_over(as_ana, nia)
    assert visitor.get(first).status_code == 410
    assert visitor.get(second).status_code == 200
    press(as_ana, "agencies:person_uninvite", nia)
    gone = visitor.get(second)
    assert gone.status_code == 410 and "taken back" in gone.content.decode()
    assert events(cast, "invitation.revoked") == 1


def test_a_link_that_never_was_says_so(visitor, db):
    answer = visitor.get(reverse("agencies:join", args=["made-up"]))
    assert answer.status_code == 404 and "We do not know this link" in answer.content.decode()


def test_who_guesses_links_has_to_wait(visitor, db):
    statuses = {
        visitor.get(reverse("agencies:join", args=[f"made-up-{n}"])).status_code for n in range(31)
    }
    assert statuses == {404, 429}


def test_a_weak_password_is_refused_beside_the_field(cast, as_ana, nia, visitor):
    answer = visitor.post(
        handed_over(as_ana, nia), {"email": "nia@example.org", "password": "short"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "too short" in page and "nia@example.org" in page
    assert fresh(cast, nia).user_id is None


def test_who_signs_in_elsewhere_takes_the_role_up_with_that_sign_in(cast, as_ana, nia, as_omar):
    link = handed_over(as_ana, nia)
    page = as_omar.get(link).content.decode()
    assert f"You are signed in as {cast.omar.user.email}" in page
    answer = as_omar.post(f"{link}accept/")
    assert answer["Location"] == f"/a/{nia.code}/"
    assert fresh(cast, nia).user_id == cast.omar.user_id
    choices = as_omar.get(reverse("agencies:choose")).content.decode()
    assert "Northside" in choices and "Southside" in choices


def test_who_invites_does_not_take_the_role_up_themselves(cast, as_ana, nia):
    link = handed_over(as_ana, nia)
    answer = as_ana.post(f"{link}accept/")
    assert answer.status_code == 403
    assert "nobody opens those to themselves" in answer.content.decode()
    assert fresh(cast, nia).user_id is None


def test_without_a_session_the_accept_button_gives_nothing_away(cast, as_ana, nia, visitor):
    link = handed_over(as_ana, nia)
    assert visitor.post(f"{link}accept/")["Location"] == link
    assert fresh(cast, nia).user_id is None


def test_inviting_an_address_that_is_known_says_nothing_of_it(cast, as_ana, nia):
    """An administrator must not learn who works elsewhere."""
    with acting_as(service(cast.northside)):
        known = Membership.objects.create(
            agency=cast.northside,
            role="job_coach",
            given_name="Nia",
            email=cast.omar.user.email,
        )
    pages = [press(as_ana, "agencies:person_invite", row).content.decode() for row in (nia, known)]
    told = [re.search(r"Sign-in</h2>.*?</p>", page, re.DOTALL) for page in pages]
    assert told[0].group() == told[1].group()


def test_an_address_that_is_taken_is_told_only_to_the_holder_of_the_link(
    cast, as_ana, nia, visitor
):
    answer = visitor.post(
        handed_over(as_ana, nia), {"email": cast.omar.user.email.upper(), "password": PASSWORD}
    )
    assert answer.status_code == 422
    assert "If it is yours, sign in instead" in answer.content.decode()
    assert User.objects.filter(email__iexact=cast.omar.user.email).count() == 1


def test_with_a_mail_server_the_letter_goes_over_the_wire(cast, as_ana, nia, mail, visitor):
    page = as_ana.post(
        as_ana.here("agencies:person_invite", membership_id=nia.pk),
        {"command_id": uuid7()},
        follow=True,
    ).content.decode()
    assert "on its way" in page and "/join/" not in page
    assert invitations(cast)[0].token_hash is None
    sent(cast)
    [letter] = mail
    text = letter.get_content()
    assert letter["To"] == "nia@example.org"
    assert "Hello Nia" in text and "Ana invites you" in text
    [kept] = invitations(cast)
    assert kept.sent_at and link_in(text).split("/")[2] not in str(vars(kept))
    visitor.post(link_in(text), {"email": "nia@example.org", "password": PASSWORD})
    assert fresh(cast, nia).user_id


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_letter_never_says_where_or_what_for(cast, nia, mail, language):
    by = actor_of(cast.ana)
    with acting_as(by):
        invite(by=by, membership=nia, language=language)
    sent(cast)
    told = f"{mail[0]['Subject']} {mail[0]['From']} {mail[0].get_content()}".lower()
    for word in ("northside", "mental", "health", "addict", "emploi", "employ", "santé", "salud"):
        assert word not in told
    assert "nia" in told and "followalong" in told


def test_the_queue_holds_no_secret_and_a_server_that_is_away_loses_nothing(cast, nia, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    by = actor_of(cast.ana)
    with acting_as(by):
        invite(by=by, membership=nia, language="en")
    [job] = ProcrastinateJob.objects.filter(task_name__endswith="send_invitation")
    assert set(job.args) == {"agency_id", "invitation_id"}
    with pytest.raises(OSError):
        send_invitation(**job.args)
    assert invitations(cast)[0].sent_at is None
    with letterbox() as (port, letters):
        settings.EMAIL_PORT = port
        send_invitation(**job.args)
        send_invitation(**job.args)
    assert len(letters) == 1


def test_what_was_taken_back_is_not_sent(cast, as_ana, nia, mail):
    press(as_ana, "agencies:person_invite", nia)
    press(as_ana, "agencies:person_uninvite", nia)
    sent(cast)
    assert not mail


def test_who_signs_in_already_is_not_invited(cast, as_ana):
    answer = press(as_ana, "agencies:person_invite", cast.maya)
    assert answer.status_code == 422 and "signed in already" in answer.content.decode()


def test_invitations_are_counted(cast, nia):
    by = actor_of(cast.ana)
    with acting_as(by), pytest.raises(InviteRefused, match="a lot of invitations"):
        for _ in range(61):
            invite(by=by, membership=nia, language="en")


def test_only_who_may_change_staff_invites(cast, as_sol, as_maya, nia):
    assert press(as_sol, "agencies:person_invite", nia).status_code == 403
    assert press(as_maya, "agencies:person_invite", nia).status_code == 403
    with acting_as(service(cast.southside)):
        una = MemberClient(make_member(cast.southside, "Una", "agency_admin"))
    assert press(una, "agencies:person_invite", nia).status_code == 404
    assert not invitations(cast)


def test_the_secret_opens_its_own_agency_and_no_other_row(cast, as_ana, nia):
    """What a visitor with the link could read, were the page to forget its own filters."""
    link = handed_over(as_ana, nia)
    set_context(None)
    assert not Invitation.objects.exists()
    VisitorClient().get(link)
    set_context(None)
    assert not Membership.objects.exists()
