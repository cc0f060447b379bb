"""Models without domain words: commands that can be repeated, the installation, files."""

from django.db import models

from followalong.core.ids import uuid7


class Installation(models.Model):
    """One row, written when the database is made: what kind of installation this is.

    The demonstration's sign-ins work only where `is_demo` was recorded at birth, so that no
    setting can open them in a database that holds real people.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_demo = models.BooleanField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="core_installation_one_row")
        ]


class RestoreDrill(models.Model):
    """A backup that was brought back for a try, elsewhere: is it whole? `says` names no person."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    backup_made_at = models.DateTimeField(null=True)
    ok = models.BooleanField()
    rows = models.PositiveBigIntegerField()
    says = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="core_drill_at")]


class Command(models.Model):
    """A write that was asked for, so that asking again does it only once (house.md section 5)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    command_id = models.UUIDField()
    request_hash = models.CharField(max_length=64)
    result_id = models.UUIDField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "actor_id", "command_id"],
                name="core_command_once",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["at"], name="core_command_at")]


class Throttle(models.Model):
    """How often something was tried from one place within a window. Keys are hashes."""

    key = models.CharField(max_length=64, primary_key=True)
    window_started_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)


LARGEST_FILE = 25 * 1024 * 1024


class File(models.Model):
    """Content of a file, encrypted (core.files). What it is and about whom stands in the row of a
    higher room that refers to it; the label is that row's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency_id = models.UUIDField()
    label = models.CharField(max_length=8, default="NORMAL", editable=False)
    media_type = models.CharField(max_length=90)
    suffix = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    key_id = models.CharField(max_length=16)
    sealed = models.BinaryField()
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__lte=LARGEST_FILE), name="core_file_not_too_large"
            )
        ]
