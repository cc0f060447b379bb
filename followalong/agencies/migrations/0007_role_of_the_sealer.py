"""A service of its own seals the record of looks; no membership holds its role."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models

ROLES = [
    "employment_specialist",
    "supervisor",
    "program_manager",
    "intake",
    "job_coach",
    "job_developer",
    "peer_specialist",
    "occupational_therapist",
    "clinician",
    "benefits_counsellor",
    "vr_counsellor",
    "fidelity_reviewer",
    "researcher",
    "agency_admin",
    "privacy_officer",
    "state_manager",
    "client",
    "supporter",
    "anyone",
    "import",
    "export",
    "clockmaker",
    "matcher",
    "sealer",
    "setup",
]


class Migration(migrations.Migration):
    dependencies = [("agencies", "0006_program_timing")]

    operations = [
        migrations.RemoveConstraint("membership", "agencies_membership_known_role"),
        AddConstraintNotValid(
            "membership",
            models.CheckConstraint(
                condition=models.Q(("role__in", ROLES)), name="agencies_membership_known_role"
            ),
        ),
        ValidateConstraint("membership", "agencies_membership_known_role"),
    ]
