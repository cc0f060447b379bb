"""Secret links by which a clinic refers, and what comes in by them (coverage.md L5)."""

from django.db import transaction
from django.utils import timezone as clock

from followalong.agencies.models import Program, Site
from followalong.audit.record import record
from followalong.clients.actions.people import Person
from followalong.clients.actions.referrals import receive_referral
from followalong.clients.models import Referral, ReferralLink
from followalong.clients.rules import ReferralSource
from followalong.core.actor import Actor


@transaction.atomic
def make_link(
    *, by: Actor, program: Program, name: str, source: str, site: Site | None = None
) -> ReferralLink:
    """A new secret address for one clinic."""
    link = ReferralLink(
        agency_id=by.agency_id,
        program=program,
        site=site,
        name=name,
        source=ReferralSource(source),
        made_on=clock.localdate(),
        made_by_id=by.membership_id,
    )
    link.save(force_insert=True)
    record(by=by, action="referral_link.made", subject=link)
    return link


@transaction.atomic
def end_link(*, by: Actor, link: ReferralLink) -> ReferralLink:
    """The address stops working, for good; what came by it stays."""
    stored = ReferralLink.objects.select_for_update().get(pk=link.pk)
    if stored.ended_on is None:
        stored.ended_on = clock.localdate()
        stored.ended_by_id = by.membership_id
        stored.version += 1
        stored.save()
        record(by=by, action="referral_link.ended", subject=stored, fields=["ended_on"])
    return stored


def refer_by_link(
    *, by: Actor, link: ReferralLink, person: Person, referrer: str | None, language: str
) -> Referral:
    """What somebody at the clinic wrote, having said that the person knows and agrees."""
    return receive_referral(
        by=by,
        program=link.program,
        source=link.source,
        person=person,
        referrer=", ".join(filter(None, [referrer, link.name]))[:200],
        site=link.site,
        link=link,
        is_agreed=True,
        language=language,
    )
