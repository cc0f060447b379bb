"""What people are called at an agency: the words it chose from its pack."""

from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from followalong.agencies import packs
from followalong.agencies.models import Agency
from followalong.agencies.roles import ROLES

# The noun of the pack that speaks of a role's holders.
NOUN_OF_ROLE = {
    "employment_specialist": "specialist",
    "supervisor": "supervisor",
    "peer_specialist": "peer",
    "job_coach": "job_coach",
    "occupational_therapist": "occupational_therapist",
    "clinician": "clinician",
    "benefits_counsellor": "benefits_counsellor",
    "supporter": "supporter",
}


def word(agency: Agency, noun: str, *, plural: bool = False) -> str:
    """The agency's word in the language of the page; the pack's first where none was chosen."""
    pack = packs.load(agency.pack)
    return pack.word(noun, get_language() or "en", plural=plural, choice=chosen(agency, noun))


def chosen(agency: Agency, noun: str) -> str | None:
    """The key of the word that the agency chose; None when it left the pack's own."""
    return (agency.words or {}).get(noun)


def heading(agency: Agency, noun: str, usual: str, *, plural: bool = False) -> str:
    """The word that the agency chose, as it begins a line; else what usually stands there."""
    if not chosen(agency, noun):
        return usual
    return _begun(word(agency, noun, plural=plural))


def role_title(agency: Agency, slug: str) -> str:
    """A role by the agency's own word for it, if it chose one; else by its usual title."""
    usual = gettext(ROLES[slug].title)
    noun = NOUN_OF_ROLE.get(slug)
    return heading(agency, noun, usual) if noun else usual


LANGUAGES = {"en": "English", "fr": "Français", "es": "Español"}


def as_they_read(agency: Agency, noun: str, key: str) -> list[tuple[str, str, str]]:
    """A word as pages show it in each language: the language's code, its name, one and several."""
    pack = packs.load(agency.pack)

    def said(lang: str) -> str:
        forms = (pack.word(noun, lang, plural=many, choice=key) for many in (False, True))
        return " · ".join(map(_begun, forms))

    return [(lang, name, said(lang)) for lang, name in LANGUAGES.items()]


def _begun(text: str) -> str:
    """As it begins a line."""
    return text[:1].upper() + text[1:]


def speech(request: HttpRequest) -> tuple[packs.Pack, str]:
    """The agency's pack and the language of the page."""
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    return pack, get_language() or "en"
