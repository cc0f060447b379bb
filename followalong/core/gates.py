"""Every view says who may use it. This module holds the half that needs no membership."""

from collections.abc import Callable
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])


def public(reason: str) -> Callable[[View], View]:
    """Mark a view as open to anyone, and say why. A guard test reads the mark."""

    def mark(view: View) -> View:
        view.public_reason = reason  # type: ignore[attr-defined]
        return view

    return mark
