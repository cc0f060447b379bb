"""One way for every write form: check, do it once, say what was wrong beside the field.

form = ReferralForm(request.POST or None, ...)
if request.method == "POST" and form.is_valid():
    outcome = write(request, form, lambda: receive_referral(by=request.actor, ...).pk)
    if outcome.id: return go(request, "clients:referrals")
return render(request, "clients/referral_form.html", {"form": form}, status=status_of(form))
"""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followalong.core.commands import CommandConflict, run_once
from followalong.core.disk import takes_words
from followalong.core.ids import uuid7

NO_ROOM = gettext_lazy(
    "There is hardly any room left on the disk, so nothing can be saved at the moment. What you"
    " wrote stays on this page: leave it open and save again later. Please tell whoever looks after"
    " Followalong at your agency."
)


class CommandForm(forms.Form):
    """A form that carries its command id, so that sending it twice has one effect."""

    command_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    # Errors that an action raises, by class, and the field they belong beside.
    error_fields: dict[type[Exception], str] = {}
    # Saved even when the disk is nearly full: what protects a person does not wait for room.
    saves_always = False


def write(request: HttpRequest, form: CommandForm, do: Callable[[], UUID]) -> UUID | None:
    """Run the action once for the form's command; None when it refused, with the form told why.

    What an action raises becomes an error beside the field that `form.error_fields` names;
    its text is the exception's own sentence. The request's other work is kept.
    """
    if not (form.saves_always or takes_words()):
        form.add_error(None, ValidationError(NO_ROOM, code="no_room"))
        return None
    asked = {k: v for k, v in form.cleaned_data.items() if k != "command_id"}
    asked["path"] = request.path
    try:
        with transaction.atomic():
            return run_once(
                by=request.actor,  # type: ignore[attr-defined]
                command_id=form.cleaned_data["command_id"],
                asked=asked,
                do=do,
            )
    except CommandConflict:
        form.add_error(
            None,
            ValidationError(
                _(
                    "This form was already sent with other words. "
                    "Nothing was changed. Copy your text, open the page again and save there."
                ),
                code="conflict",
            ),
        )
    except tuple(form.error_fields) as error:
        field = next(f for c, f in form.error_fields.items() if isinstance(error, c))
        form.add_error(field or None, str(error))
    return None


def posted(request: HttpRequest, form: CommandForm, do: Callable[[], UUID]) -> UUID | None:
    """What a form that was sent and is in order made; None for a fresh or a refused one."""
    if request.method != "POST" or not form.is_valid():
        return None
    return write(request, form, do)


def status_of(form: forms.BaseForm) -> int:
    """200 for a fresh form, 409 for a conflict, 422 for one that was refused."""
    if not form.is_bound or not form.errors:
        return 200
    return 409 if form.has_error("__all__", code="conflict") else 422
