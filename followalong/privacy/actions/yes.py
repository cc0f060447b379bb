"""The yes that something about a person rests on when it goes out, and what is still missing."""

from dataclasses import dataclass, field

from followalong.agencies.base import Label
from followalong.clients.agreed import yes_of
from followalong.clients.models import Consent
from followalong.clients.rules import NAMED, ConsentType
from followalong.core.text import fold
from followalong.employers.actions import NeedsAChoice, refuse_without_choice
from followalong.employers.models import AgencyEmployer
from followalong.privacy.models import Share


@dataclass
class Yes:
    """What stands, and which permissions would be needed besides."""

    found: list[Consent] = field(default_factory=list)
    missing: list[ConsentType] = field(default_factory=list)


def yes_for(share: Share) -> Yes:
    """What the person allows, as it stands now. Records of an addiction program ask for a yes of
    their own, to that same recipient (42 CFR Part 2)."""
    yes = Yes()
    if share.kind == ConsentType.EMPLOYER and share.employer:
        _to_employer(share, share.employer, yes)
    else:
        _add(yes, ConsentType(share.kind), _standing(share, ConsentType(share.kind)))
    if share.label == Label.SUD:
        _add(yes, ConsentType.SUD, _standing(share, ConsentType.SUD))
    return yes


def _to_employer(share: Share, employer: AgencyEmployer, yes: Yes) -> None:
    try:
        found = refuse_without_choice(employer, share.enrolment, share.says or "", share.body)
    except NeedsAChoice:
        yes.missing.append(ConsentType.EMPLOYER)
    else:
        yes.found += [found] if found else []


def _add(yes: Yes, kind: ConsentType, found: Consent | None) -> None:
    if found:
        yes.found.append(found)
    else:
        yes.missing.append(kind)


def _standing(share: Share, kind: ConsentType) -> Consent | None:
    """A yes to one person or office is no yes to another."""
    whom, rows = fold(share.recipient), yes_of(share.client, kind)
    for row in rows.order_by("-signed_on", "-pk"):
        if fold(row.recipient or "") == whom or (not row.recipient and kind not in NAMED):
            return row
    return None
