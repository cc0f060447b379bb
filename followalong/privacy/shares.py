"""What a person shared and decided, in their language: for the page, for paper, for their link."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.clients import choices_shown
from followalong.clients.models import Consent, DisclosureChoice
from followalong.clients.rules import Topic
from followalong.employers.models import EmployerContact
from followalong.employers.rules import DisclosureAnswer
from followalong.privacy.models import Share
from followalong.ui.words import day_text, with_more

SAID = [str(topic) for topic in Topic]


def shares_of(request: HttpRequest, people: Any, lang: str) -> dict[str, list[str]]:
    """Who heard of them, what they said yes to, what they decided about employers: newest first."""
    today = timezone.localdate()
    yes = read.many(request, _choices(people))
    return {
        "told": [_told(row, lang) for row in _contacts(request, people)],
        "sent": [_sent(row, lang) for row in _letters(request, people)],
        "choices": [
            with_more(choices_shown.about(row, lang), choices_shown.when(row, today)) for row in yes
        ],
        "talks": [_talk(row, lang) for row in _talks(request, people)],
    }


def _choices(people: Any) -> QuerySet[Consent]:
    rows = Consent.objects.filter(client__in=people)
    return rows.select_related("agency").order_by("-signed_on")


def _contacts(request: HttpRequest, people: Any) -> list[EmployerContact]:
    rows = EmployerContact.objects.filter(client__in=people, disclosed__in=SAID)
    rows = rows.exclude(disclosure_answer=DisclosureAnswer.DID_NOT_NAME)
    return read.many(request, rows.select_related("employer__employer").order_by("-started_on"))


def _letters(request: HttpRequest, people: Any) -> list[Share]:
    """What went to somebody else than an employer: those stand among the contacts."""
    rows = Share.objects.filter(client__in=people, sent_at__isnull=False, contact__isnull=True)
    return read.many(request, rows.order_by("-sent_at"))


def _sent(row: Share, lang: str) -> str:
    day = day_text(row.sent_on, timezone.localdate()) if row.sent_on else ""
    kind = choices_shown.label("consent.recipient", row.kind, lang)
    return " · ".join(filter(None, [day, row.recipient, kind]))


def _talks(request: HttpRequest, people: Any) -> list[DisclosureChoice]:
    rows = DisclosureChoice.objects.filter(client__in=people)
    return read.many(request, rows.order_by("-talked_on", "-pk"))


def _told(row: EmployerContact, lang: str) -> str:
    """`Tue 24 Nov · Corner Bakery · The person's name · you had not said yes to this`."""
    without = row.disclosure_answer == DisclosureAnswer.NAMED_WITHOUT_YES
    parts = [
        day_text(row.started_on, timezone.localdate()),
        row.employer.employer.name,
        choices_shown.label("employer_contact.disclosed", row.disclosed, lang),
        _("without a yes: this should not have happened, and we are sorry") if without else "",
    ]
    return " · ".join(filter(None, parts))


def _talk(row: DisclosureChoice, lang: str) -> str:
    day = day_text(row.talked_on, timezone.localdate())
    nothing = _("say nothing about me")
    most = choices_shown.label("consent.topic", row.topic, lang) or nothing
    return with_more(day, " · ".join(filter(None, [most, row.words_to_use])))
