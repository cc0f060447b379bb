"""The second step: passkeys, an app, recovery codes; what a password alone opens; when it ends."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.urls import reverse

from followalong.accounts import actions, doors, factors, way_in
from followalong.core.files import NotOpened
from tests.cast import VisitorClient
from tests.signing import code, stay_signed_in

PASSWORD = "four words in a row"


@pytest.fixture
def maya(cast):
    user = cast.maya.user
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def secret(maya):
    """Maya has an app and recovery codes."""
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    with factors.secrets_of(maya):
        factors.TOTP.activate(maya, secret)
    actions.new_codes(by=maya)
    return secret


def password(browser, maya, **more):
    form = {"email": maya.email, "password": PASSWORD, **more}
    return browser.post(reverse("accounts:sign_in"), form)


def second(browser, said):
    return browser.post(reverse("accounts:second"), {"code": said})


def test_a_password_alone_opens_no_record_but_the_page_that_adds_a_second_step(visitor, maya, cast):
    password(visitor, maya)
    today = f"/a/{cast.maya.code}/"
    response = visitor.get(today)
    assert response["Location"].startswith(reverse("accounts:security"))
    assert "Add a passkey" in visitor.get(response["Location"]).content.decode()
    assert visitor.get(reverse("agencies:choose"))["Location"].startswith("/security/")


def test_an_app_is_added_by_its_first_code_and_brings_recovery_codes(visitor, maya, cast):
    password(visitor, maya)
    page = visitor.get(reverse("accounts:app_add")).content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]
    assert visitor.get(reverse("accounts:app_picture"))["Content-Type"] == "image/svg+xml"
    wrong = visitor.post(reverse("accounts:app_add"), {"code": "000000"})
    assert wrong.status_code == 422 and secret in wrong.content.decode()
    response = visitor.post(reverse("accounts:app_add"), {"code": code(secret)})
    assert response["Location"] == reverse("accounts:codes")
    assert len(re.findall(r"<code", visitor.get(response["Location"]).content.decode())) == 10
    assert visitor.get(f"/a/{cast.maya.code}/").status_code == 200
    assert secret not in json.dumps(list(Authenticator.objects.values_list("data", flat=True)))


def test_the_second_step_is_asked_for_and_a_code_is_good_once(visitor, maya, secret, cast):
    response = password(visitor, maya, next=f"/a/{cast.maya.code}/")
    assert response["Location"].startswith(reverse("accounts:second"))
    assert visitor.get(f"/a/{cast.maya.code}/").status_code == 302
    assert second(visitor, "123 456").status_code == 422
    assert second(visitor, code(secret)).status_code == 302
    assert visitor.get(f"/a/{cast.maya.code}/").status_code == 200
    elsewhere = VisitorClient()
    password(elsewhere, maya)
    assert second(elsewhere, code(secret)).status_code == 422
    assert second(elsewhere, code(secret, 1)).status_code == 302


def test_a_recovery_code_opens_once(visitor, maya, secret):
    spare = factors.recovery_codes(maya)[3]
    for status in (302, 422):
        password(visitor, maya)
        assert second(visitor, spare).status_code == status
        visitor.post(reverse("accounts:sign_out"))
    assert spare not in factors.recovery_codes(maya)


def test_whoever_guesses_codes_waits_but_another_address_does_not(visitor, maya, secret):
    password(visitor, maya)
    for _ in range(actions.TRIES):
        second(visitor, "000000")
    assert "Wait fifteen minutes" in second(visitor, code(secret)).content.decode()
    hers = VisitorClient(REMOTE_ADDR="127.0.0.9")
    password(hers, maya)
    assert second(hers, code(secret)).status_code == 302


def test_a_secret_moved_to_another_person_does_not_open(maya, secret, cast):
    row = Authenticator.objects.get(user=maya, type="totp")
    Authenticator.objects.create(user=cast.sol.user, type="totp", data=row.data)
    with pytest.raises(NotOpened):
        factors.proves(None, cast.sol.user, code=code(secret), credential="")


def test_nonsense_from_a_device_is_refused_plainly(visitor, as_maya):
    for said in ("", "{}", "[]", '{"id": 1}', "not json", '{"response": {"userHandle": "AAAA"}}'):
        visitor.post(reverse("accounts:passkey_question"))
        response = visitor.post(reverse("accounts:passkey"), {"credential": said})
        assert response.status_code == 422, said
        assert "does not open anything" in response.content.decode()
        as_maya.post(reverse("accounts:passkey_new_question"))
        made = as_maya.post(reverse("accounts:passkey_add"), {"credential": said, "name": "x"})
        assert made.status_code == 422, said


def test_the_question_to_a_stranger_names_no_passkey(visitor):
    asked = visitor.post(reverse("accounts:passkey_question")).json()["publicKey"]
    assert not asked.get("allowCredentials") and asked["userVerification"] == "required"


def test_the_last_second_step_stays(as_maya, cast, maya, secret):
    stay_signed_in(as_maya)
    as_maya.force_login(maya)
    stay_signed_in(as_maya)
    row = Authenticator.objects.get(user=maya, type="totp")
    where = reverse("accounts:factor_remove", args=[row.pk])
    assert "only second step" in as_maya.post(where, follow=True).content.decode()
    assert Authenticator.objects.filter(pk=row.pk).exists()


def test_nobody_removes_another_persons_second_step(as_sol, maya, secret):
    row = Authenticator.objects.get(user=maya, type="totp")
    assert as_sol.post(reverse("accounts:factor_remove", args=[row.pk])).status_code == 404


# When it ends


def test_left_alone_for_a_quarter_of_an_hour_it_ends_and_work_keeps_it_open(
    visitor, maya, secret, cast, time_machine_at
):
    password(visitor, maya)
    second(visitor, code(secret))
    today = f"/a/{cast.maya.code}/"
    for minutes in (14, 28):
        with time_machine_at(minutes):
            assert visitor.get(today).status_code == 200
    with time_machine_at(28 + 16):
        assert visitor.get(today)["Location"].startswith("/sign-in/")
    assert doors.OPENED not in visitor.session


def test_it_ends_after_twelve_hours_however_busy(visitor, maya, secret, cast, time_machine_at):
    password(visitor, maya)
    second(visitor, code(secret))
    today = f"/a/{cast.maya.code}/"
    for minutes in range(10, 12 * 60, 10):
        with time_machine_at(minutes):
            assert visitor.get(today).status_code == 200
    with time_machine_at(12 * 60 + 1):
        assert visitor.get(today).status_code == 302


def test_a_form_that_comes_too_late_is_kept_by_its_page_or_shown(as_maya, cast, time_machine_at):
    log = as_maya.here("home:log")
    with time_machine_at(20):
        browser = VisitorClient()
        browser.cookies = as_maya.cookies
        written = {"note": "She would like to work with plants."}
        shown = browser.post(log, written)
        assert shown.status_code == 401 and written["note"] in shown.content.decode()
        kept = browser.post(log, written, headers={"X-Keep": "1"})
        assert (kept.status_code, kept["X-Keep-Sign-In"]) == (401, "/sign-in/")


def test_staying_says_who_and_the_page_carries_the_same(as_maya, visitor, cast):
    assert as_maya.post(reverse("accounts:stay")).json()["person"] == str(cast.maya.user_id)
    assert (
        f'data-person="{cast.maya.user_id}"'
        in as_maya.get(as_maya.here("home:today")).content.decode()
    )
    assert visitor.post(reverse("accounts:stay"), headers={"X-Keep": "1"}).status_code == 401


# Asked again


@pytest.mark.parametrize("name", ["exchange:export", "agencies:person_add"])
def test_export_and_grants_ask_again_after_five_minutes(
    as_ana, as_priya, cast, name, time_machine_at
):
    who = as_priya if name == "exchange:export" else as_ana
    page = who.here(name)
    assert who.get(page).status_code == 200
    with time_machine_at(6):
        browser = VisitorClient()
        browser.cookies = who.cookies
        asked = browser.get(page)
        assert asked["Location"].startswith(reverse("accounts:again"))
        late = browser.post(page, {"x": "two words"}, headers={"X-Keep": "1"})
        assert late["X-Keep-Sign-In"] == reverse("accounts:again")


def test_a_code_proves_it_again(maya, secret, visitor, cast, time_machine_at):
    password(visitor, maya)
    second(visitor, code(secret))
    with time_machine_at(6):
        again = reverse("accounts:again")
        assert visitor.post(again, {"code": "111111"}).status_code == 422
        assert (
            visitor.post(again, {"code": code(secret), "next": "/security/codes/"}).status_code
            == 302
        )
        assert visitor.get(reverse("accounts:codes")).status_code == 200


# Where one is signed in


def test_signing_out_elsewhere_works_at_once(visitor, maya, secret, cast):
    password(visitor, maya)
    second(visitor, code(secret))
    other = VisitorClient(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    password(other, maya)
    second(other, code(secret, 1))
    page = visitor.get(reverse("accounts:security")).content.decode()
    assert "Firefox · Linux" in page
    row = UserSession.objects.get(session_key=other.session.session_key)
    visitor.post(reverse("accounts:session_end", args=[row.pk]))
    assert other.get(f"/a/{cast.maya.code}/").status_code == 302


def test_nobody_ends_another_persons_session(as_sol, visitor, maya):
    password(visitor, maya)
    row = UserSession.objects.get(user=maya)
    assert as_sol.post(reverse("accounts:session_end", args=[row.pk])).status_code == 404


def test_another_password_ends_every_other_session(visitor, maya, secret, cast):
    password(visitor, maya)
    second(visitor, code(secret))
    other = VisitorClient()
    password(other, maya)
    second(other, code(secret, 1))
    where, new = reverse("accounts:password"), "five other words in line"
    assert visitor.post(where, {"old": "wrong", "new": new}).status_code == 422
    assert visitor.post(where, {"old": PASSWORD, "new": new}).status_code == 302
    assert visitor.get(f"/a/{cast.maya.code}/").status_code == 200
    assert other.get(f"/a/{cast.maya.code}/").status_code == 302


def test_who_lost_everything_gets_one_link_that_works_once(maya, secret, visitor, cast):
    held = VisitorClient()
    password(held, maya)
    second(held, code(secret))
    maya.refresh_from_db()
    actions.start_afresh(user=maya)
    link = way_in.link_for(maya)
    assert held.get(f"/a/{cast.maya.code}/").status_code == 302
    assert visitor.get(link).status_code == 200
    assert visitor.post(link, {"new": "short"}).status_code == 422
    assert visitor.post(link, {"new": PASSWORD})["Location"] == reverse("accounts:security")
    assert VisitorClient().get(link).status_code == 404
    assert visitor.get(f"/a/{cast.maya.code}/")["Location"].startswith("/security/")


def test_new_keys_renew_every_secret_and_its_codes_still_fit(maya, secret, settings):
    settings.FILE_KEYS = ["new", *settings.FILE_KEYS]
    spare = factors.recovery_codes(maya)
    assert (factors.reseal_all(), factors.reseal_all()) == (2, 0)
    settings.FILE_KEYS = ["new"]
    assert factors.recovery_codes(maya) == spare
    assert factors.proves(None, maya, code=code(secret), credential="")


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("as_sol", "home:caseload_print"),
        ("as_sol", "home:caseload_file"),
        ("as_ana", "agencies:person_add"),
        ("as_ana", "agencies:person_edit"),
        ("as_ana", "agencies:person_role"),
    ],
)
def test_lists_that_leave_and_roles_ask_again_after_five_minutes(request, cast, who, page):
    browser = request.getfixturevalue(who)
    about = {"membership_id": cast.maya.pk} if page.endswith(("edit", "role")) else {}
    address = browser.here(page, **about)
    assert browser.get(address).status_code == 200
    session = browser.session
    session[doors.PROVED] -= doors.FRESH.total_seconds() + 1
    session.save()
    assert browser.get(address)["Location"].startswith(reverse("accounts:again"))
