from django.urls import path

from followalong.clients.views import (
    arrivals,
    deaths,
    enrolments,
    inbox,
    leaving,
    outreach,
    people,
    programs,
    referral_page,
    referrals,
)

app_name = "clients"
urlpatterns = [
    path("settings/people/<uuid:membership_id>/end/", leaving.member_end, name="member_end"),
    path("settings/programs/<uuid:program_id>/", programs.program_edit, name="program_edit"),
    path("referrals/", inbox.referrals, name="referrals"),
    path("referrals/new/", referrals.referral_new, name="referral_new"),
    path("referrals/paste/", referrals.referral_paste, name="referral_paste"),
    path("referrals/arrivals/", arrivals.arrivals, name="arrivals"),
    path("referrals/arrivals/<uuid:program_id>/", arrivals.arrivals_of, name="arrivals_of"),
    path("referrals/arrivals/<uuid:program_id>/links/make/", arrivals.link_make, name="link_make"),
    path("referrals/arrivals/<uuid:program_id>/routes/add/", arrivals.route_add, name="route_add"),
    path("referrals/links/<uuid:link_id>/", arrivals.link, name="link"),
    path("referrals/links/<uuid:link_id>/qr.svg", arrivals.link_qr, name="link_qr"),
    path("referrals/links/<uuid:link_id>/end/", arrivals.link_end, name="link_end"),
    path("referrals/routes/<uuid:route_id>/up/", arrivals.route_up, name="route_up"),
    path("referrals/routes/<uuid:route_id>/remove/", arrivals.route_remove, name="route_remove"),
    path("referrals/<uuid:referral_id>/", referral_page.referral, name="referral"),
    path("referrals/<uuid:referral_id>/answer/", referral_page.answer, name="answer"),
    path("referrals/<uuid:referral_id>/hand-on/", referral_page.hand_on, name="hand_on"),
    path("referrals/<uuid:referral_id>/wait/", referral_page.wait, name="wait"),
    path("referrals/<uuid:referral_id>/peer/", referral_page.peer, name="peer"),
    path("referrals/<uuid:referral_id>/talk/", referral_page.talk, name="talk"),
    path("referrals/<uuid:referral_id>/enrol/", enrolments.enrol, name="enrol"),
    path("clients/<uuid:client_id>/edit/", people.client_edit, name="client_edit"),
    path("clients/<uuid:client_id>/died/", deaths.died, name="died"),
    path("clients/<uuid:client_id>/died/take-back/", deaths.not_died, name="not_died"),
    path("enrolments/<uuid:enrolment_id>/", enrolments.enrolment, name="enrolment"),
    path(
        "enrolments/<uuid:enrolment_id>/facets/start/", enrolments.facet_start, name="facet_start"
    ),
    path("facets/<uuid:facet_id>/end/", enrolments.facet_end, name="facet_end"),
    path("enrolments/<uuid:enrolment_id>/assign/", enrolments.assign, name="assign"),
    path("enrolments/<uuid:enrolment_id>/close/", enrolments.close, name="close"),
    path("enrolments/<uuid:enrolment_id>/outreach/", outreach.outreach, name="outreach"),
    path("enrolments/<uuid:enrolment_id>/reopen/", enrolments.reopen, name="reopen"),
]
