"""Prints one document: data on standard input, the PDF on standard output.

Runs by itself (`python -I worker.py <template> <fonts>`). Before it reads a word it gives up the
network, other programs, writing files, and more time or memory than a document needs (ASVS 5.0
V5, V15: what draws untrusted input works apart). Standard library and typst only.
"""

import ctypes
import platform
import re
import resource
import struct
import sys
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent / "templates"
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


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


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


def main() -> None:
    name, fonts = sys.argv[1:]
    if not re.fullmatch(r"[a-z]+", name):
        raise ValueError("a template's name is a word")
    import typst

    confine()
    pdf = typst.compile(
        str(TEMPLATES / f"{name}.typ"),
        root=str(TEMPLATES),
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"data": sys.stdin.read()},
        pdf_standards=["ua-1"],
    )
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
