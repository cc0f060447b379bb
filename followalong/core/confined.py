"""Programs of ours that read what strangers sent: apart, without network, within limits.

`run(script, data=…)` starts one; the script calls `confine()` after its imports and before it
reads a word (ASVS 5.0 V5, V15). Standard library only, and nothing of the rest of the product.
"""

import ctypes
import platform
import resource
import struct
import subprocess
import sys
from pathlib import Path

SECONDS = 30
MEMORY = 2 * 1024**3
PROCESSOR_SECONDS = 20

# Linux's filter of system calls (seccomp), one small program per kind of machine:
# its number for the kind, and of `socket`, `connect`, `execve`, `execveat`, `io_uring_setup`.
MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 425)),
}
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | 1  # 1: EPERM
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2


class NotDone(RuntimeError):
    """It broke, took too long or wanted too much."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def run(script: Path, *arguments: str, data: bytes) -> bytes:
    """What the script answers to the data. Raises NotDone."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, named by us
            [sys.executable, "-I", str(script), *arguments],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            cwd="/",
            env={},
            check=True,
        )
    except subprocess.TimeoutExpired as late:
        raise NotDone("It took too long.") from late
    except subprocess.CalledProcessError as failed:
        raise NotDone(failed.stderr.decode(errors="replace")[-2000:]) from failed
    return done.stdout


def confine() -> None:
    """Leave no way out but the two streams that are open already."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        if platform.machine() in MACHINES:
            _refuse_calls(*MACHINES[platform.machine()])


def _refuse_calls(machine: int, calls: tuple[int, ...]) -> None:
    """Answer these calls, and every call in another machine's manner, with `not permitted`."""
    count = len(calls)
    steps = [(LOAD, 0, 0, 4), (EQUAL, 0, count + 1, machine), (LOAD, 0, 0, 0)]
    steps += [(EQUAL, count - at, 0, call) for at, call in enumerate(calls)]
    # Reached when nothing matched: allowed. The last step is where each match lands.
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    packed = b"".join(struct.pack("HBBI", *step) for step in steps)
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(steps), packed)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(
        SECCOMP, FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "the network could not be given up")
