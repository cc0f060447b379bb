"""The product's words in French and Spanish: python -m followalong.ui.messages extract.

extract   collect the words from code and templates into the catalogues; new ones are left empty
compile   write the .mo files that Django reads
check     fail when any word is missing, empty, in doubt or has lost a placeholder
"""

import argparse
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
LOCALES = PACKAGE / "locale"
LANGUAGES = ("fr", "es")
CODING: Any = {"encoding": "utf-8"}
# Django's names for the gettext functions; a context comes first in the p-functions.
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **{f"{name}_lazy": spec for name, spec in DEFAULT_KEYWORDS.items()},
    "gettext_noop": None,
}


def found_words(package: Path = PACKAGE) -> Catalog:
    """Every word to translate, from the code and templates of the package."""
    catalog = Catalog(project="Followalong", charset="utf-8")
    for path in sources(package):
        for line, function, words, comments in extracted(path):
            msgid, context = message_of(function, words)
            if msgid:
                where = [(path.relative_to(package.parent).as_posix(), line)]
                catalog.add(msgid, locations=where, auto_comments=comments, context=context)
    return catalog


def sources(package: Path) -> Iterator[Path]:
    for pattern in ("*.py", "templates/**/*.html", "templates/**/*.txt"):
        yield from sorted(p for p in package.rglob(pattern) if "node_modules" not in p.parts)


def extracted(path: Path) -> Iterator[tuple]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is left of a template is not Python, so its indentation must not be read as such.
        python = templatize(source, origin=str(path))
        source = "\n".join(line.lstrip() for line in python.split("\n"))
    return extract_python(BytesIO(source.encode()), KEYWORDS, ["Translators"], CODING)


def message_of(function: str, words: Any) -> tuple[Any, str | None]:
    """The msgid (a pair when there is a plural) and its context, from one call's arguments."""
    parts = list(words) if isinstance(words, tuple) else [words]
    spec = KEYWORDS[function] or (1,)
    context = next((parts[s[0] - 1] for s in spec if isinstance(s, tuple)), None)
    ids = [parts[s - 1] for s in spec if isinstance(s, int) and s <= len(parts)]
    if not ids or not all(isinstance(word, str) and word for word in ids):
        return None, None
    return (tuple(ids) if len(ids) > 1 else ids[0]), context


def po_path(language: str, locales: Path = LOCALES) -> Path:
    return locales / language / "LC_MESSAGES" / "django.po"


def load(language: str, locales: Path = LOCALES) -> Catalog:
    """One language's catalogue as it stands; an empty one when there is none yet."""
    path = po_path(language, locales)
    if not path.is_file():
        return Catalog(
            locale=language,
            header_comment=f"# The words of Followalong: {language}",
            project="Followalong",
            charset="utf-8",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=language)


def extract(package: Path = PACKAGE, locales: Path = LOCALES) -> None:
    """Bring the catalogues up to date; what is translated stays, what is gone goes."""
    found = found_words(package)
    for language in LANGUAGES:
        known = load(language, locales)
        found.creation_date = known.creation_date  # a date alone is no reason to change a file
        known.update(found, no_fuzzy_matching=True)
        path = po_path(language, locales)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(
                file, known, width=99, sort_output=True, ignore_obsolete=True, include_lineno=False
            )


def compile_catalogs(locales: Path = LOCALES) -> None:
    """Write each .mo beside its .po."""
    for language in LANGUAGES:
        path = po_path(language, locales)
        if path.is_file():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, load(language, locales))


def problems(package: Path = PACKAGE, locales: Path = LOCALES) -> list[str]:
    """What stands between the catalogues and a complete product, one sentence each."""
    wanted = [message for message in found_words(package) if message.id]
    said = []
    for language in LANGUAGES:
        known = load(language, locales)
        for message in wanted:
            here = known.get(first(message.id), message.context)
            fault = fault_of(here, known)
            if fault:
                said.append(f"{language}: {fault}: {first(message.id)!r}")
    return said


def first(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def fault_of(message: Message | None, catalog: Catalog) -> str:
    if message is None:
        return "missing"
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    if not all(texts) or (message.pluralizable and len(texts) < catalog.num_plurals):
        return "not translated"
    if message.fuzzy:
        return "in doubt"
    return "; ".join(str(error) for error in message.check(catalog))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", choices=("extract", "compile", "check"))
    command = parser.parse_args().command
    if command == "extract":
        extract()
    elif command == "compile":
        compile_catalogs()
    else:
        found = problems()
        sys.stdout.write("".join(f"{line}\n" for line in found) or "Every word is translated.\n")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
