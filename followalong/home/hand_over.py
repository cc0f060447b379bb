"""Handing people over: who goes to whom is proposed, changed line by line, and done at once."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from followalong.agencies import packs, read
from followalong.agencies.access import led_by
from followalong.agencies.gates import requires
from followalong.agencies.links import go, here
from followalong.agencies.models import Membership
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission
from followalong.agencies.writing import status_of, write
from followalong.clients.models import Assignment
from followalong.employers import actions
from followalong.employers.models import AgencyEmployer
from followalong.home import hand_over_rows as rows
from followalong.home.hand_over_form import ChooseForm, HandOverForm, initial
from followalong.home.hand_over_rows import Asked
from followalong.home.hand_over_shown import (
    employer_line,
    lately,
    left_line,
    line,
    moved_text,
    step_line,
    total_columns,
    totals,
)
from followalong.home.mine import open_enrolments
from followalong.home.team_table import NOBODY


@requires(Permission.CASELOAD_ASSIGN)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """One page: the question above, the proposal with a choice for each person below."""
    today = timezone.localdate()
    pack = packs.load(request.membership.agency.pack)  # type: ignore[attr-defined]
    asked = _asked(request, today)
    staff = rows.receivers(request, asked, today, pack.value("active_within_days"))
    choose = _choose(request, asked, staff)
    context = {"choose": choose, "asked": asked, "team": here(request, "home:team")}
    if not asked.is_complete:
        context["lately"] = lately(request, today) if not asked.is_begun else []
        return render(request, "home/hand_over.html", context)
    form = _form(request, asked, staff, today)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and write(request, form, lambda: _hand_over(request, asked, form)):
        return go(request, "home:team")
    context |= _shown(request, asked, form, staff, pack, today)
    return render(request, "home/hand_over.html", context, status=status_of(form))


def _asked(request: HttpRequest, today: date) -> Asked:
    """What the address asks for; anything unknown is as if it were not there."""
    get = request.GET
    who = get.get("who", "")
    who = who if who == NOBODY or _id(who) else ""
    asked = Asked(
        who=who,
        some=tuple(filter(None, map(_id, get.getlist("p")))),
        back=_id(get.get("back", "")),
        to=tuple(filter(None, map(_id, get.getlist("to")))),
        from_on=_day(get.get("from_on", "")) or today,
        is_leaving=bool(get.get("is_leaving")) and bool(_id(who)),
    )
    if asked.back is None:
        return asked
    # Back from the day on which they went, or are to go; not before today.
    first = read.one(request, Assignment.objects, pk=asked.back)
    return replace(asked, from_on=max(first.from_on, today))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _choose(request: HttpRequest, asked: Asked, staff: list[Any]) -> ChooseForm | None:
    """The question; sent once the address begins to answer it."""
    if asked.back:
        return None
    holders = [] if asked.some else _holders(request)
    get = request.GET.copy()
    if asked.is_begun:
        get.setdefault("from_on", asked.from_on.isoformat())
    return ChooseForm(
        get if "from_on" in request.GET else None,
        initial={"who": asked.who, "from_on": asked.from_on, "is_leaving": asked.is_leaving},
        holders=holders,
        staff=staff,
    )


def _holders(request: HttpRequest) -> list[tuple[str, str]]:
    """Whoever goes along with somebody within reach or keeps in touch with employers, also those
    who left."""
    held = read.visible(request, open_enrolments()).order_by().values("specialist")
    kept = AgencyEmployer.objects.filter(owner__isnull=False).order_by().values("owner")
    ours = Q(led_by(request.actor), pk__in=kept)  # type: ignore[attr-defined]
    found = Membership.objects.filter(ours | Q(pk__in=held))
    found = found.order_by("given_name", "family_name", "pk")
    named = [(str(member.pk), member.name) for member in read.many(request, found)]
    return [*named, (NOBODY, _("No one yet"))]


def _form(request: HttpRequest, asked: Asked, staff: list[Any], today: date) -> HandOverForm:
    """The proposal; once sent, exactly the people who were on the page."""
    sent = tuple(filter(None, (_id(key[3:]) for key in request.POST if key[:3] == "to_")))
    people = rows.lines(request, replace(asked, some=sent) if sent else asked, today)
    theirs, keepers = rows.employers_of(request, asked), rows.keepers(request, asked)
    proposal = initial(rows.proposed(people, staff, asked), rows.dealt(theirs, keepers, asked))
    return HandOverForm(
        request.POST or None,
        people=people,
        employers=theirs,
        keepers=keepers,
        staff=staff,
        may_take=rows.may_take,
        is_missing=len(people) < len(sent),
        initial={"from_on": asked.from_on, "is_leaving": asked.is_leaving, **proposal},
    )


def _hand_over(request: HttpRequest, asked: Asked, form: HandOverForm) -> UUID:
    said, moves = form.cleaned_data, form.moves()
    leaving = None
    if said["is_leaving"] and asked.who != NOBODY:
        ours = Membership.objects.filter(led_by(request.actor))  # type: ignore[attr-defined]
        leaving = read.one(request, ours, pk=asked.who)
    made = actions.hand_over(
        by=request.actor,  # type: ignore[attr-defined]
        moves=moves,
        from_on=said["from_on"],
        reason=said["reason"],
        leaving=leaving,
        employers=form.employer_moves() if leaving else (),
    )
    text = moved_text(moves, form.employer_moves(), said["from_on"], timezone.localdate())
    messages.success(request, text)
    return made


def _shown(
    request: HttpRequest,
    asked: Asked,
    form: HandOverForm,
    staff: list[Any],
    pack: Pack,
    today: date,
) -> dict[str, Any]:
    behind = read.many(request, rows.left_behind(asked)) if asked.one_holder else []
    return {
        "form": form,
        "lines": [line(request, row, field, pack) for row, field in form.lines()],
        "columns": total_columns(),
        "totals": totals(staff, Counter(form.chosen().values())),
        "employers": [employer_line(request, row, field) for row, field in form.employer_lines()],
        "steps": [step_line(request, row) for row in rows.steps_left(request, asked)],
        "behind": [left_line(request, row, today) for row in behind],
        "is_cut": len(form.people) >= rows.AT_MOST,
        "at_most": rows.AT_MOST,
    }
