from django.urls import path

from followalong.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.personas, name="personas"),
    path("<slug:persona>/", views.sign_in, name="sign_in"),
]
