"""Every command is explained, and every expected failure is a sentence."""

import argparse
import json
from pathlib import Path

import pytest

from followalong.cli import build_parser, main
from tests.cli.conftest import followalong

pytestmark = pytest.mark.unit

COMMANDS = [
    "serve",
    "demo",
    "import",
    "export",
    "simulate",
    "backup",
    "restore",
    "drill",
    "migrate",
    "setup-roles",
    "doctor",
]


def test_help_names_every_command(capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for command in [*COMMANDS, "FOLLOWALONG_PORT", "FOLLOWALONG_STATE", "DATABASE_URL"]:
        assert command in said


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_describes_itself(command: str, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    assert len(capsys.readouterr().out) > 80


def test_version(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("followalong ")


def test_arguments_of_the_exchange_commands() -> None:
    parse = build_parser().parse_args
    bring = parse(["import", "in", "--dry-run", "--skip-bad-rows", "--json"])
    assert (bring.path, bring.dry_run, bring.skip_bad_rows, bring.json) == (
        Path("in"),
        True,
        True,
        True,
    )
    out = parse(["export", "out.zip", "--agency", "7", "--since", "2026-01-31"])
    assert (out.path, out.agency, str(out.since)) == (Path("out.zip"), "7", "2026-01-31")
    made: argparse.Namespace = parse(
        ["simulate", "--clients", "9", "--years", "2", "--agencies", "3", "--seed", "4"]
    )
    assert (made.clients, made.years, made.agencies, made.seed, made.package) == (9, 2, 3, 4, None)


@pytest.mark.parametrize(
    "words",
    [
        ["export", "out"],
        ["export", "out", "--agency", "1", "--since", "31 January"],
        ["simulate", "--clients", "0"],
        ["fly"],
        [],
    ],
)
def test_wrong_arguments_are_refused(words: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_expected_failures_are_one_sentence(empty_state: Path) -> None:
    for words, more, sentence in (
        (["restore", "/nowhere"], {}, "There is no /nowhere."),
        (["backup", "/nowhere/file"], {}, "There is no folder /nowhere."),
        (["serve"], {"FOLLOWALONG_PORT": "many"}, "must be a number"),
        (["setup-roles"], {}, "Give --admin-url"),
        (
            ["doctor"],
            {"DATABASE_URL": "postgresql://x:y@127.0.0.1:1/z"},
            "The database doesn't answer",
        ),
    ):
        done = followalong(empty_state, *words, **more)
        assert done.returncode == 2
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


def test_a_command_that_cannot_run_says_so_in_json_too(empty_state: Path) -> None:
    unreachable = {"DATABASE_URL": "postgresql://x:y@127.0.0.1:1/z"}
    done = followalong(empty_state, "doctor", "--json", **unreachable)
    assert done.returncode == 2
    report = json.loads(done.stdout)
    assert report["ok"] is False
    assert "doesn't answer" in report["error"]


def test_two_installations_do_not_meet(installation: Path, empty_state: Path) -> None:
    assert (installation / "secrets/secret_key").read_text()
    assert not (empty_state / "secrets").exists()
    assert not (installation / "postgres/data/postmaster.pid").exists(), "a server was left running"


def test_the_whole_role_table_is_one_document(capsys) -> None:
    assert main(["permissions", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    roles = {role["slug"]: role for role in told["roles"]}
    peer = {one["permission"]: one for one in roles["peer_specialist"]["permissions"]}
    assert roles["peer_specialist"]["reach"] == "program"
    own_notes = {"permission": "contact_log_peer", "action": "write", "classes": ["G"]}
    assert peer["contact_log_peer"] == own_notes
    assert "client_edit" not in peer
    peers_own = next(one for one in told["prevents"] if one["slug"] == "peers_own")
    assert peers_own["of"] == ["caseload.contact", "caseload.addendum"]
