from django.urls import path

from followalong.caseload.views import contacts, drafts, in_touch, steps

app_name = "caseload"
urlpatterns = [
    path("contacts/<uuid:contact_id>/", contacts.contact, name="contact"),
    path("contacts/<uuid:contact_id>/amend/", contacts.amend, name="contact_amend"),
    path("contacts/<uuid:contact_id>/add/", contacts.add, name="contact_add"),
    path("next-steps/<uuid:step_id>/done/", steps.next_step_done, name="next_step_done"),
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
    path("drafts/keep/", drafts.draft, name="draft"),
]
