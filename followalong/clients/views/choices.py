from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followalong.agencies import read
from followalong.agencies.gates import requires
from followalong.agencies.heads import head_of
from followalong.agencies.links import go, here, then
from followalong.agencies.models import Membership
from followalong.agencies.packs.consent_texts import consent_text
from followalong.agencies.roles import Permission, can
from followalong.agencies.rows import here_on
from followalong.agencies.words import speech
from followalong.agencies.writing import CommandForm, posted, status_of
from followalong.clients import actions
from followalong.clients import choices_shown as shown
from followalong.clients.forms.choices import TOLD, ChoiceForm
from followalong.clients.models import Client, Consent
from followalong.clients.refusals import ConsentRefused
from followalong.clients.rows import same_person
from followalong.clients.rules import ConsentMethod, ConsentType
from followalong.ui.words import full_day_text

# Who asks people for a yes; whoever keeps counselling notes asks about those alone.
ASKS = (Permission.ENROLMENT_EDIT, Permission.COUNSELLING_WRITE)


class TakeBackForm(CommandForm):
    saves_always = True
    error_fields = {ConsentRefused: ""}


@requires(Permission.CONTACT_VIEW)
@require_safe
def choices(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """What the person said yes to, what they took back, and what nobody asked yet."""
    client = read.one(request, Client.objects, pk=client_id)
    if client.same_as_id:
        return go(request, "clients:choices", client_id=client.same_as_id)
    pack, lang = speech(request)
    rows = Consent.objects.filter(client__in=same_person(client.pk)).select_related("agency")
    found = read.many(request, rows.order_by("-signed_on", "-pk"))
    today = timezone.localdate()
    standing = {row.type for row in found if shown.stands(row, today)}
    lines = [shown.line(request, row, pack, lang) for row in found]
    waiting = {
        row.pk for row in found if shown.waits(row, today) and not shown.is_signed_since(row, found)
    }
    context = {
        "client": client,
        "now": [one for one in lines if one["is_now"]],
        "waiting": [one for one in lines if one["pk"] in waiting],
        "before": [one for one in lines if not one["is_now"] and one["pk"] not in waiting],
        "others": shown.not_now(request, client, standing, pack, lang),
        "can_edit": can(request.actor.role, Permission.ENROLMENT_EDIT),
        "talk": here(request, "employers:disclosure", client_id=client.pk),
        "locks": _locks(request, client),
        "shared": here(request, "privacy:shared", client_id=client.pk),
        "write": here(request, "privacy:write", client_id=client.pk),
        "can_write": can(request.actor.role, Permission.SHARE_EDIT),
    }
    return render(request, "clients/choices.html", context)


def _locks(request: HttpRequest, client: Client) -> str:
    may = can(request.actor.role, Permission.LOCK_EDIT)  # type: ignore[attr-defined]
    return here(request, "clients:locks", client_id=client.pk) if may else ""


@requires(*ASKS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, client_id: UUID, kind: str) -> HttpResponse:
    """One question, asked alone, in the person's language; a renewal is filled as it was."""
    client = read.one(request, Client.objects, pk=client_id)
    pack, lang = speech(request)
    type_ = _kind(request, kind)
    first = _as_before(request, client, type_)
    form = ChoiceForm(request.POST or None, initial=first, **_offered(request, type_))
    shown_in = shown.language_of(client)
    back = _page_of(request, client)
    if posted(request, form, lambda: _given(request, client, form, shown_in).pk):
        messages.success(request, _("Written down. It can be taken back at any time."))
        return redirect(back)
    text = consent_text(pack.code, type_)
    context = {
        "form": form,
        "client": client,
        "title": shown.label("consent.type", type_, lang),
        "said": shown.label("consent.type", type_, shown_in),
        **_words(text, shown_in, lang),
        "needs_copy": pack.consent(type_).copy_given,
        "needs_counsel": shown.needs_counsel(pack, type_),
        "back": back,
    }
    return render(request, "clients/choice_ask.html", context, status=status_of(form))


@requires(Permission.ENROLMENT_EDIT)
@require_safe
def renew(request: HttpRequest, choice_id: UUID) -> HttpResponse:
    """One tap from Today: the same question again, filled as it was; the yes is the person's."""
    choice = read.one(request, Consent.objects.select_related("client"), pk=choice_id)
    client_id = choice.client.person.pk
    page = here(request, "clients:choice_ask", client_id=client_id, kind=choice.type)
    return redirect(f"{page}?again={choice.pk}")


def _kind(request: HttpRequest, kind: str) -> ConsentType:
    """About counselling notes only within an addiction program; anything else is not asked by who
    only keeps those."""
    if kind not in set(ConsentType):
        raise Http404
    by, is_apart = request.actor, kind == ConsentType.SUD_COUNSELLING  # type: ignore[attr-defined]
    if not (by.sees_sud if is_apart else can(by.role, Permission.ENROLMENT_EDIT)):
        raise Http404
    return ConsentType(kind)


def _offered(request: HttpRequest, kind: ConsentType) -> dict[str, Any]:
    """What the form asks in: the pack, the language, and whom a person can name as a reader."""
    pack, lang = speech(request)
    offered = {"pack": pack, "lang": lang, "kind": kind}
    if kind != ConsentType.SUD_COUNSELLING:
        return offered
    today = timezone.localdate()
    rows = Membership.objects.filter(here_on(today), stopped_at__isnull=True, opens_sud=True)
    staff = read.many(request, rows.order_by("given_name", "pk"))
    return {**offered, "readers": [one for one in staff if actions.may_be_let_read(one)]}


def _page_of(request: HttpRequest, client: Client) -> str:
    """Where somebody goes on after a choice: the page they asked from, else that of choices."""
    reads = can(request.actor.role, Permission.CONTACT_VIEW)  # type: ignore[attr-defined]
    page = "clients:choices" if reads else "caseload:counselling"
    return then(request, here(request, page, client_id=client.pk))


def _words(text: Any, shown_in: str, lang: str) -> dict[str, str]:
    """What is read out in the person's language, and beside it in the reader's if it is another."""
    return {
        "shown_in": shown_in,
        "says": text.says.say(shown_in),
        "notice": text.notice.say(shown_in) if text.notice else "",
        "says_here": text.says.say(lang) if shown_in != lang[:2] else "",
    }


def _as_before(request: HttpRequest, client: Client, kind: ConsentType) -> dict[str, Any]:
    """What an earlier yes of this kind said; its signature and its end are asked anew."""
    try:
        again = UUID(request.GET.get("again", ""))
    except ValueError:
        return {"recipient": request.GET.get("recipient", "")[:200]}
    rows = Consent.objects.filter(client__in=same_person(client.pk), type=kind)
    before = read.one(request, rows, pk=again)
    anew = {"signed_name", "expires_on", "in_their_words"}
    if before.method == ConsentMethod.VERBAL_RECORDED:
        anew.add("method")  # perhaps they sign now
    told = {name: getattr(before, name) for name in TOLD if name not in anew}
    return {**told, "reader": before.reader_id}


def _given(request: HttpRequest, client: Client, form: ChoiceForm, shown_in: str) -> Consent:
    told = {"type": form.kind, "language": shown_in, **form.values()}
    employer_id = _employer_of(request, client, form.kind)
    return actions.record_consent(by=request.actor, client=client, employer_id=employer_id, **told)  # type: ignore[attr-defined]


def _employer_of(request: HttpRequest, client: Client, kind: ConsentType) -> UUID | None:
    """A yes for one employer is renewed for that one, never for all of them."""
    if kind != ConsentType.EMPLOYER or not request.GET.get("again"):
        return None
    rows = Consent.objects.filter(client__in=same_person(client.pk), type=kind)
    before: Consent = read.one(request, rows, pk=UUID(request.GET["again"]))
    return before.employer_id


@requires(*ASKS)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, choice_id: UUID) -> HttpResponse:
    """The person changed their mind: nothing has to be explained, and it acts at once."""
    choice = read.one(request, Consent.objects.select_related("client"), pk=choice_id)
    form = TakeBackForm(request.POST or None)
    if posted(request, form, lambda: _taken_back(request, choice).pk):
        messages.success(request, _("Taken back. It no longer holds, from now on."))
        return redirect(_page_of(request, choice.client.person))
    pack, lang = speech(request)
    context = {
        "form": form,
        "client": choice.client.person,
        "about": shown.about(choice, lang),
        "back": _page_of(request, choice.client.person),
    }
    return render(request, "clients/choice_take_back.html", context, status=status_of(form))


