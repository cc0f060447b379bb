from django.urls import path

from followalong.agencies.views import entry

app_name = "agencies"
urlpatterns = [
    path("choose/", entry.choose, name="choose"),
    path("first/<str:token>/", entry.first, name="first"),
]
