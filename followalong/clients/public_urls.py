from django.urls import path

from followalong.clients.views import public

app_name = "refer"
urlpatterns = [
    path("refer/<slug:slug>/", public.refer, name="refer"),
    path("refer/<slug:slug>/save/", public.refer_save, name="refer_save"),
    path("refer/<slug:slug>/back/", public.refer_back, name="refer_back"),
    path("refer/done/<str:receipt>/", public.refer_done, name="refer_done"),
    path("refer/for/thanks/", public.refer_thanks, name="refer_thanks"),
    path("refer/for/<str:secret>/", public.refer_for, name="refer_for"),
]
