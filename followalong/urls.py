"""Every address. Signed-in ones begin /a/<code>/: the code alone says which membership acts."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from followalong.home.language import set_language

MEMBER_ROOMS = [
    "clients",
    "caseload",
    "planning",
    "employers",
    "matching",
    "jobs",
    "privacy",
    "exchange",
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("followalong.home.urls")),
    path("language/", set_language, name="set_language"),
    path("", include("followalong.accounts.urls")),
    path("", include("followalong.agencies.urls")),
    path("", include("followalong.clients.public_urls")),
    path("", include("followalong.privacy.public_urls")),
    path("ui/", include("followalong.ui.urls")),
    *[path("a/<code>/", include(f"followalong.{room}.urls")) for room in MEMBER_ROOMS],
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("followalong.demo.urls")))

handler404 = "followalong.home.errors.not_found"
handler403 = "followalong.home.errors.forbidden"
handler500 = "followalong.home.errors.broken"
