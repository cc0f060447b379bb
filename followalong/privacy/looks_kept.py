"""How long the record of looks is kept, and what holds it: asked before any of it goes.

The months of all agencies lie together, so the agency that keeps it longest decides, and one hold
anywhere keeps it all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from followalong.agencies.models import Agency
from followalong.audit.letting_go import LEAST_YEARS, USUAL_YEARS
from followalong.privacy.models import LegalHold, RetentionTime

LOOKS = "LOOKS"


@dataclass(frozen=True)
class Kept:
    """For how many years at least, and how many legal holds stand."""

    years: int
    holds: int


def kept_by_all() -> Kept:
    """Read as the owner, who sees every agency."""
    times = RetentionTime.objects.using("owner").filter(kind=LOOKS)
    own = dict(times.values_list("agency_id", "years"))
    agencies = Agency.objects.using("owner").values_list("pk", flat=True)
    holds = LegalHold.objects.using("owner").filter(lifted_on__isnull=True).count()
    return Kept(longest(agencies, own), holds)


def longest(agencies: Iterable[UUID], own: Mapping[UUID, int]) -> int:
    """The years of the agency that keeps it longest: its own, or the usual ones."""
    years = [own.get(agency_id, USUAL_YEARS) for agency_id in agencies] or [USUAL_YEARS]
    return max(LEAST_YEARS, *years)
