"""Titles find the work they mean, and are measured honestly."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followalong.cli import main
from followalong.matching.evaluation import evaluate, figures, rank, read_folder, stemmed_bm25
from followalong.matching.rules.titles import Occupation, TitleIndex
from followalong.matching.rules.words import spelled_out, stem, title_words
from tests.matching.data import evaluation_data

pytestmark = pytest.mark.unit

LIST = (
    Occupation("baker", ("baker", "bread baker", "bakery worker")),
    Occupation("bakers", ("Bakers and confectioners",), is_group=True),
    Occupation("shop", ("shop assistant", "sales assistant", "store clerk")),
    Occupation("manager", ("human resources manager", "HR manager")),
    Occupation("care", ("personal support worker", "home support worker")),
)


@pytest.fixture(scope="module")
def index():
    return TitleIndex(LIST)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Bakers", "baker"),
        ("BAKERY helper (nights)", "baker"),
        ("Sales assistants, except bakers", "shop"),
        ("Human resource management", "manager"),
        ("Personal Support Workers, All Other", "care"),
    ],
)
def test_a_title_finds_its_occupation_first(index, title, code):
    assert index.ranked(title, 3)[0][0].code == code


def test_nothing_in_common_finds_nothing(index):
    assert index.ranked("zzyx", 3) == []
    assert index.ranked("", 3) == []


def test_short_forms_are_spelled_out_whole_words_only():
    said = {"PSW": "personal support worker", "HR": "human resources"}
    assert spelled_out("PSW, nights", said) == "personal support worker nights"
    assert spelled_out("HRS clerk", said) == "hrs clerk"


@given(st.text())
def test_words_are_the_same_however_they_are_typed(text):
    assert title_words(text.upper()) == title_words(text.upper().lower())
    assert all(stem(word) for word in title_words(text))


@given(st.permutations(["night", "shop", "assistant"]))
def test_the_order_of_words_changes_nothing(index, words):
    asked, other = index.scores(" ".join(words)), index.scores("night shop assistant")
    assert asked == pytest.approx(other)


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.floats(0.01, 2)),
    st.sampled_from("abcdef"),
)
def test_a_rank_is_within_the_list_and_ties_share_their_mean(scores, right):
    place = rank(scores, frozenset({right}), of=6)
    assert 1 <= place <= 6
    assert rank({"a": 1.0, "b": 1.0, "c": 1.0}, frozenset({"b"}), of=6) == 2


def test_figures_have_intervals_around_them():
    told = figures([1, 2, 20, 1.5])
    assert told["mrr"]["value"] == round((1 + 1 / 2 + 1 / 20 + 1 / 1.5) / 4, 4)
    assert told["hit@1"]["value"] == 0.25
    assert told["hit@10"]["value"] == 0.75
    assert all(one["low"] <= one["value"] <= one["high"] for one in told.values())


def write_folder(folder: Path, judged: str = "Q1\t0\tB0\t1\nQ2\t0\tS0\t1\n") -> Path:
    (folder / "queries.tsv").write_text("Q1\tBakers\nQ2\tShop helpers\n")
    (folder / "corpus_elements.tsv").write_text("B0\tbaker\nS0\tshop assistant\nS1\tclerk\n")
    (folder / "concept_mapping.tsv").write_text("B0\tbaker\nS0\tshop\nS1\tshop\n")
    (folder / "annotations.tsv").write_text(judged)
    return folder


def test_the_command_prints_one_document(tmp_path, capsys):
    assert main(["match", "eval", "--data", str(write_folder(tmp_path)), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] and told["occupations"] == 2
    assert told["methods"]["titles"]["all"]["hit@1"]["value"] == 1.0
    assert set(told["methods"]["stemmed_bm25"]) == {"all", "tuned_on", "held_out"}
    assert main(["match", "eval", "--data", str(tmp_path)]) == 0
    assert "titles, held_out" in capsys.readouterr().out


@pytest.mark.parametrize("judged", ["", "Q1 0 B0 1\n", "Q9\t0\tB0\t1\n", "Q1\t0\tB9\t1\n"])
def test_a_folder_that_is_no_melo_is_told_in_a_sentence(tmp_path, capsys, judged):
    assert main(["match", "eval", "--data", str(write_folder(tmp_path, judged)), "--json"]) == 2
    assert not json.loads(capsys.readouterr().out)["ok"]
    (tmp_path / "queries.tsv").unlink()
    assert main(["match", "eval", "--data", str(tmp_path)]) == 2
    assert "queries.tsv" in capsys.readouterr().err


def test_on_the_half_it_was_not_tuned_on_it_beats_stemmed_bm25():
    """MELO (Avature, MIT): design/data.md's stemmed BM25 has .597 / .551 / .796 on the whole."""
    questions = read_folder(evaluation_data("melo/usa_q_en_c_en"))
    told = evaluate(
        questions,
        {
            "ours": TitleIndex(questions.occupations).scores,
            "bm25": stemmed_bm25(questions.occupations),
        },
    )
    ours, bm25 = told["ours"]["held_out"], told["bm25"]["held_out"]
    for measure in ("mrr", "hit@1", "hit@10"):
        assert ours[measure]["value"] > bm25[measure]["value"]
    assert ours["mrr"]["low"] > bm25["mrr"]["value"]
    assert told["bm25"]["all"]["mrr"]["value"] == pytest.approx(0.597, abs=0.015)
