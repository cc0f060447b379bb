"""A member of staff as a SCIM resource, and what a directory said of one. Pure."""

import re
from typing import Any

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ALWAYS = ("schemas", "id")
MOST = 300
FILTER = re.compile(r'\s*(userName|externalId|id)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*', re.IGNORECASE)
SIMPLE = {"username": "userName", "externalid": "externalId", "active": "active"}
NAMES = {"givenname": "givenName", "familyname": "familyName"}


class BadWord(Exception):
    """What was said cannot be understood: SCIM's own word for why, and a sentence."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind


def read(said: dict[str, Any]) -> dict[str, Any]:
    """Our values of a resource that was sent. Raises BadWord."""
    name = said.get("name")
    name = {} if name is None else name
    if not isinstance(name, dict):
        raise BadWord("invalidValue", "name is an object.")
    user_name = _text(said.get("userName"), "userName")
    if not user_name:
        raise BadWord("invalidValue", "userName is needed.")
    return {
        "user_name": user_name,
        "external_id": _text(said.get("externalId"), "externalId"),
        "given_name": _text(name.get("givenName"), "givenName") or "",
        "family_name": _text(name.get("familyName"), "familyName"),
        "active": _flag(said.get("active")),
    }


def patched(resource: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """The resource after these operations, in their order. Raises BadWord."""
    operations = said.get("Operations")
    if not isinstance(operations, list) or not operations:
        raise BadWord("invalidSyntax", "Operations are needed.")
    out = {**resource, "name": dict(resource.get("name") or {})}
    for one in operations:
        if not isinstance(one, dict) or str(one.get("op")).lower() not in _DOES:
            raise BadWord("invalidSyntax", "op is add, replace or remove.")
        _DOES[str(one["op"]).lower()](out, one)
    return out


def asked(text: str) -> tuple[str, str]:
    """Attribute and value of a filter. Raises BadWord."""
    found = FILTER.fullmatch(text)
    if found is None:
        raise BadWord("invalidFilter", 'Only userName, externalId or id, eq and "…".')
    return found.group(1).lower(), re.sub(r"\\(.)", r"\1", found.group(2))


def trimmed(resource: dict[str, Any], only: str, without: str) -> dict[str, Any]:
    """The resource with the attributes that were asked for."""
    if only:
        kept: dict[str, Any] = {key: resource[key] for key in ALWAYS}
        for head, sub in _paths(only):
            _copy(resource, kept, head, sub)
        return kept
    out = {key: dict(v) if isinstance(v, dict) else v for key, v in resource.items()}
    for head, sub in _paths(without):
        key = _key(out, head)
        if key is None or key in ALWAYS:
            continue
        if sub and isinstance(out[key], dict):
            out[key].pop(_key(out[key], sub) or "", None)
        elif not sub:
            del out[key]
    return out


def _set(out: dict[str, Any], one: dict[str, Any]) -> None:
    value, path = one.get("value"), one.get("path")
    if path is None:
        if not isinstance(value, dict):
            raise BadWord("invalidValue", "Without a path, the value is an object.")
        for key, inner in value.items():
            if key.lower() not in ("schemas", "id", "meta"):
                _put(out, key, inner)
        return
    _put(out, path, value)


def _remove(out: dict[str, Any], one: dict[str, Any]) -> None:
    if not one.get("path"):
        raise BadWord("noTarget", "remove needs a path.")
    _put(out, one["path"], None)


_DOES = {"add": _set, "replace": _set, "remove": _remove}


def _put(out: dict[str, Any], path: Any, value: Any) -> None:
    if not isinstance(path, str):
        raise BadWord("invalidPath", "path is text.")
    head, _dot, sub = path.removeprefix(f"{USER}:").lower().partition(".")
    if head == "name" and not sub:
        given = value or {}
        if not isinstance(given, dict):
            raise BadWord("invalidValue", "name is an object.")
        if value is None:
            out["name"] = {}
        for key, inner in given.items():
            _put(out, f"name.{key}", inner)
    elif head == "name" and sub in NAMES:
        out["name"][NAMES[sub]] = value
    elif head == "active" and value is None:
        raise BadWord("invalidValue", "active is true or false.")
    elif not sub and head in SIMPLE:
        out[SIMPLE[head]] = value
    elif head in ("id", "meta", "schemas"):
        raise BadWord("mutability", f"{path} cannot be changed.")
    elif head == "name" or path.startswith("urn:"):
        return  # what we do not keep is passed over, as RFC 7644 3.3 lets us
    elif "[" in path or head not in IGNORED:
        raise BadWord("invalidPath", "There is no such attribute here.")


# Attributes of the core schema that directories send though our schema does not name them.
IGNORED = frozenset(
    ["displayname", "emails", "phonenumbers", "title", "locale", "preferredlanguage", "timezone"]
    + ["usertype", "nickname", "profileurl", "addresses", "roles", "groups"]
)


def _copy(resource: dict[str, Any], kept: dict[str, Any], head: str, sub: str) -> None:
    key = _key(resource, head)
    if key is None:
        return
    if not sub:
        kept[key] = resource[key]
    elif isinstance(resource[key], dict) and (inner := _key(resource[key], sub)):
        kept.setdefault(key, {})[inner] = resource[key][inner]


def _paths(text: str) -> list[tuple[str, str]]:
    found = [one.strip().removeprefix(f"{USER}:") for one in text.split(",") if one.strip()]
    return [(head, sub) for head, _dot, sub in (one.partition(".") for one in found)]


def _key(row: dict[str, Any], name: str) -> str | None:
    return next((key for key in row if key.lower() == name.lower()), None)


def _text(value: Any, name: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > MOST or "\0" in value:
        raise BadWord("invalidValue", f"{name} is text, at most {MOST} signs.")
    return value.strip() or None


def _flag(value: Any) -> bool:
    """Some directories send the words."""
    if value is None:
        return True
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise BadWord("invalidValue", "active is true or false.")
    return value
