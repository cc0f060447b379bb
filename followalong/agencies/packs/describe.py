"""Write docs/reference/packs.md from the data, so that the page can't say anything else.

python -m followalong.agencies.packs.describe > docs/reference/packs.md
"""

import sys
from collections.abc import Iterable, Iterator

from . import codes
from .codes import CodeList
from .eligibility import Question
from .holidays import WEEKDAYS, Holiday
from .loader import load, names
from .model import Pack
from .sources import Provenance, read_sources
from .text import LANGUAGES, Text
from .timing import TimingRule

INTRODUCTION = """# Jurisdiction packs and code lists

This page is generated from the data in `followalong/agencies/data/`; change the data, then run
`python -m followalong.agencies.packs.describe > docs/reference/packs.md`.

A pack holds what differs between places. Every value names its source and one of three statuses:
*confirmed* (read in the source), *unconfirmed* (general knowledge: a person must check it before
anyone relies on it), *design* (our own choice, which an authority may change). Nothing here is
legal advice.

An import accepts every code of a list. A pack only hides or renames codes on its own screens.
"""
MONTHS = "January February March April May June July August September October November December"


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION, *_sources()]
    for name in names():
        parts += _pack(load(name))
    parts.append("## Code lists\n")
    for key in sorted(codes.read_lists()):
        parts += _code_list(codes.get(key))
    return "\n".join(parts)


