"""What people ask about their own record, and about who looked at it."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients.models import Client, Consent, Enrolment
from followalong.core.db import AgencyForeignKey
from followalong.employers.models import AgencyEmployer, EmployerContact
from followalong.privacy import access
from followalong.privacy.rules import Rule, ShareState, share_state


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
    worker by the day that the pack gives. `later_due_on` is that day once it was put off; `row_id`
    the entry it is about, where it is about one."""

    client = AgencyForeignKey(Client)
    kind = models.CharField(max_length=16)
    way = models.CharField(max_length=12)
    words = models.TextField(null=True)
    row_type = models.CharField(max_length=60, null=True)
    row_id = models.UUIDField(null=True)
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
            models.CheckConstraint(
                condition=Q(row_type__isnull=True, row_id__isnull=True)
                | Q(row_type__isnull=False, row_id__isnull=False),
                name="privacy_rightsrequest_entry_is_named",
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
    def entry(self) -> str:
        """As addresses name it: `caseload.contact:<id>`; empty where it is about none."""
        return f"{self.row_type}:{self.row_id}" if self.row_id else ""

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


class Share(LabelledModel):
    """Words about a person for somebody outside: seen first, waiting, then sent or taken back.

    `kind` is the permission that must stand when it goes, and `consent` the one it went with.
    What goes is `body`, and below it `notice` where a law wants one; both stay as they went. To
    an employer it is an employer contact as well, which then tells of it.
    """

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    membership = AgencyForeignKey(Membership)
    kind = models.CharField(max_length=16)
    recipient = models.TextField()
    employer = AgencyForeignKey(AgencyEmployer, null=True)
    says = models.CharField(max_length=8, null=True)
    body = models.TextField()
    notice = models.TextField(null=True)
    notice_version = models.CharField(max_length=16, null=True)
    prepared_at = models.DateTimeField()
    shown_on = models.DateField(null=True)
    leaves_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_on = models.DateField(null=True, editable=False)
    taken_back_at = models.DateTimeField(null=True, editable=False)
    consent = AgencyForeignKey(Consent, null=True)
    contact = AgencyForeignKey(EmployerContact, null=True)

    access_rule = staticmethod(access.share)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(taken_back_at__isnull=True),
                name="privacy_share_sent_or_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True)
                | Q(leaves_at__isnull=False, sent_on__isnull=False),
                name="privacy_share_waited_before_sent",
            ),
        ]
        indexes = [
            models.Index(fields=["client", "-prepared_at"], name="privacy_share_client"),
        ]

    @property
    def state(self) -> ShareState:
        now = timezone.now()
        return share_state(self.leaves_at, self.sent_at, self.taken_back_at, now=now)
