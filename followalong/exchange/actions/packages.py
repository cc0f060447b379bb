"""What an agency's own people do with packages."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.audit.record import record
from followalong.core.actor import Actor
from followalong.core.db import take_time
from followalong.exchange.importing import Result, bring_in
from followalong.exchange.models import Batch
from followalong.exchange.uploads import Upload


class NotBroughtIn(Exception):
    """Rows break rules, or there are none: nothing was stored. Holds what was found."""

    def __init__(self, result: Result) -> None:
        why = _("There is no row in it to bring in.")
        if result.is_refused:
            why = _("What is wrong stands below.")
        super().__init__(" ".join([_("Nothing was stored."), why]))
        self.result = result


@transaction.atomic
def check_upload(*, by: Actor, upload: Upload, skip_bad_rows: bool = False) -> Result:
    """Say what bringing the package in would do to the actor's agency; nothing is stored.

    Raises NotYours, NotAPackage.
    """
    result = _bring_in(by, upload, skip_bad_rows, dry_run=True)
    record(
        by=by,
        action="package.checked",
        fields=[f"sha256:{upload.content_hash}"],
        row_count=result.report.rows.total(),
    )
    return result


@transaction.atomic
def store_upload(*, by: Actor, upload: Upload, skip_bad_rows: bool = False) -> Batch:
    """Bring the package in to the actor's agency, on their behalf.

    Raises NotBroughtIn, NotYours, NotAPackage.
    """
    result = _bring_in(by, upload, skip_bad_rows, dry_run=False)
    if result.outcome is None or not result.outcome.batches:
        raise NotBroughtIn(result)
    return Batch.objects.get(pk=result.outcome.batches[0])


def _bring_in(by: Actor, upload: Upload, skip_bad_rows: bool, *, dry_run: bool) -> Result:
    take_time()
    return bring_in(
        upload.package,
        file_name=upload.file_name,
        content_hash=upload.content_hash,
        today=timezone.localdate(),
        dry_run=dry_run,
        skip_bad_rows=skip_bad_rows,
        by=by.id,
        only_agency=by.agency_id,
    )
