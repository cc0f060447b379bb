"""A form takes what it shows and nothing else (ACC-10).

Every address that takes a POST is sent a form in order, and then the same with every column of
every table besides. What was sent besides may not reach the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest
from django import forms
from django.db import connection, models
from django.utils import timezone

from followalong.agencies.models import Membership
from followalong.core.db import set_context
from followalong.core.ids import uuid7
from tests.cast import MemberClient
from tests.factories.world import World
from tests.guards.addresses import Address, member_addresses
from tests.guards.allow import judge
from tests.guards.crawl import Visit, visit
from tests.guards.rooms import models as every_model

# Columns that say whose a row is, who wrote it and how far it came: no form's business.
ITS_OWN = {"agency", "client", "label", "pool_id", "code", "user"}
# Names of columns that are words of a form's own: the version that was read, a time of day.
NO_COLUMNS = {"version", "at", "words"}
# "address field" -> why a form may name such a column all the same.
NAMED: dict[str, str] = {
    "agencies:provider client_id": "what the provider calls this installation",
    "agencies:provider secret": "the provider’s, kept sealed",
    "agencies:words client": "what people who use the program are called",
    "clients:died died_on": "what is written down there",
    "employers:contact made_by": "staff or the person: a kind, nobody’s name",
    "employers:person known_by": "which colleague knows them, of one’s own agency",
    "employers:person_new known_by": "which colleague knows them, of one’s own agency",
    "planning:past_job found_by": "how they found it: words",
    "planning:past_job_add found_by": "how they found it: words",
    "privacy:hold_new asked_by": "who wants it kept, an office or a court: words",
    "privacy:breach_person client": "whose it was, of those whom the officer opens",
}
# Addresses that keep what was typed, whatever it is.
KEEPS_AS_TYPED: dict[str, str] = {
    "caseload:draft": "a draft is kept as it was typed, and given back as such",
}
FIRST = ("supervisor", "employment_specialist", "privacy_officer", "agency_admin")


@dataclass
class Taken:
    """What one request did: the fields of its forms, and what it wrote."""

    fields: dict[str, forms.Field] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.written)


@contextmanager
def watched() -> Iterator[Taken]:
    """Every form that was filled in, and every row that was written, while this is open."""
    taken, clean = Taken(), forms.BaseForm.full_clean

    def full_clean(form: forms.BaseForm) -> None:
        if form.is_bound:
            taken.fields |= {form.add_prefix(name): f for name, f in form.fields.items()}
        clean(form)

    def note(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")) and "audit_" not in sql[:20]:
            taken.written.append(f"{sql} {params}")
        return execute(sql, params, *rest)

    with patch.object(forms.BaseForm, "full_clean", full_clean), connection.execute_wrapper(note):
        yield taken


@pytest.fixture(scope="module")
def besides(planted) -> dict[str, str]:
    """A telling value for every column of every table: somebody else's row, or a word."""
    rosa, other, south = planted.cast.rosa, planted.cast.ade, planted.cast.southside
    told = {"client": rosa.pk, "membership": other.pk, "agency": south.pk, "user": other.user_id}
    found = {}
    for model in every_model():
        for column in model._meta.local_concrete_fields:
            value = told.get(getattr(column.related_model, "__name__", "").lower())
            for name in {column.name, column.attname}:
                found[name] = str(value or _telling(column))
    return found


def _telling(column: models.Field) -> Any:
    kinds = {
        (models.DateTimeField,): "1987-06-05T04:03:02",
        (models.DateField,): "1987-06-05",
        (models.UUIDField, models.ForeignKey): "01890000-dead-7000-8000-000000000000",
        (models.IntegerField, models.DecimalField): "87654321",
        (models.BooleanField,): "true",
    }
    return next((v for kind, v in kinds.items() if isinstance(column, kind)), "zz-besides")


TELLING = ("(1987, 6, 5", "1987-06-05", "01890000-dead", "87654321", "zz-besides")


def in_order(one: forms.Field) -> Any:
    """What somebody would choose or write there."""
    choices = [key for key, *_ in getattr(one, "choices", ()) if key]
    if choices:
        first = choices[0]
        return [first] if isinstance(one, forms.MultipleChoiceField) else first
    kinds = {
        forms.UUIDField: uuid7(),
        forms.DateTimeField: timezone.now(),
        forms.DateField: timezone.localdate(),
        forms.TimeField: "10:00",
        forms.IntegerField: 1,
        forms.DecimalField: 1,
        forms.BooleanField: "on",
        forms.EmailField: "somebody@example.org",
    }
    return next((v for kind, v in kinds.items() if isinstance(one, kind)), "Words.")


def sent(browser: MemberClient, address: Address, world: World, data: dict) -> tuple[Visit, Taken]:
    member: Membership = browser.membership
    path = address.path(member.code, world.ben)
    with watched() as taken:
        v = visit(browser, member.role, address.name, path, method="POST", data=data)
    return v, taken


@dataclass(frozen=True)
class Try:
    """An address, the fields of its forms, and what came of sending every column besides."""

    name: str
    fields: frozenset[str]
    taken: Taken


@pytest.fixture(scope="module")
def tries(planted, besides) -> list[Try]:
    """Sent twice: once to learn the forms, once in order with everything besides."""
    made, browsers = [], {}
    for address in member_addresses():
        role = next((r for r in (*FIRST, *planted.members) if address.opens_to(r)), "")
        if role not in planted.members:
            continue
        set_context(None)
        browser = browsers.get(role) or browsers.setdefault(
            role, MemberClient(planted.members[role])
        )
        first, seen = sent(browser, address, planted, address.form(planted.ben))
        if first.status == 405:
            continue
        good = {name: in_order(one) for name, one in seen.fields.items()}
        told = {**address.form(planted.ben), **good, "command_id": uuid7()}
        _again, taken = sent(browser, address, planted, {**besides, **told})
        made.append(Try(address.name, frozenset({*seen.fields, *taken.fields}), taken))
    return made


def test_what_is_sent_besides_goes_nowhere(planted, tries):
    strangers = [
        str(one.pk) for one in (planted.cast.rosa, planted.cast.ade, planted.cast.southside)
    ]
    took = {one.name for one in tries if any(t in one.taken.text for t in (*TELLING, *strangers))}
    judge(took, allowed=KEEPS_AS_TYPED, fix="Take the fields of the form only:")


def test_most_addresses_are_sent_something_in_order(tries):
    """Otherwise nothing that was sent besides could have gone anywhere."""
    wrote = {one.name for one in tries if one.taken.written}
    assert len(wrote) > 100, sorted({one.name for one in tries} - wrote)


def test_no_form_names_whose_a_row_is(tries):
    columns = [column for model in every_model() for column in model._meta.local_concrete_fields]
    editable = {column.name for column in columns if column.editable} - ITS_OWN
    hidden = {
        name
        for column in columns
        if column.name not in editable or column.name.endswith("_by")
        for name in (column.name, column.attname)
    }
    named = {f"{one.name} {name}" for one in tries for name in one.fields & hidden - NO_COLUMNS}
    judge(named, allowed=NAMED, fix="Actions set these columns, no form does:")
