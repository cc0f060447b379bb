"""How well titles find their occupation, on a folder in the format of MELO.

`queries.tsv`, `corpus_elements.tsv`, `concept_mapping.tsv` and `annotations.tsv` (TREC qrels). An
occupation's rank is the mean over those that score the same, so that ties are no luck.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from followalong.core.text import fold
from followalong.matching.rules.titles import Occupation
from followalong.matching.rules.words import stem

FILES = ("queries.tsv", "corpus_elements.tsv", "concept_mapping.tsv", "annotations.tsv")
# ESCO's own names for the groups of ISCO-08 that its occupations stand in.
GROUPS = "/esco/isco/"
RESAMPLES = 2000
SEED = 20261125

Scores = Mapping[str, float]
Method = Callable[[str], Scores]


class NotAMeloFolder(Exception):
    """A file is missing, or a line is not what the format says."""


@dataclass(frozen=True)
class Questions:
    """Titles to ask about, the occupations to find among, and which are right for each title."""

    titles: dict[str, str]
    occupations: tuple[Occupation, ...]
    right: dict[str, frozenset[str]]

    def halves(self) -> dict[str, list[str]]:
        """All questions; those that were tuned on; and the others, which the figures are for."""
        every = sorted(self.right)
        return {"all": every, "tuned_on": every[::2], "held_out": every[1::2]}


def read_folder(folder: Path) -> Questions:
    """Raises NotAMeloFolder."""
    queries, elements, concepts, judged = (_lines(folder / name) for name in FILES)
    try:
        concept_of = {line[0]: line[1] for line in concepts}
        titles: dict[str, list[str]] = defaultdict(list)
        for element, title in elements:
            titles[concept_of[element]].append(title)
        right: dict[str, set[str]] = defaultdict(set)
        for query, _, element, relevance in judged:
            if int(relevance) > 0:
                right[query].add(concept_of[element])
        asked = {line[0]: line[1] for line in queries}
        unknown = sorted(set(right) - set(asked))
        if unknown:
            raise NotAMeloFolder(f"annotations.tsv judges {unknown[0]}, which nobody asks.")
    except (LookupError, ValueError) as error:
        raise NotAMeloFolder(f"A line in {folder} is not as the format says: {error}.") from error
    if not right or not titles:
        raise NotAMeloFolder(f"{folder} judges no title.")
    occupations = tuple(Occupation(c, tuple(t), GROUPS in c) for c, t in titles.items())
    return Questions(asked, occupations, {q: frozenset(found) for q, found in right.items()})


def _lines(file: Path) -> list[list[str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotAMeloFolder(f"{file} can't be read: {error}.") from error
    return [line.split("\t") for line in lines if line.strip()]


def rank(scores: Scores, right: frozenset[str], of: int) -> float:
    """Where the best of the right occupations stands; those that score nothing share the end."""
    best = max(scores.get(code, 0.0) for code in right)
    if best <= 0:
        above, beside = len(scores), of - len(scores)
    else:
        above = sum(score > best for score in scores.values())
        beside = sum(score == best for score in scores.values())
    return above + (beside + 1) / 2


def figures(ranks: Sequence[float]) -> dict[str, dict[str, float]]:
    """MRR, hit@1 and hit@10, each with the interval that holds 95 of 100 resamples."""
    measures: dict[str, Callable[[float], float]] = {
        "mrr": lambda rank: 1 / rank,
        "hit@1": lambda rank: float(rank <= 1),
        "hit@10": lambda rank: float(rank <= 10),
    }
    return {name: _with_interval([one(rank) for rank in ranks]) for name, one in measures.items()}


def _with_interval(values: Sequence[float]) -> dict[str, float]:
    chance = random.Random(SEED)  # noqa: S311  the same interval each time; nothing is kept secret
    means = sorted(_mean(chance.choices(values, k=len(values))) for _ in range(RESAMPLES))
    low, high = means[RESAMPLES // 40], means[-RESAMPLES // 40 - 1]
    return {"value": round(_mean(values), 4), "low": round(low, 4), "high": round(high, 4)}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def evaluate(questions: Questions, methods: Mapping[str, Method]) -> dict[str, dict]:
    """The figures of each method, for all questions and for each half."""
    of = len(questions.occupations)
    answer: dict[str, dict] = {}
    for name, method in methods.items():
        ranks = {
            query: rank(method(questions.titles[query]), right, of)
            for query, right in questions.right.items()
        }
        answer[name] = {
            half: {"queries": len(those), **figures([ranks[query] for query in those])}
            for half, those in questions.halves().items()
        }
    return answer


def stemmed_bm25(occupations: Sequence[Occupation], k1: float = 1.2, b: float = 0.75) -> Method:
    """The plain method that ours is measured against: BM25 over stemmed words, best title."""
    said = [
        (one.code, Counter(stem(word) for word in fold(title).split()))
        for one in occupations
        for title in one.titles
    ]
    average = _mean([sum(words.values()) for _, words in said])
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, (_, words) in enumerate(said):
        longer = k1 * (1 - b + b * sum(words.values()) / average)
        for word, n in words.items():
            places[word].append((at, n * (k1 + 1) / (n + longer)))
    rare = {w: math.log(1 + (len(said) - len(p) + 0.5) / (len(p) + 0.5)) for w, p in places.items()}

    def scores(title: str) -> Scores:
        titles: dict[int, float] = defaultdict(float)
        for word in (stem(word) for word in fold(title).split()):
            for at, counts in places.get(word, ()):
                titles[at] += rare[word] * counts
        best: dict[str, float] = {}
        for at, score in titles.items():
            code = said[at][0]
            best[code] = max(best.get(code, 0.0), score)
        return best

    return scores
