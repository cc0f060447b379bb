"""Changes to a program that depend on whether people take part in it."""

from typing import Any

from django.db import transaction

from followalong.agencies.actions import edit_program
from followalong.agencies.models import Program
from followalong.clients.figures import has_people, people_in
from followalong.clients.refusals import PeopleTakePart, SettingKept
from followalong.core.actor import Actor


@transaction.atomic
def change_program(
    *, by: Actor, program: Program, seen_version: int, values: dict[str, Any]
) -> Program:
    """Change a program. Raises SettingKept when it would change who may read people's rows,
    PeopleTakePart when it would close over them, and ChangedMeanwhile."""
    # Nobody is referred to it or enrolled in it meanwhile: those rows refer to this one.
    stored = Program.objects.select_for_update(of=("self",)).select_related("agency")
    program = stored.get(pk=program.pk)
    addiction = Program.Setting.ADDICTION
    if (values["setting"] == addiction) != program.is_sud and has_people(program):
        raise SettingKept
    if values["ended_on"] is not None and people_in(program):
        raise PeopleTakePart
    return edit_program(by=by, program=program, seen_version=seen_version, values=values)
