"""What a person wants of a job, as features that a match may use."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followalong.planning import access
from followalong.planning.models.base import Written, by_person, one_latest
from followalong.planning.rules import Much, Place, Preferences, Shift, Travel


class JobPreference(Written):
    """The whole page at once; an empty column is not known yet (rules/preferences.py)."""

    class Shift(models.TextChoices):
        EARLY = Shift.EARLY.value, _("Early mornings")
        DAY = Shift.DAY.value, _("Days")
        EVENING = Shift.EVENING.value, _("Evenings")
        NIGHT = Shift.NIGHT.value, _("Nights")
        WEEKEND = Shift.WEEKEND.value, _("Weekends")

    class Travel(models.TextChoices):
        WALK = Travel.WALK.value, _("On foot")
        BIKE = Travel.BIKE.value, _("By bike")
        TRANSIT = Travel.TRANSIT.value, _("By bus or train")
        CAR = Travel.CAR.value, _("By car")
        LIFT = Travel.LIFT.value, _("Somebody drives them")

    class People(models.TextChoices):
        LITTLE = Much.LITTLE.value, _("Few people")
        SOME = Much.SOME.value, _("Some people")
        LOTS = Much.LOTS.value, _("Many people")

    class Noise(models.TextChoices):
        LITTLE = Much.LITTLE.value, _("Quiet")
        SOME = Much.SOME.value, _("Some noise is fine")
        LOTS = Much.LOTS.value, _("Loud is fine")

    class Pace(models.TextChoices):
        LITTLE = Much.LITTLE.value, _("Calm")
        SOME = Much.SOME.value, _("Steady")
        LOTS = Much.LOTS.value, _("Fast")

    class Strain(models.TextChoices):
        LITTLE = Much.LITTLE.value, _("Light, or sitting")
        SOME = Much.SOME.value, _("On their feet")
        LOTS = Much.LOTS.value, _("Lifting is fine")

    class Place(models.TextChoices):
        INDOORS = Place.INDOORS.value, _("Indoors")
        OUTDOORS = Place.OUTDOORS.value, _("Outdoors")
        EITHER = Place.EITHER.value, _("Either")

    kinds = ArrayField(models.TextField(), default=list)
    hours_least = models.PositiveSmallIntegerField(null=True)
    hours_most = models.PositiveSmallIntegerField(null=True)
    shifts = ArrayField(models.CharField(max_length=8), default=list)
    pay_floor = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    travel = ArrayField(models.CharField(max_length=8), default=list)
    minutes_most = models.PositiveSmallIntegerField(null=True)
    people = models.CharField(max_length=8, choices=People.choices, null=True)
    noise = models.CharField(max_length=8, choices=Noise.choices, null=True)
    pace = models.CharField(max_length=8, choices=Pace.choices, null=True)
    strain = models.CharField(max_length=8, choices=Strain.choices, null=True)
    place = models.CharField(max_length=8, choices=Place.choices, null=True)
    must_nots = ArrayField(models.TextField(), default=list)

    access_rule = staticmethod(access.profile)
    noun = "job_preference"
    written = (
        *("kinds", "hours_least", "hours_most", "shifts", "pay_floor", "travel", "minutes_most"),
        *("people", "noise", "pace", "strain", "place", "must_nots"),
    )
    is_single = True

    class Meta(Written.Meta):
        constraints = [
            one_latest("planning_jobpreference", "client"),
            models.CheckConstraint(
                condition=Q(hours_least__isnull=True)
                | Q(hours_most__isnull=True)
                | Q(hours_most__gte=F("hours_least")),
                name="planning_jobpreference_hours_in_order",
            ),
        ]
        indexes = [by_person("planning_jobpreference")]

    def as_features(self) -> Preferences:
        """As plain types, for whoever matches people with openings."""
        return Preferences(
            kinds=tuple(self.kinds),
            hours_least=self.hours_least,
            hours_most=self.hours_most,
            shifts=frozenset(Shift(one) for one in self.shifts),
            pay_floor=self.pay_floor,
            travel=frozenset(Travel(one) for one in self.travel),
            minutes_most=self.minutes_most,
            people=Much(self.people) if self.people else None,
            noise=Much(self.noise) if self.noise else None,
            pace=Much(self.pace) if self.pace else None,
            strain=Much(self.strain) if self.strain else None,
            place=Place(self.place) if self.place else None,
            must_nots=tuple(self.must_nots),
        )