def _table(head: list[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    shown = ("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)
    return "\n".join(shown) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, Text):
        value = " / ".join(value.say(lang) for lang in LANGUAGES)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, tuple):
        value = ", ".join(map(str, value)) or "none"
    return str("" if value is None else value).replace("|", "\\|")


def _from(provenance: Provenance) -> list[object]:
    return [provenance.source, provenance.status]


def _sources() -> Iterator[str]:
    yield "## Sources\n"
    rows = (
        [f"`{key}`", p.source, p.status, p.effective_from, p.last_checked]
        for key, p in sorted(read_sources().items())
    )
    yield _table(["Key", "Source", "Status", "Holds from", "Last checked"], rows)


def _pack(pack: Pack) -> Iterator[str]:
    yield f"## `{pack.code}`: {pack.title.en} (version {pack.version})\n"
    yield "### Values\n"
    rows = ([f"`{f.key}`", f.value, f.note, *_from(f.provenance)] for f in pack.facts.values())
    yield _table(["Value", "Is", "Meaning", "Source", "Status"], rows)
    yield "### Words for people (the pack's own first)\n"
    yield _table(["Noun", *LANGUAGES], (_word_row(pack, noun) for noun in pack.words))
    yield "### Clocks\n"
    yield _table(
        ["Rule", "Reads", "Starts", "Stops", "When", "Waits while", "Source", "Status"],
        (_rule_row(rule) for rule in pack.timings.values()),
    )
    yield "### Holidays\n"
    yield _table(["Holiday", "When", "Source", "Status"], map(_holiday_row, pack.holiday_rules))
    yield "### Crisis lines\n"
    lines = ([c.name, c.call, c.text, c.note, *_from(c.provenance)] for c in pack.crisis_lines)
    yield _table(["Line", "Call", "Text", "Says", "Source", "Status"], lines)
    yield "### Permissions: how they are given and when they end\n"
    yield _table(
        ["Permission", "Given by", "By legal basis", "Ends", "Copy", "Source", "Status"],
        (_consent_row(pack, kind) for kind in pack.consents),
    )
    yield "### Requests about one's own record: by when they are answered\n"
    rules = (
        [r.kind, r.days, r.calendar.replace("_", " "), r.later_days, *_from(r.provenance)]
        for r in pack.rights.values()
    )
    yield _table(["Request", "Days", "Counted in", "Put off once by", "Source", "Status"], rules)
    yield "### What may be kept out of a person's copy of their record\n"
    reasons = ([h.reason, h.law, *_from(h.provenance)] for h in pack.held_back.values())
    yield _table(["Reason", "Where the law says it", "Source", "Status"], reasons)
    yield "### How long records are kept, in years after the last service\n"
    kept = ([r.kind, r.at_least, r.years, *_from(r.provenance)] for r in pack.retention.values())
    yield _table(["Record", "At least", "Until the agency says", "Source", "Status"], kept)
    yield "### Asked of a person who wants to join (kept as said, never a score)\n"
    yield _table(
        [
            "Question",
            "Version",
            "Asks",
            "Why",
            "Programs",
            "A word to the team",
            "Source",
            "Status",
        ],
        map(_question_row, pack.questions),
    )
    yield "### Codes of its own\n"
    yield _table(["List", "Hidden here", "Reads differently here"], _own_code_rows(pack))
    yield "### Asked about oneself, if one likes (only ever counted)\n"
    yield _table(["Question", "Why"], ([f"`{k}`", pack.why_asked[k].en] for k in pack.demographics))


def _word_row(pack: Pack, noun: str) -> list[object]:
    return [noun, *(tuple(w.say(lang) for w in pack.words[noun]) for lang in LANGUAGES)]


def _rule_row(rule: TimingRule) -> list[object]:
    return [
        f"`{rule.key}`",
        rule.label.en,
        rule.start,
        rule.done,
        "; ".join(_when(rule)),
        rule.excuses,
        *_from(rule.provenance),
    ]


def _when(rule: TimingRule) -> Iterator[str]:
    unit = rule.calendar.replace("_", " ")
    if rule.opens_days:
        yield f"counts from day {rule.opens_days}"
    if rule.warn_days:
        yield f"warns at {_cell(rule.warn_days)}"
    if rule.due_days is not None:
        yield f"due at {rule.due_days} {unit}"
    for repeat in rule.repeats:
        last = "on" if repeat.last is None else f"to {repeat.last}"
        yield f"{repeat.count} in each {repeat.unit.replace('_', ' ')} from {repeat.first} {last}"
    if rule.milestone_days:
        yield f"at days {_cell(rule.milestone_days)}"
    if rule.usual_unit:
        yield f"usually each {rule.usual_unit}, at least each {rule.lighter_unit}"


def _holiday_row(holiday: Holiday) -> list[object]:
    years = [f"from {holiday.from_year}"] if holiday.from_year else []
    years += [f"to {holiday.to_year}"] if holiday.to_year else []
    when = ", ".join([_holiday_rule(holiday), *years])
    return [holiday.label, when, *_from(holiday.provenance)]


def _holiday_rule(holiday: Holiday) -> str:
    if holiday.easter is not None:
        return f"{holiday.easter:+d} days from Easter Sunday"
    month = MONTHS.split()[(holiday.month or 1) - 1]
    if holiday.weekday is None:
        return f"{month} {holiday.day}"
    weekday = WEEKDAYS[holiday.weekday].title()
    if holiday.nth is None:
        return f"the {weekday} before {month} {holiday.day}"
    return (
        f"last {weekday} of {month}" if holiday.nth == -1 else f"{weekday} {holiday.nth} of {month}"
    )


def _consent_row(pack: Pack, kind: str) -> list[object]:
    rule = pack.consent(kind)
    by_basis = "; ".join(f"{b}: {_cell(m)}" for b, m in rule.methods_by_basis.items())
    ends = f"after {rule.months} months" if rule.months else rule.ends.replace("_", " ")
    later = f" + {rule.days_after} days" if rule.days_after else ""
    return [kind, rule.methods, by_basis, ends + later, rule.copy_given, *_from(rule.provenance)]


def _question_row(question: Question) -> list[object]:
    remark = f"after {question.remark_on}: {question.remark.en}" if question.remark else ""
    return [
        f"`{question.key}`",
        question.version,
        question.ask,
        question.why,
        question.settings or ("all",),
        remark,
        *_from(question.provenance),
    ]


def _own_code_rows(pack: Pack) -> Iterator[list[object]]:
    for key in sorted({*pack.hidden, *pack.relabelled}):
        renamed = (f"{c}: {_cell(t)}" for c, t in pack.relabelled.get(key, {}).items())
        yield [f"`{key}`", tuple(sorted(pack.hidden.get(key, ()))), "; ".join(renamed)]


def _code_list(found: CodeList) -> Iterator[str]:
    yield f"### `{found.key}`: {found.title.en}\n"
    yield f"{found.provenance.source} ({found.provenance.status}).\n"
    flags = list(found.flags)
    rows = (
        [f"`{e.code}`", e.label.en, e.label.fr, e.label.es]
        + [e.flags[flag] for flag in flags]
        + ([e.packs or ("all",)] if _is_split(found) else [])
        for e in found.entries
    )
    packs = ["Packs"] if _is_split(found) else []
    yield _table(["Code", "English", "French", "Spanish", *flags, *packs], rows)


def _is_split(found: CodeList) -> bool:
    return any(entry.packs for entry in found.entries)


if __name__ == "__main__":
    sys.stdout.write(page())
