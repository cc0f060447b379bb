"""How much of a wish the title of a job says. The same question from both sides of a match."""

from functools import lru_cache

from followalong.matching.rules.titles import ALIKE
from followalong.matching.rules.words import pieces, title_words

# Words of a wish that name no work: "something with animals".
_SAY_NOTHING = frozenset(
    {
        "work",
        "job",
        "something",
        "anything",
        "like",
        "some",
        "any",
        "part",
        "full",
        "time",
    }  # English
    | {"travail", "emploi", "quelque", "chose", "avec", "de"}
    | {"trabajo", "empleo", "algo", "con"}
)


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words that name the work; all of them where none would be left."""
    said = title_words(text)
    return tuple(word for word in said if word not in _SAY_NOTHING) or said


def likeness(wish: str, title: str) -> float:
    """From 0 to 1: the mean over the wish's words of how alike the title's nearest word is.

    "baker" and "Bread bakers (nights)" are 1.0; "warehouse" and "Baker" are 0.0.
    """
    wanted, said = words_of(wish), words_of(title)
    if not wanted or not said:
        return 0.0
    return sum(max(_alike(one, other) for other in said) for one in wanted) / len(wanted)


def starts_of(text: str) -> frozenset[str]:
    """The first four letters of each word: a rough net in which the rules then look closely."""
    return frozenset(word[:4] for word in words_of(text))


@lru_cache(maxsize=65536)
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    first, second = pieces(one), pieces(other)
    share = 2 * len(first & second) / (len(first) + len(second))
    return share if share >= ALIKE else 0.0
