"""make sbom: what the product is made of (CycloneDX), and under which licences.

Writes build/sbom.cdx.json and build/licences.md, and fails when a licence is unknown or not one
that goes with Apache-2.0. Only what runs: tools of developers are not in it.
"""

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
# Free to use beside Apache-2.0. LGPL and MPL ask that changes to them stay open: we make none.
FITTING = re.compile(
    r"MIT|BSD|Apache|ISC|0BSD|PSF|Python-2\.0|Unlicense|CC0|HPND|OFL-1\.1|Zlib|LGPL|MPL|CC-BY-4\.0"
)
# Declared in a way that says too little; looked up in the package's own files.
LOOKED_UP = {"qrcode": "BSD-3-Clause", "@uswds/uswds": "CC0-1.0"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m proofs.made_of", description=__doc__)
    parser.add_argument("--cyclonedx", type=Path, required=True)
    parser.add_argument("--python", type=Path, required=True, help="of the installation")
    asked = parser.parse_args()
    BUILD.mkdir(exist_ok=True)
    told = of_environment(asked.cyclonedx, asked.python)
    wanted = names_in((ROOT / "requirements" / "base.txt").read_text())
    parts = [one for one in told["components"] if plain(one["name"]) in wanted] + of_pages()
    missing = wanted - {plain(one["name"]) for one in parts} - for_other_systems()
    (BUILD / "sbom.cdx.json").write_text(json.dumps(told | {"components": parts}, indent=1) + "\n")
    lines = [(one["name"], one["version"], licence(one)) for one in parts]
    (BUILD / "licences.md").write_text(table(lines))
    wrong = [f"{name}: {of or 'unknown'}" for name, _version, of in lines if not fits(of)]
    wrong += [f"{name} is locked but not installed" for name in sorted(missing)]
    print(f"{len(parts)} parts: build/sbom.cdx.json, build/licences.md")
    print("\n".join(wrong) or "Every licence goes with ours.")
    return 1 if wrong else 0


def of_environment(tool: Path, python: Path) -> dict:
    """Python packages, as CycloneDX, without addresses, which change."""
    asked = [str(tool), "environment", "--output-reproducible", "--of", "JSON", str(python)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    for one in told["components"]:
        one.pop("externalReferences", None)
    told.pop("dependencies", None)
    return told


def of_pages() -> list[dict]:
    """Sources of styles, font and icons, of which parts reach the browser."""
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    parts = []
    for name in sorted(set(wanted) - {"sass"}):  # sass only builds
        said = json.loads((ROOT / "node_modules" / name / "package.json").read_text())
        version, of = said["version"], str(said.get("license", ""))
        purl = f"pkg:npm/{name.replace('@', '%40')}@{version}"
        parts.append(
            {
                "type": "library",
                "bom-ref": purl,
                "name": name,
                "version": version,
                "purl": purl,
                "licenses": [{"license": {"name": of}}] if of else [],
            }
        )
    return parts


def names_in(locked: str) -> set[str]:
    return {plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", locked, re.M)}


def for_other_systems() -> set[str]:
    """Locked, but not for this machine: lines with a condition."""
    text = (ROOT / "requirements" / "base.txt").read_text()
    return {plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==[^\s;]+ ;", text, re.M)}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(part: dict) -> str:
    said = [
        one.get("expression") or one["license"].get("id") or one["license"].get("name", "")
        for one in part.get("licenses", ())
    ]
    words = dict.fromkeys(word.removeprefix("License :: OSI Approved :: ") for word in said if word)
    return LOOKED_UP.get(plain(part["name"])) or " / ".join(words)


def fits(licence: str) -> bool:
    """Every licence that is named, where several are."""
    parts = licence.split(" / ")
    return all(FITTING.search(one) and not re.search(r"(?<!L)GPL|SSPL", one) for one in parts)


def table(lines: list[tuple[str, str, str]]) -> str:
    rows = [f"| {name} | {version} | {of} |" for name, version, of in sorted(lines)]
    return "\n".join(["| Part | Version | Licence |", "|---|---|---|", *rows]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
