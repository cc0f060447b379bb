from django.urls import path

from followalong.clients.views import public

app_name = "refer"
urlpatterns = [
    path("refer/<slug:slug>/", public.refer, name="refer"),
    path("refer/done/<str:receipt>/", public.refer_done, name="refer_done"),
]
