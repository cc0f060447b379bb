from django.urls import path

from followalong.matching.views import matches, openings

app_name = "matching"
urlpatterns = [
    path("openings/", openings.opening_list, name="list"),
    path("openings/new/", openings.new, name="new"),
    path("openings/bring/", openings.bring, name="bring"),
    path("openings/<uuid:opening_id>/", openings.opening, name="opening"),
    path("openings/<uuid:opening_id>/edit/", openings.edit, name="edit"),
    path("openings/<uuid:opening_id>/close/", openings.close, name="close"),
    path("openings/<uuid:opening_id>/people/", matches.for_opening, name="for_opening"),
    path("clients/<uuid:client_id>/openings/", matches.for_client, name="for_client"),
    path(
        "clients/<uuid:client_id>/openings/<uuid:opening_id>/",
        matches.ask,
        name="ask",
    ),
]
