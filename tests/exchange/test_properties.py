"""Whatever a package holds: in and out again loses nothing, and a second version changes itself."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from followalong.agencies.everywhere import known_agencies, service_in
from followalong.core.db import acting_as, set_context
from followalong.exchange.check import check
from followalong.exchange.export import export_package
from followalong.exchange.format import TABLES, normal, read_package, write_package
from followalong.exchange.load import Outcome, load_package
from followalong.exchange.models import Batch
from followalong.exchange.undo import undo_batch
from tests.conftest import TODAY
from tests.exchange.random_packages import Rows, changed, packages


@contextmanager
def nothing_kept() -> Iterator[Path]:
    """A folder and a transaction, both gone at the end."""
    path = Path(tempfile.mkdtemp())
    try:
        with transaction.atomic():
            yield path
            transaction.set_rollback(True)
        set_context(None)
    finally:
        shutil.rmtree(path)


def bring_in(path: Path, rows: Rows) -> Outcome:
    write_package(path, rows)
    package = read_package(path)
    assert check(package, today=TODAY).problems == []
    return load_package(package, file_name=path.name)


def sent_out(path: Path) -> dict[str, list]:
    ((pk, _source),) = known_agencies().items()
    export_package(path, by=service_in("export", pk), agency_id=pk)
    package = read_package(path)
    return in_words({table.name: list(package.rows(table)) for table in TABLES})


def in_words(rows: Rows) -> dict[str, list]:
    """Rows in normal form and in order. An authority without agencies is nobody's to keep."""
    named = {agency.authority_id for agency in rows["agency"]}
    rows = rows | {"authority": [r for r in rows["authority"] if r[0] in named]}
    return {name: sorted(tuple(map(normal, row)) for row in found) for name, found in rows.items()}


def counted(rows: Rows) -> Counter[str]:
    return Counter({n: len(r) for n, r in rows.items() if r and n not in ("authority", "agency")})


@settings(
    max_examples=30,
    deadline=None,
    # A failing package is small enough to read; making it smaller takes minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(data=st.data())
def test_in_and_out_again(db, data):
    rows = data.draw(packages())
    later = data.draw(changed(rows))
    with nothing_kept() as path:
        assert bring_in(path / "one", rows).new == counted(rows)
        assert sent_out(path / "out") == in_words(rows)

        again = bring_in(path / "one.zip", rows)
        assert not again.new and not again.changed and not again.conflicts
        assert +again.unchanged == counted(rows)

        second = bring_in(path / "two", later)
        assert not second.new and not second.conflicts
        assert +second.changed == differing(rows, later)
        assert sent_out(path / "out-two") == in_words(later)

        take_back("two")
        assert sent_out(path / "out-one") == in_words(rows)
        take_back("one")
        left = sent_out(path / "out-none")
        assert not counted(left)


def differing(rows: Rows, later: Rows) -> Counter[str]:
    return Counter(
        name
        for name, found in rows.items()
        for row, new in zip(found, later[name], strict=True)
        if tuple(map(normal, row)) != tuple(map(normal, new))
    )


def take_back(file_name: str) -> None:
    ((pk, _source),) = known_agencies().items()
    by = service_in("import", pk)
    with acting_as(by):
        for batch in Batch.objects.filter(file_name=file_name, state="stored"):
            undo_batch(by=by, batch=batch)
