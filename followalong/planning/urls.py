from django.urls import path

from followalong.planning.views import changes, profile

app_name = "planning"
urlpatterns = [
    path("clients/<uuid:client_id>/profile/changes/", changes.changes, name="changes"),
    path("clients/<uuid:client_id>/profile/legal/", profile.legal, name="legal"),
    path("clients/<uuid:client_id>/profile/work/add/", profile.past_job_add, name="past_job_add"),
    path(
        "clients/<uuid:client_id>/profile/learned/add/",
        profile.credential_add,
        name="credential_add",
    ),
    path("clients/<uuid:client_id>/profile/<slug:part>/", profile.part, name="part"),
    path("past-jobs/<uuid:past_job_id>/", profile.past_job, name="past_job"),
    path("past-jobs/<uuid:past_job_id>/remove/", profile.past_job_out, name="past_job_out"),
    path("credentials/<uuid:credential_id>/", profile.credential, name="credential"),
    path(
        "credentials/<uuid:credential_id>/remove/",
        profile.credential_out,
        name="credential_out",
    ),
]
