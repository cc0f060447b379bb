"""A small agency's history as a package: Northwind, its specialist Mo and client Bea."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from followalong.exchange.format import TABLE, write_package

ZONE = dt.timezone(dt.timedelta(hours=-5))


def at(day: str, hour: int = 10) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=ZONE)


def on(day: str) -> dt.date:
    return dt.date.fromisoformat(day)


def small(**changes: list[tuple]) -> dict[str, list[Any]]:
    """Rows by table; `changes` replaces the rows of a table."""
    rows: dict[str, list[tuple]] = {
        "agency": [("nw", None, "Northwind", "ca-on", "America/Toronto")],
        "program": [("p1", "nw", "Northwind Works", "ips", "mental_health", None)],
        "site": [("l1", "nw", "Harbour clinic", "M5V 2T6")],
        "team": [("t1", "nw", "Harbour team", "treatment")],
        "staff": [
            (
                "mo",
                "nw",
                "Mo",
                "Reyes",
                None,
                "employment_specialist",
                "p1",
                None,
                "sa",
                None,
                None,
            ),
            ("sa", "nw", "Sana", None, None, "supervisor", "p1", None, None, None, None),
        ],
        "staff_fte": [("mo", on("2026-01-01"), Decimal("0.50"))],
        "referral_link": [
            ("y1", "p1", "l1", "Harbour Street Clinic", "CLINICIAN_PRIMARY", on("2026-01-05"))
            + ("sa", None, None)
        ],
        "referral_route": [
            ("z1", "p1", None, "SELF", 1, "member", "mo", "mo"),
            ("z2", "p1", "l1", None, 2, "fewest", None, None),
        ],
        "client": [
            ("c1", "nw", "Bea", "Lund", "Bee", None, None, "fr", None, None, None, True)
            + (None, None, "t1", None)
        ],
        "referral": [("r1", "c1", "p1", on("2026-08-20"), "SELF", "accepted", None, None)],
        "enrolment": [("e1", "c1", "p1", "r1", "mo", on("2026-09-01"), None, None, None)],
        "assignment": [("e1", "mo", on("2026-09-01"), None)],
        "pause": [("e1", on("2026-10-01"), on("2026-10-05"), "PERSON_ASKED")],
        "outreach_choice": [
            ("o1", "e1", "mo", on("2026-09-01"), on("2026-10-10"), "CALL", None, None, None, None),
            ("o2", "e1", "mo", on("2026-10-11"), None, "TEXT ASK_SOMEONE", "Her aunt", 13, 6)
            + ("Text me. Don't come by.",),
        ],
        "contact": [
            ("k1", "mo", "e1", at("2026-09-01"), 45, None, "IN_PERSON", "CLINIC", "INTAKE", True)
            + ("First meeting.", at("2026-09-02")),
            ("k2", "mo", None, on("2026-09-03"), None, None, None, None, None, None, None, None),
        ],
        "addendum": [("k1", "sa", at("2026-09-04"), "Agreed.")],
        "employer": [("b1", "nw", "Hill Street Bakery", "311811", "M5V 2T6")],
        "employer_contact": [
            ("v1", "b1", None, "mo", at("2026-09-20"), 30, "IN_PERSON", "COLD_INTRO", True, "e1")
            + ("name", None, None)
        ],
        "job": [
            ("j1", "e1", "b1", "Baker's helper", "noc2021", "65201", on("2026-10-20"), None, None)
            + (Decimal("20.0"), Decimal("18.50"), "CAD", True, None, True, False, True, True)
            + (True, True, False)
        ],
        "wage": [("j1", on("2026-11-01"), None, Decimal("19"))],
        "activity": [("a1", "e1", "EDUCATION", True, "First aid", on("2026-09-10"), None)],
        "meeting": [
            ("m1", "nw", "IPS_UNIT", on("2026-09-07"), None, "p1", "09:30", None, "weekly")
            + ("Two new leads.", on("2026-09-07")),
            ("m2", "nw", "TREATMENT_TEAM", on("2026-12-03"), "t1", None, None, "planned", None)
            + (None, None),
        ],
        "attendance": [("m1", "mo"), ("m1", "sa")],
        "meeting_guest": [("m1", "Dr. Aster")],
        "series": [
            ("q1", "mo", "e1", "two_weeks", on("2026-11-17"), None, "10:00", on("2026-12-15"))
            + (30, "FOLLOW_ALONG", "CLINIC", "Coffee and pay stubs", None)
        ],
        "appointment": [
            ("x1", "mo", "e1", at("2026-12-01"), 30, "FOLLOW_ALONG", None, "planned", None, None)
            + ("q1", on("2026-12-01")),
        ],
        "next_step": [("n1", "e1", "Call the bakery", "mo", on("2026-11-30"), None)],
        "meeting_note": [("h1", "m1", "e1", "sa", "Ask about Fridays.", "n1")],
        "consent": [("s1", "c1", "SERVICE", None, None, None, on("2026-09-01"), None, None)],
    }
    rows |= changes
    return {name: [TABLE[name].row(*r) for r in found] for name, found in rows.items()}


def written(path: Path, **changes: list[tuple]) -> Path:
    write_package(path, small(**changes))
    return path
