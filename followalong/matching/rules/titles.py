"""Which of many known titles say the same work as this one?

Every occupation is known by several titles. The answer is the occupation whose best title shares
the rarest words with the one asked about (a cosine over words weighed by how rare they are), where
a word also stands for words spelled alike ("manager", "management"). How well the occupation's
titles fit together decides between equals. docs/explanation/matching.md has the figures.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from followalong.matching.rules.words import pieces, title_words

Place = TypeVar("Place", int, str)

# Tuned on one half of MELO (docs/explanation/matching.md), measured on the other.
ALIKE = 0.45  # from here on, two words count as spelled alike (Dice over their pieces)
ALIKE_COUNTS = 0.9  # what a word spelled alike counts, times how alike it is
RARENESS = 0.8  # how strongly a rare word counts more than a common one
TOGETHER = 0.2  # what all titles of an occupation together add to its best title
FIRST_TITLE = 1.12  # an occupation's own name counts a little more than its other titles
GROUP = 0.85  # a group of occupations stands behind an occupation of the same name


@dataclass(frozen=True)
class Occupation:
    """One code of a list with all titles it is known by; the first is its name."""

    code: str
    titles: tuple[str, ...]
    is_group: bool = False


class TitleIndex:
    """Known titles, ready to be asked. Building it takes seconds for tens of thousands."""

    def __init__(self, occupations: Sequence[Occupation]) -> None:
        self.occupations = {one.code: one for one in occupations}
        titles = [(one, title) for one in occupations for title in one.titles]
        said = [title_words(title) for _, title in titles]
        self._weigh(said)
        self._titles = [(one.code, _weight_of_title(one, title)) for one, title in titles]
        self._in_titles: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, words in enumerate(said):
            length = self._length(dict.fromkeys(words, 1.0))
            for word in words:
                self._in_titles[word].append((at, self._rare(word) / length))
        self._gather(zip((one.code for one, _ in titles), said, strict=True))
        self._by_piece: dict[str, list[str]] = defaultdict(list)
        for word in self._in_titles:
            for piece in pieces(word):
                self._by_piece[piece].append(word)
        self._pieces = {word: len(pieces(word)) for word in self._in_titles}

    def scores(self, title: str) -> dict[str, float]:
        """How well each occupation that shares anything fits the title; about 1.3 is the most."""
        words = title_words(title)
        length = self._length(dict.fromkeys(words, 1.0))
        titles: dict[int, float] = defaultdict(float)
        together: dict[str, float] = defaultdict(float)
        for word in words:
            counts = self._rare(word) / length
            _add(titles, counts, self._best(word, self._in_titles))
            _add(together, counts, self._best(word, self._in_occupations))
        best: dict[str, float] = {}
        for at, score in titles.items():
            code, weight = self._titles[at]
            best[code] = max(best.get(code, 0.0), score * weight)
        return {
            code: (score + TOGETHER * together[code])
            * (GROUP if self.occupations[code].is_group else 1.0)
            for code, score in best.items()
        }

    def ranked(self, title: str, at_most: int) -> list[tuple[Occupation, float]]:
        """The occupations that fit best, the best first; equals in the order of their codes."""
        scores = self.scores(title)
        best = heapq.nsmallest(at_most, scores, key=lambda code: (-scores[code], code))
        return [(self.occupations[code], scores[code]) for code in best]

    def _weigh(self, said: Sequence[Sequence[str]]) -> None:
        number = Counter(word for words in said for word in words)
        self._unknown = _rareness(len(said), 0)
        self._rareness = {word: _rareness(len(said), n) for word, n in number.items()}

    def _rare(self, word: str) -> float:
        return self._rareness.get(word, self._unknown)

    def _length(self, words: Mapping[str, float]) -> float:
        return math.sqrt(sum((n * self._rare(word)) ** 2 for word, n in words.items())) or 1.0

    def _gather(self, said: Iterable[tuple[str, Sequence[str]]]) -> None:
        """All titles of an occupation as one: a word counts by how many of them say it."""
        words: dict[str, Counter[str]] = defaultdict(Counter)
        titles: Counter[str] = Counter()
        for code, title in said:
            words[code].update(title)
            titles[code] += 1
        self._in_occupations: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for code, counted in words.items():
            shares = {word: math.sqrt(n / titles[code]) for word, n in counted.items()}
            length = self._length(shares)
            for word, share in shares.items():
                self._in_occupations[word].append((code, share * self._rare(word) / length))

    def _best(
        self, word: str, places: Mapping[str, Sequence[tuple[Place, float]]]
    ) -> dict[Place, float]:
        """Where the word, or one spelled alike, is said, and how much it counts there at best."""
        best: dict[Place, float] = {}
        for other, alike in self._spelled_alike(word).items():
            for place, counts in places.get(other, ()):
                best[place] = max(best.get(place, 0.0), alike * counts)
        return best

    def _spelled_alike(self, word: str) -> dict[str, float]:
        own = pieces(word)
        shared = Counter(other for piece in own for other in self._by_piece.get(piece, ()))
        alike = {w: 2 * n / (len(own) + self._pieces[w]) for w, n in shared.items()}
        close = {w: ALIKE_COUNTS * share for w, share in alike.items() if share >= ALIKE}
        return close | {word: 1.0}


def _add(total: dict[Place, float], counts: float, found: Mapping[Place, float]) -> None:
    for place, share in found.items():
        total[place] += counts * share


def _weight_of_title(one: Occupation, title: str) -> float:
    return FIRST_TITLE if title == one.titles[0] else 1.0


def _rareness(titles: int, with_it: int) -> float:
    return (math.log((1 + titles) / (1 + with_it)) + 1) ** RARENESS
