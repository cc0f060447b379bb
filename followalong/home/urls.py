from django.urls import URLPattern, URLResolver, include, path

from followalong.home import health, landing

app_name = "home"
member: list[URLPattern | URLResolver] = []
urlpatterns = [
    path("", landing.landing, name="landing"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("a/<code>/", include(member)),
]
