"""Ways of looking at a caseload: kept, opened first, shared, let go."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies.roles import Permission, can
from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.caseload.models import SavedView
from followalong.core.actor import Actor


class ViewNameTaken(ValueError):
    """Another view has this name."""


class NotYourView(ValueError):
    """It is a colleague's, or it is everybody's."""


@transaction.atomic
def save_view(
    *,
    by: Actor,
    name: str,
    query: str,
    is_default: bool = False,
    is_shared: bool = False,
    view: SavedView | None = None,
) -> SavedView:
    """A new view, or another name or use of one. Raises ViewNameTaken, NotYourView.

    A shared one is for everybody of the actor's program. The one that opens first is the
    owner's alone, and there is one at most.
    """
    if view is not None and not may_edit_view(by, view):
        raise NotYourView(_("This view is for everybody. A supervisor can change it."))
    if is_shared and not can(by.role, Permission.CASELOAD_VIEW_SHARE):
        raise NotYourView(_("Only a supervisor can share a view with everybody."))
    row = view or SavedView(
        agency_id=by.agency_id, membership_id=by.membership_id, program_id=by.team_id
    )
    alike = SavedView.objects.filter(membership=row.membership_id, name=name)
    if alike.exclude(pk=row.pk).exists():
        raise ViewNameTaken(_("You have a view of this name already."))
    row.name, row.query, row.is_shared = name, query, is_shared
    row.is_default = is_default and row.membership_id == by.membership_id
    if row.is_default:
        _open_nothing_first(by, besides=row)
    row.version += 1 if view else 0
    row.save()
    fields = ["name", "query", "is_default", "is_shared"]
    record(by=by, action="saved_view.saved", subject=row, fields=fields)
    return row


def _open_nothing_first(by: Actor, *, besides: SavedView) -> None:
    others = SavedView.objects.filter(membership=by.membership_id, is_default=True)
    others.exclude(pk=besides.pk).update(
        is_default=False, version=F("version") + 1, changed_at=timezone.now()
    )


@transaction.atomic
def remove_view(*, by: Actor, view: SavedView) -> SavedView:
    """It is offered no more. Removed twice is removed. Raises NotYourView."""
    if not may_edit_view(by, view):
        raise NotYourView(_("This view is for everybody. A supervisor can change it."))
    withdraw(view, by=by)
    record(by=by, action="saved_view.removed", subject=view)
    return view


def may_edit_view(by: Actor, view: SavedView) -> bool:
    """One's own; of the shared ones all, for whoever may share."""
    if view.is_shared and can(by.role, Permission.CASELOAD_VIEW_SHARE):
        return True
    return view.membership_id == by.membership_id
