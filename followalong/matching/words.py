"""What the rules answered, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followalong.matching.rules.fit import Fit, Part, Stand

PARTS = {
    Part.KIND: gettext_lazy("the kind of work"),
    Part.HOURS: gettext_lazy("the hours"),
    Part.SHIFT: gettext_lazy("the time of day"),
    Part.PAY: gettext_lazy("the pay"),
    Part.PLACE: gettext_lazy("indoors or outdoors"),
    Part.PEOPLE: gettext_lazy("how many people are around"),
    Part.NOISE: gettext_lazy("the noise"),
    Part.PACE: gettext_lazy("the pace"),
    Part.STRAIN: gettext_lazy("the physical work"),
    Part.LICENCE: gettext_lazy("the certificate it needs"),
    Part.WAY: gettext_lazy("the way there"),
}
LIMITS = {
    Part.KIND: gettext_lazy("It is like work they said no to."),
    Part.HOURS: gettext_lazy("The hours are outside what was wished for."),
    Part.PAY: gettext_lazy("It pays less than the least that was wished for."),
    Part.LICENCE: gettext_lazy("It needs a certificate that is not in the profile or has run out."),
    Part.EMPLOYER: gettext_lazy("They said no to this employer."),
    Part.WAY: gettext_lazy("They said that this employer is too far or hard to reach."),
}


def why(found: Fit) -> str:
    """One sentence: what fits."""
    fits = found.told(Stand.FITS)
    if Part.KIND in fits:
        others = _listed(part for part in fits if part != Part.KIND)
        if others:
            return _("They wish for “%(kind)s”; it fits, and so does: %(others)s.") % {
                "kind": found.kind,
                "others": others,
            }
        return _("They wish for “%(kind)s”, and it fits.") % {"kind": found.kind}
    if fits:
        return _("What fits: %(parts)s.") % {"parts": _listed(fits)}
    return _("Nothing speaks for it yet, and nothing against it.")


def but(found: Fit) -> str:
    """What does not fit; empty when there is nothing."""
    parts = [part for part in found.told(Stand.NOT) if part not in found.limits]
    return _("What doesn’t fit: %(parts)s.") % {"parts": _listed(parts)} if parts else ""


def unknown(found: Fit) -> str:
    """What to ask about; empty when everything is known."""
    parts = found.told(Stand.UNKNOWN)
    return _("Not known yet: %(parts)s.") % {"parts": _listed(parts)} if parts else ""


def left_out(found: Fit) -> str:
    """Why a limit leaves it out."""
    if found.against:
        return _("They said what must not be: “%(words)s”.") % {"words": found.against}
    return " ".join(str(LIMITS[part]) for part in found.limits)


def _listed(parts: Iterable[Part]) -> str:
    return ", ".join(str(PARTS[part]) for part in parts)
