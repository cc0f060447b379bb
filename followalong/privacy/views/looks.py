"""Who looked at a person's record, and the questions about it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import refuse, requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import go, here
from followalong.agencies.roles import Permission, can
from followalong.agencies.writing import posted, status_of
from followalong.clients.models import Client
from followalong.clients.rows import same_person
from followalong.privacy.actions import answer_look_question, ask_about_looks
from followalong.privacy.forms import AnswerForm, AskForm
from followalong.privacy.looks import looks_at, moment, own_worker
from followalong.privacy.models import LookQuestion
from followalong.privacy.waiting import questions_waiting
from followalong.ui.words import day_text

ANSWERED_SHOWN = 50


@requires(Permission.AUDIT_VIEW, Permission.LOOK_SHOW, purpose="PATRQT")
@require_safe
def looks(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """In plain words, newest first; and a question in one tap."""
    person = read.one(request, Client.objects, pk=client_id)
    if not _may_show(request, person):
        return refuse(request, Permission.LOOK_SHOW)
    return render(request, "privacy/looks.html", _told(request, person))


@requires(Permission.AUDIT_VIEW, Permission.LOOK_SHOW, purpose="PATRQT")
@require_safe
def looks_print(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """The same on paper, to hand over; making it is on the record."""
    person = read.one(request, Client.objects, pk=client_id)
    if not _may_show(request, person):
        return refuse(request, Permission.LOOK_SHOW)
    told = _told(request, person)
    today = timezone.localdate()
    context = {**told, "head": head_of(request), "day": day_text(today, today)}
    context["heads"] = [_("Day"), _("Who"), _("What and why"), _("How often")]
    context["rows"] = [
        [day_text(one.on, today), f"{one.who} {one.name}", f"{one.what}, {one.why}", one.times]
        for one in told["lines"]
    ]
    context["back"] = here(request, "privacy:looks", client_id=person.pk)
    return render(request, "privacy/looks_print.html", context)


@requires(Permission.AUDIT_VIEW, Permission.LOOK_SHOW, purpose="PATRQT")
@require_POST
def ask(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """`I have a question`: to the privacy officer, with or without words."""
    person = read.one(request, Client.objects, pk=client_id)
    if not _may_show(request, person):
        return refuse(request, Permission.LOOK_SHOW)
    form = AskForm(request.POST)

    def do() -> UUID:
        words = form.cleaned_data["words"]
        return ask_about_looks(by=request.actor, client=person, words=words).pk

    if posted(request, form, do):
        messages.success(request, _("The privacy officer has the question and will answer."))
        return go(request, "privacy:looks", client_id=person.pk)
    context = _told(request, person, form)
    return render(request, "privacy/looks.html", context, status=status_of(form))


@requires(Permission.AUDIT_VIEW, purpose="HOPERAT")
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The queue: what waits for an answer first, the longest wait on top."""
    rows = LookQuestion.objects.select_related("client", "asked_by", "answered_by")
    waiting = questions_waiting().select_related("client", "asked_by").order_by("asked_at", "pk")
    answered = rows.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    context = {
        "waiting": read.many(request, waiting),
        "answered": read.many(request, answered, limit=ANSWERED_SHOWN),
    }
    return render(request, "privacy/questions.html", context)


@requires(Permission.AUDIT_VIEW, purpose="HOPERAT")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, question_id: UUID) -> HttpResponse:
    rows = LookQuestion.objects.select_related("client", "asked_by")
    question = read.one(request, rows, pk=question_id)
    form = AnswerForm(request.POST or None)

    def do() -> UUID:
        said = form.cleaned_data["answer"]
        return answer_look_question(by=request.actor, question=question, answer=said).pk

    if posted(request, form, do):
        messages.success(request, _("The question is answered."))
        return go(request, "privacy:questions")
    context = {"question": question, "form": form, "back": here(request, "privacy:questions")}
    return render(request, "privacy/answer.html", context, status=status_of(form))


def _may_show(request: HttpRequest, person: Client) -> bool:
    """The privacy officer, and the person's own worker, who shows or hands it to them."""
    actor = request.actor  # type: ignore[attr-defined]
    if can(actor.role, Permission.AUDIT_VIEW):
        return True
    return read.count(request, own_worker(person, actor)) > 0


def _told(request: HttpRequest, person: Client, form: AskForm | None = None) -> dict[str, Any]:
    named = can(request.actor.role, Permission.AUDIT_VIEW)  # type: ignore[attr-defined]
    before = moment(request.GET.get("before", ""))
    agency = request.membership.agency  # type: ignore[attr-defined]
    told = looks_at(request, same_person(person.pk), before, agency, named=named)
    return {
        "client": person,
        "lines": told.lines,
        "older": f"?{urlencode({'before': told.before.isoformat()})}" if told.before else "",
        "newer": "?" if before else "",
        "form": form or AskForm(),
        "why": here(request, "privacy:why", client_id=person.pk) if named else "",
        "back": here(request, "home:client", client_id=person.pk),
    }
