"""Every table about a person says what becomes of it when their record is let go; then it does."""

import datetime as dt
import json
import re

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from followalong.agencies.models import actor_of
from followalong.agencies.privacy_classes import class_of
from followalong.caseload.models import Contact
from followalong.clients.fates import FATES
from followalong.clients.models import Client, CorrectedRow, Correction
from followalong.core.db import acting_as
from followalong.core.models import File
from followalong.jobs.models import Job
from followalong.privacy.actions import erase_person
from tests.cast import service
from tests.factories.canaries import holds_words
from tests.factories.rows import MOMENT
from tests.guards.rooms import models

ON = dt.date(2026, 11, 24)
# Columns of these classes say who somebody is, or may say anything.
CLASSES = {"A", "C"}
# Identity or health by their class, and yet only a code, a day or a number of ours.
NO_WORDS = {
    "clients.client.died_on": "the same day as the exit that it ended",
    "clients.client.same_as": "which rows were one person: counted once",
    "jobs.job.occupation_code": "a code of the country's list, counted for years",
    "clients.demographic.kind": "which question was asked",
    "clients.demographic.declined": "that a question was not answered",
    "clients.emergencylook.reason": "a code of why a colleague looked",
    "clients.disagreement.said_on": "a day",
    "caseload.counsellingnote.held_on": "a day",
    "clients.possibleduplicate.decision": "which rows were one person",
    "clients.correction.reason": "a code",
}


def says(field) -> bool:
    """Whether a column may say who somebody is."""
    name = f"{field.model._meta.label_lower}.{field.name}"
    if name in NO_WORDS or f"{name}" == f"{field.model._meta.label_lower}.client":
        return False
    if field.is_relation and field.related_model is Client:
        return False
    return holds_words(field) or class_of(field.model._meta.label_lower, field.name) in CLASSES


def about_somebody():
    """Tables with a column that names a person here."""
    return [
        model
        for model in models()
        if model is Client
        or any(f.is_relation and f.related_model is Client for f in model._meta.local_fields)
    ]


def test_every_table_about_a_person_has_a_fate():
    faults = []
    for model in about_somebody():
        words = [f.name for f in model._meta.local_concrete_fields if says(f)]
        fate = FATES.get(model)
        left = sorted(set(words) - (fate.columns if fate else {"source_id"}))
        if fate is None or (left and not fate.kept_because):
            room, said = model._meta.app_label, "".join(f', "{name}"' for name in left)
            faults.append(
                f"followalong/{room}/letting_go.py, in enter_fates():"
                f" fates.enter({model.__name__}{said})"
            )
    assert not faults, (
        "When a person's record is let go, words and identity go and dates and codes stay. Add"
        " these (a new letting_go.py is called from the room's AppConfig.ready()); columns that a"
        " CheckConstraint wants filled go into emptied=(…), words that a law keeps need"
        " kept_because=…, and a code that is no word stands in NO_WORDS here:\n" + "\n".join(faults)
    )


def test_every_column_that_names_a_person_is_looked_through():
    faults = {
        model.__name__
        for model in about_somebody()
        if model is not Client
        and set(FATES[model].about)
        != {f.name for f in model._meta.local_fields if f.is_relation and f.related_model is Client}
    }
    assert not faults, f"Name all of them in about=(…): {faults}"


def test_no_exception_is_of_a_column_that_is_gone():
    names = {f"{f.model._meta.label_lower}.{f.name}" for m in models() for f in m._meta.fields}
    assert set(NO_WORDS) <= names


def everything(cast) -> dict[str, set[str]]:
    """Every row of every table as text: what is nobody's, and what each agency's services read."""
    found: dict[str, set[str]] = {}
    for agency in (cast.northside, cast.southside):
        with acting_as(service(agency)), connection.cursor() as cursor:
            cursor.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                " AND relkind IN ('r', 'p') AND NOT relispartition"
                " AND has_table_privilege(oid, 'SELECT')"
            )
            for (table,) in cursor.fetchall():
                cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')  # noqa: S608
                found.setdefault(table, set()).update(text for (text,) in cursor.fetchall())
    return found


