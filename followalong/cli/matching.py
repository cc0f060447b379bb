"""match eval: how well job titles find their occupation, measured on data with known answers."""

import argparse
import json
from pathlib import Path

from followalong.ops.errors import OperatorError


def add_commands(commands: argparse._SubParsersAction) -> None:
    match = commands.add_parser(
        "match", help="measure how titles find their occupation", description="Matching, measured."
    )
    kinds = match.add_subparsers(title="commands", metavar="COMMAND", required=True)
    evaluate = kinds.add_parser(
        "eval",
        help="MRR, hit@1 and hit@10 on a folder in the format of MELO",
        description="For each title in queries.tsv, where does the right occupation stand? With "
        "intervals that hold 95 of 100 resamples, for all titles, for the half that the method "
        "was tuned on, and for the other half. It needs no database. Plain stemmed BM25 is "
        "measured beside it.",
    )
    evaluate.add_argument("--data", type=Path, required=True, metavar="DIR", help="the folder")
    evaluate.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    evaluate.set_defaults(run=run_eval)


def run_eval(arguments: argparse.Namespace) -> int:
    from followalong.matching.evaluation import (
        NotAMeloFolder,
        evaluate,
        read_folder,
        stemmed_bm25,
    )
    from followalong.matching.rules.titles import TitleIndex

    try:
        questions = read_folder(arguments.data)
    except NotAMeloFolder as error:
        raise OperatorError(str(error)) from error
    methods = {
        "titles": TitleIndex(questions.occupations).scores,
        "stemmed_bm25": stemmed_bm25(questions.occupations),
    }
    told = evaluate(questions, methods)
    answer = {"ok": True, "occupations": len(questions.occupations), "methods": told}
    print(json.dumps(answer) if arguments.json else _told(told))
    return 0


def _told(methods: dict[str, dict]) -> str:
    lines = [f"{'':30}{'MRR':>22}{'hit@1':>22}{'hit@10':>22}"]
    for method, halves in methods.items():
        for half, figures in halves.items():
            cells = (figures[name] for name in ("mrr", "hit@1", "hit@10"))
            told = (f"{c['value']:.3f} [{c['low']:.3f}, {c['high']:.3f}]" for c in cells)
            lines.append(f"{method + ', ' + half:30}" + "".join(f"{cell:>22}" for cell in told))
    return "\n".join(lines)
