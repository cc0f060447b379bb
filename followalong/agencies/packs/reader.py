"""Read a TOML file and refuse, by file and key, anything that isn't as it should be."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from .text import LANGUAGES, Text


class PackError(ValueError):
    """A data file is wrong; says which file, which key, and what would be right."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        self.file, self.key, self.problem = file, key, problem
        super().__init__(f"{file}: {key or 'the whole file'}: {problem}")


def read_file(path: Path) -> "Table":
    """The whole of one TOML file as a `Table`."""
    try:
        return Table(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except FileNotFoundError:
        raise PackError(path.name, "", "the file is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(path.name, "", f"not valid TOML: {error}") from None


class Table:
    """One TOML table that knows where it stands and which of its keys were read.

    `finish()` refuses keys nobody asked for, so that a misspelt key is an error
    and not a value that is silently left out.
    """

    def __init__(self, data: Mapping[str, Any], file: str, path: str = "") -> None:
        self.data, self.file, self.path = data, file, path
        self._read: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def error(self, key: str, problem: str) -> PackError:
        return PackError(self.file, self._place(key), problem)

    def value(self, key: str, kind: type, what: str, default: Any = ...) -> Any:
        """The value of `key`; must be a `kind`, described to people as `what`."""
        self._read.add(key)
        found = self.data.get(key, default)
        if found is ...:
            raise self.error(key, f"missing; must be {what}")
        is_truth_as_number = kind is int and isinstance(found, bool)
        if found is not default and (not isinstance(found, kind) or is_truth_as_number):
            raise self.error(key, f"must be {what}, not {found!r}")
        return found

    def words(self, key: str, default: Any = ...) -> Any:
        found = self.value(key, str, "text", default)
        if found is not default and not found.strip():
            raise self.error(key, "must not be empty")
        return found

    def whole(self, key: str, default: Any = ...) -> Any:
        return self.value(key, int, "a whole number", default)

    def truth(self, key: str, default: Any = ...) -> Any:
        return self.value(key, bool, "true or false", default)

    def day(self, key: str, default: Any = ...) -> Any:
        return self.value(key, date, "a date such as 2026-11-22", default)

    def choice(self, key: str, allowed: tuple[str, ...], default: Any = ...) -> Any:
        found = self.words(key, default)
        if found is not default and found not in allowed:
            raise self.error(key, f"must be one of {', '.join(allowed)}, not {found!r}")
        return found

    def many(self, key: str, kind: type, what: str, default: Any = ...) -> tuple[Any, ...]:
        """A list whose every member is a `kind`."""
        found = self.value(key, list, f"a list of {what}", default)
        for member in found:
            if not isinstance(member, kind) or isinstance(member, bool):
                raise self.error(key, f"must be a list of {what}, not {member!r}")
        return tuple(found)

    def text(self, key: str) -> Text:
        """The table of `key` with en, fr and es."""
        table = self.table(key)
        text = table.own_text()
        table.finish()
        return text

    def own_text(self) -> Text:
        """The en, fr and es of this very table."""
        return Text(*(self.words(lang) for lang in LANGUAGES))

    def table(self, key: str, default: Any = ...) -> "Table":
        found = self.value(key, dict, "a table", default)
        return Table(found, self.file, self._place(key))

    def tables(self, key: str, default: Any = ...) -> Iterator["Table"]:
        """The tables of a list, named by their `code` or `key` in errors, else by number."""
        for number, row in enumerate(self.many(key, dict, "tables", default), start=1):
            name = row.get("code") or row.get("key") or number
            yield Table(row, self.file, f"{self._place(key)}[{name}]")

    def each(self) -> Iterator[tuple[str, "Table"]]:
        """Every key of this table, each of which must be a table."""
        for key in self.data:
            yield key, self.table(key)

    def finish(self) -> None:
        for key in self.data:
            if key not in self._read:
                raise self.error(key, "unknown key")

    def _place(self, key: str) -> str:
        shown = f'"{key}"' if "." in key else key
        return f"{self.path}.{shown}" if self.path else shown
