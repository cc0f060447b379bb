"""Authorities, agencies and what they are made of: programs, sites, teams, public doors."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from followalong.agencies import access
from followalong.agencies.base import RecordModel, source_key
from followalong.core.ids import uuid7


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
    # What people are called here: noun -> key of a word of the pack. None: nobody chose yet.
    words = models.JSONField(null=True, editable=False)
    # The day on which the guide of the first hour was put away.
    guided_on = models.DateField(null=True, editable=False)
    # Somebody here had something locked away once: members who come in are asked about.
    has_locks = models.BooleanField(default=False, db_default=False, editable=False)

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
    # How long a contact may be put right by its writer; empty is the pack's `contact_edit_hours`.
    contact_edit_hours = models.PositiveSmallIntegerField(null=True)
    ended_on = models.DateField(null=True)

    access_rule = staticmethod(access.colleagues)

    class Meta(RecordModel.Meta):
        constraints = [source_key("agencies_program")]

    @property
    def is_sud(self) -> bool:
        """Its people's rows are labelled SUD (42 CFR Part 2)."""
        return self.setting == self.Setting.ADDICTION


class Site(RecordModel):
    """A place where the agency works, or from which people are referred."""

    name = models.TextField(_("Name"))
    postal_code = models.TextField(null=True)
    ended_on = models.DateField(null=True)

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
    ended_on = models.DateField(null=True)

    access_rule = staticmethod(access.colleagues)

    class Meta(RecordModel.Meta):
        constraints = [source_key("agencies_team")]


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
