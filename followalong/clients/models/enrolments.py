"""Taking part in a program: who goes along, and what is going on."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from followalong.agencies.base import LabelledModel, source_key
from followalong.agencies.models import Membership, Program
from followalong.clients import access
from followalong.clients.models.people import Client
from followalong.clients.models.referrals import Referral
from followalong.core.db import AgencyForeignKey


class Enrolment(LabelledModel):
    """Participation in a program, without a time limit. Reopening is a new row (`continues`)."""

    client = AgencyForeignKey(Client, related_name="enrolments")
    program = AgencyForeignKey(Program)
    referral = AgencyForeignKey(Referral, null=True)
    # The present or last holder; the history is in Assignment.
    specialist = AgencyForeignKey(Membership, null=True)
    entered_on = models.DateField()
    work_status_at_entry = models.CharField(max_length=24, null=True)
    exited_on = models.DateField(null=True)
    exit_reason = models.CharField(max_length=20, null=True)
    exit_note = models.TextField(null=True, blank=True)
    continues = AgencyForeignKey("self", null=True)

    access_rule = staticmethod(access.enrolment)
    emergency_rule = staticmethod(access.broke_glass)

    class Meta(LabelledModel.Meta):
        constraints = [
            source_key("clients_enrolment"),
            models.CheckConstraint(
                condition=Q(exited_on__isnull=True) | Q(exited_on__gte=F("entered_on")),
                name="clients_enrolment_ends_after_start",
            ),
            # measures.md E9: one client is never twice in one program on one day.
            ExclusionConstraint(
                name="clients_enrolment_no_overlap",
                expressions=[
                    (F("client"), RangeOperators.EQUAL),
                    (F("program"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("entered_on"),
                            F("exited_on"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "specialist"],
                condition=Q(exited_on__isnull=True),
                name="clients_enrolment_open_held",
            ),
            models.Index(fields=["agency", "program"], name="clients_enrolment_program"),
            models.Index(fields=["client"], name="clients_enrolment_client"),
        ]


class Assignment(LabelledModel):
    """Who holds an enrolment, and from when to when (measures.md E4)."""

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment, related_name="assignments")
    membership = AgencyForeignKey(Membership)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    reason = models.CharField(max_length=200, null=True, blank=True)

    access_rule = staticmethod(access.about_client)

    class Meta(LabelledModel.Meta):
        indexes = [
            models.Index(fields=["enrolment", "from_on"], name="clients_assignment_from"),
            models.Index(fields=["client"], name="clients_assignment_client"),
        ]


class Facet(LabelledModel):
    """A dated part of an enrolment: seeking, working, in education, paused, out of touch.

    Several may hold at once; none is a stage, and none closes a door.
    """

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment, related_name="facets")
    kind = models.CharField(max_length=16)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    reason = models.CharField(max_length=24, null=True)

    access_rule = staticmethod(access.about_client)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="clients_facet_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["enrolment", "kind"], name="clients_facet_kind")]
