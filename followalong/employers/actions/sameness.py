"""Two rows for one business: joined so that they can be taken apart again."""

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.employers.models import AgencyEmployer, SaidToBeOne


class CannotJoin(Exception):
    """The pair is not two rows that stand for themselves any more."""

    def __init__(self) -> None:
        super().__init__(_("Somebody joined or took these apart meanwhile. Look again."))


@transaction.atomic
def join_employers(*, by: Actor, keep: AgencyEmployer, other: AgencyEmployer) -> AgencyEmployer:
    """From now on `keep` stands for both; no row of the other is moved.

    Its planned visit goes on if `keep` has none. Where the two are also two in the pool, the
    other agencies get a suggestion and nothing else. Raises CannotJoin.
    """
    keep, other = _held(keep, other)
    if keep.pk == other.pk or keep.same_as_id or other.same_as_id:
        raise CannotJoin
    changed = {"version": F("version") + 1, "changed_at": timezone.now()}
    both = Q(pk=other.pk) | Q(same_as=other)
    AgencyEmployer.objects.filter(both).update(same_as=keep, **changed)
    if other.next_on and not keep.next_on:
        keep.next_on, keep.next_purpose = other.next_on, other.next_purpose
    keep.version += 1
    keep.save(update_fields=["next_on", "next_purpose", "version", "changed_at"])
    _suggest(keep, other)
    record(by=by, action="employer.joined", subject=keep, fields=["same_as"])
    return keep


@transaction.atomic
def take_apart(*, by: Actor, keep: AgencyEmployer, other: AgencyEmployer) -> AgencyEmployer:
    """Two again, each with what was always its own. Raises CannotJoin."""
    keep, other = _held(keep, other)
    if other.same_as_id != keep.pk:
        raise CannotJoin
    other.same_as = None
    other.version += 1
    other.save(update_fields=["same_as", "version", "changed_at"])
    _pair(keep, other).update(taken_back_at=timezone.now())
    record(by=by, action="employer.taken_apart", subject=other, fields=["same_as"])
    return other


def _held(*pair: AgencyEmployer) -> list[AgencyEmployer]:
    """Both rows as they are now, held in one order so that two who join them take turns."""
    rows = AgencyEmployer.objects.select_for_update(of=("self",)).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk for one in pair])}
    return [found[one.pk] for one in pair]


def _pair(one: AgencyEmployer, other: AgencyEmployer) -> QuerySet[SaidToBeOne]:
    ids = sorted((one.employer_id, other.employer_id))
    return SaidToBeOne.objects.filter(employer=ids[0], other=ids[1], taken_back_at__isnull=True)


def _suggest(keep: AgencyEmployer, other: AgencyEmployer) -> None:
    """To the other agencies of the pool, if they have two rows as well."""
    ids = sorted((keep.employer_id, other.employer_id))
    if ids[0] == ids[1] or keep.pool_id != other.pool_id or _pair(keep, other).exists():
        return
    SaidToBeOne(pool_id=keep.pool_id, employer_id=ids[0], other_id=ids[1]).save(force_insert=True)
