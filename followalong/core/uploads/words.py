"""The words of a file that somebody brought, for them to correct."""

import re
from pathlib import Path

from followalong.core.confined import NotDone, run
from followalong.core.uploads import Checked

READER = Path(__file__).resolve().parent / "reader.py"
READ_APART = (".pdf", ".docx")


def words_of(file: Checked) -> str:
    """Its text with one empty line at most between parts; empty where there is none to read."""
    if file.suffix == ".txt":
        text = file.content.decode("utf-8-sig", errors="replace")
    elif file.suffix in READ_APART:
        try:
            text = run(READER, file.suffix, data=file.content).decode()
        except NotDone:
            return ""
    else:
        return ""
    lines = (line.strip() for line in text.replace("\x00", "").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
