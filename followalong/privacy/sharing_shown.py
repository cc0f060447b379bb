"""What goes to somebody outside, as its pages show it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from followalong.agencies.heads import head_of
from followalong.agencies.links import here
from followalong.clients import choices_shown
from followalong.clients.models import Enrolment
from followalong.clients.rules import ConsentType
from followalong.employers.models import AgencyEmployer
from followalong.privacy.actions import yes_for
from followalong.privacy.models import Share
from followalong.privacy.rules import ShareState
from followalong.ui.words import day_text, with_more

STATES = {
    ShareState.PREPARED: gettext_lazy("Written, not shared"),
    ShareState.WAITING: gettext_lazy("Goes in a few minutes"),
    ShareState.READY: gettext_lazy("Ready to hand over"),
    ShareState.SENT: gettext_lazy("Sent"),
    ShareState.TAKEN_BACK: gettext_lazy("Taken back: it did not go"),
}
OPEN = {ShareState.PREPARED, ShareState.WAITING, ShareState.READY}


def letter(request: HttpRequest, row: Share) -> dict[str, Any]:
    """The words and the letterhead: the page before and the paper after show the same."""
    return {
        "row": row,
        "head": head_of(request),
        "back": here(request, "privacy:share", share_id=row.pk),
    }


def page(request: HttpRequest, row: Share) -> dict[str, Any]:
    """The letter, how it stands, what it rests on and what would be needed."""
    lang, today, state = get_language() or "en", timezone.localdate(), row.state
    yes = yes_for(row) if state in OPEN else None
    leaves = timezone.localtime(row.leaves_at) if row.leaves_at else None
    return {
        **letter(request, row),
        "client": row.client.person,
        "state": STATES[state],
        "at": time_format(leaves, "TIME_FORMAT") if leaves else "",
        "rests_on": [
            with_more(choices_shown.about(one, lang), choices_shown.when(one, today))
            for one in (yes.found if yes else filter(None, [row.consent]))
        ],
        "missing": [_to_ask(request, row, kind, lang) for kind in (yes.missing if yes else [])],
        "stays": _stays(),
        "shown_on": day_text(row.shown_on, today) if row.shown_on else "",
        "sent_on": day_text(row.sent_on, today) if row.sent_on else "",
        "can": {
            "show": state in OPEN and not row.shown_on,
            "begin": state is ShareState.PREPARED and not (yes and yes.missing),
            "send": state is ShareState.READY and not (yes and yes.missing),
            "take_back": state in OPEN,
            "print": state is ShareState.SENT,
        },
        "steps": {
            step: here(request, "privacy:share_step", share_id=row.pk, step=step)
            for step in ("shown", "begin", "back", "send")
        },
        "paper": here(request, "privacy:share_paper", share_id=row.pk),
        "up": here(request, "privacy:write", client_id=row.client.person.pk),
    }


def line(request: HttpRequest, row: Share) -> dict[str, str]:
    today = timezone.localdate()
    on = timezone.localdate(row.prepared_at)
    return {
        "name": row.recipient,
        "meta": f"{day_text(on, today)} · {STATES[row.state]}",
        "href": here(request, "privacy:share", share_id=row.pk),
    }


def talk_address(request: HttpRequest, known: AgencyEmployer, stay: Enrolment | None) -> str:
    """Where the choice that is missing for a visit is talked through; then back here."""
    if stay is None:
        return ""
    talk = here(request, "employers:disclosure", client_id=stay.client.person.pk)
    return f"{talk}?{urlencode({'employer': known.pk, 'then': request.path})}"


def _to_ask(request: HttpRequest, row: Share, kind: ConsentType, lang: str) -> dict[str, str]:
    """The question, asked in place: it leads back to this letter, which is kept as it is."""
    client_id = row.client.person.pk
    asked = {"then": here(request, "privacy:share", share_id=row.pk)}
    if kind == ConsentType.EMPLOYER:
        page = here(request, "employers:disclosure", client_id=client_id)
        asked["employer"] = str(row.employer_id)
    else:
        page = here(request, "clients:choice_ask", client_id=client_id, kind=kind)
        asked["recipient"] = row.recipient
    about = choices_shown.label("consent.type", kind, lang)
    return {"about": about, "href": f"{page}?{urlencode(asked)}"}


def _stays() -> list[str]:
    """Everything else that is written about the person, by name."""
    return [
        _("Notes, contacts and appointments"),
        _("Health, money and legal history"),
        _("Profile, plan and files"),
        _("Every other choice they made"),
    ]
