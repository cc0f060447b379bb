"""The day on which a yes would have ended, had not what it was for ended before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clients", "0026_assignments_by_client")]

    operations = [
        migrations.AddField("consent", "own_end_on", models.DateField(editable=False, null=True)),
    ]
