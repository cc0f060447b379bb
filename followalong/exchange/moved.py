"""After rows changed their place: ties to programs, and labels that come from there."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from followalong.agencies.base import Label
from followalong.agencies.models import Membership, Program
from followalong.caseload.models import (
    Addendum,
    Appointment,
    Clock,
    Contact,
    MeetingNote,
    Milestone,
    NextStep,
    NotNow,
    Series,
)
from followalong.clients.models import (
    Assignment,
    Enrolment,
    Facet,
    OutreachChoice,
    Referral,
    Relation,
)
from followalong.employers.models import EmployerContact
from followalong.jobs.models import Activity, Job, Wage

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
 WHERE x.{column} = p.id AND p.{enrolment} = ANY(%s) AND x.label <> p.label
   AND x.label IN ('NORMAL', 'SUD') AND p.label IN ('NORMAL', 'SUD')
"""
OF_AN_ENROLMENT = (
    *(
        Assignment,
        Facet,
        OutreachChoice,
        Contact,
        Appointment,
        Series,
        NextStep,
        Milestone,
        Clock,
        NotNow,
    ),
    *(EmployerContact, Job, Activity),
    *(Assignment, Facet, OutreachChoice, Contact, Appointment, Series, NextStep, MeetingNote),
    *(Milestone, Clock, EmployerContact, Job, Activity),
)
OF_ANOTHER_ROW = ((Addendum, Contact, "contact_id"), (Wage, Job, "job_id"))


def label_program(program_id: UUID) -> tuple[set[UUID], set[UUID]]:
    """After a program's setting changed: its people's rows are labelled by what it is now.

    Answers the clients and the enrolments that this concerns.
    """
    program = Program.everything.get(pk=program_id)
    label, other = (Label.SUD, Label.NORMAL) if program.is_sud else (Label.NORMAL, Label.SUD)
    Membership.everything.filter(program=program).update(opens_sud=program.is_sud)
    clients: set[UUID] = set()
    for model in (Referral, Enrolment, Relation):
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
    with connection.cursor() as cursor:
        cursor.execute(TIES, [list(clients)])
        for model in OF_AN_ENROLMENT:
            places = {"table": model._meta.db_table, "parent": "clients_enrolment"}
            sql = LABELS.format(**places, column="enrolment_id", enrolment="id")
            cursor.execute(sql, [list(enrolments)])
        for model, parent, column in OF_ANOTHER_ROW:
            places = {"table": model._meta.db_table, "parent": parent._meta.db_table}
            sql = LABELS.format(**places, column=column, enrolment="enrolment_id")
            cursor.execute(sql, [list(enrolments)])
