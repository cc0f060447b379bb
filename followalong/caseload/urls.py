from django.urls import path

from followalong.caseload.views import (
    appointments,
    contacts,
    counselling,
    drafts,
    in_touch,
    settling,
    snippets,
    steps,
    timings,
)

app_name = "caseload"
urlpatterns = [
    path("contacts/<uuid:contact_id>/", contacts.contact, name="contact"),
    path("contacts/<uuid:contact_id>/amend/", contacts.amend, name="contact_amend"),
    path("contacts/<uuid:contact_id>/add/", contacts.add, name="contact_add"),
    path("clients/<uuid:client_id>/counselling/", counselling.counselling, name="counselling"),
    path(
        "counselling/<uuid:session_id>/amend/",
        counselling.counselling_amend,
        name="counselling_amend",
    ),
    path("counselling/<uuid:session_id>/off/", counselling.counselling_off, name="counselling_off"),
    path("counselling/<uuid:session_id>/add/", counselling.counselling_add, name="counselling_add"),
    path("appointments/<uuid:appointment_id>/", appointments.appointment, name="appointment"),
    path(
        "appointments/<uuid:appointment_id>/change/", appointments.change, name="appointment_change"
    ),
    path("appointments/<uuid:appointment_id>/off/", appointments.call_off, name="appointment_off"),
    path(
        "enrolments/<uuid:enrolment_id>/next-steps/new/",
        steps.next_step_new,
        name="next_step_new",
    ),
    path("next-steps/<uuid:step_id>/", steps.next_step, name="next_step"),
    path("next-steps/<uuid:step_id>/done/", steps.next_step_done, name="next_step_done"),
    path("next-steps/<uuid:step_id>/again/", steps.next_step_again, name="next_step_again"),
    path("next-steps/<uuid:step_id>/drop/", steps.next_step_drop, name="next_step_drop"),
    path("enrolments/<uuid:enrolment_id>/in-touch/", in_touch.in_touch, name="in_touch"),
    path("enrolments/<uuid:enrolment_id>/in-touch/back/", in_touch.back, name="back_in_touch"),
    path(
        "enrolments/<uuid:enrolment_id>/in-touch/close/",
        in_touch.close,
        name="close_out_of_touch",
    ),
    path("enrolments/<uuid:enrolment_id>/in-touch/lost/", in_touch.lost, name="lose_touch"),
    path("enrolments/<uuid:enrolment_id>/in-touch/stop/", in_touch.stop, name="ask_to_stop"),
    path("enrolments/<uuid:enrolment_id>/in-touch/rest/", in_touch.rest, name="let_rest"),
    path("snippets/", snippets.snippets, name="snippets"),
    path("snippets/new/", snippets.snippet_new, name="snippet_new"),
    path("snippets/<uuid:snippet_id>/", snippets.snippet, name="snippet"),
    path("snippets/<uuid:snippet_id>/remove/", snippets.snippet_remove, name="snippet_remove"),
    path("clocks/<uuid:clock_id>/", settling.settle, name="settle"),
    path("clocks/<uuid:clock_id>/done/", settling.done, name="settle_done"),
    path("clocks/<uuid:clock_id>/not-now/", settling.not_now, name="settle_not_now"),
    path("done/<uuid:done_id>/take-back/", settling.take_back_done, name="take_back_done"),
    path("not-now/<uuid:said_id>/over/", settling.wanted_again, name="wanted_again"),
    path("settings/timers/", timings.timings, name="timings"),
    path("programs/<uuid:program_id>/timers/", timings.program_timings, name="program_timings"),
    path("programs/<uuid:program_id>/timers/change/", timings.timing, name="timing"),
    path("drafts/keep/", drafts.draft, name="draft"),
]
