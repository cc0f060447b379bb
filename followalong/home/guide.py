"""What a role can do here, for those whose day does not begin with a caseload."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followalong.agencies.links import page_for
from followalong.agencies.roles import Permission, can

CARRIES_A_CASELOAD = Permission.ENROLMENT_EDIT


@dataclass(frozen=True)
class Help:
    """One thing to do: what it is, and the page for it if there is one."""

    text: str
    action: str = ""
    href: str = ""


def guide(request: HttpRequest) -> list[Help]:
    """Empty for roles that carry a caseload: their day speaks for itself."""
    role = request.actor.role  # type: ignore[attr-defined]
    if can(role, CARRIES_A_CASELOAD):
        return []
    return [*_what_the_role_is(role), *_what_it_may_do(request)]


def _what_the_role_is(role: str) -> list[Help]:
    said = {
        "peer_specialist": _(
            "You meet people first, share hope from your own experience and go along. Goals,"
            " employers and referrals are the specialist’s part: ask them, and they ask you."
        ),
        "agency_admin": _(
            "You set up people and programs and bring data in. Records of people stay closed to"
            " this role, so nobody’s name is shown here."
        ),
        "privacy_officer": _(
            "You answer for privacy. You can look somebody up when there is a reason, and every"
            " look is written down, yours too."
        ),
        "researcher": _("You work with extracts people agreed to. No record opens from here."),
        "fidelity_reviewer": _("You score from evidence. Records open only with an engagement."),
        "state_manager": _("You read published figures. No person’s record opens from here."),
        "vr_counsellor": _("You see the people who agreed to be shared with you, and no one else."),
        "clinician": _("You see people you have a tie with, and you can refer others."),
    }
    return [Help(said[role])] if role in said else []


def _what_it_may_do(request: HttpRequest) -> list[Help]:
    pages = (
        (
            Permission.AGENCY_EDIT,
            "home:settings",
            _("People, programs, words, letter heads: everything your agency decides for itself."),
            _("Open settings"),
        ),
        (
            Permission.EXCHANGE_IMPORT,
            "exchange:imports",
            _("Bring in people, contacts and jobs from another system. A trial run comes first."),
            _("Bring data in"),
        ),
        (
            Permission.EXCHANGE_EXPORT,
            "exchange:export",
            _("Take everything out again, in files that other systems can read."),
            _("Take data out"),
        ),
        (
            Permission.REFERRAL_VIEW,
            "clients:referrals",
            _("People who asked to join, the longest wait first."),
            _("Open referrals"),
        ),
        (
            Permission.EMPLOYER_CONTACT_LOG,
            "employers:contact",
            _("Been to see an employer? Write down what they need, for the whole team."),
            _("Log a visit"),
        ),
        (
            Permission.REFERRAL_CREATE,
            "clients:referral_new",
            _("Somebody wants to work? Two fields are enough to refer them."),
            _("Refer someone"),
        ),
        (
            Permission.MEETING_VIEW,
            "home:meetings",
            _("What your treatment teams said and decided, about people who agreed to it."),
            _("Open the minutes"),
        ),
        (
            Permission.MEETING_EDIT,
            "home:meetings",
            _("A team meeting makes its own agenda. Its minutes hold who does what next."),
            _("Open team meetings"),
        ),
        (
            Permission.CLIENT_VIEW,
            "home:search",
            _("Find a person by name, also when you are not sure how it is written."),
            _("Search"),
        ),
    )
    return [
        Help(text, action, href)
        for permission, name, text, action in pages
        if (href := page_for(request, permission, name))
    ]
