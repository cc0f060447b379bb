from django.urls import URLPattern, URLResolver, include, path

from followalong.home import (
    caseload,
    client,
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
    path("team/", team.team, name="team"),
    path("team/waiting/", waiting.waiting, name="waiting"),
    path("log/", log.log, name="log"),
    path("search/", search.search, name="search"),
    path("more/", more.more, name="more"),
    path("settings/", settings.settings, name="settings"),
]
urlpatterns = [
    path("", landing.landing, name="landing"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("a/<code>/", include(member)),
]
