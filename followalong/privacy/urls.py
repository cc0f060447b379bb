from django.urls import path

from followalong.privacy import accounting, disclosures, views, why

app_name = "privacy"
urlpatterns = [
    path("privacy/named/", disclosures.namings, name="namings"),
    path("privacy/named/<uuid:contact_id>/seen/", disclosures.naming_seen, name="naming_seen"),
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
    path("clients/<uuid:client_id>/looks/", views.looks, name="looks"),
    path("clients/<uuid:client_id>/looks/print/", views.looks_print, name="looks_print"),
    path("clients/<uuid:client_id>/looks/ask/", views.ask, name="ask"),
    path("privacy/questions/", views.questions, name="questions"),
    path("privacy/questions/<uuid:question_id>/", views.answer, name="answer"),
    path("clients/<uuid:client_id>/why/", why.why, name="why"),
]
