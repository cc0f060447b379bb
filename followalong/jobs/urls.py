from django.urls import path

from followalong.jobs import views

app_name = "jobs"
urlpatterns = [
    path("clients/<uuid:client_id>/jobs/start/", views.start, name="start"),
    path("jobs/<uuid:job_id>/", views.job, name="job"),
    path("jobs/<uuid:job_id>/edit/", views.edit, name="edit"),
    path("jobs/<uuid:job_id>/wage/", views.wage, name="wage"),
    path("jobs/<uuid:job_id>/mark/", views.mark, name="mark"),
    path("jobs/<uuid:job_id>/end/", views.end, name="end"),
]