def _taken_back(request: HttpRequest, choice: Consent) -> Consent:
    return actions.revoke_consent(by=request.actor, consent=choice)  # type: ignore[attr-defined]


@requires(Permission.CONTACT_VIEW, Permission.COUNSELLING_WRITE)
@require_safe
def paper(request: HttpRequest, choice_id: UUID) -> HttpResponse:
    """The person's copy, in their own language."""
    choice = read.one(request, Consent.objects.select_related("client", "agency"), pk=choice_id)
    pack, _lang = speech(request)
    lang = choice.language or shown.language_of(choice.client.person)
    with translation.override(lang):
        text = consent_text(pack.code, choice.type)
        context = {
            "client": choice.client.person,
            "choice": choice,
            "about": shown.about(choice, lang),
            "when": shown.when(choice, timezone.localdate()),
            "how": shown.how(choice, lang),
            "signed_on": full_day_text(choice.signed_on),
            # Words that were changed since are not what this person was shown.
            "says": text.says.say(lang) if choice.text_version in (None, text.version) else "",
            "notice": text.notice.say(lang) if text.notice else "",
            "head": head_of(request),
            "back": _page_of(request, choice.client.person),
        }
        return render(request, "clients/choice_paper.html", context)


@requires(*ASKS)
@require_POST
def copy_given(request: HttpRequest, choice_id: UUID) -> HttpResponse:
    """They have their copy now; one tap."""
    choice = read.one(request, Consent.objects.select_related("client"), pk=choice_id)
    posted(request, CommandForm(request.POST), lambda: _copied(request, choice).pk)
    return redirect(_page_of(request, choice.client.person))


def _copied(request: HttpRequest, choice: Consent) -> Consent:
    return actions.give_copy(by=request.actor, consent=choice)  # type: ignore[attr-defined]
