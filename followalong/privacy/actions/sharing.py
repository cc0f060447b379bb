"""What goes to somebody outside: written, seen as it will be read, then sent or taken back."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.base import Label
from followalong.agencies.models import Agency
from followalong.agencies.packs.consent_texts import consent_text
from followalong.audit.record import record
from followalong.clients.models import Enrolment
from followalong.clients.rules import ConsentType
from followalong.core.actor import Actor
from followalong.employers.actions import clear_approach, log_employer_contact, most_said
from followalong.employers.models import AgencyEmployer, EmployerContact
from followalong.employers.rules import EmployerMode, Purpose
from followalong.privacy.actions.yes import Yes, yes_for
from followalong.privacy.models import Share
from followalong.privacy.refusals import NeedsYes, NotShared
from followalong.privacy.rules import ShareStep, share_problem


@transaction.atomic
def prepare_approach(
    *,
    by: Actor,
    employer: AgencyEmployer,
    enrolment: Enrolment,
    will_say: str,
    letter: str,
    visit_on: date | None,
    language: str,
) -> Share | AgencyEmployer:
    """A visit planned, a letter written, or both. Raises NeedsAChoice, for a visit alone."""
    if visit_on:
        clear_approach(
            by=by, employer=employer, enrolment=enrolment, will_say=will_say, visit_on=visit_on
        )
    if not letter:
        return employer
    return prepare_share(
        by=by,
        enrolment=enrolment,
        kind=ConsentType.EMPLOYER,
        recipient=employer.employer.name,
        body=letter,
        language=language,
        employer=employer,
        says=most_said(will_say, letter, enrolment.client.person),
    )


@transaction.atomic
def prepare_share(
    *, by: Actor, enrolment: Enrolment, kind: str, recipient: str, language: str, **told: Any
) -> Share:
    """Write it down as it would be read. Nothing goes anywhere yet, so no yes is needed yet."""
    share = Share(
        agency_id=by.agency_id,
        client_id=enrolment.client_id,
        enrolment=enrolment,
        membership_id=by.membership_id,
        label=enrolment.label,
        kind=kind,
        recipient=recipient,
        prepared_at=clock.now(),
        **_notice(by, enrolment, language),
        **told,
    )
    share.save(force_insert=True)
    _record(by, share, "share.prepared", ["body", "recipient"])
    return share


def _notice(by: Actor, enrolment: Enrolment, language: str) -> dict[str, str | None]:
    """What a law wants said to whoever gets records of an addiction program."""
    pack = Agency.objects.values_list("pack", flat=True).get(pk=by.agency_id)
    text = consent_text(pack, ConsentType.SUD)
    if enrolment.label != Label.SUD or text.goes_along is None:
        return {}
    return {"notice": text.goes_along.say(language), "notice_version": text.version}


@transaction.atomic
def show_share(*, by: Actor, share: Share) -> Share:
    """The person has seen these words and says yes to them. Raises NotShared."""
    stored = _step(share, ShareStep.SHOW)
    stored.shown_on = stored.shown_on or clock.localdate()
    return _keep(by, stored, "share.shown", ["shown_on"])


@transaction.atomic
def begin_share(*, by: Actor, share: Share) -> Share:
    """It goes in some minutes, unless it is taken back. Raises NotShared, NeedsYes."""
    stored = _step(share, ShareStep.BEGIN)
    stored.consent = _first(_needed(stored))
    stored.leaves_at = clock.now() + settings.SHARE_WAITS
    return _keep(by, stored, "share.begun", ["leaves_at"])


@transaction.atomic
def take_share_back(*, by: Actor, share: Share) -> Share:
    """It never goes. Raises NotShared once it has gone."""
    stored = _step(share, ShareStep.TAKE_BACK)
    stored.taken_back_at = clock.now()
    return _keep(by, stored, "share.taken_back", ["taken_back_at"])


@transaction.atomic
def send_share(*, by: Actor, share: Share) -> Share:
    """It is taken out to be handed over, and stands among what left from now on.

    The yes is looked up once more: it may have been taken back. Raises NotShared, NeedsYes.
    """
    stored = _step(share, ShareStep.SEND)
    stored.consent = _first(_needed(stored))
    now, stored.sent_on = clock.now(), clock.localdate()
    stored.sent_at = now
    if stored.employer:
        stored.contact = _told_employer(by, stored, stored.employer, now)
    return _keep(by, stored, "share.sent", ["sent_at"])


def _told_employer(
    by: Actor, share: Share, employer: AgencyEmployer, at: datetime
) -> EmployerContact:
    """Logged once, with what was said: the letter is a contact with that employer."""
    return log_employer_contact(
        by=by,
        employer=employer,
        enrolment=share.enrolment,
        started=at,
        said=share.says,
        mode=EmployerMode.LETTER,
        purpose=Purpose.PRESENT_CANDIDATE,
    )


def _step(share: Share, step: ShareStep) -> Share:
    rows = Share.objects.select_for_update(of=("self",)).select_related(
        "client__same_as", "enrolment__client__same_as", "employer__employer"
    )
    stored: Share = rows.get(pk=share.pk)
    if problem := share_problem(step, stored.state):
        raise NotShared(problem)
    return stored


def _needed(share: Share) -> Yes:
    yes = yes_for(share)
    if yes.missing:
        raise NeedsYes(share.client.person.name)
    return yes


def _first(yes: Yes) -> Any:
    return next(iter(yes.found), None)


def _keep(by: Actor, share: Share, action: str, fields: list[str]) -> Share:
    share.version += 1
    share.save()
    _record(by, share, action, fields)
    return share


def _record(by: Actor, share: Share, action: str, fields: list[str]) -> None:
    record(by=by, action=action, subject=share, clients=[share.client_id], fields=fields)
