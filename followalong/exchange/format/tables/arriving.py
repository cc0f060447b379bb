"""How referrals come in: links for clinics, and who follows up."""

from .. import codes
from ..schema import Table, code, date, number, own_id, ref, text

REFERRAL_LINK = Table(
    "referral_link",
    "Link that a clinic refers by. Its secret is in no package: after an import it has a new one,"
    " to be given to the clinic again.",
    (
        own_id("referral_link_id", "Id of the link; it opens nothing."),
        ref("program_id", "program", "The program it refers to.", required=True),
        ref("site_id", "site", "The place it is for."),
        text("name", "Who the link is for.", required=True, pattern="(?s).{1,120}"),
        code("source", codes.REFERRAL_SOURCES, "Who refers by it.", required=True),
        date("made_on", "Day it was made.", required=True),
        ref("made_by_staff_id", "staff", "Who made it."),
        date("ended_on", "Day it was ended; empty while it is open."),
        ref("ended_by_staff_id", "staff", "Who ended it."),
    ),
    key=("referral_link_id",),
)

REFERRAL_ROUTE = Table(
    "referral_route",
    "Who follows up what comes in; the routes of a program are asked in their order.",
    (
        own_id("referral_route_id", "Id of the route."),
        ref("program_id", "program", "The program.", required=True),
        ref("site_id", "site", "Only for this place; empty for any."),
        code("source", codes.REFERRAL_SOURCES, "Only from this source; empty for any."),
        number("position", "Its place in the order.", required=True),
        code("takes", codes.ROUTE_TAKES, "Who takes the referral.", required=True),
        ref("staff_id", "staff", "The colleague; filled if, and only if, takes is member."),
        ref("peer_staff_id", "staff", "Whom the person is offered to meet first."),
    ),
    key=("referral_route_id",),
)
