"""What a match uses of an opening, each with its name and in words."""

from django.utils.translation import gettext as _

from followalong.matching.models import Opening
from followalong.planning.models import JobPreference
from followalong.planning.shown import chosen, span


def features_of(one: Opening) -> list[dict[str, str]]:
    """Only what is known; hours are of a week, pay is of an hour."""
    lines = {
        _("Hours a week"): span(one.hours_least, one.hours_most),
        _("Pay an hour, the most"): "" if one.pay_hourly is None else str(one.pay_hourly),
        _("When is the work?"): chosen(JobPreference.Shift, one.shifts),
        _("People around them"): one.get_people_display() or "",
        _("Noise"): one.get_noise_display() or "",
        _("Pace"): one.get_pace_display() or "",
        _("Physical work"): one.get_strain_display() or "",
        _("Where"): one.get_place_display() or "",
        _("Certificates or licences it needs"): ", ".join(one.licences),
    }
    return [{"name": name, "text": text} for name, text in lines.items() if text]


def known_of(one: Opening) -> list[dict[str, str]]:
    """All that is written of it: its words, then what a match uses."""
    words = {
        _("What is the work?"): one.title,
        _("Hours and days"): one.hours,
        _("Pay"): one.pay,
        _("What else we know"): one.details,
    }
    return [{"name": n, "text": t} for n, t in words.items() if t] + features_of(one)
