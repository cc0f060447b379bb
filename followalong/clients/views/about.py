from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.links import go
from followalong.agencies.models import Program
from followalong.agencies.packs import Pack
from followalong.agencies.roles import Permission
from followalong.agencies.words import speech
from followalong.agencies.writing import status_of, write
from followalong.clients import rows
from followalong.clients.actions.about import say_about_self, standing_answers
from followalong.clients.forms.about import AboutForm
from followalong.clients.models import AnswerCount, Client, Demographic
from followalong.clients.rules.about import ANSWERED, DECLINED, OWN_WORDS, UNANSWERED


@requires(Permission.CLIENT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """About you, if you like: filled in together with the person."""
    client = read.one(request, Client.objects, pk=client_id)
    if client.same_as_id:
        return go(request, "clients:about", client_id=client.same_as_id)
    pack, lang = speech(request)
    said = Demographic.objects.filter(client__in=rows.same_person(client.pk)).order_by("pk")
    standing = standing_answers(read.many(request, said))
    form = AboutForm(request.POST or None, pack=pack, lang=lang, standing=standing)
    if request.method == "POST" and form.is_valid():
        told = {"answers": form.answers(), "said_on": form.cleaned_data["said_on"]}
        if write(request, form, lambda: say_about_self(by=request.actor, client=client, **told).pk):
            return go(request, "home:client", client_id=client.pk)
    context = {"form": form, "client": client}
    return render(request, "clients/about.html", context, status=status_of(form))


@requires(Permission.DEMOGRAPHIC_COUNT)
@require_safe
def answer_counts(request: HttpRequest) -> HttpResponse:
    """Who we reach: how many people gave each answer, by program, by the end of a quarter."""
    pack, lang = speech(request)
    counted = read.many(request, rows.latest_counts())
    programs = list(dict.fromkeys(row.program for row in counted))
    context = {
        "minimum": pack.value("small_cell_minimum"),
        "columns": [_("Answer"), (_("People"), "number")],
        "programs": [
            _program(program, [row for row in counted if row.program == program], pack, lang)
            for program in programs
        ],
    }
    return render(request, "clients/answer_counts.html", context)


def _program(program: Program, counted: list[AnswerCount], pack: Pack, lang: str) -> dict[str, Any]:
    """One program: a table for each question that its pack asks."""
    kinds = list(dict.fromkeys(row.kind for row in counted))
    return {
        "name": program.name,
        "as_of": counted[0].as_of,
        "tables": [
            _table(kind, [row for row in counted if row.kind == kind], pack, lang)
            for kind in pack.demographics
            if kind in kinds
        ],
    }


def _table(kind: str, counted: list[AnswerCount], pack: Pack, lang: str) -> dict[str, Any]:
    """The answers in the order in which they are asked; those of nobody are left out."""
    key = f"demographic.{kind}"
    numbers = {row.answer: row.people for row in counted}
    names = dict(pack.codes(key).choices(lang)) | {
        OWN_WORDS: _("In their own words"),
        ANSWERED: _("Answered"),
        DECLINED: _("Would rather not say"),
        UNANSWERED: _("Not asked, or left out"),
    }
    return {
        "title": pack.codes(key).title.say(lang),
        "is_silent": all(number is None for number in numbers.values()),
        "rows": [
            [name, _("hidden") if numbers[code] is None else numbers[code]]
            for code, name in names.items()
            if numbers.get(code, 0) != 0
        ],
    }
