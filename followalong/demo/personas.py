"""The people one can be for a while: a card for each role, and how to sign in as them."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.accounts.models import User
from followalong.agencies.roles import ROLES
from followalong.demo.cast import AGENCY_NAMES, CAST, Part
from followalong.demo.load import loaded
from followalong.demo.worlds import WORLDS, World

# The three things to look at first, in the words of the pages.
LOOK_AT = {
    "maya": (
        _("Today: who to see, and who needs her next"),
        _("Ben’s page: a job in its sixth week, in his own words"),
        _("Log: a contact in two taps and a sentence"),
    ),
    "sol": (
        _("Today: each specialist’s people in numbers that open"),
        _("Caseload: everybody’s people, by what is going on"),
        _("Referrals: Benjamen, who may be here already"),
    ),
    "pia": (
        _("Today: Ethan, who would like to meet her before anything else"),
        _("Log: going along, sharing a story, being there"),
        _("River’s page: out of touch, and no visits, please"),
    ),
    "ines": (
        _("Referrals: Lourdes asked for herself, a moment ago"),
        _("Refer someone: two fields are enough"),
        _("Refer Ben Abbott once more, and see what happens"),
    ),
    "hugo": (
        _("Employers: what the team knows about each"),
        _("Hill Street Bakery: its visits name nobody"),
        _("Today: the visits he planned"),
    ),
    "grace": (
        _("Today: the whole program in one table"),
        _("Search: a name, also when it is written differently"),
        _("Caseload: who has waited long for a first employer"),
    ),
    "ana": (
        _("Today: bring data in, with a trial run first"),
        _("Bring data in: what is odd about the data, told on purpose"),
        _("No client’s name appears anywhere"),
    ),
    "priya": (
        _("Today: a question, and a visit at which a name came out"),
        _("Search: any record opens, and every look is written down"),
        _("Noémie’s page: a note about her stood on another page"),
    ),
    "zofia": (
        _("Caseload: people of the addiction program"),
        _("Search for Bohdan here, then as Maya"),
        _("Bohdan’s page: the group, and what comes next"),
    ),
    "omar": (
        _("Today: clinics and video calls, in another province"),
        _("Sky’s page: write, and please do not come by"),
        _("Search for Ben: not one trace of Northside"),
    ),
    "ingrid": (
        _("Today: the specialists of three clinics, in numbers that open"),
        _("Waiting list: Imad, who has waited for a month"),
        _("Caseload: everybody’s people, by what is going on"),
    ),
    "rui": (
        _("Search: anybody of the program, by name"),
        _("Harpreet’s page: three months in, and a report due"),
        _("Log: what was practised, and what helped"),
    ),
    "kai": (
        _("Caseload: people of the addiction program"),
        _("Search for Petra here, then as Omar"),
        _("Petra’s page: the group, and a salon nearby"),
    ),
    "nestor": (
        _("Today: who to see, and who needs him next"),
        _("Taras’s page: seventy days of looking"),
        _("Marisol’s page: notes in Spanish"),
    ),
    "ellen": (
        _("Today: each specialist’s people in numbers that open"),
        _("Employers: shared with 23 other agencies, without a word about people"),
        _("Search for Marek: nobody there, for her"),
    ),
    "ade": (
        _("Caseload: people of the addiction program"),
        _("Search for Marek here, then as somebody else"),
        _("Alma’s page: her soup is on the board"),
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


@dataclass(frozen=True)
class Setting:
    """One world as the page shows it: who one can be there, and how much of it is here."""

    title: str
    about: str
    cards: tuple[Card, ...]
    agencies: int
    here: int

    @property
    def is_open(self) -> bool:
        """Somebody can go in: the agency of the cards is the first that is loaded."""
        return self.here > 0

    @property
    def is_whole(self) -> bool:
        return self.here == self.agencies


def cards() -> list[Card]:
    """Everybody one can be: first who works with people, then who works for them."""
    return [_card(part) for part in CAST]


def settings_told() -> list[Setting]:
    """The three worlds, with how far each is loaded."""
    here = loaded()
    return [_setting(world, here) for world in WORLDS]


def _setting(world: World, here: set[int]) -> Setting:
    agencies = {size.agency for size in world.sizes}
    return Setting(
        title=str(world.title),
        about=str(world.about),
        cards=tuple(_card(part) for part in CAST if part.agency in agencies),
        agencies=len(agencies),
        here=len(agencies & here),
    )


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
