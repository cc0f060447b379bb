"""More filters and columns, and the views that were kept: what the caseload page offers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.agencies.models import Membership, Program, Site
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import SavedView
from followalong.home.caseload_asked import NARROWING, STEPS, TEAM, Asked
from followalong.home.caseload_columns import offered
from followalong.home.mine import open_enrolments
from followalong.home.team_table import NOBODY
from followalong.ui.forms import ChipSelectMultiple

Choices = list[tuple[str, Any]]


class FilterForm(forms.Form):
    """Asked by GET. What is in sight as chips and links goes along as hidden fields."""

    who = forms.ChoiceField(label=gettext_lazy("Whose people"), required=False)
    facet = forms.ChoiceField(label=gettext_lazy("What goes on"), required=False)
    step = forms.ChoiceField(label=gettext_lazy("Next step"), required=False)
    program = forms.ChoiceField(label=gettext_lazy("Program"), required=False)
    site = forms.ChoiceField(label=gettext_lazy("Site of the referral"), required=False)
    col = forms.MultipleChoiceField(
        label=gettext_lazy("As a table with these columns"),
        widget=ChipSelectMultiple,
        required=False,
    )
    show = forms.CharField(widget=forms.HiddenInput, required=False)
    sort = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, choices: dict[str, Choices], **kw: Any) -> None:
        super().__init__(*args, **kw)
        for name in ("who", "facet", "step", "program", "site", "col"):
            self.fields[name].choices = choices.get(name, [])
            # A question with one answer is not asked.
            if len(self.fields[name].choices) < 2:
                del self.fields[name]


def filter_form(request: HttpRequest, asked: Asked, pack: Pack) -> FilterForm:
    anything = ("", _("Anything"))
    anywhere = ("", _("Anywhere"))
    lang, agency = get_language() or "en", request.membership.agency  # type: ignore[attr-defined]
    choices = {
        "who": _holders(request),
        "facet": [anything, *pack.codes("facet.kind").choices(lang)],
        "step": [anything, *((key, _(text)) for key, text in STEPS.items())],
        "program": [anywhere, *_named(request, _programs(request))],
        "site": [anywhere, *_named(request, Site.objects.order_by("name"))],
        "col": [(one.key, one.title(agency)) for one in offered(request)],
    }
    said = {name: getattr(asked, name) for name in ("who", "facet", "step", "program", "site")}
    said |= {"col": asked.columns, "show": asked.show, "sort": asked.sort}
    return FilterForm(initial=said, choices=choices, auto_id="filter_%s")


def narrowed(form: FilterForm, asked: Asked) -> str:
    """What narrows the list beyond the filters in sight: `Paused, Without a next step`."""
    said = []
    for name in NARROWING:
        if getattr(asked, name) and name in form.fields:
            said.append(str(dict(form.fields[name].choices).get(getattr(asked, name), "")))
    return ", ".join(filter(None, said))


def _holders(request: HttpRequest) -> Choices:
    """Who holds someone within reach, for those who look at a whole team."""
    if not can(request.actor.role, Permission.CASELOAD_VIEW_TEAM):  # type: ignore[attr-defined]
        return []
    held = read.visible(request, open_enrolments()).order_by().values("specialist")
    found = Membership.objects.filter(pk__in=held).order_by("given_name", "pk")
    named = [(str(member.pk), member.name) for member in read.many(request, found)]
    return [(TEAM, _("The whole team")), *named, (NOBODY, _("No one yet"))]


def _programs(request: HttpRequest) -> QuerySet[Program] | None:
    """Whoever works in one program sees that one only, so it is no question."""
    if request.actor.team_id:  # type: ignore[attr-defined]
        return None
    return Program.objects.order_by("name")


def _named(request: HttpRequest, rows: QuerySet | None) -> Choices:
    if rows is None:
        return []
    return [(str(row.pk), row.name) for row in read.many(request, rows)]


def views_of(request: HttpRequest) -> list[SavedView]:
    """The reader's own views, then those that are shared, by name."""
    rows = SavedView.objects.order_by("is_shared", "name", "pk")
    return read.many(request, rows)


def view_links(views: list[SavedView], asked: Asked) -> list[dict[str, Any]]:
    query = asked.query()
    return [
        {"text": view.name, "href": f"?{view.query}", "current": view.query == query}
        for view in views
    ]
