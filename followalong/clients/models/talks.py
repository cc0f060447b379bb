"""What is asked of a person who wants to join: the pack's questions, and whom they meet first."""

from django.db import models
from django.db.models import Q

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership, Program
from followalong.clients import access
from followalong.clients.models.people import Client
from followalong.clients.models.referrals import Referral
from followalong.core.db import AgencyForeignKey


class EligibilityAnswer(LabelledModel):
    """What a person answered to one question of the pack. Kept as said: no verdict, no score."""

    client = AgencyForeignKey(Client)
    referral = AgencyForeignKey(Referral)
    question = models.CharField(max_length=32)
    question_version = models.CharField(max_length=8)
    answer = models.CharField(max_length=12)
    asked_on = models.DateField(null=True)
    asked_by = AgencyForeignKey(Membership, null=True)

    access_rule = staticmethod(access.asked)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "question"],
                condition=Q(withdrawn_at__isnull=True),
                name="clients_eligibilityanswer_one",
            )
        ]


class PeerMeeting(LabelledModel):
    """Whether a person would like to meet a peer first, and the day they did.

    Nothing waits for it: the first day and the search go on beside it.
    """

    client = AgencyForeignKey(Client)
    program = AgencyForeignKey(Program)
    peer = AgencyForeignKey(Membership, null=True)
    wished = models.BooleanField()
    asked_on = models.DateField()
    met_on = models.DateField(null=True)

    access_rule = staticmethod(access.enrolment)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["client", "program"],
                condition=Q(withdrawn_at__isnull=True, met_on__isnull=True),
                name="clients_peermeeting_one_open",
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "peer"],
                condition=Q(met_on__isnull=True, wished=True),
                name="clients_peermeeting_wished",
            )
        ]
