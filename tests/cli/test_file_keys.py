"""The keys of people's files: made with the installation, missed by doctor, never in a backup."""

import secrets
import shutil
import uuid
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from followalong.core import files
from followalong.ops.postgres import EmbeddedPostgres
from tests.cli.conftest import followalong

pytestmark = pytest.mark.unit
WORDS = b"I get up and I have a place to be."


def test_a_backup_has_the_files_and_another_place_the_key(
    installation: Path, empty_state: Path, tmp_path: Path
) -> None:
    secret = (installation / "secrets/file_keys").read_text().strip()
    assert len(secret) > 40 and (installation / "secrets/file_keys").stat().st_mode & 0o77 == 0
    with EmbeddedPostgres(installation) as server:
        pk = add_file(server.admin_url("followalong"), secret)
    package = empty_state / "copy.zip"
    assert followalong(installation, "backup", package).returncode == 0
    assert secret.encode() not in package.read_bytes()

    shut = followalong(empty_state, "restore", package)
    assert shut.returncode == 2 and "which is not here" in shut.stderr
    key = (installation / "secrets/backup_keys").read_text().strip()
    opened_with = followalong(empty_state, "restore", package, FOLLOWALONG_BACKUP_KEYS=key)
    assert opened_with.returncode == 0, opened_with.stderr
    told = followalong(empty_state, "doctor").stdout
    assert "PROBLEM  file keys: 1 files are sealed with key" in told
    shutil.copy(installation / "secrets/file_keys", empty_state / "secrets/file_keys")
    told = followalong(empty_state, "doctor").stdout
    assert "ok       file keys: 1 here; 1 files" in told
    with EmbeddedPostgres(empty_state) as server:
        assert opened(server.admin_url("followalong"), pk, secret) == WORDS
    with EmbeddedPostgres(installation) as server, admin(server) as connection:
        connection.execute("DELETE FROM core_file")


def admin(server: EmbeddedPostgres) -> psycopg.Connection:
    return psycopg.connect(server.admin_url("followalong"), autocommit=True)


def add_file(url: str, secret: str) -> uuid.UUID:
    ring, pk, agency, nonce = (
        files._ring((secret,)),
        uuid.uuid4(),
        uuid.uuid4(),
        secrets.token_bytes(12),
    )
    sealed = nonce + AESGCM(ring.keys[ring.first]).encrypt(nonce, WORDS, files._place(agency, pk))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO core_file (id, agency_id, label, media_type, suffix, size, key_id, sealed,"
            " kept_at) VALUES (%s, %s, 'NORMAL', 'text/plain', '.txt', %s, %s, %s, now())",
            [pk, agency, len(WORDS), ring.first, sealed],
        )
    return pk


def opened(url: str, pk: uuid.UUID, secret: str) -> bytes:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT agency_id, sealed FROM core_file WHERE id = %s", [pk])
        agency, sealed = row.fetchone() or (None, b"")
    ring = files._ring((secret,))
    return AESGCM(ring.keys[ring.first]).decrypt(sealed[:12], sealed[12:], files._place(agency, pk))


def test_a_scanner_that_does_not_answer_is_a_finding(installation: Path) -> None:
    told = followalong(installation, "doctor").stdout
    assert "virus scanner: not configured" in told
    told = followalong(installation, "doctor", FOLLOWALONG_CLAMD="/nowhere/clamd.ctl").stdout
    assert "PROBLEM  virus scanner: /nowhere/clamd.ctl doesn't answer" in told
