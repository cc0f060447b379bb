"""What else matters in a life while somebody looks for work; nothing waits for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.clients.models import Client, Enrolment
from followalong.core.db import AgencyForeignKey
from followalong.planning import access
from followalong.planning.models.base import Written, by_person, one_latest


class Need(Written):
    """Something the person named, and how it stands. Looking for work never waits for it."""

    class Kind(models.TextChoices):
        HOUSING = "housing", _("Housing")
        TRANSPORT = "transport", _("Getting around")
        CHILDCARE = "childcare", _("Care for children or others")
        MONEY = "money", _("Money and benefits")
        LEGAL = "legal", _("Something legal")
        HEALTH = "health", _("Health care")
        PAPERS = "papers", _("Papers and documents")
        PHONE = "phone", _("Phone or internet")
        CLOTHING = "clothing", _("Clothing or tools")
        OTHER = "other", _("Something else")

    class Stands(models.TextChoices):
        OPEN = "open", _("Still matters")
        BETTER = "better", _("Getting better")
        SORTED = "sorted", _("Sorted")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    stands = models.CharField(max_length=8, choices=Stands.choices, default=Stands.OPEN)
    said = models.TextField(null=True)
    helps = models.TextField(null=True)

    access_rule = staticmethod(access.profile)
    noun = "need"
    written = ("kind", "stands", "said", "helps")
    is_profile = False

    class Meta(Written.Meta):
        constraints = [one_latest("planning_need")]
        indexes = [by_person("planning_need")]


class OptionsTalk(LabelledModel):
    """A talk about the ways there are. It has no result: what somebody decides, they decide."""

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    membership = AgencyForeignKey(Membership, null=True)
    talked_on = models.DateField()
    looked_at = models.TextField(null=True)
    said = models.TextField(null=True)

    access_rule = staticmethod(access.profile)

    class Meta(LabelledModel.Meta):
        indexes = [
            models.Index(fields=["client", "-talked_on"], name="planning_optionstalk_person")
        ]
