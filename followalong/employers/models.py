"""Employers are the team's memory; who they hired and for whom they were asked is not shared."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import AgencyModel, LabelledModel, RecordModel, source_key
from followalong.agencies.models import Membership, Program
from followalong.caseload.models import Contact
from followalong.clients.models import Client, Enrolment
from followalong.core.actor import Actor
from followalong.core.db import AgencyForeignKey
from followalong.core.ids import uuid7
from followalong.employers import access


class PoolQuerySet(models.QuerySet):
    """Shared rows: read through the same gate as an agency's own."""

    def visible_to(self, actor: Actor, purpose: str = "") -> Self:
        return self.filter(access.pooled(actor))


class Employer(models.Model):
    """A business as everyone in its pool knows it. Shared rows hold no free text about people."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pool_id = models.UUIDField(editable=False)
    name = models.TextField(_("Name"))
    name_key = models.CharField(max_length=320, editable=False)
    naics = models.TextField(null=True, blank=True)
    postal_code = models.TextField(_("Postal code"), null=True, blank=True)
    website = models.URLField(_("Website"), null=True, blank=True)
    phone = models.CharField(_("Phone"), max_length=40, null=True, blank=True)
    # Its digits, so that one number is found again however it was written.
    phone_key = models.CharField(max_length=20, null=True, editable=False)
    fair_chance = models.CharField(max_length=24, null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    client_column = None
    objects = PoolQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["pool_id", "name_key"], name="employers_pool_name"),
            models.Index(
                fields=["pool_id", "phone_key"],
                condition=models.Q(phone_key__isnull=False),
                name="employers_pool_phone",
            ),
            models.Index(
                fields=["pool_id", "website"],
                condition=models.Q(website__isnull=False),
                name="employers_pool_website",
            ),
        ]


class EmployerSite(models.Model):
    """One place of work of an employer."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pool_id = models.UUIDField(editable=False)
    employer = AgencyForeignKey(Employer)
    name = models.CharField(_("Name"), max_length=200)
    address = models.CharField(_("Address"), max_length=300, null=True, blank=True)
    postal_code = models.CharField(_("Postal code"), max_length=12, null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    client_column = None
    objects = PoolQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["pool_id", "employer"], name="employers_site_employer")]


