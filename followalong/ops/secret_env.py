"""Secrets of the environment: each may stand in a file instead, and none may be a known one."""

import os
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from followalong.ops.errors import OperatorError

KEYS = (
    "FOLLOWALONG_SECRET_KEY",
    "FOLLOWALONG_FILE_KEYS",
    "FOLLOWALONG_SEAL_KEYS",
    "FOLLOWALONG_BACKUP_KEYS",
)
ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPORT_URL", "DATABASE_ADMIN_URL")
PASSWORDS = ("FOLLOWALONG_SMTP_PASSWORD",)
SECRETS = (*KEYS, *ADDRESSES, *PASSWORDS)

SHORTEST_KEY, SHORTEST_PASSWORD, FEWEST_LETTERS = 32, 12, 10
# What installers, examples and tired people write. Looked for in small letters.
KNOWN = ("changeme", "change-me", "change_me", "replace", "insecure", "example", "secret-key")
KNOWN_PASSWORDS = {"postgres", "password", "followalong", "admin", "secret", "changeme", "root"}


def read_secret_files(environ: MutableMapping[str, str] = os.environ) -> None:
    """NAME_FILE=/run/secrets/name becomes NAME, as container platforms hand secrets over.

    NAME_FILE is gone afterwards: children are given what is theirs by name (cli.running).
    """
    for name in SECRETS:
        path = environ.pop(f"{name}_FILE", "")
        if not path:
            continue
        if environ.get(name):
            raise OperatorError(f"Set {name} or {name}_FILE, not both: which one is meant?")
        try:
            environ[name] = Path(path).read_text().strip()
        except (OSError, ValueError) as error:
            raise OperatorError(f"{name}_FILE can't be read: {error}.") from error
        if not environ[name]:
            raise OperatorError(f"{name}_FILE ({path}) is empty.")


def weak_secrets(environ: MutableMapping[str, str] = os.environ) -> Iterator[str]:
    """A sentence for each secret that somebody could guess; never the secret itself."""
    seen: dict[str, str] = {}
    for name in KEYS:
        for word in environ.get(name, "").split():
            if reason := _weak_key(word):
                yield f"{name} {reason}. Make one with `openssl rand -base64 36`."
            if seen.setdefault(word, name) != name:
                yield f"{name} and {seen[word]} are the same: each needs one of its own."
    for name in ADDRESSES:
        password = unquote(urlsplit(environ.get(name, "")).password or "")
        if password and _weak_password(password):
            yield f"The password in {name} is short or a known one."
    for name in PASSWORDS:
        if environ.get(name, "").lower() in KNOWN_PASSWORDS:
            yield f"{name} is a known one."


def _weak_key(word: str) -> str:
    if len(word) < SHORTEST_KEY:
        return f"is shorter than {SHORTEST_KEY} letters"
    if len(set(word)) < FEWEST_LETTERS:
        return "repeats itself"
    if any(known in word.lower() for known in KNOWN):
        return "is one of an example"
    return ""


def _weak_password(password: str) -> bool:
    return len(password) < SHORTEST_PASSWORD or password.lower() in KNOWN_PASSWORDS
