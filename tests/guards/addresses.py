"""Every address of the product, and how to ask for it with the ids of the planted world."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from followalong.agencies.models import (
    Cover,
    Identity,
    Leave,
    Letterhead,
    Membership,
    Program,
    Site,
    Team,
    TeamMembership,
)
from followalong.agencies.roles import can
from followalong.caseload.models import (
    Appointment,
    Clock,
    Contact,
    CounsellingNote,
    Meeting,
    MeetingNote,
    Milestone,
    NextStep,
    NotNow,
    SavedView,
    Snippet,
)
from followalong.clients.models import (
    Client,
    ClientFile,
    Consent,
    Correction,
    DisclosureChoice,
    EmergencyLook,
    Enrolment,
    Facet,
    Lock,
    PossibleDuplicate,
    Referral,
    ReferralLink,
    ReferralRoute,
)
from followalong.core.ids import uuid7
from followalong.employers.models import (
    AgencyEmployer,
    Employer,
    EmployerContact,
    EmployerPerson,
    EmployerSite,
)
from followalong.exchange.models import Batch, Sheet, SheetRow
from followalong.jobs.models import Job
from followalong.matching.models import Opening
from followalong.planning.models import Credential, Need, PastJob, PlanSuggestion, Resume
from followalong.privacy.models import (
    AccessRequest,
    Breach,
    BreachPerson,
    Erasure,
    HeldBack,
    LegalHold,
    LookFlag,
    LookQuestion,
    RightsRequest,
    Share,
)
from tests.factories.rows import Known

# What each named part of an address stands for: the model whose row's id goes there.
MODELS: dict[str, type[Model]] = {
    "client_id": Client,
    "referral_id": Referral,
    "enrolment_id": Enrolment,
    "facet_id": Facet,
    "choice_id": Consent,
    "talk_id": DisclosureChoice,
    "contact_id": Contact,
    "clock_id": Clock,
    "done_id": Milestone,
    "said_id": NotNow,
    "session_id": CounsellingNote,
    "appointment_id": Appointment,
    "step_id": NextStep,
    "snippet_id": Snippet,
    "correction_id": Correction,
    "erasure_id": Erasure,
    "hold_id": LegalHold,
    "question_id": LookQuestion,
    "flag_id": LookFlag,
    "asked_id": AccessRequest,
    "share_id": Share,
    "breach_id": Breach,
    "concerned_id": BreachPerson,
    "held_id": HeldBack,
    "request_id": RightsRequest,
    "look_id": EmergencyLook,
    "lock_id": Lock,
    "file_id": ClientFile,
    "employer_id": AgencyEmployer,
    "person_id": EmployerPerson,
    "place_id": EmployerSite,
    "opening_id": Opening,
    "job_id": Job,
    "past_job_id": PastJob,
    "credential_id": Credential,
    "need_id": Need,
    "resume_id": Resume,
    "suggestion_id": PlanSuggestion,
    "batch_id": Batch,
    "sheet_id": Sheet,
    "row_id": SheetRow,
    "membership_id": Membership,
    "pair_id": PossibleDuplicate,
    "meeting_id": Meeting,
    "note_id": MeetingNote,
    "program_id": Program,
    "link_id": ReferralLink,
    "route_id": ReferralRoute,
    "leave_id": Leave,
    "letterhead_id": Letterhead,
    "identity_id": Identity,
    "site_id": Site,
    "team_id": Team,
    "teammate_id": TeamMembership,
    "cover_id": Cover,
    "view_id": SavedView,
}
# Where a part stands for something else than elsewhere.
ELSEWHERE: dict[tuple[str, str], type[Model]] = {
    ("employers:answer", "contact_id"): EmployerContact,
    ("home:correct_visit", "contact_id"): EmployerContact,
    ("privacy:naming_seen", "contact_id"): EmployerContact,
}
# Parts that are a word of a closed list, and no id.
WORDS = {"kind": "FAMILY", "part": "strengths", "record": "looks", "step": "shown"}
# Parts of public addresses.
PUBLIC_PARTS = {
    "slug": "northside",
    "receipt": "no-such-receipt",
    "token": "no-such-token",
    "secret": "no-such-secret",
    "door": "no-such-door",
    "listed_id": "01890000-0000-7000-8000-000000000000",
    "name": "User",
    "rest": "Nothing",
    "persona": "maya",
    "who": "nobody",
    "factor_id": "1",
    "session_id": "1",
}


@dataclass(frozen=True)
class Address:
    """One URL pattern: its name, its view and the named parts besides the membership's code."""

    name: str
    view: Callable
    parts: tuple[str, ...]
    is_member: bool

    def __str__(self) -> str:
        return self.name

    def path(self, code: str, known: Known) -> str:
        """The path under this membership's code, with the ids of these rows."""
        ids = [part for part in self.parts if part not in WORDS]
        said = {part: WORDS[part] for part in self.parts if part in WORDS}
        values = {**said, **{part: known[self.model_of(part)].pk for part in ids}}
        return reverse(self.name, kwargs={"code": code, **values})

    def model_of(self, part: str) -> type[Model]:
        return ELSEWHERE.get((self.name, part)) or MODELS[part]

    def public_path(self) -> str:
        return reverse(self.name, kwargs={part: PUBLIC_PARTS[part] for part in self.parts})

    def opens_to(self, role: str) -> bool:
        """What the role table says."""
        return any(can(role, permission) for permission in self.view.any_of)

    def query(self, known: Known) -> dict[str, Any]:
        """Questions that pages take after the question mark, all at once."""
        return {
            "client": known[Client].pk,
            "employer": known[AgencyEmployer].pk,
            "enrolment": known[Enrolment].pk,
            "q": known[Client].given_name,
        }

    def form(self, known: Known) -> dict[str, Any]:
        """What a form may send: a command of its own, which draft it was, whom it is about."""
        return {
            **self.query(known),
            "command_id": uuid7(),
            "draft_of": "log",
            "employer_id": known[Employer].pk,
        }


def addresses() -> list[Address]:
    return list(_walk(get_resolver().url_patterns, "", (), False))


def member_addresses() -> list[Address]:
    """Addresses that begin with a membership's code and declare their permission."""
    return [a for a in addresses() if a.is_member and hasattr(a.view, "permission")]


def _walk(patterns: list, space: str, parts: tuple[str, ...], is_member: bool) -> Iterator[Address]:
    for pattern in patterns:
        named = (*parts, *pattern.pattern.converters)
        inside = is_member or "code" in pattern.pattern.converters
        if isinstance(pattern, URLResolver):
            below = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, below, named, inside)
        elif isinstance(pattern, URLPattern):
            own = tuple(part for part in named if part != "code")
            yield Address(f"{space}{pattern.name}", pattern.callback, own, inside)
