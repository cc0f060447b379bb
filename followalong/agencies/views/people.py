"""People who work here: the list, one of them, somebody new, another role, changes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.accounts.gates import steps_up
from followalong.agencies import read, rows, rules, shown
from followalong.agencies.actions import add_member, edit_member
from followalong.agencies.forms.members import EditMemberForm, MemberForm, RoleForm
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.models import Invitation, Membership
from followalong.agencies.roles import Permission
from followalong.agencies.views.form_page import form_page
from followalong.agencies.views.person import above, person_page
from followalong.agencies.writing import write

OPERATIONS = "HOPERAT"
MOST_LISTED = 500
FORM = require_http_methods(["GET", "HEAD", "POST"])


@requires(Permission.STAFF_VIEW, purpose=OPERATIONS)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, who is invited, and who worked here before."""
    today = timezone.localdate()
    everyone = read.many(request, rows.members().order_by("given_name", "pk"), limit=MOST_LISTED)
    asked = Invitation.objects.filter(accepted_at__isnull=True, revoked_at__isnull=True)
    invited = {row.membership_id: row for row in read.many(request, asked.order_by("made_at"))}
    now = [row for row in everyone if not rules.is_over(row.ended_on, today)]
    before = [row for row in everyone if rules.is_over(row.ended_on, today)]
    context = {
        "signed_in": shown.member_lines(request, [r for r in now if r.user_id], invited),
        "waiting": shown.member_lines(request, [r for r in now if not r.user_id], invited),
        "before": shown.member_lines(request, before, {}),
        "can_edit": shown.may(request, Permission.STAFF_EDIT),
    }
    return render(request, "agencies/people.html", context)


@requires(Permission.STAFF_VIEW, purpose=OPERATIONS)
@require_safe
def person(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """One role of one person, with all that hangs on it."""
    return person_page(request, read.one(request, rows.members(), pk=membership_id))


@requires(Permission.STAFF_EDIT, purpose=OPERATIONS)
@FORM
@steps_up
def person_add(request: HttpRequest) -> HttpResponse:
    """Somebody new: who they are and their first role. An invitation comes next."""
    form = MemberForm(request.POST or None, **_offers(request))
    if request.method == "POST" and form.is_valid():
        agency = request.membership.agency
        made = write(
            request, form, lambda: add_member(by=request.actor, agency=agency, **form.values()).pk
        )
        if made:
            messages.success(request, _("Added. Invite them when you are ready."))
            return go(request, "agencies:person", membership_id=made)
    return form_page(
        request,
        form,
        title=_("Add somebody"),
        lead=_("Who they are and what they will do. You invite them in the next step."),
        button=_("Add"),
        parent=_("People who work here"),
        back=here(request, "agencies:people"),
    )


@requires(Permission.STAFF_EDIT, purpose=OPERATIONS)
@FORM
@steps_up
def person_role(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """One more role for somebody: with the same sign-in, switched between at will."""
    row = read.one(request, rows.members(), pk=membership_id)
    form = RoleForm(request.POST or None, **_offers(request))
    if request.method == "POST" and form.is_valid():
        same = {n: getattr(row, n) for n in ("user", "given_name", "family_name", "email")}
        agency = request.membership.agency
        made = write(
            request,
            form,
            lambda: add_member(by=request.actor, agency=agency, **same, **form.values()).pk,
        )
        if made:
            return go(request, "agencies:person", membership_id=made)
    return form_page(
        request,
        form,
        title=_("Give another role"),
        lead=_("With the same sign-in. They switch between their roles at any time."),
        button=_("Give this role"),
        **above(request, row),
    )


@requires(Permission.STAFF_EDIT, purpose=OPERATIONS)
@FORM
@steps_up
def person_edit(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """What a membership says. A change made meanwhile by someone else is never lost."""
    row = read.one(request, rows.members(), pk=membership_id)
    form = EditMemberForm(request.POST or None, member=row, **_offers(request))
    if request.method == "POST" and form.is_valid():
        if write(request, form, lambda: _edit(request, form, row).pk):
            return go(request, "agencies:person", membership_id=row.pk)
        if form.has_error("__all__") and row.version != form.cleaned_data["version"]:
            form.at_version(row.version)
    return form_page(
        request,
        form,
        title=_("Change"),
        lead=_("A new name or address goes to all of their roles here."),
        button=_("Save"),
        **above(request, row),
    )


def _edit(request: HttpRequest, form: EditMemberForm, row: Membership) -> Membership:
    return edit_member(
        by=request.actor,
        membership=row,
        seen_version=form.cleaned_data["version"],
        values=form.values(),
    )


def _offers(request: HttpRequest) -> dict[str, Any]:
    """What the forms about a role choose from."""
    today = timezone.localdate()
    return {
        "agency": request.membership.agency,
        "programs": read.many(request, rows.programs(today)),
        "supervisors": read.many(request, rows.supervisors(today)),
    }
