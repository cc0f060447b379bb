"""What speaks for two employers being one business. People decide; nothing is joined by itself."""

from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlsplit

from followalong.core.text import fold, phone_key, similarity

# As many three-letter pieces in common as a name and its misspelling have.
NEAR = 0.5
# The first letters of a postal code name an area; a whole code names one side of a street.
AREA = 3


class Sign(StrEnum):
    """One reason to ask."""

    SAME_NAME = "same_name"
    NEAR_NAME = "near_name"
    SAME_PHONE = "same_phone"
    SAME_WEBSITE = "same_website"
    SAID_ELSEWHERE = "said_elsewhere"


class Traits(NamedTuple):
    """What can be compared of an employer."""

    name: str
    phone: str | None = None
    website: str | None = None
    postal_code: str | None = None


def signs(one: Traits, other: Traits) -> tuple[Sign, ...]:
    """Every reason to ask whether these are one; a name alone is none across two areas."""
    found = []
    if may_be_there(one.postal_code, other.postal_code):
        if fold(one.name) == fold(other.name):
            found.append(Sign.SAME_NAME)
        elif similarity(one.name, other.name) >= NEAR:
            found.append(Sign.NEAR_NAME)
    phone = phone_key(one.phone or "")
    if phone and phone == phone_key(other.phone or ""):
        found.append(Sign.SAME_PHONE)
    website = host(one.website)
    if website and website == host(other.website):
        found.append(Sign.SAME_WEBSITE)
    return tuple(found)


def may_be_there(one: str | None, other: str | None) -> bool:
    """Whether two postal codes are of one area, as far as both are known."""
    return len({area(code) for code in (one, other) if code}) < 2


def area(postal_code: str) -> str:
    """The postal area: the first letters of the code, however it was typed."""
    return fold(postal_code).replace(" ", "")[:AREA]


def host(website: str | None) -> str:
    """The site itself, without what comes before and after its name."""
    return (urlsplit(website or "").hostname or "").removeprefix("www.")


def addresses_like(website: str | None) -> list[str]:
    """The ways in which the front page of one site is written."""
    if not (name := host(website)):
        return []
    hosts = [f"{start}{name}" for start in ("", "www.")]
    return [f"{by}://{one}{end}" for by in ("https", "http") for one in hosts for end in ("", "/")]
