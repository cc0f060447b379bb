"""Words in the three languages of the platform, kept as data."""

from dataclasses import dataclass

LANGUAGES = ("en", "fr", "es")


@dataclass(frozen=True)
class Text:
    """One phrase in English, French and Spanish."""

    en: str
    fr: str
    es: str

    def say(self, lang: str) -> str:
        """The phrase in `lang`; "fr-ca" is French, a language we lack is English."""
        return str(getattr(self, base_language(lang)))


def base_language(lang: str) -> str:
    """The one of our languages that answers for `lang`."""
    base = lang.lower().replace("_", "-").split("-")[0]
    return base if base in LANGUAGES else "en"
