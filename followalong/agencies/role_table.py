"""The whole role table as data: for `followalong permissions`, and for the golden grid of tests."""

from typing import Any

from django.apps import apps

from followalong.agencies.permissions import CLASSES_OF
from followalong.agencies.prevents import Prevent
from followalong.agencies.privacy_classes import CLASSES
from followalong.agencies.roles import ROLES, Permission, Role, can

# Words of a permission's name that say it only reads.
READS = {"view", "export", "count"}


def table() -> dict[str, Any]:
    """Roles, what each may do with which classes and of whom, and what prevents it anyway."""
    return {
        "roles": [_role(role) for role in ROLES.values()],
        "classes": dict(CLASSES),
        "prevents": [
            {"slug": one.slug, "words": one.words, "of": tables}
            for one, tables in prevents().items()
        ],
    }


def prevents() -> dict[Prevent, list[str]]:
    """Each reason that keeps a row back, and the tables that it is asked of."""
    found: dict[Prevent, list[str]] = {}
    for model in apps.get_models():
        for one in getattr(model, "prevents", ()):
            found.setdefault(one, []).append(model._meta.label_lower)
    return found


def grid() -> list[list[str]]:
    """A line a permission, a column a role; "yes" or nothing. What is empty is refused."""
    head = ["permission", "classes", *ROLES]
    return [
        head,
        *(
            [one, CLASSES_OF.get(one, ""), *("yes" if can(role, one) else "" for role in ROLES)]
            for one in Permission
        ),
    ]


def _role(role: Role) -> dict[str, Any]:
    return {
        "slug": role.slug,
        "title": role.title,
        "description": role.description,
        "reach": role.reach.value,
        "is_guest": role.is_guest,
        "permissions": [_permission(one) for one in sorted(role.permissions)],
    }


def _permission(one: Permission) -> dict[str, Any]:
    verbs = one.split("_")
    classes = [name for name in CLASSES_OF.get(one, "").split() if name != "none"]
    return {
        "permission": one.value,
        "action": "read" if READS & set(verbs) else "write",
        "classes": classes,
    }
