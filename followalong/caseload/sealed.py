"""Words that are kept apart, sealed again when keys change."""

from followalong.agencies.everywhere import at_work, known_agencies
from followalong.caseload.models import CounsellingNote
from followalong.core.columns import is_sealed_now


def reseal_counselling() -> int:
    """Seal again what an older key sealed, also what was taken off; answers how many notes."""
    renewed = 0
    for agency_id in known_agencies():
        with at_work("setup", agency_id):
            for note in CounsellingNote.everything.select_for_update(of=("self",)).iterator():
                if not is_sealed_now(note.sealed_words):
                    note.words = note.words
                    note.save(update_fields=["sealed_words"])
                    renewed += 1
    return renewed
