"""What may stand in a template: no script or style of its own, no raw words, nothing unused."""

import ast
import re

from tests.guards.allow import judge
from tests.guards.rooms import sources, templates

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "a script without src or nonce": re.compile(
        r"<script\b(?![^>]*\b(?:src|nonce)=)(?![^>]*type=\"application/json\")", re.I
    ),
}
UNESCAPED = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off|\|\s*safeseq\b")
# Where words are marked as safe HTML in Python: file -> why.
MARKED_SAFE: dict[str, str] = {}
# Templates that Django asks for by a name that stands nowhere in our code: name -> who asks.
ASKED_BY_DJANGO: dict[str, str] = {}


def test_no_template_carries_its_own_script_or_style():
    found = [
        f"{name}: {what}"
        for name, text in templates().items()
        for what, pattern in INLINE.items()
        if pattern.search(text)
    ]
    assert not found, f"The content security policy refuses these: {found}"


def test_a_form_that_keeps_its_words_is_known_by_its_own_id():
    """save.js puts the answer's form in the place of the one that was sent: of the same id."""
    kept = re.compile(r"<form\b[^>]*\bdata-keep\b[^>]*>")
    nameless = {
        name
        for name, text in templates().items()
        for form in kept.findall(text)
        if not re.search(r"\bid=\"[^\"]", form)
    }
    assert not nameless, f"Give each form an id: {nameless}"


def test_every_word_is_escaped():
    unescaped = [name for name, text in templates().items() if UNESCAPED.search(text)]
    assert not unescaped, f"Use format_html in a tag instead: {unescaped}"
    marked = {
        path
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and any(alias.name in {"mark_safe", "SafeText"} for alias in node.names)
    }
    judge(marked, allowed=MARKED_SAFE, fix="Use format_html, which escapes what it is given:")


def test_every_template_is_used():
    texts = templates()
    words = {
        node.value
        for _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    named = set(words)
    for text in texts.values():
        named |= set(re.findall(r"{%[^%]*?[\"']([\w/.-]+\.html)[\"']", text))
    # ui_blocks makes a component's template name from the component's.
    named |= {f"ui/components/{word}.html" for word in words if word.isidentifier()}
    judge(set(texts) - named, allowed=ASKED_BY_DJANGO, fix="No view or template asks for these:")
