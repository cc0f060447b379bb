"""One row of any model, with what it needs: so that a new table is planted without being asked."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from followalong.agencies.packs import codes
from followalong.core.ids import uuid7
from tests.cast import DAY

MOMENT = dt.datetime(2026, 11, 20, 15, 0, tzinfo=dt.UTC)
# Codes of columns that no code list of the packs speaks of.
CODES = {
    "agencies.letterhead.logo": b"\x89PNG",
    "agencies.directory.role": "job_coach",
    "agencies.staffstep.item": "privacy",
    "clients.emergencylook.reason": "danger",
    # Locked away from guests who open no record anyway, so that everybody else reads on.
    "clients.lock.role": "researcher",
    "clients.disagreement.row_type": "caseload.contact",
    "clients.disagreement.way": "PAPER",
    "clients.lock.part": "files",
    "clients.lock.way": "PAPER",
    "clients.lock.keepers": [uuid7()],
    "clients.relation.kind": "assigned",
    "clients.clientfile.kind": "LETTER",
    "clients.clientfile.scan": "not_scanned",
    "clients.clientfile.sees": "team",
    "clients.correction.reason": "wrong_person",
    "clients.correction.subject_type": "caseload.contact",
    "clients.correctedrow.row_type": "caseload.contact",
    "caseload.meeting.type": "IPS_UNIT",
    "clients.answercount.kind": "GENDER",
    "clients.answercount.answer": "WOMAN",
    "clients.demographic.kind": "GENDER",
    "clients.demographic.code": "WOMAN",
    "caseload.series.every": "week",
    "caseload.milestone.kind": "JOB_STARTED",
    "caseload.clock.rule": "monthly_follow_along",
    "caseload.notnow.rule": "gone_quiet",
    "agencies.programtiming.rule": "gone_quiet",
    "caseload.draft.key": "log",
    "clients.eligibilityanswer.question": "goal_to_work",
    "clients.eligibilityanswer.question_version": "1",
    "planning.profilepart.part": "strengths",
    "privacy.breachperson.told_how": "LETTER",
    "privacy.breachnotice.told_how": "LETTER",
    "exchange.importedrow.table": "clients",
    "privacy.heldback.row_type": "caseload.contact",
    "privacy.heldback.reason": "CONFIDENCE",
    "privacy.share.kind": "VR",
    "privacy.retentiontime.kind": "RECORD",
    "matching.openinganswer.answer": "yes",
    "matching.openingword.start": "bake",
    "employers.employercontact.disclosure_answer": "did_not_name",
}
# Columns left empty, since two of them may not be filled at once or would change what a row is.
LEFT_EMPTY = {
    "clients.client.same_as",
    "employers.agencyemployer.same_as",
    "clients.possibleduplicate.decision",
    "clients.relation.program",
    "privacy.rightsrequest.row_type",
    "privacy.rightsrequest.row_id",
    "clients.lock.row_type",
    "clients.lock.row_id",
    "clients.lock.program",
    "clients.lock.membership",
    "privacy.share.taken_back_at",
    # It waits for a second person.
    "privacy.erasure.agreed_by",
    # A hold stands until somebody lifts it.
    "privacy.legalhold.lifted_by",
    "clients.enrolment.continues",
    "agencies.membership.supervisor",
    "matching.openinganswer.reason",  # only of a no
}

Known = dict[type[models.Model], models.Model]


def plant(model: type[models.Model], known: Known, **values: Any) -> models.Model:
    """A row whose references are the known rows, one of each model."""
    for field in model._meta.local_concrete_fields:
        if field.name not in values and field.attname not in values:
            found = _value(field, known)
            if found is not None:
                values[field.name] = found
    return model._base_manager.create(**values)


def _value(field: models.Field, known: Known) -> Any:
    name = f"{field.model._meta.label_lower}.{field.name}"
    if name in LEFT_EMPTY:
        return None
    if field.is_relation:
        return _row(field, known, name)
    if field.has_default() or getattr(field, "auto_now", False):
        return None
    if name in CODES:
        return CODES[name]
    if code := _code(field):
        return code
    return None if field.null else _plain(field)


def _row(field: models.Field, known: Known, name: str) -> models.Model | None:
    row = known.get(field.related_model)
    if row is None and not field.null:
        raise AssertionError(f"{name} needs a {field.related_model._meta.label}: plant that first")
    return row


def _code(field: models.Field) -> str | None:
    if field.choices:
        return field.choices[0][0]
    lists = codes.read_lists()
    for key in (f"{field.model._meta.model_name}.{field.name}", _listed(field)):
        if key in lists:
            return lists[key].codes[0]
    return None


def _listed(field: models.Field) -> str:
    """The code lists say employer_contact where the model is EmployerContact."""
    words = "".join(f"_{c.lower()}" if c.isupper() else c for c in field.model.__name__)
    return f"{words.lstrip('_')}.{field.name}"


def _plain(field: models.Field) -> Any:
    kinds = {
        models.DateTimeField: MOMENT,
        models.DateField: DAY - dt.timedelta(days=4),
        models.TimeField: dt.time(10, 0),
        models.UUIDField: uuid7(),
        models.BooleanField: True,
        models.DecimalField: Decimal(1),
        models.IntegerField: 30,
        models.JSONField: {},
        models.BinaryField: b"x",
        ArrayField: [],
        models.CharField: uuid7().hex if field.unique else "x",
        models.TextField: "x",
    }
    for kind, value in kinds.items():
        if isinstance(field, kind):
            return value
    raise AssertionError(f"Say in tests/factories/rows.py what {field} may hold")
