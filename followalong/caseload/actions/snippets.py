"""Short texts that somebody writes often: one's own, and those that a program shares."""

from django.db import transaction
from django.utils.translation import gettext as _

from followalong.agencies.roles import Permission, can
from followalong.agencies.withdrawing import withdraw
from followalong.audit.record import record
from followalong.caseload.models import Snippet
from followalong.core.actor import Actor


class NameTaken(ValueError):
    """Another text of the same kind has this name."""


class NotYourSnippet(ValueError):
    """It is a colleague's, or it is everybody's."""


@transaction.atomic
def save_snippet(
    *, by: Actor, name: str, text: str, is_shared: bool = False, snippet: Snippet | None = None
) -> Snippet:
    """A new text, or another wording of one. Raises NameTaken, NotYourSnippet.

    A shared one is for everybody of the actor's program; whoever may share may change it.
    """
    if snippet is not None and not may_edit_snippet(by, snippet):
        raise NotYourSnippet(_("This text is for everybody. A supervisor can change it."))
    if is_shared and not can(by.role, Permission.SNIPPET_SHARE):
        raise NotYourSnippet(_("Only a supervisor can share a text with everybody."))
    row = snippet or Snippet(
        agency_id=by.agency_id, membership_id=by.membership_id, program_id=by.team_id
    )
    alike = Snippet.objects.visible_to(by).filter(name=name, is_shared=is_shared)
    if alike.exclude(pk=row.pk).exists():
        raise NameTaken(_("You have a text of this name already."))
    row.name, row.text, row.is_shared = name, text, is_shared
    row.version += 1 if snippet else 0
    row.save()
    record(by=by, action="snippet.saved", subject=row, fields=["name", "text", "is_shared"])
    return row


@transaction.atomic
def remove_snippet(*, by: Actor, snippet: Snippet) -> Snippet:
    """Nobody is offered it any more. Raises NotYourSnippet."""
    if not may_edit_snippet(by, snippet):
        raise NotYourSnippet(_("This text is for everybody. A supervisor can change it."))
    withdraw(snippet, by=by)
    record(by=by, action="snippet.removed", subject=snippet)
    return snippet


def may_edit_snippet(by: Actor, snippet: Snippet) -> bool:
    """One's own; of the shared ones all, for whoever may share."""
    if snippet.is_shared:
        return can(by.role, Permission.SNIPPET_SHARE)
    return snippet.membership_id == by.membership_id
