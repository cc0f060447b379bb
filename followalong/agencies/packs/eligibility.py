"""What a pack has asked of a person who wants to join. Kept as said: no verdict, no score."""

from collections.abc import Mapping
from dataclasses import dataclass

from .reader import Table
from .sources import Provenance, provenance_of
from .text import Text

# The most that fits the column which keeps an answer's question.
LONGEST_KEY = 32
SETTINGS = ("mental_health", "primary_care", "addiction")


@dataclass(frozen=True)
class Question:
    """One question, why it is asked, and the answer after which a word to the team is shown.

    `settings` are the kinds of program that ask it; none means all do.
    """

    key: str
    version: str
    ask: Text
    why: Text
    settings: tuple[str, ...]
    remark_on: str
    remark: Text | None
    provenance: Provenance

    def is_for(self, setting: str | None) -> bool:
        return not self.settings or setting in self.settings

    def remark_for(self, answer: str | None) -> Text | None:
        """What the team may want to think of; it decides nothing."""
        return self.remark if answer and answer == self.remark_on else None


def read_questions(
    tables: Mapping[str, Table], answers: tuple[str, ...], sources: dict[str, Provenance]
) -> tuple[Question, ...]:
    """The questions that apply, in the file's order."""
    read = (_question(key, table, answers, sources) for key, table in tables.items())
    return tuple(question for question in read if question is not None)


def _question(
    key: str, table: Table, answers: tuple[str, ...], sources: dict[str, Provenance]
) -> Question | None:
    if len(key) > LONGEST_KEY:
        raise table.error("", f"a question's key has at most {LONGEST_KEY} letters")
    applies = table.truth("applies", True)
    remark_on = table.choice("remark_on", answers, "")
    settings = table.many("settings", str, "kinds of program", [])
    if not set(settings) <= set(SETTINGS):
        raise table.error("settings", f"must be some of {', '.join(SETTINGS)}")
    found = Question(
        key=key,
        version=table.words("version"),
        ask=table.text("ask"),
        why=table.text("why"),
        settings=settings,
        remark_on=remark_on,
        remark=table.text("remark") if remark_on else None,
        provenance=provenance_of(table, sources),
    )
    table.finish()
    return found if applies else None
