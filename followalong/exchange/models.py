"""What was brought in, so that it can be repeated, compared and undone."""

from django.db import models

from followalong.agencies.base import AgencyModel
from followalong.agencies.models import Membership
from followalong.core.db import AgencyForeignKey
from followalong.core.ids import uuid7
from followalong.exchange import access


class Batch(AgencyModel):
    """One agency's part of one import. `package_id` joins the parts of the same import."""

    class State(models.TextChoices):
        STORED = "stored", "Stored"
        REFUSED = "refused", "Refused"
        DRY_RUN = "dry_run", "Dry run"
        UNDONE = "undone", "Undone"

    package_id = models.UUIDField(default=uuid7)
    file_name = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    # What happened: counts per table, problems, notes, conflicts (ids and columns, no names).
    report = models.JSONField(default=dict)

    access_rule = staticmethod(access.batch)

    class Meta:
        indexes = [models.Index(fields=["agency", "-made_at"], name="exchange_batch_made")]


class ImportedRow(AgencyModel):
    """The last imported values of one source row: what tells a change there from one here."""

    table = models.CharField(max_length=24)
    source_id = models.CharField(max_length=200)
    object_id = models.UUIDField()
    batch = models.UUIDField()
    values = models.JSONField()
    # The version of our row that this import left: a higher one was edited here since.
    version = models.PositiveIntegerField(default=1)
    # What undoing the batch gives back; empty where the batch made the row.
    previous = models.JSONField(null=True)

    access_rule = staticmethod(access.imported)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "table", "source_id"], name="exchange_importedrow_once"
            )
        ]
        indexes = [models.Index(fields=["agency", "batch"], name="exchange_importedrow_batch")]


class Sheet(AgencyModel):
    """A spreadsheet that one member is bringing in. Gone when it is in, or after a week.

    What is in it is about people who may not be here yet, so only its own member reads it.
    """

    membership = AgencyForeignKey(Membership)
    file_name = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    # Its sheets: name, number of rows, whether hidden.
    tabs = models.JSONField(default=list)
    # Which of them, the number of the row that names the columns, and what one row is about.
    tab = models.PositiveSmallIntegerField(default=0)
    header = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=24)
    # By position: what each column is called, and which of ours it is; "" leaves it out.
    headers = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    is_mapped = models.BooleanField(default=False)
    is_remembered = models.BooleanField(default=False)
    # What somebody answered about it: orders of days, meanings of words, who is the same.
    answers = models.JSONField(default=dict)
    # What reading all rows found: questions that are open, and counts.
    found = models.JSONField(default=dict)

    access_rule = staticmethod(access.sheet)

    class Meta:
        indexes = [models.Index(fields=["agency", "made_at"], name="exchange_sheet_made")]

    @property
    def is_checked(self) -> bool:
        """Whether it is known what would come in, and nothing changed since."""
        return "would" in self.found


class SheetRow(AgencyModel):
    """One row of a sheet, as it stands there, with what somebody put right."""

    sheet = AgencyForeignKey(Sheet)
    tab = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    # One row that named two people became two.
    part = models.PositiveSmallIntegerField(default=0)
    cells = models.JSONField(default=list)
    fixes = models.JSONField(default=dict)
    # Why it is left out; empty where it comes in.
    aside = models.CharField(max_length=16, blank=True)
    wrong = models.PositiveSmallIntegerField(default=0)
    # What only the check of the whole package saw: field -> code and what its sentence needs.
    problems = models.JSONField(default=dict)
    # People here who may be this one, what was compared, and what somebody answered.
    alike = models.JSONField(default=list)
    alike_for = models.CharField(max_length=32, blank=True)
    is_same = models.BooleanField(null=True)

    access_rule = staticmethod(access.sheet_row)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "tab", "number", "part"], name="exchange_sheetrow_once"
            )
        ]


class SheetMemory(AgencyModel):
    """How an agency's spreadsheet with these columns was understood, for the next one like it."""

    fingerprint = models.CharField(max_length=32)
    kind = models.CharField(max_length=24)
    columns = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    access_rule = staticmethod(access.imported)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "fingerprint"], name="exchange_sheetmemory_once"
            )
        ]
