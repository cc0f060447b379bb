"""What a document on paper is made of. All of it is data: no word is ever read as markup."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Heading:
    """A section, or with level 2 a part of one. A level 2 stands below a level 1."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Text:
    """Paragraphs as they were written; a quiet one is about the document, not in it."""

    text: str
    is_quiet: bool = False


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, and below them whose they are."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class Facts:
    """Names with what belongs to each."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Bullets:
    """A list; numbered where the order matters."""

    items: Sequence[str]
    is_numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under heads that stand again on each sheet. `wide` gives a column's share."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    wide: Sequence[int] = ()


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, each with whose it is."""

    names: Sequence[str]


@dataclass(frozen=True)
class Entry:
    """What somebody did: what, where, when, and lines about it. Stands below a heading."""

    what: str
    where: str
    when: str
    did: Sequence[str] = ()


Block = Entry | Heading | Text | Quote | Facts | Bullets | Table | Signatures


@dataclass(frozen=True)
class Paper:
    """A document: its title, what stands below it, its parts, and where a reader can turn.

    `language` is the document's own; without one, that of the page. `footer` stands on every
    sheet before the day it was printed.
    """

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    footer: str = ""
    language: str = ""
    is_large: bool = False
    is_wide: bool = False
    template: str = "paper"
    design: str = ""

    def as_data(self) -> dict[str, Any]:
        data = {key: value for key, value in vars(self).items() if key != "blocks"}
        blocks = [{"kind": type(one).__name__.lower(), **asdict(one)} for one in self.blocks]
        return {**data, "blocks": blocks}
