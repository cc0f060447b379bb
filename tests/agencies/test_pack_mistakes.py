"""A mistake in the data of a pack is refused, with the file, the key and what would be right."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from followalong.agencies import packs
from followalong.agencies.packs.codes import read_lists
from followalong.agencies.packs.loader import read_pack
from followalong.agencies.packs.sources import DATA

pytestmark = pytest.mark.unit

ON, BC, CT = "packs/ca-on.toml", "packs/ca-bc.toml", "packs/us-ct.toml"
TIMING, CONSENT = "packs/common/timing.toml", "packs/common/consent.toml"
WORDS, SOURCES = "packs/common/words.toml", "packs/common/sources.toml"
JOB = "codes/job.toml"


@pytest.fixture
def data(tmp_path):
    """A copy of the data that a test may spoil."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def spoil(data: Path, file: str, old: str, new: str) -> None:
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "says"),
    [
        (CT, "value = 11", 'value = "11"', "small_cell_minimum", "whole number"),
        (CT, "value = 11", "value = 0", "small_cell_minimum", "more than 0"),
        (ON, 'version = "1"', "", "version", "missing"),
        (ON, "nth = 3", "nht = 3", "holidays[family_day].nht", "unknown key"),
        (ON, "nth = 3", "nth = 3\ncolour = 1", "family_day].colour", "unknown key"),
        (ON, 'source = "on_esa"', 'source = "hearsay"', "source", "hearsay"),
        (
            ON,
            'currency = { value = "CAD"',
            'monnaie = { value = "CAD"',
            "monnaie",
            "",
        ),
        (ON, '"America/Toronto"', '"America/Springfield"', "time_zones", "Spring"),
        (
            ON,
            'client = ["client"',
            'client = ["patient"',
            "words.client",
            "patient",
        ),
        (BC, "OUT_OF_TOUCH = {", "LOST = {", "exit_reason", "LOST"),
        (BC, "fippa = [", "gdpr = [", "methods_by_basis", "gdpr"),
        (TIMING, "due_days = 30", "due_days = 5", "warn_days", "after the due"),
        (TIMING, '"paused"', '"asleep"', "excuses", "asleep"),
        (CONSENT, "months = 12\n", "", "TREATMENT_TEAM.months", "after_months"),
        (WORDS, 'one = "client"', 'one = ""', "client.client.en.one", "empty"),
        (
            SOURCES,
            'status = "design"',
            'status = "sure"',
            "status",
            "confirmed",
        ),
        (JOB, 'en = "Retired", ', "", "RETIRED].en", "missing"),
        (JOB, 'code = "RETIRED"', 'code = "MOVED"', "codes", "twice"),
        (JOB, "studies = true", 'studies = "yes"', "EDUCATION].studies", "like False"),
        (JOB, 'en = "Retired"', 'en = "Laid off"', "codes", "read the same"),
    ],
)
def test_a_mistake_is_refused_with_file_and_key(data, file, old, new, where, says):
    spoil(data, file, old, new)
    code = Path(file).stem if Path(file).stem in packs.names() else "ca-on"
    with pytest.raises(packs.PackError) as refused:
        read_pack(code, data)
    assert where in str(refused.value)
    assert says in refused.value.problem
    assert str(refused.value).startswith(f"{refused.value.file}: ")


def test_broken_toml_is_refused_with_its_file(data):
    (data / "packs" / "ca-on.toml").write_text("code = ", encoding="utf-8")
    with pytest.raises(packs.PackError, match=r"^ca-on\.toml: the whole file: not valid TOML"):
        read_pack("ca-on", data)


def test_a_code_is_offered_from_its_first_to_its_last_day(data):
    row = 'code = "RETIRED", effective_from = 2020-01-01, effective_to = 2024-12-31'
    spoil(data, JOB, 'code = "RETIRED"', row)
    reasons = read_lists(data)["job.end_reason"]
    for day, offered in ((date(2019, 12, 31), False), (date(2024, 12, 31), True)):
        assert ("RETIRED" in dict(reasons.choices("en", on=day))) is offered
    assert "RETIRED" not in dict(reasons.choices("en", on=date(2025, 1, 1)))
    assert reasons.label("RETIRED", "en") == "Retired"