def fate_columns() -> dict[str, set[str]]:
    """By table, what letting go may change in a row."""
    often = {"version", "changed_at"}
    named = {
        fate.model._meta.db_table: often
        | {fate.model._meta.get_field(name).column for name in fate.columns}
        for fate in FATES.values()
    }
    named["clients_client"] |= {"let_go_on"}
    named["clients_consent"] |= {"revoked_on"}
    named["privacy_share"] |= {"taken_back_at"}
    for planned in ("caseload_nextstep", "caseload_appointment"):
        named[planned] |= {"withdrawn_at", "withdrawn_why"}
    named["core_file"] = {"sealed", "size", "key_id"}
    return named


@pytest.mark.parametrize("who", ["ben", "quinn"])
def test_every_word_of_the_person_goes_and_nothing_else_changes(world, who):
    """Priya is not opened to Quinn's addiction program; what is let go is let go all the same."""
    cast, person = world.cast, getattr(world.cast, who)
    theirs = {f"zq[a-z]{{5}}{n:04d}" for n, pk in world.canaries.about.items() if pk == person.pk}
    words = re.compile("|".join(sorted(theirs)))
    with acting_as(service(cast.northside)):
        Job.everything.update(occupation_code="65201")
    before = everything(cast)
    assert len(theirs) > 150
    assert len(set(words.findall(" ".join(t for rows in before.values() for t in rows)))) > 150
    with acting_as(actor_of(cast.priya)):
        assert erase_person(by=actor_of(cast.priya), client_id=person.pk, on=ON) > 40
    after, may = everything(cast), fate_columns()
    told = {table for table, rows in after.items() if words.search(" ".join(rows))}
    kept = {model._meta.db_table for model, fate in FATES.items() if fate.kept_because}
    assert told == kept
    for table, rows in before.items():
        now = {row["id"]: row for row in map(json.loads, after[table]) if "id" in row}
        for text in rows - after[table]:
            row = json.loads(text)
            assert str(person.pk) in text or table == "core_file", f"{table} is somebody else's"
            changed = {name for name in row if row[name] != now[row["id"]][name]}
            assert changed <= may[table], f"{table} lost {changed - may[table]}"
    assert before["audit_event"] <= after["audit_event"]
    assert before["audit_seen"] <= after["audit_seen"]


def test_what_was_moved_off_another_record_goes_as_well(world):
    """Somebody's visit stood on Rosa's record first: what it said is sealed there."""
    cast, contact = world.cast, world.ben[Contact]
    with acting_as(service(cast.northside)):
        Contact.everything.filter(pk=contact.pk).update(client=cast.rosa, withdrawn_at=MOMENT)
        Correction.everything.update(client=cast.rosa, to_client=cast.ben)
        CorrectedRow.objects.update(row_type="caseload.contact", row_id=contact.pk)
    with acting_as(actor_of(cast.priya)):
        erase_person(by=actor_of(cast.priya), client_id=cast.ben.pk, on=ON)
    with acting_as(service(cast.northside)):
        assert not Contact.everything.get(pk=contact.pk).note


def test_a_file_may_be_emptied_and_never_changed(world):
    cast, file = world.cast, world.ben[File]
    with acting_as(service(cast.northside)):
        with pytest.raises(DatabaseError, match="may only be taken away"), transaction.atomic():
            File.objects.filter(pk=file.pk).update(sealed=b"forged")
        with pytest.raises(DatabaseError), transaction.atomic():
            File.objects.filter(pk=file.pk).update(media_type="text/html")
        with pytest.raises(DatabaseError), transaction.atomic():
            File.objects.filter(pk=file.pk).delete()
