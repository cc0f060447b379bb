"""The public page is read by anybody, also on a bad day: sixth grade at most (WCAG 2.2, 3.1.5).

The measure is the Flesch-Kincaid grade, with syllables counted by rule; it sees long words and
long sentences, not whether a sentence is kind.
"""

import re
from html.parser import HTMLParser

import pytest

from tests.clients.posting import send, words

PAGE = "/refer/northside/"
HIGHEST_GRADE = 6
BLOCKS = {"p", "h1", "h2", "h3", "label", "legend", "li", "span", "div", "section"}
UNSEEN = {"script", "style", "title", "head"}


class Seen(HTMLParser):
    """What a page says, one line a block."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.hidden = "", 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in UNSEEN
        self.text += "\n" if tag in BLOCKS else ""

    def handle_endtag(self, tag):
        self.hidden -= tag in UNSEEN
        self.text += "\n" if tag in BLOCKS else ""

    def handle_data(self, data):
        self.text += "" if self.hidden else data.replace("\n", " ")


def sentences(html: str) -> list[list[str]]:
    """The words of each sentence of a page; labels and buttons are no sentences."""
    seen = Seen()
    seen.feed(html)
    found = [s for line in seen.text.split("\n") for s in re.findall(r"[^.?!]+[.?!]", line)]
    return [said for s in found if (said := re.findall(r"[a-z]+(?:[’'][a-z]+)?", s.lower()))]


def syllables(word: str) -> int:
    """Groups of vowels; an e at the end, or in -es and -ed, is mostly silent."""
    groups = len(re.findall(r"[aeiouy]+", word))
    is_silent = re.search(r"[^aeiouy](e|es|ed)$", word) and not re.search(r"(les?|[td]ed)$", word)
    return max(1, groups - bool(is_silent))


def grade(said: list[list[str]]) -> float:
    """Years of school it takes to read this (doi:10.21236/ADA006655)."""
    spoken = [word for sentence in said for word in sentence]
    length = len(spoken) / len(said)
    return 0.39 * length + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


@pytest.mark.parametrize(
    ("word", "count"),
    [("work", 1), ("someone", 2), ("called", 1), ("wanted", 2), ("safe", 1), ("people", 2)],
)
def test_syllables_are_counted(word, count):
    assert syllables(word) == count


def test_the_measure_tells_plain_words_from_others():
    assert grade([["tell", "us", "what", "to", "call", "you"]]) < 2
    official = "eligibility determination requires submission of documentation"
    assert grade([official.split()]) > 12


def test_anybody_can_read_the_page_and_its_answers(cast, visitor):
    page = visitor.get(PAGE)
    refused = send(visitor, PAGE)
    thanks = visitor.get(send(visitor, PAGE, given_name="Kit", phone="416 555 0177")["Location"])
    for answer in (page, refused, thanks):
        said = sentences(words(answer))
        assert len(said) >= 4
        assert grade(said) <= HIGHEST_GRADE, said


def test_no_sentence_of_the_page_is_long(cast, visitor):
    assert max(map(len, sentences(words(visitor.get(PAGE))))) <= 25
