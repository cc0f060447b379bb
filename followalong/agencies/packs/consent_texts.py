"""What a person is told before they say yes or no, versioned, per pack (domain.md 7.2)."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .reader import Table, read_file
from .sources import DATA, Provenance, provenance_of, read_sources
from .text import Text


@dataclass(frozen=True)
class ConsentText:
    """The words of one permission; `notice` is what a law wants said beside them, and `goes_along`
    what it wants said to whoever gets what is shared."""

    version: str
    says: Text
    notice: Text | None
    goes_along: Text | None
    provenance: Provenance


def consent_text(pack: str, kind: str) -> ConsentText:
    """The words that hold in a pack: its own, else the common ones."""
    texts = read_consent_texts()
    return texts.get((pack, kind)) or texts["common", kind]


@cache
def read_consent_texts(folder: Path = DATA) -> dict[tuple[str, str], ConsentText]:
    """Every text by pack and kind; PackError names file and key of a mistake."""
    sources = read_sources(folder)
    file = read_file(folder / "packs" / "common" / "consent_texts.toml")
    return {
        (pack, kind): _read(table, sources)
        for pack, kinds in file.each()
        for kind, table in kinds.each()
    }


def _read(table: Table, sources: dict[str, Provenance]) -> ConsentText:
    found = ConsentText(
        version=table.words("version"),
        says=table.own_text(),
        notice=table.text("notice") if "notice" in table else None,
        goes_along=table.text("goes_along") if "goes_along" in table else None,
        provenance=provenance_of(table, sources),
    )
    table.finish()
    return found
