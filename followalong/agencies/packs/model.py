"""A jurisdiction pack: what differs between places, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from . import codes
from .codes import CodeList
from .consents import ConsentDefault
from .eligibility import Question
from .facts import Fact
from .held_back import HeldBackRule
from .holidays import Holiday, nearest_weekday
from .retention import RetentionRule
from .rights import RightsRule
from .sources import Provenance
from .text import Text
from .timing import TimingRule
from .words import Word


@dataclass(frozen=True)
class CrisisLine:
    """A line that answers at any time; shown wherever a person writes and nobody reads at once."""

    key: str
    name: Text
    call: str
    text: str
    note: Text
    languages: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, eq=False)  # packs are one of a kind, which also lets them key a cache
class Pack:
    """Everything a jurisdiction decides: words, clocks, holidays, codes, consent, values."""

    code: str
    version: str
    title: Text
    facts: Mapping[str, Fact]
    words: Mapping[str, tuple[Word, ...]]
    timings: Mapping[str, TimingRule]
    holiday_rules: tuple[Holiday, ...]
    weekend_label: Text | None
    crisis_lines: tuple[CrisisLine, ...]
    consents: Mapping[str, ConsentDefault]
    rights: Mapping[str, RightsRule]
    held_back: Mapping[str, HeldBackRule]
    retention: Mapping[str, RetentionRule]
    questions: tuple[Question, ...]
    demographics: tuple[str, ...]
    why_asked: Mapping[str, Text]
    hidden: Mapping[str, frozenset[str]]
    relabelled: Mapping[str, Mapping[str, Text]]

    def value(self, key: str) -> Any:
        """One fact's value, for example `pack.value("currency")`."""
        return self.facts[key].value

    def word(
        self,
        noun: str,
        lang: str,
        *,
        plural: bool = False,
        gender: str | None = None,
        choice: str | None = None,
    ) -> str:
        """What this pack calls a person; an agency may have made another `choice`."""
        words = self.words[noun]
        chosen = next((word for word in words if word.key == choice), words[0])
        return chosen.say(lang, plural=plural, gender=gender)

    def word_choices(self, noun: str, lang: str) -> list[tuple[str, str]]:
        """The words an agency may choose from, the pack's own first."""
        return [(word.key, word.say(lang)) for word in self.words[noun]]

    def timing(self, rule: str) -> TimingRule:
        """One timing rule; KeyError if the pack has no such clock."""
        return self.timings[rule]

    def consent(self, kind: str) -> ConsentDefault:
        return self.consents[kind]

    def questions_for(self, setting: str | None) -> tuple[Question, ...]:
        """What a program of this setting asks of a person who wants to join."""
        return tuple(question for question in self.questions if question.is_for(setting))

    def holidays(self, year: int, lang: str = "en") -> dict[date, str]:
        """The holidays of a year, in order; with the weekday off where law moves one."""
        return dict(_holidays(self, year, lang))

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and no holiday."""
        return day.weekday() < 5 and day not in _holidays(self, day.year, "en")

    def add_working_days(self, day: date, count: int) -> date:
        """The day `count` working days after `day`."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def due_day(self, rule: TimingRule, start: date) -> date:
        """By when something is due that began on a day, in days or in working days."""
        return self._after(start, rule.due_days or 0, rule.calendar)

    def answer_by(self, kind: str, asked_on: date) -> date:
        """By when a request about one's own record is answered."""
        rule = self.rights[kind]
        return self._after(asked_on, rule.days, rule.calendar)

    def answer_later(self, kind: str, due_on: date) -> date:
        """By when, once it is put off; the same day where that may not be."""
        rule = self.rights[kind]
        return self._after(due_on, rule.later_days, rule.calendar)

    def _after(self, start: date, days: int, calendar: str) -> date:
        if calendar == "working_days":
            return self.add_working_days(start, days)
        return start + timedelta(days=days)

    def codes(self, key: str) -> CodeList:
        """A code list as this pack shows it: its own codes and words, hidden ones left out."""
        return _codes(self, key)


@cache
def _holidays(pack: Pack, year: int, lang: str) -> Mapping[date, str]:
    found: dict[date, str] = {}
    for holiday in pack.holiday_rules:
        label = holiday.label.say(lang)
        # The day off for a New Year's Day on a Saturday falls in the year before it.
        for day in (holiday.in_year(year), holiday.in_year(year + 1)):
            if day is not None:
                found[day] = label
                if pack.weekend_label and nearest_weekday(day) != day:
                    moved = pack.weekend_label.say(lang).format(holiday=label)
                    found.setdefault(nearest_weekday(day), moved)
    return {day: found[day] for day in sorted(found) if day.year == year}


@cache
def _codes(pack: Pack, key: str) -> CodeList:
    hidden = pack.hidden.get(key, frozenset())
    shown = codes.get(key).keeping(
        lambda entry: entry.code not in hidden and (not entry.packs or pack.code in entry.packs)
    )
    return shown.relabelled(pack.relabelled.get(key, {}))
