"""Settings: everything that an agency sets up itself, in one place, each with what it is for."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies import shown
from followalong.agencies.gates import requires
from followalong.agencies.links import page_for
from followalong.agencies.roles import Permission
from followalong.core.installation import last_proven_restore
from followalong.ui.words import day_text


@dataclass(frozen=True)
class Part:
    """One page of the settings: its name, its picture, and what it is for."""

    name: str
    icon: str
    text: str
    href: str


@requires(Permission.STAFF_VIEW, Permission.AGENCY_EDIT, purpose="HOPERAT")
@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """The parts that this role may open."""
    context = {"groups": _groups(request), "backups": _backups(request)}
    return render(request, "home/settings.html", context)


def _backups(request: HttpRequest) -> str:
    """When a backup was brought back whole last; the operator tries it (`followalong drill`)."""
    if not shown.may(request, Permission.AGENCY_EDIT):
        return ""
    proven = last_proven_restore()
    if proven is None:
        return _("No backup was brought back for a try yet. Ask whoever runs this installation.")
    day = day_text(timezone.localdate(proven.at), timezone.localdate())
    return _("A backup was last brought back whole: %(day)s.") % {"day": day}


def _groups(request: HttpRequest) -> list[tuple[str, list[Part]]]:
    groups = ((_("People"), _people()), (_("The agency"), _agency()), (_("Data"), _data()))
    found = [(title, _open_to(request, parts)) for title, parts in groups]
    return [(title, parts) for title, parts in found if parts]


def _open_to(request: HttpRequest, parts: tuple) -> list[Part]:
    """Pages of this role that are there: a room may not be, or not yet."""
    return [
        Part(name, icon, text, href)
        for permission, page, icon, name, text in parts
        if (href := page_for(request, permission, page))
    ]


def _people() -> tuple:
    return (
        (
            Permission.STAFF_VIEW,
            "agencies:people",
            "users-round",
            _("People who work here"),
            _("Add and invite people, their roles, hours and days away, and their last day."),
        ),
        (
            Permission.STAFF_GUIDE,
            "agencies:new_staff",
            "sprout",
            _("New here"),
            _("Colleagues in their first ninety days, and the list of their first weeks."),
        ),
    )


def _agency() -> tuple:
    return (
        (
            Permission.AGENCY_EDIT,
            "agencies:agency",
            "house",
            _("Your agency"),
            _("Its name and its time zone."),
        ),
        (
            Permission.STAFF_VIEW,
            "agencies:places",
            "map-pin",
            _("Programs, sites and teams"),
            _("What you offer and where, the public pages at which people ask for help."),
        ),
        (
            Permission.TIMING_EDIT,
            "caseload:timings",
            "timer",
            _("Timers"),
            _("When each program is reminded of what, beside the pack’s numbers."),
        ),
        (
            Permission.REFERRAL_SET_UP,
            "clients:arrivals",
            "route",
            _("How referrals arrive"),
            _("Links for clinics, and who follows up."),
        ),
        (
            Permission.AGENCY_EDIT,
            "agencies:provider",
            "key-round",
            _("Your own sign-in"),
            _("People come in with the sign-in of your agency (OpenID Connect)."),
        ),
        (
            Permission.AGENCY_EDIT,
            "agencies:directory",
            "users-round",
            _("Your directory of staff"),
            _("Your agency’s directory tells us who starts and who leaves (SCIM 2.0)."),
        ),
        (
            Permission.AGENCY_EDIT,
            "agencies:words",
            "message-circle",
            _("Words for people"),
            _("Client or participant, specialist or counsellor: what people are called here."),
        ),
        (
            Permission.CONTACT_LOG,
            "caseload:snippets",
            "notebook-pen",
            _("Short texts"),
            _("Sentences that are often written, ready for a note; for everybody or for oneself."),
        ),
        (
            Permission.AGENCY_EDIT,
            "agencies:letterheads",
            "file-text",
            _("Letter heads"),
            _("Name, address and picture on top of printed pages."),
        ),
    )


def _data() -> tuple:
    return (
        (
            Permission.STAFF_VIEW,
            "home:dictionary",
            "book-open",
            _("Data dictionary"),
            _("Every table and column that is kept, and what each means."),
        ),
        (
            Permission.EXCHANGE_IMPORT,
            "exchange:imports",
            "upload",
            _("Bring data in"),
            _("The history of your programs from another system or from spreadsheets."),
        ),
        (
            Permission.EXCHANGE_EXPORT,
            "exchange:export",
            "download",
            _("Take data out"),
            _("Everything you may see, in files that other systems can read."),
        ),
    )
