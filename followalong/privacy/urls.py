from django.urls import path

from followalong.privacy import accounting, disclosures, why
from followalong.privacy.views import (
    breaches,
    copies,
    emergencies,
    flags,
    looks,
    own,
    requests,
    sharing,
)

app_name = "privacy"
urlpatterns = [
    path("privacy/named/", disclosures.namings, name="namings"),
    path("privacy/named/<uuid:contact_id>/seen/", disclosures.naming_seen, name="naming_seen"),
    path("employers/<uuid:employer_id>/approach/", sharing.approach, name="approach"),
    path("clients/<uuid:client_id>/write/", sharing.write, name="write"),
    path("shares/<uuid:share_id>/", sharing.share, name="share"),
    path("shares/<uuid:share_id>/print/", sharing.share_paper, name="share_paper"),
    path("shares/<uuid:share_id>/<slug:step>/", sharing.share_step, name="share_step"),
    path("clients/<uuid:client_id>/shared/", disclosures.shared, name="shared"),
    path("clients/<uuid:client_id>/account/", accounting.accounting, name="accounting"),
    path(
        "clients/<uuid:client_id>/account/print/",
        accounting.accounting_print,
        name="accounting_print",
    ),
    path(
        "clients/<uuid:client_id>/account/file/", accounting.accounting_file, name="accounting_file"
    ),
    path("clients/<uuid:client_id>/copy/", copies.copy, name="copy"),
    path("clients/<uuid:client_id>/copy/give/", copies.copy_give, name="copy_give"),
    path("clients/<uuid:client_id>/copy/end/", copies.copy_end, name="copy_end"),
    path("clients/<uuid:client_id>/copy/print/", copies.copy_print, name="copy_print"),
    path("clients/<uuid:client_id>/copy/file/", copies.copy_file, name="copy_file"),
    path("clients/<uuid:client_id>/looks/", looks.looks, name="looks"),
    path("clients/<uuid:client_id>/looks/print/", looks.looks_print, name="looks_print"),
    path("clients/<uuid:client_id>/looks/ask/", looks.ask, name="ask"),
    path("looks/mine/", flags.my_looks, name="my_looks"),
    path("looks/mine/<uuid:flag_id>/", flags.say, name="say"),
    path("privacy/flags/", flags.flags, name="flags"),
    path("privacy/flags/<uuid:flag_id>/", flags.flag, name="flag"),
    path("privacy/breaches/", breaches.breaches, name="breaches"),
    path("privacy/breaches/new/", breaches.breach_new, name="breach_new"),
    path("privacy/breaches/<uuid:breach_id>/", breaches.breach, name="breach"),
    path("privacy/breaches/<uuid:breach_id>/change/", breaches.breach_change, name="breach_change"),
    path("privacy/breaches/<uuid:breach_id>/person/", breaches.breach_person, name="breach_person"),
    path("privacy/breaches/<uuid:breach_id>/notice/", breaches.breach_notice, name="breach_notice"),
    path("privacy/breaches/told/<uuid:concerned_id>/", breaches.breach_told, name="breach_told"),
    path("privacy/questions/", looks.questions, name="questions"),
    path("privacy/questions/<uuid:question_id>/", looks.answer, name="answer"),
    path("privacy/emergencies/", emergencies.emergencies, name="emergencies"),
    path(
        "privacy/emergencies/<uuid:look_id>/",
        emergencies.emergency_review,
        name="emergency_review",
    ),
    path("clients/<uuid:client_id>/why/", why.why, name="why"),
    path("clients/<uuid:client_id>/own-link/", own.link, name="own_link"),
    path("clients/<uuid:client_id>/requests/new/", requests.new, name="request_new"),
    path("privacy/requests/", requests.queue, name="requests"),
    path("privacy/requests/<uuid:request_id>/", requests.answer, name="request"),
    path("privacy/requests/<uuid:request_id>/later/", requests.put_off, name="request_put_off"),
    path("privacy/requests/<uuid:request_id>/print/", requests.paper, name="request_paper"),
]
