from django.urls import path

from followalong.privacy.views import own

app_name = "own"
urlpatterns = [path("p/<str:secret>/", own.page, name="page")]
