"""Work that an employer may have, and what people said about it.

An opening says of nobody for whom it might be; an answer belongs to the person who gave it.
"""

import datetime as dt

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from followalong.agencies.base import AgencyModel, RecordModel, source_key
from followalong.agencies.models import Membership
from followalong.core.db import AgencyForeignKey
from followalong.employers.models import AgencyEmployer
from followalong.matching import access
from followalong.matching.rules.fit import Reason, Work
from followalong.planning.models import JobPreference, Written
from followalong.planning.models.base import by_person, one_latest
from followalong.planning.rules import Much, Place, Shift

FOR_EVER = dt.date(9999, 12, 31)


class Opening(RecordModel):
    """Work an employer may have, advertised or only spoken of.

    Hours, pay and the features below are what a match uses; each is empty where nobody knows.
    """

    employer = AgencyForeignKey(AgencyEmployer)
    title = models.TextField()
    # The title folded, for search and for finding the same opening again.
    title_key = models.TextField(editable=False)
    hours = models.TextField(null=True)
    pay = models.TextField(null=True)
    details = models.TextField(null=True)
    is_advertised = models.BooleanField(null=True)
    known_on = models.DateField()
    known_by = AgencyForeignKey(Membership, null=True)
    # The last day on which it makes sense to ask; empty where nobody said.
    expires_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    # Of a week; and of an hour, the most that is offered.
    hours_least = models.PositiveSmallIntegerField(null=True)
    hours_most = models.PositiveSmallIntegerField(null=True)
    pay_hourly = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    shifts = ArrayField(models.CharField(max_length=8), default=list, db_default=[])
    people = models.CharField(max_length=8, choices=JobPreference.People.choices, null=True)
    noise = models.CharField(max_length=8, choices=JobPreference.Noise.choices, null=True)
    pace = models.CharField(max_length=8, choices=JobPreference.Pace.choices, null=True)
    strain = models.CharField(max_length=8, choices=JobPreference.Strain.choices, null=True)
    place = models.CharField(max_length=8, choices=JobPreference.Place.choices, null=True)
    licences = ArrayField(models.TextField(), default=list, db_default=[])

    access_rule = staticmethod(access.opening)

    class Meta(RecordModel.Meta):
        constraints = [source_key("matching_opening")]
        indexes = [
            models.Index(
                fields=["agency", "-known_on", "-id"],
                condition=models.Q(closed_on__isnull=True),
                name="matching_opening_open",
            ),
            models.Index(fields=["employer", "-known_on"], name="matching_opening_employer"),
        ]

    def as_work(self) -> Work:
        """As plain types, for the rules."""
        return Work(
            id=self.pk,
            employer_id=self.employer_id,
            title=self.title,
            hours=(self.hours_least, self.hours_most),
            pay=self.pay_hourly,
            shifts=frozenset(Shift(one) for one in self.shifts),
            people=Much(self.people) if self.people else None,
            noise=Much(self.noise) if self.noise else None,
            pace=Much(self.pace) if self.pace else None,
            strain=Much(self.strain) if self.strain else None,
            place=Place(self.place) if self.place else None,
            licences=tuple(self.licences),
            details=self.details or "",
            known_on=self.known_on,
        )


class OpeningWord(AgencyModel):
    """How a word of an opening's title begins: plain equality, so that row security uses the index.

    `until_on` is the last day on which the opening can be suggested.
    """

    opening = AgencyForeignKey(Opening)
    start = models.CharField(max_length=4)
    until_on = models.DateField(default=FOR_EVER)

    access_rule = staticmethod(access.opening)

    class Meta:
        indexes = [
            models.Index(
                fields=["agency", "start", "until_on", "opening"], name="matching_word_by_start"
            ),
            models.Index(fields=["opening"], name="matching_word_opening"),
        ]


class OpeningAnswer(Written):
    """What a person said about one opening. Its entry is the opening; an earlier answer stays."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, they would like it")
        LATER = "later", _("Perhaps later")
        NO = "no", _("Not this one")

    class Why(models.TextChoices):
        KIND = Reason.KIND.value, _("Not this kind of work")
        EMPLOYER = Reason.EMPLOYER.value, _("Not this employer")
        WAY = Reason.WAY.value, _("Too far or hard to reach")
        HOURS = Reason.HOURS.value, _("The hours")
        PAY = Reason.PAY.value, _("The pay")
        OTHER = Reason.OTHER.value, _("Something else")

    opening = AgencyForeignKey(Opening)
    answer = models.CharField(max_length=8, choices=Answer.choices)
    reason = models.CharField(max_length=12, choices=Why.choices, null=True)
    words = models.TextField(null=True)

    access_rule = staticmethod(access.answer)
    noun = "opening_answer"
    written = ("answer", "reason", "words")
    is_profile = False

    class Meta(Written.Meta):
        constraints = [
            one_latest("matching_openinganswer", "client", "opening"),
            models.CheckConstraint(
                condition=models.Q(reason__isnull=True) | models.Q(answer="no"),
                name="matching_openinganswer_reason_of_a_no",
            ),
        ]
        indexes = [
            by_person("matching_openinganswer"),
            models.Index(fields=["opening", "is_latest"], name="matching_openinganswer_opening"),
        ]
