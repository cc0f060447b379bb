"""A simulated person: who they are, what they told about themselves, what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from followalong.exchange.format import TABLE

from . import names
from .draw import Draw
from .house import House, Post, Rows
from .reference import Mix, mix, rates

PRONOUNS = Mix({"unknown": 45, "she/her": 24, "he/him": 24, "they/them": 5, "elle": 1, "il": 1})
SAFE = Mix(
    {
        "unknown": 60,
        "Text first, any time": 12,
        "Call after noon": 9,
        "Mornings only": 6,
        "Do not leave a message": 7,
        "E-mail is best": 6,
    }
)
GENDER = Mix({"WOMAN": 44, "MAN": 48, "NON_BINARY": 4, "TRANSGENDER": 2, "UNSURE": 2})
RACE = {
    "ca-on": Mix({"WHITE": 50, "BLACK": 16, "EAST_ASIAN": 8, "SOUTH_ASIAN": 12, "INDIGENOUS": 5,
                  "LATIN_AMERICAN": 5, "MIDDLE_EASTERN": 4}),
    "ca-bc": Mix({"WHITE": 54, "BLACK": 3, "EAST_ASIAN": 15, "SOUTH_ASIAN": 11, "INDIGENOUS": 11,
                  "LATIN_AMERICAN": 3, "MIDDLE_EASTERN": 3}),
    "us-ct": Mix({"WHITE": 66, "BLACK": 24, "ASIAN": 4, "AMERICAN_INDIAN_ALASKA_NATIVE": 2,
                  "PACIFIC_ISLANDER": 1, "MIDDLE_EASTERN_NORTH_AFRICAN": 3}),
}  # fmt: skip
ETHNICITY = Mix({"HISPANIC_LATINO": 27, "NOT_HISPANIC_LATINO": 73})
INDIGENOUS = Mix({"NOT_INDIGENOUS": 92, "FIRST_NATIONS": 5, "METIS": 2, "INUIT": 1})
DISABILITY = Mix({"MENTAL_HEALTH": 60, "LEARNING": 9, "PAIN": 8, "MOBILITY": 6, "AUTISM": 6,
                  "NONE": 11})  # fmt: skip
YOUNGEST, OLDEST = 17, 68
RESEARCH_SHARE = 0.3
DAYS_OF_CONSENT = 365


# A consent to be asked for: type, recipient, topic.
Wanted = tuple[str, str | None, str | None]


@dataclass(frozen=True)
class Person:
    """What the rest of the simulation needs to know about someone."""

    client_id: str
    language: str
    employer_topic: str | None  # the most that employers may be told; None: nothing
    draw: Draw


def describe_person(house: House, number: int, post: Post, arrived: date) -> tuple[Person, Any]:
    """The person and the row about them."""
    draw = Draw(house.seed, "client", number)
    name = names.person(draw, house.pack)
    language = str(draw.of(mix("places", house.pack, "languages")))
    says_yes = draw.chance(rates().employer.yes_to_employers)
    topic = draw.of(rates().employer.topic) if says_yes else None
    person = Person(f"C{number:06}", language, topic, draw)
    age = YOUNGEST + int((OLDEST - YOUNGEST) * draw.betavariate(1.7, 2.2))
    reachable = draw.maybe(names.phone(draw, house.pack)) if draw.chance(0.93) else None
    other_name = names.person(draw, house.pack).given
    row = TABLE["client"].row(
        client_id=person.client_id,
        agency_id=house.agency_id,
        given_name=name.given,
        family_name=draw.maybe(name.family),
        preferred_name=other_name if draw.chance(0.06) else None,
        pronouns=draw.of(PRONOUNS),
        born_on=draw.maybe(arrived - timedelta(days=age * 365 + draw.between((0, 364)))),
        language=draw.maybe(language),
        postal_code=draw.maybe(names.postal_code(draw, house.pack)),
        phone=reachable,
        email=names.email(name, number) if draw.chance(0.55) else None,
        ok_to_text=draw.maybe(draw.chance(0.72)) if reachable else None,
        safe_contact=draw.of(SAFE),
        emergency_contact=_emergency(draw, house.pack) if draw.chance(0.5) else None,
        treatment_team_id=_team(draw, house, post),
        authority_ref=f"CT{draw.between((0, 9)):01}{number:08}" if house.pack == "us-ct" else None,
    )
    return person, row


def _emergency(draw: Draw, pack: str) -> str:
    who = draw.one(["Sister", "Brother", "Mother", "Father", "Friend", "Partner", "Aunt"])
    return f"{who} {names.person(draw, pack).given}, {names.phone(draw, pack)}"


def _team(draw: Draw, house: House, post: Post) -> str | None:
    """Mostly one of the two teams the specialist has joined."""
    if draw.chance(0.06):
        return None
    if draw.chance(0.07):
        return draw.one(house.teams)
    return post.teams[0] if draw.chance(0.7) else post.teams[1]


def demographics(person: Person, house: House, asked: date) -> Rows:
    """What the person said about themselves; anyone may prefer not to answer."""
    draw = person.draw
    if draw.chance(0.15):
        return
    questions: dict[str, Mix] = {"GENDER": GENDER, "RACE": RACE[house.pack]}
    questions["DISABILITY"] = DISABILITY
    if house.pack == "us-ct":
        questions["ETHNICITY"] = ETHNICITY
    else:
        questions["INDIGENOUS_IDENTITY"] = INDIGENOUS
    for kind, answers in questions.items():
        refused = draw.chance(0.12)
        in_own_words = "as I see it, several things" if draw.chance(0.02) else None
        code = None if refused or in_own_words else draw.of(answers)
        words = None if refused else in_own_words
        when = draw.maybe(asked)
        yield "demographic", (person.client_id, kind, code, words, draw.maybe(refused), when)


def consents(person: Person, house: House, signed: date, *, addiction: bool) -> Rows:
    """Each yes by itself: some run out, some are taken back."""
    draw = person.draw
    wanted: list[Wanted] = [("SERVICE", None, None), ("TREATMENT_TEAM", "Treatment team", None)]
    if draw.chance(0.5):
        wanted.append(("MESSAGES", None, None))
    if draw.chance(0.4):
        wanted.append(("BENEFITS", "Benefits counsellor", None))
    if house.pack == "us-ct" and draw.chance(0.4):
        wanted.append(("VR", "Vocational rehabilitation", None))
    if house.pack == "ca-bc" and draw.chance(RESEARCH_SHARE):
        wanted.append(("RESEARCH", "Study of work and health", None))
    if addiction:
        wanted.append(("SUD", "Vocational group", None))
    if draw.chance(0.1):
        wanted.append(("FAMILY", draw.one(["Sister", "Mother", "Partner", "Brother"]), None))
    if person.employer_topic:
        wanted.append(("EMPLOYER", None, person.employer_topic))
    for number, (kind, recipient, topic) in enumerate(wanted):
        if kind == "TREATMENT_TEAM" and draw.chance(0.2):
            continue
        yield "consent", _consent(person, house, number, (kind, recipient, topic), signed)


def _consent(person: Person, house: House, number: int, what: Wanted, on: date) -> Any:
    draw = person.draw
    kind, recipient, topic = what
    signed = min(house.as_of, on + timedelta(days=0 if kind == "SERVICE" else draw.count(4)))
    only = kind == "EMPLOYER" and draw.chance(0.15)
    employers = house.employers[draw.one(list(house.employers))]
    revoked = signed + timedelta(days=draw.between((20, 400))) if draw.chance(0.05) else None
    return TABLE["consent"].row(
        consent_id=f"{person.client_id}-Y{number}-{signed:%y%m%d}",
        client_id=person.client_id,
        type=kind,
        recipient=recipient,
        employer_id=draw.one(employers) if only else None,
        topic=draw.maybe(topic),
        signed_on=signed,
        expires_on=signed + timedelta(days=DAYS_OF_CONSENT) if draw.chance(0.35) else None,
        revoked_on=revoked if revoked and revoked <= house.as_of else None,
    )
