"""Since when only a number is left of a record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0024_let_in_on_asking"),
    ]

    operations = [
        migrations.AddField(
            model_name="client",
            name="let_go_on",
            field=models.DateField(editable=False, null=True),
        ),
    ]
