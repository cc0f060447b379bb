from django.urls import path

from followalong.clients.views import enrolments, people, referrals

app_name = "clients"
urlpatterns = [
    path("referrals/", referrals.referrals, name="referrals"),
    path("referrals/new/", referrals.referral_new, name="referral_new"),
    path("referrals/<uuid:referral_id>/", referrals.referral, name="referral"),
    path("referrals/<uuid:referral_id>/answer/", referrals.answer, name="answer"),
    path("referrals/<uuid:referral_id>/enrol/", enrolments.enrol, name="enrol"),
    path("clients/<uuid:client_id>/edit/", people.client_edit, name="client_edit"),
    path("enrolments/<uuid:enrolment_id>/", enrolments.enrolment, name="enrolment"),
    path(
        "enrolments/<uuid:enrolment_id>/facets/start/", enrolments.facet_start, name="facet_start"
    ),
    path("facets/<uuid:facet_id>/end/", enrolments.facet_end, name="facet_end"),
    path("enrolments/<uuid:enrolment_id>/assign/", enrolments.assign, name="assign"),
    path("enrolments/<uuid:enrolment_id>/close/", enrolments.close, name="close"),
    path("enrolments/<uuid:enrolment_id>/reopen/", enrolments.reopen, name="reopen"),
]
