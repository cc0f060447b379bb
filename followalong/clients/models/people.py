"""A person, who may read about them, and what they chose to say and to allow."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Right
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import LabelledModel, source_key
from followalong.agencies.models import Cover, Membership, Program, Team
from followalong.clients import access
from followalong.clients.rules.sameness import LAST_DIGITS
from followalong.core.db import AgencyForeignKey


class Client(LabelledModel):
    """A person who uses, or asked for, the program.

    `given_name` is what the person is called when nothing else is known. `name_key` is the
    folded name that search matches (core.text).
    """

    given_name = models.TextField(_("First name"))
    family_name = models.TextField(_("Last name"), null=True, blank=True)
    preferred_name = models.TextField(_("Name to use"), null=True, blank=True)
    pronouns = models.TextField(_("Pronouns"), null=True, blank=True)
    born_on = models.DateField(_("Date of birth"), null=True, blank=True)
    died_on = models.DateField(null=True, editable=False)
    language = models.TextField(_("Language"), null=True, blank=True)
    postal_code = models.TextField(_("Postal code"), null=True, blank=True)
    phone = models.TextField(_("Phone"), null=True, blank=True)
    email = models.TextField(_("E-mail address"), null=True, blank=True)
    ok_to_text = models.BooleanField(_("OK to text"), null=True, blank=True)
    safe_contact = models.TextField(_("How and when to reach safely"), null=True, blank=True)
    emergency_contact = models.TextField(_("Emergency contact"), null=True, blank=True)
    treatment_team = AgencyForeignKey(Team, null=True, blank=True)
    authority_ref = models.TextField(null=True, blank=True)
    name_key = models.CharField(max_length=320, editable=False)
    # How its parts sound and the digits of the phone (rules.sameness): to find who may be the same.
    name_sounds = ArrayField(models.TextField(), default=list, db_default=[], editable=False)
    phone_key = models.CharField(max_length=32, default="", db_default="", editable=False)
    # Set by a merge: the row that stands for this person. Rows are never repointed.
    same_as = AgencyForeignKey("self", null=True, editable=False)
    # Since when only this number is left of the record: nobody opens it, dates still count.
    let_go_on = models.DateField(null=True, editable=False)

    client_column = "id"
    access_rule = staticmethod(access.client)
    emergency_rule = staticmethod(access.broke_glass_person)
    prevents = (*LabelledModel.prevents, access.LET_GO)

    class Meta(LabelledModel.Meta):
        constraints = [
            source_key("clients_client"),
            models.CheckConstraint(
                condition=~Q(same_as=F("id")), name="clients_client_not_same_as_itself"
            ),
        ]
        indexes = [
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="clients_client_name"),
            models.Index(fields=["agency", "name_key"], name="clients_client_by_name"),
            GinIndex(fields=["name_sounds"], name="clients_client_sounds"),
            models.Index(fields=["agency", "born_on"], name="clients_client_born"),
            models.Index("agency", Right("phone_key", LAST_DIGITS), name="clients_client_phone"),
            # Every row of one person, from whichever of them (rows.same_person).
            models.Index(
                fields=["same_as"],
                condition=Q(same_as__isnull=False),
                name="clients_client_joined",
            ),
        ]

    @property
    def person(self) -> "Client":
        """The row that stands for this person: itself, unless it was joined to another."""
        return self.same_as or self

    @property
    def name(self) -> str:
        """The name the person goes by; of a record that was let go, that it was."""
        return self.preferred_name or self.given_name or gettext("Somebody whose record was let go")

    @property
    def full_name(self) -> str:
        return " ".join(filter(None, [self.name, self.family_name]))


class Relation(LabelledModel):
    """A dated tie that opens a client's record to a program's staff or to one membership.

    Program ties are written when a referral or enrolment is made and stay; assigned ones end.
    """

    class Kind(models.TextChoices):
        PROGRAM = "program", _("In the program")
        ASSIGNED = "assigned", _("Assigned")
        COVERS = "covers", _("Covering")
        CO_SERVES = "co_serves", _("Serves together")
        LET_IN = "let_in", _("Let in on asking")

    client = AgencyForeignKey(Client, related_name="relations")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    program = AgencyForeignKey(Program, null=True)
    membership = AgencyForeignKey(Membership, null=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    # Held through another row of the same person; taken back when the rows are taken apart.
    is_shared = models.BooleanField(default=False, db_default=False, editable=False)
    # For COVERS: the arrangement it is a part of, which says for whom.
    cover = AgencyForeignKey(Cover, null=True)

    access_rule = staticmethod(access.about_client)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(program__isnull=False) ^ Q(membership__isnull=False),
                name="clients_relation_program_or_member",
            ),
            models.UniqueConstraint(
                fields=["client", "program"],
                condition=Q(program__isnull=False),
                name="clients_relation_one_a_program",
            ),
        ]
        indexes = [
            models.Index(fields=["client"], name="clients_relation_client"),
            models.Index(fields=["agency", "membership", "client"], name="clients_relation_member"),
            models.Index(fields=["agency", "program", "client"], name="clients_relation_program"),
        ]


class Demographic(LabelledModel):
    """What a person chose to say about themselves. Only ever counted, never shown in lists."""

    client = AgencyForeignKey(Client)
    kind = models.CharField(max_length=24)
    code = models.TextField(null=True)
    self_described = models.TextField(null=True)
    declined = models.BooleanField(null=True)
    asked_on = models.DateField(null=True)

    access_rule = staticmethod(access.demographic)

    class Meta(LabelledModel.Meta):
        indexes = [models.Index(fields=["client"], name="clients_demographic_client")]


class Consent(LabelledModel):
    """One choice the person made: for one purpose, revocable, with an end if it has one.

    For EMPLOYER, `employer_id` is the agency's employer (none means any) and `topic` the most
    that may be said. Employers live in a higher room, so the id is kept without a key.
    """

    client = AgencyForeignKey(Client)
    type = models.CharField(max_length=16)
    recipient = models.TextField(null=True)
    employer_id = models.UUIDField(null=True)
    topic = models.TextField(null=True)
    method = models.CharField(max_length=16, null=True)
    in_their_words = models.TextField(null=True, blank=True)
    signed_on = models.DateField()
    expires_on = models.DateField(null=True)
    revoked_on = models.DateField(null=True)
    # What it ended with, where that set the last day (clients.rules.EndedWith).
    ended_with = models.CharField(max_length=8, null=True, editable=False)
    # Its last day before that, so that it follows when the end turns out to be another.
    own_end_on = models.DateField(null=True, editable=False)
    # The words that the person was shown, and how they signed; none on rows from elsewhere.
    text_version = models.CharField(max_length=16, null=True)
    language = models.CharField(max_length=8, null=True)
    signed_name = models.TextField(null=True)
    asked_by = AgencyForeignKey(Membership, null=True)
    # For SUD_COUNSELLING: the one colleague who may read; `recipient` says their name.
    reader = AgencyForeignKey(Membership, null=True)
    copy_given_on = models.DateField(null=True)

    access_rule = staticmethod(access.choice)

    class Meta(LabelledModel.Meta):
        constraints = [source_key("clients_consent")]
        indexes = [models.Index(fields=["client", "type"], name="clients_consent_type")]
