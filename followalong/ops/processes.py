"""What to do about processes that outlive the one that started them."""

import subprocess
import sys
from pathlib import Path


class DeathWatch:
    """Ends a child when this process dies, however it dies.

    A shell waits on a pipe whose other end only this process holds. The kernel closes that end
    even after kill -9; the shell then reads the end of the file and signals the child. This works
    on Linux and macOS alike, where prctl(PDEATHSIG) would not, and needs no help from the child.
    Should the shell be killed as well, the next start finds the leftover and ends it.
    """

    SCRIPT = 'read -r _ || kill -s "$1" -- "$2"'

    def __init__(self, target: int, signal_name: str = "INT") -> None:
        """`target` is a process id, or minus the id of a process group."""
        self._shell = subprocess.Popen(
            ["/bin/sh", "-c", self.SCRIPT, "followalong-watch", signal_name, str(target)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )

    def dismiss(self) -> None:
        """The child has ended: a line, not the end of the file, tells the shell to do nothing."""
        try:
            self._shell.communicate(b"\n", timeout=10)
        except (BrokenPipeError, subprocess.TimeoutExpired):
            self._shell.kill()
            self._shell.wait()


def names_in_command(pid: int, folder: Path) -> bool:
    """Whether the process lives and carries the folder in its command line, as PostgreSQL does.

    That a process id is in use proves nothing: it may be a zombie that nobody reaps (pid 1 of
    many containers never does) or belong to someone else by now. A zombie has no command line.
    """
    if sys.platform == "linux":
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            return False
        return str(folder) in words
    row = subprocess.run(
        ["/bin/ps", "-o", "stat=,command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return not row.startswith("Z") and f"-D {folder} " in row
