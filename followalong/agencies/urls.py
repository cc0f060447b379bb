from django.urls import path

from followalong.agencies import views

app_name = "agencies"
urlpatterns = [
    path("choose/", views.choose, name="choose"),
    path("first/<str:token>/", views.first, name="first"),
]
