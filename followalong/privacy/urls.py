from django.urls import path

from followalong.privacy import disclosures

app_name = "privacy"
urlpatterns = [
    path("privacy/named/", disclosures.namings, name="namings"),
    path("privacy/named/<uuid:contact_id>/seen/", disclosures.naming_seen, name="naming_seen"),
    path("clients/<uuid:client_id>/shared/", disclosures.shared, name="shared"),
]
