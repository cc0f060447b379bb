"""The people one can be for a while: a card for each role, and how to sign in as them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.accounts.models import User
from followalong.agencies.roles import ROLES
from followalong.demo.cast import AGENCY_NAMES, CAST, Part

# What to look at first, in the words of the pages.
LOOK_AT = {
    "maya": (
        _("Today: who to see, and who needs her next"),
        _("Ben’s page: a job in its sixth week, in his own words"),
        _("Log: a contact in two taps and a sentence"),
    ),
    "sol": (
        _("Today: each specialist’s people in numbers that open"),
        _("Caseload: everybody’s people, by what is going on"),
    ),
    "pia": (
        _("Caseload: people, without the specialist’s notes"),
        _("Log: going along, sharing a story, being there"),
    ),
    "ines": (
        _("Referrals: Lourdes asked for herself, a moment ago"),
        _("Refer someone: two fields are enough"),
    ),
    "hugo": (
        _("Employers: what the team knows about each"),
        _("Hill Street Bakery: its visits name nobody"),
    ),
    "grace": (
        _("Today: the whole program in one table"),
        _("Search: a name, also when it is written differently"),
    ),
    "ana": (
        _("Today: bring data in, with a trial run first"),
        _("No client’s name appears anywhere"),
    ),
    "priya": (
        _("Search: any record opens, and every look is written down"),
        _("Today: what this role answers for"),
    ),
    "ade": (
        _("Caseload: people of the addiction program"),
        _("Search for Marek here, then as somebody else"),
    ),
    "omar": (
        _("Today, at another agency in another province"),
        _("Search for Ben: not one trace of Northside"),
    ),
}


@dataclass(frozen=True)
class Card:
    """One persona as the page shows it."""

    slug: str
    name: str
    first_name: str
    role: str
    agency: str
    look_at: tuple[str, ...]
    href: str


def cards() -> list[Card]:
    """Everybody one can be: first who works with people, then who works for them."""
    return [_card(part) for part in CAST]


def card(slug: str) -> Card | None:
    return next((_card(part) for part in CAST if part.slug == slug), None)


def user_of(slug: str) -> User | None:
    """The persona's user; None for a stranger, and before the demonstration is loaded."""
    part = next((part for part in CAST if part.slug == slug), None)
    return User.objects.filter(email=part.email).first() if part else None


def sign_in_lines() -> list[str]:
    """For the terminal: each persona with the page that has their button."""
    who = {f"{card.name}, {card.role}": card.href for card in cards()}
    width = max(map(len, who))
    everyone = settings.SITE_URL + reverse("demo:personas")
    return [
        f"Everybody in the demonstration is invented. Be one of them: {everyone}",
        *(f"  {name:{width}}  {settings.SITE_URL}{href}" for name, href in who.items()),
    ]


def _card(part: Part) -> Card:
    return Card(
        slug=part.slug,
        name=f"{part.given_name} {part.family_name}",
        first_name=part.given_name,
        role=_role(part),
        agency=AGENCY_NAMES[part.agency],
        look_at=LOOK_AT[part.slug],
        href=reverse("demo:sign_in", kwargs={"persona": part.slug}),
    )


def _role(part: Part) -> str:
    title = gettext(ROLES[part.role].title)
    program = _("addiction program")
    return f"{title}, {program}" if part.in_addiction_program else title
