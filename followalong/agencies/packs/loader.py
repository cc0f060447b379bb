"""Read, validate and cache packs."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from .codes import read_lists
from .consents import ConsentDefault, read_consent
from .eligibility import read_questions
from .facts import read_facts
from .held_back import read_held_back
from .holidays import read_holiday
from .model import CrisisLine, Pack
from .reader import Table, read_file
from .retention import read_retention
from .rights import read_rights
from .sources import DATA, Provenance, provenance_of, read_sources
from .text import Text
from .timing import TimingRule, read_rule
from .words import Word, read_words

WEEKENDS = ("stays", "nearest_weekday")


class UnknownPack(KeyError):
    """There is no pack of this code."""


@cache
def load(code: str) -> Pack:
    """The pack called `code`, validated once per process."""
    if code not in names():
        raise UnknownPack(f"no pack {code!r}; there are {', '.join(names())}")
    return read_pack(code)


@cache
def names() -> tuple[str, ...]:
    """The codes of all packs there are."""
    return tuple(sorted(path.stem for path in (DATA / "packs").glob("*.toml")))


def choices(lang: str = "en") -> list[tuple[str, str]]:
    """Every pack with its title, for a form."""
    return [(code, load(code).title.say(lang)) for code in names()]


def timezones() -> list[str]:
    """Every time zone that some pack has, each once, a pack's usual one first."""
    return list(dict.fromkeys(zone for code in names() for zone in load(code).value("time_zones")))


def read_pack(code: str, folder: Path = DATA) -> Pack:
    """Read one pack from the files of `folder`; PackError names file and key of a mistake."""
    sources = read_sources(folder)
    common = folder / "packs" / "common"
    file = read_file(folder / "packs" / f"{code}.toml")
    if file.words("code") != code:
        raise file.error("code", f"must be {code!r}, the name of the file")
    facts = read_facts(_overlay(common, "facts", file), sources, file)
    weekend = file.choice("weekend_holidays", WEEKENDS)
    relabelled = _relabelled(file.table("relabel", {}), folder, sources)
    pack = Pack(
        code=code,
        version=file.words("version"),
        title=file.text("title"),
        facts=facts,
        words=_chosen_words(file.table("words"), read_words(read_file(common / "words.toml"))),
        timings=_timings(_overlay(common, "timing", file), sources),
        holiday_rules=tuple(read_holiday(row, sources) for row in file.tables("holidays")),
        weekend_label=file.text("weekend_label") if weekend == "nearest_weekday" else None,
        crisis_lines=tuple(_crisis_line(row, sources) for row in file.tables("crisis_lines")),
        consents=_consents(
            _overlay(common, "consent", file), facts["legal_bases"].value, folder, sources
        ),
        retention=read_retention(
            _overlay(common, "retention", file),
            read_lists(folder)["retention.kind"].codes,
            sources,
            file,
        ),
        rights=read_rights(
            _overlay(common, "rights", file),
            read_lists(folder)["rights_request.kind"].codes,
            sources,
            file,
        ),
        held_back=read_held_back(file, read_lists(folder)["held_back.reason"].codes, sources),
        questions=read_questions(
            _overlay(common, "eligibility", file),
            read_lists(folder)["eligibility_answer.answer"].codes,
            sources,
        ),
        demographics=_demographics(file, folder),
        why_asked=_why_asked(_overlay(common, "demographic", file), file, sources),
        hidden=_hidden(file.table("hide", {}), folder),
        relabelled=relabelled,
    )
    file.finish()
    _check_whole(pack, file)
    return pack


def _overlay(common: Path, section: str, file: Table) -> dict[str, Table]:
    """The common tables of a section, each with the pack's own keys laid over it."""
    own = file.table(section, {})
    tables = dict(read_file(common / f"{section}.toml").each())
    for key, table in own.each():
        under = tables[key].data if key in tables else {}
        tables[key] = Table({**under, **table.data}, file.file, f"{section}.{key}")
    return tables


def _timings(
    tables: Mapping[str, Table], sources: dict[str, Provenance]
) -> Mapping[str, TimingRule]:
    rules = {}
    for key, table in tables.items():
        if table.truth("applies", True):
            rules[key] = read_rule(key, table, sources)
    return MappingProxyType(rules)


