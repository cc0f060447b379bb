"""What may stand in templates, and what the build makes of the sources."""

import gzip
import re
from pathlib import Path

import pytest

from followalong.ui import build
from followalong.ui.icons import ICONS

pytestmark = pytest.mark.unit
PACKAGE = Path(build.__file__).parents[1]
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
INLINE = {
    "an inline style": r"<style\b|\sstyle\s*=",
    "an inline script": r"<script\b(?![^>]*\bsrc=)",
    "an inline handler": r"\son[a-z]+\s*=\s*[\"']",
    "a javascript address": r"javascript:",
    "a third party's file": r"<(?:script|link|img)\b[^>]*(?:src|href)=\"(?:https?:)?//",
}


@pytest.fixture(scope="module")
def built() -> Path:
    """The assets, built now when a source has changed."""
    build.build()
    return build.BUILT


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_templates_hold_nothing_the_content_policy_would_refuse(path):
    source = re.sub(r"{%.*?%}", "", path.read_text())
    for what, pattern in INLINE.items():
        assert not re.search(pattern, source), what


def test_every_icon_named_in_a_template_is_in_the_sprite(built):
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (built / "icons.svg").read_text()))
    assert sprite == ICONS
    for path in TEMPLATES:
        named = re.findall(r"{% icon \"([^\"]+)\"|\bicon=\"([^\"]+)\"", path.read_text())
        assert {a or b for a, b in named} <= sprite, path


def packed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


def test_a_first_visit_stays_small(built):
    sheets = list(built.glob("*.css"))
    scripts = list(built.glob("*.js"))
    fonts = sum(path.stat().st_size for path in built.glob("fonts/*.woff2"))
    assert len(sheets) == 3 and scripts and fonts
    assert packed(*sheets) <= 40 * 1024
    # With room left for the page itself and for htmx where a page uses it.
    assert packed(*sheets, *scripts, built / "icons.svg") + fonts <= 110 * 1024


def test_every_file_a_style_sheet_asks_for_is_there(built):
    for sheet in built.glob("*.css"):
        for address in re.findall(r'url\("?([^")]+)"?\)', sheet.read_text()):
            assert (built / address).is_file(), address


def test_nothing_is_built_twice(built):
    assert build.build() is False


def test_the_lock_names_no_registry():
    lock = (build.ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock and "registry" not in lock


def test_scripts_keep_nothing_on_the_device():
    for script in build.SCRIPTS.glob("*.js"):
        assert not re.search(
            r"localStorage|sessionStorage|indexedDB|innerHTML|\beval\b", script.read_text()
        )
