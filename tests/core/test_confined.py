"""What reads strangers' files or words runs apart and has no way out."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from followalong.core.confined import NotDone, run


@pytest.mark.unit
@pytest.mark.skipif(sys.platform != "linux", reason="the filter is Linux's")
@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.socket()",
        "import os; os.execv('/bin/true', ['true'])",
        "open('/tmp/followalong-written', 'w').write('x' * 99999)",
        "bytearray(3 * 1024**3)",
    ],
)
def test_what_prints_has_no_way_out(deed: str):
    code = f"from followalong.core.confined import confine; confine(); {deed}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, env={}, check=False
    )
    assert done.returncode != 0
    assert re.search(rb"PermissionError|OSError|MemoryError", done.stderr), done.stderr


@pytest.mark.unit
def test_a_program_that_breaks_says_why(tmp_path: Path):
    script = tmp_path / "broken.py"
    script.write_text("raise ValueError('no such page')")
    with pytest.raises(NotDone, match="no such page"):
        run(script, data=b"")
