"""make audit: is anything that the product is made of known to be weak?

Three answers, never two: nothing known (0), something known (1), NOT AUDITED (3). An advisory
database that is out of reach, or a mirror that knows no advisories, must not look like good news.
So a version that is known to be weak is asked about first, and one passed-over package is enough.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ("base", "dev", "proofs", "attack")
KNOWN_TO_BE_WEAK = "django==2.0"
WELL, WEAK, NOT_AUDITED = 0, 1, 3


class NotAudited(Exception):
    """The question got no answer; the text says why."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m proofs.advisories", description=__doc__)
    parser.add_argument("--pip-audit", type=Path, required=True)
    tool = parser.parse_args().pip_audit
    try:
        _ask_about_the_known(tool)
        found = [
            line for name in LOCKED for line in weak(tool, ROOT / "requirements" / f"{name}.txt")
        ]
    except NotAudited as error:
        print(f"NOT AUDITED: {error}")
        return NOT_AUDITED
    print("\n".join(found) or "Audited: nothing is known of any package in requirements/.")
    return WEAK if found else WELL


def _ask_about_the_known(tool: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "known.txt"
        path.write_text(f"{KNOWN_TO_BE_WEAK}\n")
        if not weak(tool, path, "--no-deps"):
            raise NotAudited(f"what was asked knows nothing of {KNOWN_TO_BE_WEAK}")


def weak(tool: Path, requirements: Path, *more: str) -> list[str]:
    """A line for each known weakness. Raises NotAudited."""
    asked = [str(tool), "--strict", "--disable-pip", "--progress-spinner", "off"]
    asked += ["--format", "json", "--requirement", str(requirements), *more]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    return read(done.stdout, done.stderr, requirements.name)


def read(said: str, complained: str, name: str) -> list[str]:
    """pip-audit's answer as lines. Raises NotAudited."""
    try:
        packages = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError) as error:
        reason = complained.strip().splitlines() or ["no answer"]
        raise NotAudited(f"{name}: {reason[-1]}") from error
    if passed := [one["name"] for one in packages if "skip_reason" in one]:
        raise NotAudited(f"{name}: passed over {', '.join(passed)}")
    if not packages:
        raise NotAudited(f"{name}: nothing was looked at")
    return [
        f"{one['name']} {one['version']}: {flaw['id']}, mended in {flaw['fix_versions']}"
        for one in packages
        for flaw in one["vulns"]
    ]


if __name__ == "__main__":
    sys.exit(main())
