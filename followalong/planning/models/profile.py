"""The career profile: its sections, the work somebody did, what they learned, legal history."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followalong.planning import access
from followalong.planning.models.base import Written, by_person, one_latest


class ProfilePart(Written):
    """A section of the career profile: the person's own words, and what others noted beside."""

    part = models.CharField(max_length=16)
    said = models.TextField(null=True)
    noted = models.TextField(null=True)

    access_rule = staticmethod(access.profile)
    noun = "profile_part"
    written = ("said", "noted")

    class Meta(Written.Meta):
        constraints = [one_latest("planning_profilepart", "client", "part")]
        indexes = [by_person("planning_profilepart")]


class LegalHistory(Written):
    """What about the law matters for a job, and how the person wants to explain it.

    A table of its own, labelled LEGAL; a row of an addiction program keeps that label, and this
    table's own rule besides. It is never an input of matching.
    """

    said = models.TextField(null=True)
    explains = models.TextField(null=True)

    access_rule = staticmethod(access.legal_history)
    noun = "legal_history"
    written = ("said", "explains")
    is_single = True

    class Meta(Written.Meta):
        constraints = [one_latest("planning_legalhistory", "client")]
        indexes = [by_person("planning_legalhistory")]


class PastJob(Written):
    """Work somebody did before, paid or not. Years between jobs are nobody's to explain."""

    title = models.TextField(_("What was the work?"))
    employer = models.TextField(null=True)
    from_year = models.PositiveSmallIntegerField(null=True)
    to_year = models.PositiveSmallIntegerField(null=True)
    hours = models.TextField(null=True)
    pay = models.TextField(null=True)
    found_by = models.TextField(null=True)
    liked = models.TextField(null=True)
    disliked = models.TextField(null=True)
    left_because = models.TextField(null=True)
    may_ask_them = models.BooleanField(null=True)

    access_rule = staticmethod(access.profile)
    noun = "past_job"
    written = (
        *("title", "employer", "from_year", "to_year", "hours", "pay"),
        *("found_by", "liked", "disliked", "left_because", "may_ask_them"),
    )

    class Meta(Written.Meta):
        constraints = [
            one_latest("planning_pastjob"),
            models.CheckConstraint(
                condition=Q(from_year__isnull=True)
                | Q(to_year__isnull=True)
                | Q(to_year__gte=F("from_year")),
                name="planning_pastjob_ends_after_start",
            ),
        ]
        indexes = [by_person("planning_pastjob")]


class Credential(Written):
    """School, training, a certificate, a licence or a language: what somebody learned."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("School or college")
        TRAINING = "training", _("Training or course")
        CERTIFICATE = "certificate", _("Certificate")
        LICENCE = "licence", _("Licence")
        LANGUAGE = "language", _("Language")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.TextField(_("What is it?"))
    place = models.TextField(null=True)
    finished_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)

    access_rule = staticmethod(access.profile)
    noun = "credential"
    written = ("kind", "title", "place", "finished_on", "expires_on")

    class Meta(Written.Meta):
        constraints = [one_latest("planning_credential")]
        indexes = [by_person("planning_credential")]
