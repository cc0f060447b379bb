"""More: who I am here, my other roles, the language, and the pages one needs less often."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import read
from followalong.agencies.first_weeks import items_for
from followalong.agencies.gates import requires
from followalong.agencies.links import here, page_for
from followalong.agencies.models import Provider
from followalong.agencies.roles import ROLES, Permission
from followalong.agencies.words import role_title
from followalong.home.agenda import MEETS, PLANS
from followalong.home.week import OPENS as WEEK_OPENS


@dataclass(frozen=True)
class Place:
    text: str
    icon: str
    href: str


@requires(Permission.TODAY_VIEW)
@require_safe
def more(request: HttpRequest) -> HttpResponse:
    me = request.membership  # type: ignore[attr-defined]
    context = {
        "me": me,
        "role": ROLES[me.role],
        "role_title": role_title(me.agency, me.role),
        "places": _places(request),
    }
    return render(request, "home/more.html", context)


def _places(request: HttpRequest) -> list[Place]:
    """Each page that this role may open and that the frame does not already name."""
    pages: tuple = (
        *((one, "home:week", "calendar", _("Week")) for one in WEEK_OPENS),
        (Permission.CONTACT_LOG, "home:next_steps", "list-checks", _("My next steps")),
        *((one, "home:today_sheet", "printer", _("Today sheet")) for one in MEETS),
        (Permission.CONTACT_LOG, "home:log_group", "users-round", _("Log a group")),
        (Permission.CONTACT_LOG, "home:catch_up", "circle-check", _("Catch up")),
        *((one, "caseload:snippets", "notebook-pen", _("Short texts")) for one in PLANS),
        (Permission.MEETING_EDIT, "home:meetings", "notebook", _("Team meetings")),
        (Permission.MEETING_VIEW, "home:meetings", "notebook", _("Team meetings")),
        (Permission.CASELOAD_VIEW_TEAM, "home:team", "users-round", _("Team")),
        (Permission.REFERRAL_VIEW, "clients:referrals", "inbox", _("Referrals")),
        (Permission.REFERRAL_CREATE, "clients:referral_new", "user-plus", _("Refer someone")),
        (Permission.DEMOGRAPHIC_COUNT, "clients:answer_counts", "chart-column", _("Who we reach")),
        (Permission.DUPLICATE_REVIEW, "home:duplicates", "copy", _("Possible duplicates")),
        (Permission.REFERRAL_SET_UP, "clients:arrivals", "route", _("How referrals arrive")),
        (Permission.STAFF_GUIDE, "agencies:new_staff", "sprout", _("New here")),
        (Permission.TODAY_VIEW, "home:help", "circle-help", _("Help")),
        (Permission.EMERGENCY_OPEN, "home:danger", "shield-check", _("Somebody is in danger")),
        (Permission.TIMING_EDIT, "caseload:timings", "timer", _("Timers")),
        (Permission.STAFF_VIEW, "home:settings", "settings", _("Settings")),
        (Permission.SHEET_IMPORT, "exchange:imports", "upload", _("Bring data in")),
        (Permission.EXCHANGE_EXPORT, "exchange:export", "download", _("Take data out")),
        (Permission.CORRECTION_UNDO, "home:corrections", "undo-2", _("Taken off a record")),
        (Permission.DISCLOSURE_REVIEW, "privacy:namings", "file-text", _("Named without a yes")),
        (Permission.RIGHTS_ANSWER, "privacy:requests", "inbox", _("Requests about records")),
        (Permission.AUDIT_VIEW, "privacy:emergencies", "shield-check", _("Opened in an emergency")),
        (
            Permission.BREACH_EDIT,
            "privacy:breaches",
            "shield-check",
            _("When information went astray"),
        ),
        (
            Permission.RETENTION_EDIT,
            "privacy:retention",
            "hourglass",
            _("How long records are kept"),
        ),
        (Permission.ERASURE_AGREE, "privacy:erasures", "circle-check", _("Records to let go")),
        (Permission.AUDIT_VIEW, "privacy:questions", "circle-help", _("Questions about looks")),
        (Permission.AUDIT_VIEW, "privacy:flags", "search", _("Looks that deserve a word")),
        (Permission.TODAY_VIEW, "privacy:my_looks", "search", _("My looks")),
        (Permission.TODAY_VIEW, "privacy:access", "key-round", _("Asking for access")),
    )
    if items_for(request.actor.role):  # type: ignore[attr-defined]
        pages += (
            (Permission.TODAY_VIEW, "agencies:first_weeks", "list-checks", _("My first weeks")),
        )
    found = dict.fromkeys(
        Place(text, icon, href)
        for permission, name, icon, text in pages
        if (href := page_for(request, permission, name))
    )
    own = Place(_("Your way in"), "key-round", reverse("accounts:security"))
    if read.many(request, Provider.objects.all(), limit=1):
        at = here(request, "agencies:own_sign_on")
        found[Place(_("Your agency’s sign-in"), "key-round", at)] = None
    return [*found, own, Place(_("How pages are made"), "sparkles", reverse("ui:gallery"))]
