from django.urls import path

from followalong.exchange import views

app_name = "exchange"
urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/new/", views.import_new, name="import_new"),
    path("imports/<uuid:batch_id>/", views.batch, name="batch"),
    path("imports/<uuid:batch_id>/undo/", views.undo, name="undo"),
    path("export/", views.export, name="export"),
]
