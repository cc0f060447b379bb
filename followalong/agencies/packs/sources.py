"""Where a value comes from, how sure we are, and since when it holds."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from .reader import PackError, Table, read_file

# confirmed: read in the source named; unconfirmed: general knowledge, to be checked by a person
# before anyone relies on it; design: our own choice, which an authority may change.
STATUSES = ("confirmed", "unconfirmed", "design")

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Provenance:
    """The source of one value, its status, and the dates a reader needs to trust it."""

    source: str
    status: str
    effective_from: date
    last_checked: date

    @property
    def needs_counsel(self) -> bool:
        """Nobody checked it for the place yet: staff are told so beside it."""
        return self.status == "unconfirmed"


@cache
def read_sources(folder: Path = DATA) -> dict[str, Provenance]:
    """The named sources that values cite by key, so that a source is described once."""
    sources = {}
    for key, table in read_file(folder / "packs" / "common" / "sources.toml").each():
        sources[key] = Provenance(
            source=table.words("cite"),
            status=table.choice("status", STATUSES),
            effective_from=table.day("effective_from"),
            last_checked=table.day("last_checked"),
        )
        table.finish()
    return sources


def provenance_of(table: Table, sources: dict[str, Provenance]) -> Provenance:
    """The provenance a value cites; the value may say its own status or dates."""
    key = table.words("source")
    if key not in sources:
        raise PackError(table.file, f"{table.path}.source", f"no source called {key!r}")
    cited = sources[key]
    return Provenance(
        source=cited.source,
        status=table.choice("status", STATUSES, cited.status),
        effective_from=table.day("effective_from", cited.effective_from),
        last_checked=table.day("last_checked", cited.last_checked),
    )
