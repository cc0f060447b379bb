"""Where evaluation data lies, if this machine has it: a folder `shared/data` above the checkout."""

from pathlib import Path

import pytest


def evaluation_data(part: str) -> Path:
    for above in Path(__file__).parents:
        if (above / "shared" / "data" / part).exists():
            return above / "shared" / "data" / part
    pytest.skip(f"the evaluation data {part} is not on this machine")