class SaidToBeOne(models.Model):
    """An agency of the pool joined two of its employers: to the others it is a suggestion."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pool_id = models.UUIDField(editable=False)
    employer = AgencyForeignKey(Employer)
    other = AgencyForeignKey(Employer)
    taken_back_at = models.DateTimeField(null=True)

    client_column = None
    objects = PoolQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["employer"], name="employers_said_employer"),
            models.Index(fields=["other"], name="employers_said_other"),
        ]


class AgencyEmployer(RecordModel):
    """An employer as this agency knows it: owner, stage, notes, next visit, imported id."""

    employer = AgencyForeignKey(Employer)
    pool_id = models.UUIDField(editable=False)
    # The shared row's folded name, kept beside it for search within the agency.
    name_key = models.CharField(max_length=320, editable=False)
    # The row that stands for this business since two were joined.
    same_as = AgencyForeignKey("self", null=True, editable=False)
    owner = AgencyForeignKey(Membership, null=True, blank=True)
    stage = models.PositiveSmallIntegerField(default=0)
    people = models.TextField(_("Who to ask for"), null=True, blank=True)
    hires = models.TextField(_("What they hire for"), null=True, blank=True)
    approach = models.TextField(_("How they like to be approached"), null=True, blank=True)
    inclusion = models.TextField(_("What helps people to fit in there"), null=True, blank=True)
    team_note = models.TextField(
        _("What the team should know about this employer"), null=True, blank=True
    )
    private_note = models.TextField(_("Private note"), null=True, blank=True)
    do_not_contact = models.CharField(max_length=200, null=True, blank=True)
    next_on = models.DateField(_("Next visit"), null=True, blank=True)
    next_purpose = models.CharField(max_length=24, null=True, blank=True)

    access_rule = staticmethod(access.employer)

    class Meta(RecordModel.Meta):
        constraints = [
            source_key("employers_agencyemployer"),
            models.UniqueConstraint(
                fields=["agency", "employer"],
                condition=models.Q(source_id__isnull=True),
                name="employers_agencyemployer_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(same_as=models.F("id")),
                name="employers_agencyemployer_not_same_as_itself",
            ),
        ]
        indexes = [
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="employers_name"),
            models.Index(fields=["agency", "name_key"], name="employers_by_name"),
            models.Index(fields=["agency", "next_on"], name="employers_by_next_visit"),
            models.Index(
                fields=["same_as"],
                condition=models.Q(same_as__isnull=False),
                name="employers_joined",
            ),
        ]


class EmployerPerson(AgencyModel):
    """Somebody who works at an employer, and which colleague knows them. Never a client."""

    employer = AgencyForeignKey(AgencyEmployer)
    name = models.CharField(max_length=120)
    does = models.CharField(max_length=120, null=True, blank=True)
    can_hire = models.BooleanField(null=True)
    reach = models.CharField(max_length=200, null=True, blank=True)
    known_by = AgencyForeignKey(Membership, null=True)
    known_how = models.CharField(max_length=200, null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    access_rule = staticmethod(access.employer)

    class Meta:
        indexes = [models.Index(fields=["employer", "name"], name="employers_person_employer")]


class EmployerContact(LabelledModel):
    """A job-development visit or call.

    Two separate facts (domain.md 0.5): for whom it was made (`enrolment`, internal) and what
    was said about a person (`disclosed`). `disclosure_answer` is the honest answer given after
    something was said without a matching choice (12.L); `first_answer` keeps the first one.
    """

    employer = AgencyForeignKey(AgencyEmployer)
    made_by = models.CharField(max_length=8, null=True)
    membership = AgencyForeignKey(Membership, null=True)
    client = AgencyForeignKey(Client, null=True)
    enrolment = AgencyForeignKey(Enrolment, null=True)
    contact = AgencyForeignKey(Contact, null=True)
    started_at = models.DateTimeField(null=True)
    started_on = models.DateField()
    minutes = models.PositiveIntegerField(null=True)
    mode = models.CharField(max_length=24, null=True)
    purpose = models.CharField(max_length=24, null=True)
    hiring_authority = models.BooleanField(null=True)
    person_met = models.CharField(max_length=120, null=True)
    disclosed = models.CharField(max_length=8, null=True)
    disclosure_answer = models.CharField(max_length=24, null=True)
    first_answer = models.CharField(max_length=24, null=True)
    learned = models.TextField(null=True)
    note = models.TextField(null=True)
    signed_off_on = models.DateField(null=True)
    signed_off_by = AgencyForeignKey(Membership, null=True)
    # When the privacy officer looked at what was said without a yes.
    reviewed_on = models.DateField(null=True)
    reviewed_by = AgencyForeignKey(Membership, null=True)
    entered_at = models.DateTimeField(null=True)

    access_rule = staticmethod(access.employer_contact)

    class Meta(LabelledModel.Meta):
        constraints = [
            source_key("employers_employercontact"),
            models.UniqueConstraint(
                fields=["contact"],
                condition=models.Q(contact__isnull=False),
                name="employers_employercontact_one_contact",
            ),
        ]
        indexes = [
            models.Index(fields=["employer", "-started_on", "-id"], name="employers_contact_emp"),
            models.Index(fields=["client", "-started_on", "-id"], name="employers_contact_client"),
            models.Index(
                fields=["membership", "-started_on", "-id"], name="employers_contact_member"
            ),
            models.Index(fields=["enrolment", "started_on"], name="employers_contact_enrolment"),
            models.Index(
                fields=["agency", "started_on"],
                condition=models.Q(signed_off_on__isnull=True),
                name="employers_contact_unsigned",
            ),
            models.Index(
                fields=["agency", "-started_on", "-id"],
                condition=models.Q(disclosure_answer="named_without_yes", reviewed_on__isnull=True),
                name="employers_contact_to_review",
            ),
        ]


class SignOff(AgencyModel):
    """A lead looked at a week's employer contacts of a program, and may have said a word.

    Which contacts were seen stands on the contacts themselves (`signed_off_on`).
    """

    week_of = models.DateField()
    program = AgencyForeignKey(Program, null=True)
    signed_on = models.DateField()
    signed_by = AgencyForeignKey(Membership)
    contacts = models.PositiveIntegerField()
    comment = models.TextField(null=True, blank=True)

    access_rule = staticmethod(access.sign_off)

    class Meta:
        indexes = [models.Index(fields=["agency", "week_of"], name="employers_signoff_week")]
