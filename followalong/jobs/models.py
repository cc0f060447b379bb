"""Employment a client holds, and other steps beside it (courses, volunteering)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import LabelledModel, source_key
from followalong.clients.models import Client, Enrolment
from followalong.core.db import AgencyForeignKey
from followalong.employers.models import AgencyEmployer
from followalong.jobs import access


class Job(LabelledModel):
    """A job a client started. Wages and hours are those at the start; changes are Wage rows.

    The seven criteria are answered yes, no or not known (empty); the verdict is worked out in
    rules.py (domain.md 4.1) and never stored.
    """

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    employer = AgencyForeignKey(AgencyEmployer, null=True)
    title = models.TextField(_("Job title"))
    occupation_scheme = models.CharField(max_length=8, null=True)
    occupation_code = models.TextField(null=True)
    started_on = models.DateField(_("First day"))
    ended_on = models.DateField(_("Last day"), null=True)
    end_reason = models.CharField(max_length=20, null=True)
    hours_per_week = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    hourly_wage = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, null=True)
    permanent = models.BooleanField(null=True)
    self_employed = models.BooleanField(null=True)
    open_to_anyone = models.BooleanField(null=True)
    set_aside = models.BooleanField(null=True)
    pays_minimum_or_more = models.BooleanField(null=True)
    pays_customary = models.BooleanField(null=True)
    paid_by_employer = models.BooleanField(null=True)
    integrated = models.BooleanField(null=True)
    time_limited_by_service = models.BooleanField(null=True)
    # Said at the start; what was said at the end stands beside it.
    own_words = models.TextField(_("In their own words"), null=True)
    end_words = models.TextField(_("In their own words, at the end"), null=True)
    went_well = models.TextField(_("What went well"), null=True)
    learned = models.TextField(_("What was learned"), null=True)
    wants_another = models.CharField(max_length=8, null=True)
    end_known_on = models.DateField(null=True)
    support_wanted = models.BooleanField(null=True)

    access_rule = staticmethod(access.job)

    class Meta(LabelledModel.Meta):
        constraints = [
            source_key("jobs_job"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="jobs_job_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["client", "-started_on"], name="jobs_job_client"),
            models.Index(fields=["enrolment", "started_on"], name="jobs_job_enrolment"),
            models.Index(fields=["employer"], name="jobs_job_employer"),
        ]


class Wage(LabelledModel):
    """Hours and pay from a date on. An empty cell leaves the earlier value (measures.md E10)."""

    client = AgencyForeignKey(Client)
    job = AgencyForeignKey(Job, related_name="wages")
    from_on = models.DateField()
    hours_per_week = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    hourly_wage = models.DecimalField(max_digits=12, decimal_places=4, null=True)

    access_rule = staticmethod(access.job)

    class Meta(LabelledModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["job", "from_on"], name="jobs_wage_one_a_day")
        ]


class Activity(LabelledModel):
    """Education, training, a certificate, volunteering or an internship: counted apart."""

    client = AgencyForeignKey(Client)
    enrolment = AgencyForeignKey(Enrolment)
    kind = models.CharField(max_length=20)
    mainstream = models.BooleanField(null=True)
    title = models.TextField(null=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True)

    access_rule = staticmethod(access.job)

    class Meta(LabelledModel.Meta):
        constraints = [source_key("jobs_activity")]
        indexes = [models.Index(fields=["client", "-started_on"], name="jobs_activity_client")]
