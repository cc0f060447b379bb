from django.urls import path

from followalong.matching import views

app_name = "matching"
urlpatterns = [
    path("openings/", views.opening_list, name="list"),
    path("openings/new/", views.new, name="new"),
    path("openings/bring/", views.bring, name="bring"),
    path("openings/<uuid:opening_id>/", views.opening, name="opening"),
    path("openings/<uuid:opening_id>/close/", views.close, name="close"),
]
