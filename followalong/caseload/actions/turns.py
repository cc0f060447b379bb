"""Who may change a planned meeting, and that one alone says what became of it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from followalong.agencies.models import Cover
from followalong.agencies.roles import Permission, can
from followalong.caseload.models import Appointment
from followalong.caseload.rules import AppointmentStatus
from followalong.core.actor import Actor


class AppointmentOver(ValueError):
    """What became of the meeting is already written down."""


class NotYourAppointment(ValueError):
    """It stands in the calendar of somebody whom the actor neither leads nor covers."""


def may_change(by: Actor, appointment: Appointment) -> bool:
    """Its member, whoever leads, and whoever sees to the member's people today."""
    if appointment.membership_id == by.membership_id or can(by.role, Permission.CASELOAD_ASSIGN):
        return True
    today = timezone.localdate()
    return Cover.objects.filter(
        away_id=appointment.membership_id,
        covering_id=by.membership_id,
        from_on__lte=today,
        to_on__gte=today,
    ).exists()


def refuse_others(by: Actor, appointment: Appointment) -> None:
    if not may_change(by, appointment):
        raise NotYourAppointment(_("This is in a colleague's calendar. Ask them to change it."))


def refuse_settled(appointment: Appointment) -> None:
    """Two who say what became of one meeting take turns: the second is told that it is said.

    Raises AppointmentOver.
    """
    now = Appointment.everything.select_for_update(of=("self",)).get(pk=appointment.pk)
    if now.withdrawn_at or now.status != AppointmentStatus.PLANNED:
        raise AppointmentOver(_("What became of this meeting is already written down."))
