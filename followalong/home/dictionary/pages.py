"""The dictionary in the product, for whoever answers for staff or data; and to take along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from followalong.agencies.gates import requires
from followalong.agencies.roles import Permission
from followalong.home.dictionary.page import spreadsheet
from followalong.home.dictionary.tables import Column, tables

MAY = (Permission.STAFF_VIEW, Permission.AGENCY_EDIT)


@requires(*MAY, purpose="HOPERAT")
@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    """Every table with its columns, closed until one is opened."""
    columns = [_("Column"), _("Type"), _("Meaning"), _("Privacy"), _("Package")]
    parts = [{"table": table, "rows": [_row(c) for c in table.columns]} for table in tables()]
    return render(request, "home/dictionary.html", {"columns": columns, "parts": parts})


@requires(*MAY, purpose="HOPERAT")
@require_safe
def dictionary_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    headers = {"Content-Disposition": 'attachment; filename="data-dictionary.csv"'}
    return HttpResponse(spreadsheet(), content_type="text/csv; charset=utf-8", headers=headers)


def _row(column: Column) -> list[str]:
    return [column.name, column.type, column.meaning, column.privacy, column.package]
