"""How referrals come in: a link for a clinic, and who follows up."""

from __future__ import annotations

from followalong.exchange.format import TABLE

from .draw import DAY
from .house import House, Rows

CLINIC = "Harbour Street Clinic"
LINKED_FOR = 120
FROM_A_CLINIC = {"mental_health": "CLINICIAN_MH"}


def ways_in(house: House) -> Rows:
    """Whoever asks for themselves meets the first specialist; the others come in turns."""
    post = house.posts[house.main][0]
    holder = post.holder(house.as_of)
    yield (
        "referral_link",
        TABLE["referral_link"].row(
            f"{house.agency_id}-Y1",
            program_id=house.main,
            name=CLINIC,
            source=FROM_A_CLINIC.get(house.place["setting"], "CLINICIAN_PRIMARY"),
            made_on=house.as_of - LINKED_FOR * DAY,
            made_by_staff_id=post.supervisor_id,
        ),
    )
    route = TABLE["referral_route"].row
    if holder:
        yield (
            "referral_route",
            route(
                f"{house.agency_id}-Z1",
                program_id=house.main,
                source="SELF",
                position=1,
                takes="member",
                staff_id=holder.staff_id,
                peer_staff_id=house.colleagues["peer_specialist"],
            ),
        )
    yield (
        "referral_route",
        route(f"{house.agency_id}-Z2", program_id=house.main, position=2, takes="fewest"),
    )
