"""Three visits build a relation: say hello, learn the business, come back with something useful."""

from followalong.employers.rules.codes import Purpose

SERIES = (Purpose.COLD_INTRO, Purpose.NEEDS_VISIT, Purpose.FOLLOW_UP_OPENING)


def purpose_of_visit(number: int) -> Purpose:
    """What the visit with this number is likely for; after the third, there is always a reason."""
    return SERIES[min(max(number, 1), len(SERIES)) - 1]
