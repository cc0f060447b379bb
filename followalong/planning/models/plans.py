"""The action plan: goals in the person's words, as they were agreed, looked at again, suggested."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import LabelledModel
from followalong.agencies.models import Membership
from followalong.caseload.models import NextStep
from followalong.clients.models import Client, Enrolment
from followalong.core.db import AgencyForeignKey
from followalong.planning import access
from followalong.planning.models.base import Written, by_person, one_latest


class ActionPlan(Written):
    """A version of the plan. Its steps are the enrolment's next steps; `steps` is how they stood
    when this version was saved, so that two versions can be compared. `agreed_on` is the day on
    which the person said yes to exactly this, `copy_given_on` the one they got it on paper."""

    class How(models.TextChoices):
        SIGNED = "signed", _("Signed on this screen")
        SAID = "said", _("They said so")

    goal = models.TextField(null=True)
    why = models.TextField(null=True)
    strengths = models.TextField(null=True)
    supports = models.TextField(null=True)
    meets = models.TextField(null=True)
    review_on = models.DateField(null=True)
    steps = models.JSONField(default=list)
    agreed_on = models.DateField(null=True)
    agreed_how = models.CharField(max_length=8, choices=How.choices, null=True)
    agreed_words = models.TextField(null=True)
    copy_given_on = models.DateField(null=True)

    access_rule = staticmethod(access.plan)
    noun = "action_plan"
    written = ("goal", "why", "strengths", "supports", "meets", "review_on")
    is_single = True
    is_profile = False

    class Meta(Written.Meta):
        constraints = [
            one_latest("planning_actionplan", "client"),
            models.CheckConstraint(
                condition=Q(agreed_on__isnull=True)
                | Q(agreed_how__isnull=False, agreed_words__isnull=False),
                name="planning_actionplan_agreed_how",
            ),
        ]
        indexes = [by_person("planning_actionplan")]


class PlanReview(LabelledModel):
    """`Is it still right?`, asked and answered on one day."""

    class Right(models.TextChoices):
        YES = "yes", _("Yes, it is still right")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No, they want something else")

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    membership = AgencyForeignKey(Membership, null=True)
    plan = AgencyForeignKey(ActionPlan)
    reviewed_on = models.DateField()
    still_right = models.CharField(max_length=8, choices=Right.choices)
    said = models.TextField(null=True)
    next_on = models.DateField(null=True)

    access_rule = staticmethod(access.plan)

    class Meta(LabelledModel.Meta):
        indexes = [
            models.Index(fields=["client", "-reviewed_on"], name="planning_planreview_person")
        ]


class PlanSuggestion(LabelledModel):
    """Words for the plan from somebody who does not write it: taken up as a step, or let go."""

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    membership = AgencyForeignKey(Membership, null=True)
    suggested_on = models.DateField()
    words = models.TextField()
    answered_on = models.DateField(null=True)
    answered_by = AgencyForeignKey(Membership, null=True)
    step = AgencyForeignKey(NextStep, null=True)

    access_rule = staticmethod(access.plan)

    class Meta(LabelledModel.Meta):
        indexes = [
            models.Index(fields=["client", "answered_on"], name="planning_plansuggestion_person")
        ]
