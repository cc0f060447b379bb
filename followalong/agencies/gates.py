"""The permission each view declares, and what happens without it."""

from collections.abc import Callable, Iterator
from functools import cache, wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLResolver, get_resolver

from followalong.agencies.roles import Permission, can, purpose_of
from followalong.audit.record import record

View = Callable[..., HttpResponse]


def requires(*any_of: Permission, purpose: str = "") -> Callable[[View], View]:
    """Only members whose role names the permission (or one of them). Strangers get 404,
    colleagues 403.

    `purpose` is an HL7 PurposeOfUse code; it goes to the read gate and the audit row. A screen
    that names none serves whatever the reader's role is there for.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            actor = getattr(request, "actor", None)
            if actor is None:
                raise Http404
            if not any(can(actor.role, permission) for permission in any_of):
                return refuse(request, any_of[0])
            request.purpose = purpose or purpose_of(actor.role)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        checked.permission = any_of[0]  # type: ignore[attr-defined]
        checked.any_of = any_of  # type: ignore[attr-defined]
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


@cache
def opened_by() -> dict[str, tuple[Permission, ...]]:
    """URL name -> the permissions that open it, as its view declares them."""
    return dict(_declared(get_resolver().url_patterns, ""))


def _declared(patterns: list, space: str) -> Iterator[tuple[str, tuple[Permission, ...]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            below = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _declared(pattern.url_patterns, below)
        else:
            yield f"{space}{pattern.name}", getattr(pattern.callback, "any_of", ())
