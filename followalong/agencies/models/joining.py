"""How somebody joins: the invitation to a membership, and the list of their first weeks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies import access
from followalong.agencies.base import AgencyModel, RecordModel
from followalong.agencies.models.people import Membership
from followalong.core.db import AgencyForeignKey


class Invitation(AgencyModel):
    """A one-time link by which a person takes up a membership.

    Only the hash of its secret is kept; while it waits to be sent by e-mail there is none yet.
    """

    membership = AgencyForeignKey(Membership)
    made_by = AgencyForeignKey(Membership, null=True)
    email = models.TextField(null=True)
    language = models.CharField(max_length=5)
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    access_rule = staticmethod(access.invitations)

    class Meta:
        indexes = [models.Index(fields=["membership"], name="agencies_invitation_member")]


class StaffStep(RecordModel):
    """One line of the list of the first weeks that was done, and who ticked it."""

    membership = AgencyForeignKey(Membership)
    item = models.CharField(max_length=40)
    done_on = models.DateField(_("Done on"))
    done_by = AgencyForeignKey(Membership)

    access_rule = staticmethod(access.first_weeks)

    class Meta(RecordModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "item"],
                condition=Q(withdrawn_at__isnull=True),
                name="agencies_staffstep_once",
            )
        ]
