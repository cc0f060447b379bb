"""What the app role may do with the library's tables: second steps and open sessions."""

from django.db import migrations

from followalong.core.db import role


def grant(apps, editor):
    app = role("app")
    editor.execute(
        "GRANT SELECT, INSERT, UPDATE, DELETE ON mfa_authenticator, usersessions_usersession"
        f" TO {app}"
    )
    editor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {app}")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
