from django.urls import URLPattern

app_name = "refer"
urlpatterns: list[URLPattern] = []
