"""What people decided and asked about their own record, written by the worker who heard it."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from followalong.clients.models import Enrolment
from followalong.clients.rules import ConsentMethod
from followalong.core.actor import Actor
from followalong.demo.days import DAY
from followalong.demo.place import row_id
from followalong.employers.actions import log_employer_contact, talk_it_through
from followalong.employers.models import AgencyEmployer
from followalong.employers.rules import DisclosureAnswer
from followalong.privacy.actions import ask_about_looks


def write_trust(by: Actor, enrolment: Enrolment, told: dict[str, Any], today: date) -> None:
    """The talk about employers, a naming without a yes, and a question about looks."""
    if talk := told.get("talk"):
        yes = {"method": ConsentMethod.VERBAL_RECORDED, "in_their_words": talk["yes"]}
        rest = {name: said for name, said in talk.items() if name not in ("topic", "yes")}
        talk_it_through(by=by, enrolment=enrolment, topic=talk["topic"], given=yes, **rest)
    if named := told.get("named"):
        _named(by, enrolment, named, today)
    if words := told.get("question"):
        ask_about_looks(by=by, client=enrolment.client, words=words)


def _named(by: Actor, enrolment: Enrolment, told: dict[str, Any], today: date) -> None:
    """It came out in a talk with an employer, and the worker says so."""
    at = time.fromisoformat(told["at"])
    agency_row = row_id(enrolment.agency.source_id, told["employer"])
    log_employer_contact(
        by=by,
        employer=AgencyEmployer.objects.get(source_id=agency_row),
        started=datetime.combine(today - DAY * told["ago"], at, timezone.get_current_timezone()),
        enrolment=enrolment,
        mode=told["mode"],
        purpose=told["purpose"],
        note=told["note"],
        said=told["said"],
        answer=DisclosureAnswer.NAMED_WITHOUT_YES,
    )
