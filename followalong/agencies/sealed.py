"""Secrets of agencies, sealed again when keys change."""

from followalong.agencies.everywhere import at_work, known_agencies
from followalong.agencies.models import Provider
from followalong.core.columns import is_sealed_now


def reseal_providers() -> int:
    """Seal again what an older key sealed; answers how many secrets that were."""
    renewed = 0
    for agency_id in known_agencies():
        with at_work("setup", agency_id):
            for row in Provider.everything.select_for_update().exclude(sealed_secret=None):
                if not is_sealed_now(row.sealed_secret):
                    row.secret = row.secret
                    row.save(update_fields=["sealed_secret"])
                    renewed += 1
    return renewed
