from django.urls import path

from followalong.privacy.views import own, own_copy

app_name = "own"
urlpatterns = [
    path("p/<str:secret>/", own.page, name="page"),
    path("p/<str:secret>/copy/", own_copy.page, name="copy"),
    path("p/<str:secret>/copy/file/", own_copy.file, name="copy_file"),
]
