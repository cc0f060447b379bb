import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import new_state


@pytest.fixture(scope="module")
def fresh_state() -> Iterator[Callable[[], Path]]:
    """State folders of other machines, gone when the module's tests are done."""
    made: list[Path] = []

    def make() -> Path:
        made.append(new_state())
        return made[-1]

    yield make
    for path in made:
        shutil.rmtree(path, ignore_errors=True)