def _consents(
    tables: Mapping[str, Table],
    bases: tuple[str, ...],
    folder: Path,
    sources: dict[str, Provenance],
) -> Mapping[str, ConsentDefault]:
    kinds = read_lists(folder)["consent.type"].codes
    for kind, table in tables.items():
        if kind not in kinds:
            raise table.error("", "no such consent type in consent.type")
    return MappingProxyType(
        {kind: read_consent(kind, tables[kind], bases, sources) for kind in tables}
    )


def _chosen_words(
    table: Table, nouns: Mapping[str, Mapping[str, Word]]
) -> Mapping[str, tuple[Word, ...]]:
    """For each noun the words this pack offers; its own word first."""
    chosen = {}
    for noun, words in nouns.items():
        keys = table.many(noun, str, "words", list(words))
        for key in keys:
            if key not in words:
                raise table.error(noun, f"no word {key!r}; there are {', '.join(words)}")
        chosen[noun] = tuple(words[key] for key in keys)
    table.finish()
    return MappingProxyType(chosen)


def _crisis_line(table: Table, sources: dict[str, Provenance]) -> CrisisLine:
    line = CrisisLine(
        key=table.words("key"),
        name=table.text("name"),
        call=table.words("call"),
        text=table.words("text", ""),
        note=table.text("note"),
        languages=table.many("languages", str, "languages"),
        provenance=provenance_of(table, sources),
    )
    table.finish()
    return line


def _demographics(file: Table, folder: Path) -> tuple[str, ...]:
    """The kinds of demographic question this pack may ask; all can be left out by a person."""
    kinds = file.many("demographics", str, "kinds")
    for kind in kinds:
        if f"demographic.{kind}" not in read_lists(folder):
            raise file.error("demographics", f"no code list demographic.{kind}")
    return kinds


def _why_asked(
    tables: Mapping[str, Table], file: Table, sources: dict[str, Provenance]
) -> Mapping[str, Text]:
    """Why each question about oneself is asked: nobody is asked one without a reason."""
    reasons = {}
    for kind, table in tables.items():
        provenance_of(table, sources)
        reasons[kind] = table.text("why")
        table.finish()
    for kind in file.many("demographics", str, "kinds"):
        if kind not in reasons:
            raise file.error("demographics", f"{kind} is asked without a reason why")
    return MappingProxyType(reasons)


def _hidden(table: Table, folder: Path) -> Mapping[str, frozenset[str]]:
    hidden = {}
    for key in table.data:
        hidden[key] = frozenset(table.many(key, str, "codes"))
        _need_codes(table, key, hidden[key], folder)
    return MappingProxyType(hidden)


def _relabelled(
    table: Table, folder: Path, sources: dict[str, Provenance]
) -> Mapping[str, Mapping[str, Text]]:
    relabelled = {}
    for key, labels in table.each():
        rows = dict(labels.each())
        _need_codes(table, key, rows, folder)
        relabelled[key] = MappingProxyType({c: _sourced_text(r, sources) for c, r in rows.items()})
    return MappingProxyType(relabelled)


def _sourced_text(row: Table, sources: dict[str, Provenance]) -> Text:
    provenance_of(row, sources)  # refuses a new label that doesn't say where it comes from
    text = row.own_text()
    row.finish()
    return text


def _need_codes(table: Table, key: str, wanted: Iterable[str], folder: Path) -> None:
    lists = read_lists(folder)
    if key not in lists:
        raise table.error(key, "no such code list")
    for code in wanted:
        if code not in lists[key]:
            raise table.error(key, f"the list has no code {code!r}")


def _check_whole(pack: Pack, file: Table) -> None:
    if not pack.crisis_lines:
        raise file.error("crisis_lines", "a pack needs at least one")
    if not pack.holiday_rules:
        raise file.error("holidays", "a pack needs at least one")
    if pack.weekend_label and "{holiday}" not in pack.weekend_label.en:
        raise file.error("weekend_label", "must say {holiday} where its name goes")
