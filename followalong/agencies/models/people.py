"""Who works in an agency: memberships, teams they belong to, hours, leave and cover."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies import access
from followalong.agencies.base import AgencyModel, RecordModel, source_key
from followalong.agencies.models.places import Agency, Program, Team
from followalong.agencies.roles import ROLES
from followalong.core.actor import Actor, ActorKind
from followalong.core.db import AgencyForeignKey


def new_code() -> str:
    """The random part of a member's URLs: 144 bits, so that it cannot be guessed."""
    return secrets.token_urlsafe(18)


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
    # The agency's directory closed it: from the next click on, not from the next day on.
    stopped_at = models.DateTimeField(null=True, editable=False)
    # Single keys do something on a desktop; whoever speaks to their computer turns them off.
    uses_shortcuts = models.BooleanField(default=True, db_default=True)
    # The day on which the list of the first weeks was done or put away.
    settled_on = models.DateField(null=True, editable=False)

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
    """Who belongs to a team, from when until when."""

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
    """Days on which somebody is away, the first and the last included."""

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


class Cover(RecordModel):
    """While one member is away, another sees to their people."""

    away = AgencyForeignKey(Membership)
    covering = AgencyForeignKey(Membership)
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=200, null=True)

    access_rule = staticmethod(access.colleagues)


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
