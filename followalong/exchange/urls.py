from django.urls import path

from followalong.exchange.views import packages, sheet_rows, sheets

app_name = "exchange"
urlpatterns = [
    path("imports/", packages.imports, name="imports"),
    path("imports/new/", packages.import_new, name="import_new"),
    path("imports/sheets/new/", sheets.sheet_new, name="sheet_new"),
    path("imports/sheets/template/", sheets.sheet_template, name="sheet_template"),
    path("imports/sheets/<uuid:sheet_id>/", sheet_rows.sheet, name="sheet"),
    path("imports/sheets/<uuid:sheet_id>/columns/", sheets.sheet_columns, name="sheet_columns"),
    path("imports/sheets/<uuid:sheet_id>/layout/", sheets.sheet_layout, name="sheet_layout"),
    path("imports/sheets/<uuid:sheet_id>/answers/", sheet_rows.sheet_answers, name="sheet_answers"),
    path(
        "imports/sheets/<uuid:sheet_id>/progress/",
        sheet_rows.sheet_progress,
        name="sheet_progress",
    ),
    path("imports/sheets/<uuid:sheet_id>/try/", sheet_rows.sheet_try, name="sheet_try"),
    path(
        "imports/sheets/<uuid:sheet_id>/bring-in/", sheet_rows.sheet_bring_in, name="sheet_bring_in"
    ),
    path("imports/sheets/<uuid:sheet_id>/drop/", sheets.sheet_drop, name="sheet_drop"),
    path("imports/sheets/rows/<uuid:row_id>/", sheet_rows.sheet_row, name="sheet_row"),
    path("imports/<uuid:batch_id>/", packages.batch, name="batch"),
    path("imports/<uuid:batch_id>/undo/", packages.undo, name="undo"),
    path("export/", packages.export, name="export"),
]
