"""Those joined with one, and the same telephone or site, are found by indexes of their own."""

from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    ValidateConstraint,
)
from django.db import migrations, models

ITSELF = "employers_agencyemployer_not_same_as_itself"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("employers", "0008_joined")]

    operations = [
        AddIndexConcurrently(
            model_name="agencyemployer",
            index=models.Index(
                condition=models.Q(("same_as__isnull", False)),
                fields=["same_as"],
                name="employers_joined",
            ),
        ),
        AddIndexConcurrently(
            model_name="employer",
            index=models.Index(
                condition=models.Q(("phone_key__isnull", False)),
                fields=["pool_id", "phone_key"],
                name="employers_pool_phone",
            ),
        ),
        AddIndexConcurrently(
            model_name="employer",
            index=models.Index(
                condition=models.Q(("website__isnull", False)),
                fields=["pool_id", "website"],
                name="employers_pool_website",
            ),
        ),
        AddConstraintNotValid(
            model_name="agencyemployer",
            constraint=models.CheckConstraint(
                condition=models.Q(("same_as", models.F("id")), _negated=True), name=ITSELF
            ),
        ),
        ValidateConstraint(model_name="agencyemployer", name=ITSELF),
    ]
