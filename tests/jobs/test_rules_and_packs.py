"""The rules of all rooms speak the codes and take the timings that the packs hold as data."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from followalong.agencies import packs
from followalong.caseload import rules as caseload
from followalong.clients import rules as clients
from followalong.employers import rules as employers
from followalong.jobs import rules as jobs

pytestmark = pytest.mark.unit

LISTS = {
    "activity.kind": jobs.ActivityKind,
    "appointment.status": caseload.AppointmentStatus,
    "consent.topic": clients.Topic,
    "consent.type": clients.ConsentType,
    "contact.category": caseload.ContactCategory,
    "contact.location": caseload.ContactLocation,
    "contact.mode": caseload.ContactMode,
    "employer_contact.disclosed": employers.Disclosed,
    "employer_contact.made_by": employers.MadeBy,
    "employer_contact.mode": employers.EmployerMode,
    "employer_contact.purpose": employers.Purpose,
    "enrolment.exit_reason": clients.ExitReason,
    "enrolment.work_status_at_entry": clients.WorkStatus,
    "facet.kind": clients.FacetKind,
    "job.end_reason": jobs.EndReason,
    "job.occupation_scheme": jobs.OccupationScheme,
    "meeting.type": caseload.MeetingType,
    "pause.reason": clients.PauseReason,
    "referral.decision": clients.ReferralDecision,
    "referral.decline_reason": clients.DeclineReason,
    "referral.source": clients.ReferralSource,
}


@pytest.mark.parametrize("key", LISTS)
def test_every_code_has_a_label_and_every_label_a_code(key):
    assert set(packs.codes.get(key).codes) == {code.value for code in LISTS[key]}


def test_the_lists_say_of_their_codes_what_the_rules_say():
    lists = packs.codes.get
    assert set(lists("contact.mode").where("two_way")) == caseload.TWO_WAY_MODES
    assert set(lists("contact.location").where("community")) == caseload.COMMUNITY_LOCATIONS
    assert set(lists("employer_contact.purpose").where("counts17")) == employers.COUNTING_PURPOSES
    assert set(lists("enrolment.exit_reason").where("needs_supervisor")) == (
        clients.SUPERVISOR_DECIDES
    )


# What only some places ask: whether a pack times it is the pack's to say.
ONLY_SOMEWHERE = {
    caseload.ClockRule.TRANSITION_REVIEW: {"ca-on", "us-ct"},
    caseload.ClockRule.IN_WORK_SUPPORT: {"ca-on"},
    caseload.ClockRule.VR_NINETY_DAYS: {"us-ct"},
    caseload.ClockRule.PERIODIC_ASSESSMENT: {"us-ct"},
}


@pytest.mark.parametrize("name", packs.names())
def test_every_pack_times_every_clock(name):
    timings = caseload.timings_among(packs.load(name).timings)
    here = {rule for rule in caseload.ClockRule if name in ONLY_SOMEWHERE.get(rule, {name})}
    assert set(timings) == here
    assert set(caseload.ReferralRule) <= set(packs.load(name).timings)

    entered_on = date(2026, 3, 1)
    held = jobs.Held(entered_on + timedelta(days=20), entered_on + timedelta(days=60))
    facts = caseload.EnrolmentFacts(entered_on, milestones=jobs.milestones_of(UUID(int=1), held))
    made = caseload.rebuild(facts, timings, entered_on + timedelta(days=61))
    of_the_job = {
        *(caseload.ClockRule.CONTACT_BEFORE_START, caseload.ClockRule.CONTACT_AFTER_START),
        *(caseload.ClockRule.MONTHLY_FOLLOW_ALONG, caseload.ClockRule.JOB_LOSS_CONTACT),
        *(caseload.ClockRule.BENEFITS_BEFORE_START, caseload.ClockRule.RETENTION),
    }
    assert of_the_job <= {clock.rule for clock in made}
