"""The public doors at which people ask for help: public facts, readable by anyone."""

from followalong.agencies.models import Agency, Door, Program

AT_MOST = 200


def open_doors() -> list[Door]:
    """Programs that take referrals from anyone, by the agency's name."""
    return list(Door.objects.filter(is_open=True).order_by("agency_name", "program_name")[:AT_MOST])


def door_of(program: Program) -> Door | None:
    """The program's public page, open or closed; None while it never had one."""
    return Door.objects.filter(program=program).first()


def has_open_door(agency: Agency) -> bool:
    """Whether people can ask this agency for help by themselves."""
    return Door.objects.filter(agency=agency, is_open=True).exists()
