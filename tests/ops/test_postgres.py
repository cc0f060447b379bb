"""The embedded PostgreSQL starts, stops, survives and refuses as an operator would expect."""

import os
import pwd
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from followalong.ops.errors import OperatorError
from followalong.ops.paths import CHECKOUT
from followalong.ops.ports import is_free
from tests.ops.conftest import MakeServer

pytestmark = pytest.mark.unit


def run_sql(url: str, statement: str) -> list[tuple]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def server_pid(state: Path) -> int:
    return int((state / "postgres/data/postmaster.pid").read_text().splitlines()[0])


def wait_until(is_so, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def supervisor(state: Path, **popen: object) -> subprocess.Popen[str]:
    """Another process that starts the server and then waits to be ended."""
    script = (
        "import sys, time; from pathlib import Path\n"
        "from followalong.ops.postgres import EmbeddedPostgres\n"
        "with EmbeddedPostgres(Path(sys.argv[1]), durable=False) as server:\n"
        "    print(server.admin_url(), flush=True); sys.stdin.readline()\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, str(state)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd="/",
        env={"PYTHONPATH": str(CHECKOUT), "PATH": os.defpath},
        **popen,  # type: ignore[call-overload]
    )


def end(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=30)


def test_first_start_makes_a_closed_cluster_and_a_restart_keeps_the_data(
    state: Path, make_server: MakeServer
) -> None:
    server = make_server(state)
    server.start()
    first_port = server.port
    facts = run_sql(
        server.admin_url(),
        "SELECT current_setting('listen_addresses'), current_setting('unix_socket_directories'),"
        " current_setting('data_checksums'), current_setting('password_encryption'), lower('É')",
    )
    assert facts == [("127.0.0.1", "", "on", "scram-sha-256", "é")]
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"host=127.0.0.1 port={server.port} user=postgres password=guess")
    run_sql(server.admin_url(), "CREATE TABLE kept AS SELECT 1 AS n")
    server.stop()
    assert is_free(first_port)

    again = make_server(state)
    again.start()
    assert again.port == first_port
    assert run_sql(again.admin_url(), "SELECT n FROM kept") == [(1,)]


def test_nothing_in_the_state_folder_is_open_to_others(
    state: Path, make_server: MakeServer
) -> None:
    make_server(state).start()
    for name in ("secrets", "postgres", "postgres/data", "log"):
        assert stat.S_IMODE((state / name).stat().st_mode) == 0o700
    assert stat.S_IMODE((state / "secrets/admin_password").stat().st_mode) == 0o600
    assert state.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH) == 0


def test_a_killed_server_comes_back_with_every_committed_row(
    state: Path, make_server: MakeServer
) -> None:
    server = make_server(state, durable=True)
    server.start()
    run_sql(server.admin_url(), "CREATE TABLE acknowledged (n int)")
    for n in range(5):
        run_sql(server.admin_url(), f"INSERT INTO acknowledged VALUES ({n})")
    port = server.port
    os.kill(server_pid(state), signal.SIGKILL)
    wait_until(server.has_died)

    server.revive()

    assert server.port == port
    assert run_sql(server.admin_url(), "SELECT count(*) FROM acknowledged") == [(5,)]


def test_a_zombie_in_the_pid_file_does_not_stop_a_start(
    state: Path, make_server: MakeServer
) -> None:
    server = make_server(state, durable=True)
    server.start()
    run_sql(server.admin_url(), "CREATE TABLE kept (n int)")
    os.kill(server_pid(state), signal.SIGKILL)  # nobody reaps it until `server` is asked
    assert server._lock
    server._lock.release()  # its supervisor is gone too
    server._lock = None

    again = make_server(state)
    again.start()

    assert again.is_ours
    assert run_sql(again.admin_url(), "SELECT count(*) FROM kept") == [(0,)]


def test_a_number_that_belongs_to_someone_else_by_now_does_not_stop_a_start(
    state: Path, make_server: MakeServer
) -> None:
    server = make_server(state)
    server.start()
    server.stop()
    pid_file = state / "postgres/data/postmaster.pid"
    pid_file.write_text(f"{os.getppid()}\n{state}/postgres/data\n0\n{server.port}\n\n\n")
    owner = (state / "postgres/data").stat()
    os.chown(pid_file, owner.st_uid, owner.st_gid)

    server.start()

    assert run_sql(server.admin_url(), "SELECT 1") == [(1,)]


