"""Help in place: what each page is for, every page by task, and the words we use.

The words are data (data/help.toml), in the three languages; every page's panel comes from there.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from followalong.agencies.gates import opened_by, requires
from followalong.agencies.links import address_of, here
from followalong.agencies.packs.text import Text
from followalong.agencies.roles import Permission, can


@dataclass(frozen=True)
class PageHelp:
    """What one page is for; it may answer to several URL names."""

    names: tuple[str, ...]
    title: Text
    what: Text


@dataclass(frozen=True)
class Task:
    """Pages that serve one kind of work."""

    title: Text
    pages: tuple[PageHelp, ...]


@dataclass(frozen=True)
class Said:
    """A page or a word in the reader's language; with an address if it opens from the index."""

    title: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Help:
    """The whole file."""

    tasks: tuple[Task, ...]
    words: tuple[tuple[Text, Text], ...]


@cache
def read_help() -> Help:
    """The file, whole in every language; a key that is missing is an error at once."""
    data = tomllib.loads((files(__package__) / "data" / "help.toml").read_text("utf-8"))
    tasks = tuple(
        Task(Text(**task["title"]), tuple(_page(page) for page in task["page"]))
        for task in data["task"]
    )
    words = tuple((Text(**word["term"]), Text(**word["means"])) for word in data["word"])
    return Help(tasks, words)


@cache
def pages_by_name() -> dict[str, PageHelp]:
    return {name: page for task in read_help().tasks for page in task.pages for name in page.names}


def _page(page: dict[str, Any]) -> PageHelp:
    return PageHelp(tuple(page["names"]), Text(**page["title"]), Text(**page["what"]))


def on_page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template: this page's panel, for members. The database is not asked."""
    match = request.resolver_match
    if getattr(request, "membership", None) is None or match is None:
        return {"page_help": None}
    page = pages_by_name().get(match.view_name)
    if page is None:
        return {"page_help": None}
    lang = get_language() or "en"
    said = Said(page.title.say(lang), page.what.say(lang), here(request, "home:help"))
    return {"page_help": said}


@requires(Permission.TODAY_VIEW)
@require_safe
def help_index(request: HttpRequest) -> HttpResponse:
    """Every page that this role opens, by task; then the words."""
    lang = get_language() or "en"
    tasks = [
        (
            task.title.say(lang),
            [said for page in task.pages if (said := _said(request, page, lang))],
        )
        for task in read_help().tasks
    ]
    words = sorted(
        (Said(term.say(lang), means.say(lang)) for term, means in read_help().words),
        key=lambda word: word.title.casefold(),
    )
    context = {"tasks": [(title, pages) for title, pages in tasks if pages], "words": words}
    return render(request, "home/help.html", context)


def _open_to(request: HttpRequest, task: Task, lang: str) -> list[Said]:
    return [said for page in task.pages if (said := _said(request, page, lang))]


def _said(request: HttpRequest, page: PageHelp, lang: str) -> Said | None:
    """The page in the index, linked when it needs nothing but the role; None when not theirs."""
    role = request.actor.role  # type: ignore[attr-defined]
    open_names = [n for n in page.names if any(can(role, p) for p in opened_by().get(n, ()))]
    if not open_names:
        return None
    return Said(page.title.say(lang), page.what.say(lang), address_of(request, open_names[0]))
