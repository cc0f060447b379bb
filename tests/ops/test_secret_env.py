"""Secrets come from the environment or from files, and known ones are refused."""

import hashlib
import secrets
from pathlib import Path

import pytest

from followalong.ops.errors import OperatorError
from followalong.ops.secret_env import read_secret_files, weak_secrets

pytestmark = pytest.mark.unit
GOOD = hashlib.sha256(b"for tests").hexdigest()


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text(f"{GOOD}\n")
    environ = {"FOLLOWALONG_SECRET_KEY_FILE": str(path), "DATABASE_URL_FILE": ""}
    read_secret_files(environ)
    assert environ == {"FOLLOWALONG_SECRET_KEY": GOOD}


def test_a_file_that_is_missing_empty_or_meant_twice_stops_it(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("\n")
    for environ, said in (
        ({"DATABASE_URL_FILE": str(tmp_path / "missing")}, "can't be read"),
        ({"DATABASE_URL_FILE": str(tmp_path / "empty")}, "is empty"),
        ({"DATABASE_URL_FILE": "x", "DATABASE_URL": "y"}, "not both"),
    ):
        with pytest.raises(OperatorError, match=said):
            read_secret_files(environ)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FOLLOWALONG_SECRET_KEY", "tiny-key", "shorter"),
        ("FOLLOWALONG_FILE_KEYS", f"{GOOD} {'ab' * 20}", "repeats itself"),
        ("FOLLOWALONG_SEAL_KEYS", "django-insecure-" + GOOD, "of an example"),
        ("DATABASE_URL", "postgresql://a:postgres@db/x", "known one"),
        ("DATABASE_OWNER_URL", "postgresql://a:tiny@db/x", "short"),
        ("FOLLOWALONG_SMTP_PASSWORD", "password", "known one"),
    ],
)
def test_what_could_be_guessed_is_named_and_never_told(name: str, value: str, said: str) -> None:
    [sentence] = weak_secrets({name: value})
    assert name in sentence and said in sentence and value.rpartition(" ")[2] not in sentence


def test_each_key_is_one_of_its_own_and_random_ones_are_fine() -> None:
    [sentence] = weak_secrets({"FOLLOWALONG_SECRET_KEY": GOOD, "FOLLOWALONG_BACKUP_KEYS": GOOD})
    assert "are the same" in sentence
    assert not list(
        weak_secrets(
            {
                "FOLLOWALONG_SECRET_KEY": GOOD,
                "FOLLOWALONG_FILE_KEYS": secrets.token_urlsafe(48),
                "DATABASE_URL": f"postgresql://a:{secrets.token_urlsafe(24)}@db/x",
            }
        )
    )
