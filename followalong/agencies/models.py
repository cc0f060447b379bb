"""Authorities, agencies and who works in them."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies import access
from followalong.agencies.base import AgencyModel, RecordModel, source_key
from followalong.agencies.roles import ROLES
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import AgencyForeignKey
from followalong.core.ids import uuid7


def new_code() -> str:
    """The random part of a member's URLs: 144 bits, so that it cannot be guessed."""
    return secrets.token_urlsafe(18)


class Authority(models.Model):
    """A state or funder above agencies. Its id is the pool of their shared employers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.TextField()
    source_id = models.CharField(max_length=64, null=True, unique=True)


class Agency(models.Model):
    """An organization that provides supported employment; the wall around its records."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, null=True, related_name="+")
    name = models.TextField(_("Name"))
    pack = models.CharField(_("Jurisdiction pack"), max_length=10)
    timezone = models.CharField(_("Time zone"), max_length=40)
    source_id = models.CharField(max_length=64, null=True, unique=True)

    @property
    def pool_id(self) -> object:
        """Where its employers live: the authority's shared pool, else its own."""
        return self.authority_id or self.id


class Program(RecordModel):
    """A service an agency runs: IPS, a vocational group, or another kind."""

    class Kind(models.TextChoices):
        IPS = "ips", _("Supported employment (IPS)")
        VOCATIONAL_GROUP = "vocational_group", _("Vocational group")
        OTHER = "other", _("Other")

    class Setting(models.TextChoices):
        MENTAL_HEALTH = "mental_health", _("Mental health")
        PRIMARY_CARE = "primary_care", _("Primary care")
        ADDICTION = "addiction", _("Addiction")

    name = models.TextField(_("Name"))
    kind = models.CharField(max_length=20, choices=Kind.choices)
    setting = models.CharField(max_length=20, choices=Setting.choices, null=True)
    video_counts = models.BooleanField(null=True)

    access_rule = staticmethod(access.colleagues)

    class Meta(RecordModel.Meta):
        constraints = [source_key("agencies_program")]

    @property
    def is_sud(self) -> bool:
        """Its people's rows are labelled SUD (42 CFR Part 2)."""
        return self.setting == self.Setting.ADDICTION


class Site(RecordModel):
    name = models.TextField(_("Name"))
    postal_code = models.TextField(null=True)

    access_rule = staticmethod(access.colleagues)

    class Meta(RecordModel.Meta):
        constraints = [source_key("agencies_site")]


class Team(RecordModel):
    """A clinical treatment team that specialists join, or the vocational unit itself."""

    class Kind(models.TextChoices):
        TREATMENT = "treatment", _("Treatment team")
        VOCATIONAL_UNIT = "vocational_unit", _("Vocational unit")

    name = models.TextField(_("Name"))
    kind = models.CharField(max_length=20, choices=Kind.choices)

    access_rule = staticmethod(access.colleagues)

    class Meta(RecordModel.Meta):
        constraints = [source_key("agencies_team")]


class Membership(RecordModel):
    """A person's role in an agency: user x agency x role. Imported staff have no user yet."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    role = models.CharField(max_length=40)
    given_name = models.TextField(_("First name"))
    family_name = models.TextField(_("Last name"), null=True)
    email = models.TextField(_("E-mail address"), null=True)
    program = AgencyForeignKey(Program, null=True)
    supervisor = AgencyForeignKey("self", null=True)
    fte = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    # True when the program is an addiction program: the session may open SUD rows.
    opens_sud = models.BooleanField(default=False)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    access_rule = staticmethod(access.colleagues)

    class Meta(RecordModel.Meta):
        constraints = [
            source_key("agencies_membership"),
            models.CheckConstraint(
                condition=Q(role__in=list(ROLES)), name="agencies_membership_known_role"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="agencies_membership_ends_after_start",
            ),
        ]

    @property
    def name(self) -> str:
        return " ".join(filter(None, [self.given_name, self.family_name]))


class TeamMembership(AgencyModel):
    team = AgencyForeignKey(Team)
    membership = AgencyForeignKey(Membership)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    access_rule = staticmethod(access.colleagues)


class StaffFte(RecordModel):
    """Full-time equivalent from a date on; the latest row not after a date holds (E6)."""

    membership = AgencyForeignKey(Membership)
    from_on = models.DateField()
    fte = models.DecimalField(max_digits=12, decimal_places=4)

    access_rule = staticmethod(access.colleagues)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "from_on"], name="agencies_stafffte_one_a_day"
            ),
            models.CheckConstraint(
                condition=Q(fte__gt=0, fte__lte=1), name="agencies_stafffte_in_range"
            ),
        ]


class Leave(RecordModel):
    membership = AgencyForeignKey(Membership)
    from_on = models.DateField()
    to_on = models.DateField()

    access_rule = staticmethod(access.colleagues)

    class Meta(RecordModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="agencies_leave_ends_after_start"
            )
        ]


class Cover(AgencyModel):
    """While one member is away, another sees to their people."""

    away = AgencyForeignKey(Membership)
    covering = AgencyForeignKey(Membership)
    from_on = models.DateField()
    to_on = models.DateField()

    access_rule = staticmethod(access.colleagues)


class Door(models.Model):
    """The public address of a program's referral page. Holds only what the page shows anyone.

    The names stand here too, since a visitor's session opens no agency to read them from.
    """

    slug = models.SlugField(primary_key=True, max_length=60)
    agency_name = models.CharField(max_length=200)
    program_name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, models.PROTECT, related_name="+", db_constraint=False)
    is_open = models.BooleanField(default=True)


def actor_of(membership: Membership) -> Actor:
    """The actor a membership makes. Needs the agency on the row."""
    return Actor(
        kind=ActorKind.MEMBER,
        role=membership.role,
        agency_id=membership.agency_id,
        membership_id=membership.pk,
        user_id=membership.user_id,
        team_id=membership.program_id,
        sees_sud=membership.opens_sud,
        pools=pools_of(membership.agency),
    )


def pools_of(agency: Agency) -> tuple:
    """The authority's shared pool if there is one, and the agency's own."""
    return tuple(filter(None, [agency.authority_id, agency.pk]))
