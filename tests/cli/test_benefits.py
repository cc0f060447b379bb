"""What an offer changes about benefits, asked from a terminal."""

import io
import json

import pytest

from followalong.cli import CANNOT_RUN, main

BAKERY = {
    "jurisdiction": "us",
    "starts": "2025-01",
    "months": 1,
    "benefits": [{"benefit": "SSI"}],
    "offers": [{"name": "Bakery", "gross": "885.00"}],
    "also_has": [],
}


@pytest.fixture
def estimate(monkeypatch, capsys):
    def run(told, *options: str):
        text = told if isinstance(told, str) else json.dumps(told)
        monkeypatch.setattr("sys.stdin", io.StringIO(text))
        code = main(["benefits", "estimate", "--on", "2026-11-25", *options])
        return code, capsys.readouterr().out

    return run


def test_an_answer_holds_every_step_its_figures_and_what_it_does_not_know(estimate):
    code, out = estimate(BAKERY, "--json")
    answer = json.loads(out)
    paid = answer["offers"][0]["months"][0]["benefits"][0]
    assert code == 0 and answer["estimate"] is True
    assert paid["amount"] == "567.00" and paid["steps"][0]["amount"] == "400.00"
    assert answer["offers"][0]["better_off_by"] == "485.00"
    assert {one["name"]: one["value"] for one in answer["figures"]}["rate_one"] == "967"
    assert "medicaid" in answer["not_counted"]
    assert "SSI counted_share from 1974-01-01" in answer["unconfirmed"]


def test_for_reading_it_says_that_it_is_an_estimate_and_who_confirms_it(estimate):
    _code, out = estimate(BAKERY | {"also_has": ["medicaid"]})
    assert out.startswith("Estimate, to be confirmed with: ssa")
    assert "better off" not in out and "because of: medicaid" in out


def test_what_it_cannot_answer_it_refuses(estimate):
    code, out = estimate(BAKERY | {"starts": "2027-01"}, "--json")
    assert code == CANNOT_RUN and "figures reach to 2026-12" in json.loads(out)["error"]
    assert estimate("{", "--json")[0] == CANNOT_RUN
    assert estimate(BAKERY | {"offers": [{"name": "A", "gross": 885.5}]})[0] == 0  # read as text
