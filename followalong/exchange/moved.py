"""After rows changed their place: ties to programs, and labels that come from there."""

from collections.abc import Collection
from functools import cache
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import Model

from followalong.agencies.base import Label, LabelledModel
from followalong.agencies.models import Membership, Program
from followalong.caseload.models import Addendum, Clock, Contact
from followalong.clients.models import (
    EligibilityAnswer,
    Enrolment,
    PeerMeeting,
    Referral,
    Relation,
)
from followalong.jobs.models import Job, Wage

# A tie to a program lasts while a referral or an enrolment stands behind it.
STANDS = """
   (EXISTS (SELECT 1 FROM clients_enrolment e WHERE e.client_id = r.client_id
               AND e.program_id = r.program_id AND e.withdrawn_at IS NULL)
 OR EXISTS (SELECT 1 FROM clients_referral f WHERE f.client_id = r.client_id
               AND f.program_id = r.program_id AND f.withdrawn_at IS NULL))
"""
TIES = f"""
UPDATE clients_relation r SET withdrawn_at = CASE WHEN {STANDS} THEN NULL ELSE now() END
 WHERE r.client_id = ANY(%s) AND r.program_id IS NOT NULL AND NOT r.is_shared
   AND (r.withdrawn_at IS NULL) <> {STANDS}
"""  # noqa: S608
LABELS = """
UPDATE {table} x SET label = p.label FROM {parent} p
 WHERE x.{column} = p.id AND p.{among} = ANY(%s) AND x.label <> p.label
   AND x.label IN ('NORMAL', 'SUD') AND p.label IN ('NORMAL', 'SUD')
"""
OF_ANOTHER_ROW = ((Addendum, Contact, "contact_id"), (Wage, Job, "job_id"))


@cache
def of_an_enrolment() -> list[type[LabelledModel]]:
    """Every kind of row, in whatever room, that belongs to an enrolment and has its label."""
    labelled = (model for model in apps.get_models() if issubclass(model, LabelledModel))
    return [
        model
        for model in labelled
        if any(field.column == "enrolment_id" for field in model._meta.local_fields)
    ]


def label_program(program_id: UUID) -> tuple[set[UUID], set[UUID]]:
    """After a program's setting changed: its people's rows are labelled by what it is now.

    Answers the clients and the enrolments that this concerns.
    """
    program = Program.everything.get(pk=program_id)
    label, other = (Label.SUD, Label.NORMAL) if program.is_sud else (Label.NORMAL, Label.SUD)
    Membership.everything.filter(program=program).update(opens_sud=program.is_sud)
    clients: set[UUID] = set()
    for model in (Referral, Enrolment, Relation, PeerMeeting):
        rows = model.everything.filter(program=program, label=other)
        clients |= set(rows.values_list("client_id", flat=True))
        rows.update(label=label)
    # The clocks of a referral have no enrolment to be labelled by.
    referrals = Referral.everything.filter(program=program).values("pk")
    Clock.objects.filter(enrolment__isnull=True, subject_id__in=referrals).update(label=label)
    enrolments = Enrolment.everything.filter(program=program, client__in=clients)
    return clients, set(enrolments.values_list("pk", flat=True))


def moved(clients: Collection[UUID], enrolments: Collection[UUID]) -> None:
    """Ties as the referrals and enrolments are now; labels as the enrolments have them."""
    people, stays = list(clients), list(enrolments)
    with connection.cursor() as cursor:
        cursor.execute(TIES, [people])
        for model in of_an_enrolment():
            cursor.execute(_labels(model, Enrolment, "enrolment_id", "id"), [stays])
        for model, parent, column in OF_ANOTHER_ROW:
            cursor.execute(_labels(model, parent, column, "enrolment_id"), [stays])
        answers = _labels(EligibilityAnswer, Referral, "referral_id", "client_id")
        cursor.execute(answers, [people])


def _labels(model: type[Model], parent: type[Model], column: str, among: str) -> str:
    """Each row has the label of the row that it belongs to; `among` says which those are."""
    tables = {"table": model._meta.db_table, "parent": parent._meta.db_table}
    return LABELS.format(**tables, column=column, among=among)
