from django.urls import URLPattern, URLResolver, include, path

from followalong.home import (
    caseload,
    client,
    correct,
    corrections,
    duplicate,
    duplicates,
    health,
    landing,
    log,
    more,
    search,
    settings,
    team,
    today,
    waiting,
)

app_name = "home"
member: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("caseload/", caseload.caseload, name="caseload"),
    path("clients/<uuid:client_id>/", client.client, name="client"),
    path("duplicates/", duplicates.duplicates, name="duplicates"),
    path("duplicates/new/", duplicates.duplicate_new, name="duplicate_new"),
    path("duplicates/<uuid:pair_id>/", duplicate.duplicate, name="duplicate"),
    path("duplicates/<uuid:pair_id>/apart/", duplicate.duplicate_apart, name="duplicate_apart"),
    path("team/", team.team, name="team"),
    path("team/waiting/", waiting.waiting, name="waiting"),
    path("log/", log.log, name="log"),
    path("search/", search.search, name="search"),
    path("more/", more.more, name="more"),
    path("settings/", settings.settings, name="settings"),
    path("contacts/<uuid:contact_id>/correct/", correct.contact, name="correct_contact"),
    path("employers/contacts/<uuid:contact_id>/correct/", correct.visit, name="correct_visit"),
    path(
        "appointments/<uuid:appointment_id>/correct/",
        correct.appointment,
        name="correct_appointment",
    ),
    path("next-steps/<uuid:step_id>/correct/", correct.step, name="correct_step"),
    path("jobs/<uuid:job_id>/correct/", correct.job, name="correct_job"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/<uuid:correction_id>/", corrections.sealed, name="sealed"),
    path("corrections/<uuid:correction_id>/undo/", corrections.undo, name="correction_undo"),
]
urlpatterns = [
    path("", landing.landing, name="landing"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("a/<code>/", include(member)),
]
