"""Where a story happens, and the employers that its teller knows there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from followalong.demo.days import on_working_day
from followalong.demo.simulation import Rows
from followalong.exchange.format import TABLE


@dataclass(frozen=True)
class Place:
    """Where a story happens: ids of the agency's rows, and the cast's staff ids by slug."""

    agency_id: str
    main: str
    addiction: str | None
    team_id: str
    zone: ZoneInfo
    staff: dict[str, str]
    unit_meeting: tuple[str, str] | None = None  # the last one, and who wrote its minutes


def row_id(place_id: str, key: str) -> str:
    """The id of a row told by hand, such as a person, an employer or a job."""
    return f"{place_id}-{key}"


def employers(place: Place, slug: str, told: dict[str, Any], today: date) -> Rows:
    """What the team knows, and visits that were made for nobody in particular."""
    for employer in told["employer"]:
        yield (
            "employer",
            TABLE["employer"].row(
                row_id(place.agency_id, employer["key"]),
                place.agency_id,
                employer["name"],
                employer["naics"],
                employer["postal_code"],
            ),
        )
        for number, visited in enumerate(employer.get("visited", ())):
            day = on_working_day(today, visited["ago"])
            yield (
                "employer_contact",
                TABLE["employer_contact"].row(
                    employer_contact_id=f"{row_id(place.agency_id, employer['key'])}-G{number}",
                    employer_id=row_id(place.agency_id, employer["key"]),
                    made_by="staff",
                    staff_id=place.staff[slug],
                    started_at=datetime.combine(day, time.fromisoformat(visited["at"]), place.zone),
                    minutes=25,
                    mode="IN_PERSON",
                    purpose=visited["purpose"],
                    hiring_authority=True,
                    disclosed="none",
                    note=visited["note"],
                ),
            )
