"""An audit that got no answer is never good news, and a licence nobody declared is never fine."""

import json

import pytest

from proofs.advisories import NotAudited, read
from proofs.made_of import fits, names_in

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "connection refused"),
        ("{}", "connection refused"),
        (json.dumps({"dependencies": []}), "nothing was looked at"),
        (
            json.dumps({"dependencies": [{"name": "a", "skip_reason": "not on the index"}]}),
            "passed over a",
        ),
    ],
)
def test_no_answer_is_not_audited(said, why):
    with pytest.raises(NotAudited, match=why):
        read(said, "trouble\nconnection refused", "base.txt")


def test_what_is_known_is_told_and_what_is_not_is_nothing():
    flaw = {"id": "CVE-1", "fix_versions": ["2"]}
    weak = {"name": "a", "version": "1", "vulns": [flaw]}
    well = {"name": "b", "version": "1", "vulns": []}
    said = json.dumps({"dependencies": [weak, well]})
    assert read(said, "", "base.txt") == ["a 1: CVE-1, mended in ['2']"]


def test_licences_that_go_with_ours():
    assert fits("BSD-3-Clause") and fits("LGPL-3.0-only") and fits("MIT / MPL-2.0")
    for wrong in ("", "GPL-3.0-only", "AGPL-3.0", "MIT / GPL-2.0", "Other/Proprietary License"):
        assert not fits(wrong), wrong
    assert names_in("Django==5.2 \\\n    --hash=x\npsycopg[binary]==3\n") == {"django", "psycopg"}
