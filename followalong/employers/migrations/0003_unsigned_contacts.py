from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("employers", "0002_sign_off")]

    operations = [
        AddIndexConcurrently(
            model_name="employercontact",
            index=models.Index(
                condition=models.Q(("signed_off_on__isnull", True)),
                fields=["agency", "started_on"],
                name="employers_contact_unsigned",
            ),
        ),
    ]
