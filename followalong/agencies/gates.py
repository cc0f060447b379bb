"""The permission each view declares, and what happens without it."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from followalong.agencies.roles import Permission, can
from followalong.audit.record import record

View = Callable[..., HttpResponse]


def requires(permission: Permission, *, purpose: str = "TREAT") -> Callable[[View], View]:
    """Only members whose role names the permission. Strangers get 404, colleagues 403.

    `purpose` is an HL7 PurposeOfUse code; it goes to the read gate and the audit row.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            actor = getattr(request, "actor", None)
            if actor is None:
                raise Http404
            if not can(actor.role, permission):
                return refuse(request, permission)
            request.purpose = purpose  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]
        return checked

    return mark


def refuse(request: HttpRequest, permission: Permission) -> HttpResponse:
    """403, written down."""
    record(
        by=request.actor,  # type: ignore[attr-defined]
        action="permission.denied",
        outcome="refused",
        fields=[permission],
        request_id=request.request_id,  # type: ignore[attr-defined]
    )
    return render(request, "ui/errors/403.html", status=403)
