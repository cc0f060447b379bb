"""Counts that name nobody, worked out as a service so that no figure depends on who looks."""

from django.db.models import Q

from followalong.agencies.actors import service_actor
from followalong.agencies.models import Agency, Membership, Program
from followalong.clients.models import Client, Enrolment, Referral
from followalong.core.db import acting_as


def open_people_of(membership: Membership) -> int:
    """How many people this member goes along with now, in whatever program."""
    with acting_as(service_actor("setup", membership.agency)):
        return Enrolment.objects.filter(specialist=membership, exited_on__isnull=True).count()


def people_in(program: Program) -> int:
    """How many people take part in the program now."""
    with acting_as(service_actor("setup", program.agency)):
        return Enrolment.objects.filter(program=program, exited_on__isnull=True).count()


def has_people(program: Program) -> bool:
    """Whether anybody was ever referred to the program or took part, mistakes included."""
    with acting_as(service_actor("setup", program.agency)):
        return any(
            model.everything.filter(Q(program=program)).exists() for model in (Enrolment, Referral)
        )


def agency_has_people(agency: Agency) -> bool:
    """Whether the agency knows anybody yet: somebody referred, or brought in."""
    with acting_as(service_actor("setup", agency)):
        return Client.objects.exists()
