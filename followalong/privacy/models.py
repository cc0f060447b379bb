"""What people ask about their own record, and about who looked at it."""

import datetime as dt

from django.db import models
from django.db.models import Q

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients.models import Client
from followalong.core.db import AgencyForeignKey
from followalong.privacy import access
from followalong.privacy.rules import Rule


class LookQuestion(LabelledModel):
    """`I have a question about this`: for the privacy officer, until it has an answer."""

    client = AgencyForeignKey(Client)
    asked_at = models.DateTimeField()
    asked_by = AgencyForeignKey(Membership)
    words = models.TextField(null=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = AgencyForeignKey(Membership, null=True)
    answer = models.TextField(null=True)

    access_rule = staticmethod(access.look_question)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answer__isnull=False),
                name="privacy_lookquestion_answered_in_words",
            )
        ]
        indexes = [
            models.Index(fields=["agency", "asked_at", "id"], name="privacy_lookquestion_asked"),
            models.Index(fields=["client", "asked_at"], name="privacy_lookquestion_client"),
        ]


class RightsRequest(LabelledModel):
    """A copy, a correction, a complaint: asked by a person, answered by somebody other than their
    worker by the day that the pack gives. `later_due_on` is that day once it was put off."""

    client = AgencyForeignKey(Client)
    kind = models.CharField(max_length=16)
    way = models.CharField(max_length=12)
    words = models.TextField(null=True)
    asked_on = models.DateField()
    written_by = AgencyForeignKey(Membership, null=True)
    due_on = models.DateField()
    later_due_on = models.DateField(null=True, editable=False)
    later_why = models.TextField(null=True)
    put_off_on = models.DateField(null=True, editable=False)
    put_off_by = AgencyForeignKey(Membership, null=True)
    answered_on = models.DateField(null=True, editable=False)
    answered_by = AgencyForeignKey(Membership, null=True)
    outcome = models.CharField(max_length=12, null=True)
    answer = models.TextField(null=True)

    access_rule = staticmethod(access.rights_request)
    prevents = (*LabelledModel.prevents, access.NOT_THEIR_WORKER)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True)
                | Q(answer__isnull=False, outcome__isnull=False),
                name="privacy_rightsrequest_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(later_due_on__isnull=True) | Q(later_why__isnull=False),
                name="privacy_rightsrequest_put_off_with_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "due_on"],
                condition=Q(answered_on__isnull=True),
                name="privacy_rightsrequest_waiting",
            ),
            models.Index(fields=["agency", "-answered_on"], name="privacy_rightsrequest_answered"),
            models.Index(fields=["client", "-asked_on"], name="privacy_rightsrequest_client"),
        ]

    @property
    def answer_by(self) -> dt.date:
        return self.later_due_on or self.due_on


class OwnLink(LabelledModel):
    """A person's way to their own page, without an account: opened once, in one browser.

    Only hashes are kept: of the secret in the address, of the number that goes with it, and of
    what the browser that opened it holds.
    """

    client = AgencyForeignKey(Client)
    made_by = AgencyForeignKey(Membership)
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    pin_hash = models.CharField(max_length=128)
    browser_hash = models.CharField(max_length=64, null=True)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    wrong_numbers = models.PositiveSmallIntegerField(default=0)

    access_rule = staticmethod(access.own_link)
    prevents = (*LabelledModel.prevents, access.NOT_THEIR_WORKER)

    class Meta(LabelledModel.Meta):
        indexes = [models.Index(fields=["client"], name="privacy_ownlink_client")]


class LookFlag(LabelledModel):
    """A look that deserves a word: whoever looked may say why, the privacy officer closes it.

    `client` is empty where it is about many people's records on one day.
    """

    client = AgencyForeignKey(Client, null=True)
    membership = AgencyForeignKey(Membership)
    rule = models.CharField(max_length=12, choices=[(rule.value, rule.value) for rule in Rule])
    on = models.DateField()
    said = models.TextField(null=True)
    said_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = AgencyForeignKey(Membership, null=True)
    reason = models.TextField(null=True)

    access_rule = staticmethod(access.look_flag)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(reason__isnull=False),
                name="privacy_lookflag_closed_with_reason",
            ),
            models.UniqueConstraint(
                fields=["agency", "membership", "client", "rule"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
                name="privacy_lookflag_once_while_open",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "closed_at", "on"], name="privacy_lookflag_open"),
            models.Index(fields=["membership", "-on"], name="privacy_lookflag_member"),
            models.Index(fields=["client"], name="privacy_lookflag_client"),
        ]
