"""Code lists: closed sets of answers with labels in three languages.

`get()` gives the whole list, which is what an import accepts. A pack hides or renames codes
for its screens (`pack.codes()`), so a record from elsewhere is never refused for that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .reader import PackError, Table, read_file
from .sources import DATA, Provenance, provenance_of, read_sources
from .text import LANGUAGES, Text


@dataclass(frozen=True)
class Code:
    """One answer: what is stored, what people read, and what the rules ask about it."""

    code: str
    label: Text
    flags: Mapping[str, Any]
    packs: tuple[str, ...]
    effective_from: date | None
    effective_to: date | None


@dataclass(frozen=True)
class CodeList:
    """A closed list. `flags` are its questions, each with the answer most codes give."""

    key: str
    title: Text
    flags: Mapping[str, Any]
    entries: tuple[Code, ...]
    provenance: Provenance

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(entry.code for entry in self.entries)

    @cached_property
    def _by_code(self) -> Mapping[str, Code]:
        return {entry.code: entry for entry in self.entries}

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def entry(self, code: str) -> Code:
        """The entry of a code; KeyError names the list and the code."""
        if code not in self._by_code:
            raise KeyError(f"{self.key} has no code {code!r}")
        return self._by_code[code]

    def label(self, code: str, lang: str) -> str:
        return self.entry(code).label.say(lang)

    def flag(self, code: str, name: str) -> Any:
        """What the list says about a code, for example whether a place is in the community."""
        return self.entry(code).flags[name]

    def where(self, name: str, value: Any = True) -> tuple[str, ...]:
        """The codes whose flag has this value."""
        return tuple(entry.code for entry in self.entries if entry.flags[name] == value)

    def choices(self, lang: str, on: date | None = None) -> list[tuple[str, str]]:
        """What a form offers: code and label of those in use on a day, or of all."""
        return [(e.code, e.label.say(lang)) for e in self.entries if on is None or _used(e, on)]

    def keeping(self, wanted: Callable[[Code], bool]) -> "CodeList":
        return replace(self, entries=tuple(entry for entry in self.entries if wanted(entry)))

    def relabelled(self, labels: Mapping[str, Text]) -> "CodeList":
        """The same list with other words for some of its codes."""
        entries = [replace(e, label=labels.get(e.code, e.label)) for e in self.entries]
        return replace(self, entries=tuple(entries))


def get(key: str) -> CodeList:
    """The whole list called `key`, for example "contact.category"."""
    lists = read_lists()
    if key not in lists:
        raise KeyError(f"no code list {key!r}; there are {', '.join(sorted(lists))}")
    return lists[key]


@cache
def read_lists(folder: Path = DATA) -> Mapping[str, CodeList]:
    """Every list of every file, validated."""
    sources = read_sources(folder)
    lists: dict[str, CodeList] = {}
    for path in sorted((folder / "codes").glob("*.toml")):
        for key, table in read_file(path).each():
            if key in lists:
                raise PackError(path.name, key, "another file has a list of this name")
            lists[key] = _read_list(key, table, sources)
    return MappingProxyType(lists)


def _used(entry: Code, on: date) -> bool:
    begun = entry.effective_from is None or entry.effective_from <= on
    return begun and (entry.effective_to is None or on <= entry.effective_to)


def _read_list(key: str, table: Table, sources: dict[str, Provenance]) -> CodeList:
    provenance = provenance_of(table, sources)
    flags = dict(table.table("flags", {}).data)
    found = CodeList(
        key=key,
        title=table.text("title"),
        flags=MappingProxyType(flags),
        entries=tuple(_read_code(row, flags) for row in table.tables("codes")),
        provenance=provenance,
    )
    table.finish()
    if len(set(found.codes)) != len(found.codes):
        raise table.error("codes", "a code stands in the list twice")
    for lang in LANGUAGES:
        _refuse_same_labels(found, lang, table)
    return found


def _read_code(row: Table, flags: dict[str, Any]) -> Code:
    def flag(name: str, usual: Any) -> Any:
        return row.value(name, type(usual), f"like {usual!r}", usual)

    code = Code(
        code=row.words("code"),
        label=row.own_text(),
        flags=MappingProxyType({name: flag(name, usual) for name, usual in flags.items()}),
        packs=row.many("packs", str, "pack codes", []),
        effective_from=row.day("effective_from", None),
        effective_to=row.day("effective_to", None),
    )
    row.finish()
    return code


def _refuse_same_labels(found: CodeList, lang: str, table: Table) -> None:
    """Two answers with one label can't be told apart, unless no pack shows both."""
    seen: dict[str, Code] = {}
    for entry in found.entries:
        other = seen.setdefault(entry.label.say(lang), entry)
        if other is not entry and _share_a_pack(entry, other):
            raise table.error("codes", f"{entry.code} and {other.code} read the same in {lang}")


def _share_a_pack(one: Code, other: Code) -> bool:
    return not one.packs or not other.packs or bool(set(one.packs) & set(other.packs))