def test_a_killed_supervisor_takes_its_server_along(state: Path, make_server: MakeServer) -> None:
    process = supervisor(state)
    assert process.stdout
    url = process.stdout.readline().strip()
    run_sql(url, "CREATE TABLE kept AS SELECT 7 AS n")
    process.kill()
    process.communicate()

    server = make_server(state)
    server.start()  # at once: the old server may still be stopping

    assert server.is_ours
    assert run_sql(server.admin_url(), "SELECT n FROM kept") == [(7,)]
    server.stop()


def test_no_server_is_orphaned_when_nobody_starts_it_again(state: Path) -> None:
    process = supervisor(state)
    assert process.stdout
    process.stdout.readline()
    process.kill()
    process.communicate()
    wait_until(lambda: not (state / "postgres/data/postmaster.pid").exists())


def test_a_second_process_joins_and_leaves_the_server_running(
    state: Path, make_server: MakeServer
) -> None:
    process = supervisor(state)
    assert process.stdout
    url = process.stdout.readline().strip()

    joined = make_server(state)
    joined.start()
    assert not joined.is_ours
    assert joined.admin_url() == url
    joined.stop()

    assert run_sql(url, "SELECT 1") == [(1,)]
    end(process)
    assert process.returncode == 0


def test_the_server_stays_until_its_guests_have_left(state: Path, make_server: MakeServer) -> None:
    process = supervisor(state)
    assert process.stdout and process.stdin
    url = process.stdout.readline().strip()
    guest = make_server(state)
    guest.start()

    process.stdin.write("\n")  # it wants to stop
    process.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(1)
    assert run_sql(url, "SELECT 1") == [(1,)]

    guest.stop()
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_two_installations_side_by_side(make_server: MakeServer, state: Path) -> None:
    servers = [make_server(state / name) for name in ("one", "two")]
    for server in servers:
        server.start()
    first, second = (server.admin_url() for server in servers)
    run_sql(first, "CREATE TABLE only_here (n int)")
    assert servers[0].port != servers[1].port
    with pytest.raises(psycopg.errors.UndefinedTable):
        run_sql(second, "SELECT * FROM only_here")


def test_another_port_is_chosen_when_the_kept_one_is_taken(
    state: Path, make_server: MakeServer
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        (state / "port").write_text(str(taken))
        server = make_server(state)
        server.start()
        assert server.port != taken
        assert (state / "port").read_text().strip() == str(server.port)


def test_data_of_another_major_version_are_refused_untouched(
    state: Path, make_server: MakeServer
) -> None:
    server = make_server(state)
    server.start()
    server.stop()
    version = state / "postgres/data/PG_VERSION"
    version.write_text("14\n")

    with pytest.raises(OperatorError, match=r"PostgreSQL 14.*can't read them.*backup"):
        server.start()

    assert version.read_text() == "14\n"
    version.write_text(f"{server.binaries.major}\n")
    server.start()  # the refusal let go of the lock


def test_a_lost_password_is_told_at_once(state: Path, make_server: MakeServer) -> None:
    server = make_server(state)
    server.start()
    server.stop()
    (state / "secrets/admin_password").write_text("another\n")
    with pytest.raises(OperatorError, match="Put the file back"):
        server.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user has run every test above")
def test_as_root_the_server_runs_as_nobody_and_a_closed_folder_is_explained(
    state: Path, make_server: MakeServer
) -> None:
    server = make_server(state / "open")
    server.start()
    assert (state / "open/postgres/data").owner() == "nobody"
    closed = state / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(OperatorError, match=r"can't get into.*FOLLOWALONG_STATE"):
        make_server(closed / "state").start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else")
def test_an_ordinary_user_runs_it_as_themselves(state: Path) -> None:
    """`nobody` stands for an ordinary user. The interpreter's own folder may be closed to it, so
    the process becomes that user only when everything is imported."""
    nobody = pwd.getpwnam("nobody")
    os.chown(state, nobody.pw_uid, nobody.pw_gid)
    script = (
        "import os, sys; from pathlib import Path; import psycopg\n"
        "from followalong.ops.postgres import EmbeddedPostgres\n"
        "state, uid, gid = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])\n"
        "os.setgroups([]); os.setgid(gid); os.setuid(uid)\n"
        "with EmbeddedPostgres(state, durable=False) as server:\n"
        "    psycopg.connect(server.admin_url()).close()\n"
        "    print((state / 'postgres/data').owner(), oct(state.stat().st_mode & 0o777))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(state), str(nobody.pw_uid), str(nobody.pw_gid)],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={"PYTHONPATH": str(CHECKOUT), "PATH": os.defpath},
    )
    assert (done.stdout.strip(), done.stderr) == ("nobody 0o700", "")
