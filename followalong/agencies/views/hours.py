"""How much somebody works and when they are away."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followalong.agencies import access, read, rows, shown
from followalong.agencies.actions import add_leave, set_fte, withdraw_leave
from followalong.agencies.forms.members import HoursForm, LeaveForm, TakeBackForm
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.models import Leave, Membership
from followalong.agencies.roles import Permission
from followalong.agencies.views.form_page import form_page
from followalong.agencies.views.person import above, person_page
from followalong.agencies.writing import write

OPERATIONS = "HOPERAT"
FORM = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.STAFF_EDIT, purpose=OPERATIONS)
@FORM
def person_hours(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Working time from a day on; figures per full-time worker follow it."""
    row = read.one(request, rows.members(), pk=membership_id)
    form = HoursForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        from_on = form.cleaned_data["from_on"]
        if write(
            request,
            form,
            lambda: set_fte(by=request.actor, membership=row, from_on=from_on, fte=form.fte).pk,
        ):
            return go(request, "agencies:person", membership_id=row.pk)
    return form_page(
        request,
        form,
        title=_("Working time"),
        lead=_("From a day on. What was before that day stays as it was."),
        button=_("Save"),
        **above(request, row),
    )


@requires(Permission.LEAVE_EDIT, purpose=OPERATIONS)
@FORM
def person_leave(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Days away: nobody is expected to be met then."""
    row = _led(request, membership_id)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("from_on", "to_on")}
        if write(request, form, lambda: add_leave(by=request.actor, membership=row, **days).pk):
            return go(request, "agencies:person", membership_id=row.pk)
    return form_page(
        request,
        form,
        title=_("Days away"),
        lead=_("The first and the last day included."),
        button=_("Add days away"),
        **above(request, row),
    )


@requires(Permission.LEAVE_EDIT, purpose=OPERATIONS)
@require_POST
def leave_withdraw(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """Take days away back: a mistake, or not taken."""
    leave = read.one(request, Leave.objects, pk=leave_id)
    row = _led(request, leave.membership_id)
    form = TakeBackForm(request.POST)
    if form.is_valid() and write(
        request, form, lambda: withdraw_leave(by=request.actor, leave=leave).pk
    ):
        return go(request, "agencies:person", membership_id=row.pk)
    return person_page(request, row, sent=form)


def _led(request: HttpRequest, membership_id: UUID) -> Membership:
    """Somebody whose days are this reader's to write down: a supervisor's own people only."""
    everyone = rows.members()
    if not shown.may(request, Permission.STAFF_EDIT):
        everyone = everyone.filter(access.led_by(request.actor))  # type: ignore[attr-defined]
    return read.one(request, everyone, pk=membership_id)
