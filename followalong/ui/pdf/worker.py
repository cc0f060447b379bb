"""Prints one document: data on standard input, the PDF on standard output (core/confined.py)."""

import re
import sys
from pathlib import Path

import typst

from followalong.core.confined import confine

TEMPLATES = Path(__file__).resolve().parent / "templates"


def main() -> None:
    name, fonts = sys.argv[1:]
    if not re.fullmatch(r"[a-z]+", name):
        raise ValueError("a template's name is a word")
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
