"""What becomes of this room's rows when a record is let go."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from followalong.clients import fates
from followalong.clients.models import (
    Assignment,
    Client,
    ClientFile,
    Consent,
    Correction,
    Demographic,
    Disagreement,
    DisclosureChoice,
    EligibilityAnswer,
    EmergencyLook,
    Enrolment,
    Facet,
    Lock,
    OutreachChoice,
    PeerMeeting,
    PossibleDuplicate,
    Referral,
    Relation,
    Stopped,
)
from followalong.core.actor import Actor


def enter_fates() -> None:
    fates.enter(
        Client,
        *("given_name", "family_name", "preferred_name", "pronouns", "born_on", "language"),
        *("postal_code", "phone", "email", "ok_to_text", "safe_contact", "emergency_contact"),
        *("treatment_team", "authority_ref", "name_key", "name_sounds", "phone_key"),
        about=("pk",),
    )
    fates.enter(Relation)
    fates.enter(Demographic, "code", "self_described", "asked_on")
    fates.enter(Consent, "recipient", "employer_id", "topic", "in_their_words", "signed_name")
    fates.enter(
        Referral,
        *("referrer", "reason", "decision_note", "receipt", "language", "talk_note"),
    )
    fates.enter(Enrolment, "exit_note")
    fates.enter(Assignment, "reason")
    fates.enter(Facet)
    fates.enter(
        DisclosureChoice,
        *("employer_id", "what", "to_whom", "when", "might_help", "might_hurt"),
        *("words_to_use", "words_not_to_use"),
    )
    fates.enter(Correction, "words", about=("client", "to_client"))
    fates.enter(Stopped, "before")
    fates.enter(Disagreement, "words")
    fates.enter(PossibleDuplicate, "signs", "reason", about=("client", "other"))
    fates.enter(EmergencyLook, "words", emptied=("found",))
    fates.enter(ClientFile, "title")
    fates.enter(Lock, "words", "lifted_words")
    fates.enter(OutreachChoice, "ask_whom", "in_their_words")
    fates.enter(EligibilityAnswer, "answer")
    fates.enter(PeerMeeting)
    fates.besides.append(_end_yeses)


def _end_yeses(by: Actor, people: Iterable[UUID]) -> int:
    """No yes stands for a number without a person."""
    stands = Consent.objects.filter(client__in=people, revoked_on__isnull=True)
    return stands.update(revoked_on=timezone.localdate())
