"""Words put aside on the public page, sealed under a code that only their writer holds.

They go when they are sent, when the code is used to throw them away, and after two weeks.
"""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.models import Program
from followalong.audit.record import record
from followalong.clients.models import ReferralDraft
from followalong.core.actor import Actor
from followalong.core.ids import receipt_code
from followalong.core.sealing import GROUPS, NotReadable, finder_of, seal, unseal

KEPT = dt.timedelta(days=14)  # the promise on the page


@transaction.atomic
def keep_draft(
    *, by: Actor, program: Program, words: Mapping[str, str], code: str | None = None
) -> str:
    """Put words aside, or put them aside again under the same code. The code is not kept."""
    code = code or receipt_code(GROUPS)
    place = str(program.pk)
    values = {"sealed": seal(code, place, words), "kept_at": clock.now(), "program": program}
    draft, _is_new = ReferralDraft.objects.update_or_create(
        agency_id=by.agency_id, finder=finder_of(code, place), defaults=values
    )
    record(by=by, action="referral_draft.kept", subject=draft)
    return code


def open_draft(*, by: Actor, program: Program, code: str) -> dict[str, str] | None:
    """The words under a code, unless they are gone; they stay until sent."""
    draft = _found(program, code)
    if draft is None:
        return None
    try:
        words = unseal(code, str(program.pk), bytes(draft.sealed))
    except NotReadable:
        return None
    record(by=by, action="referral_draft.opened", subject=draft)
    return words


def drop_draft(*, by: Actor, program: Program, code: str) -> None:
    """What was put aside has been sent, or is not wanted any more."""
    draft = _found(program, code)
    if draft is not None:
        record(by=by, action="referral_draft.dropped", subject=draft)
        draft.delete()


def forget_old_drafts(*, by: Actor) -> int:
    """Let go of what nobody came back for."""
    gone, _by_model = ReferralDraft.objects.filter(kept_at__lt=clock.now() - KEPT).delete()
    if gone:
        record(by=by, action="referral_drafts.forgotten", row_count=gone)
    return gone


def _found(program: Program, code: str) -> ReferralDraft | None:
    """Also before the night's work has forgotten it, an old draft is gone."""
    return ReferralDraft.objects.filter(
        finder=finder_of(code, str(program.pk)), kept_at__gte=clock.now() - KEPT
    ).first()
