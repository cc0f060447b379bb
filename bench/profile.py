"""Where a page's time goes: the profile beside the ratios.

In this process, without a server: each page is asked for again and again under Python's profiler.
Its own cost makes everything slower, so shares are told, and milliseconds are those of the same
requests without it.
"""

import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Callable

TIMES = 30
# Part -> the beginnings of module paths below site-packages or the checkout; the first that fits.
PARTS = {
    "waiting for PostgreSQL": ("{method 'execute'", "psycopg/", "psycopg_", "psycopg_c", "<wait>"),
    "putting questions together": ("django/db/models/", "django/utils/tree", "django/db/backends/"),
    "drawing the page": ("django/template/", "django/utils/html", "django/utils/safestring"),
    "words and dates": ("django/utils/translation", "gettext", "django/utils/formats", "babel/"),
    "forms": ("django/forms/",),
    "Followalong's own code": ("followalong/",),
}
REST = "the rest of Django and Python"


def shares(ask: Callable[[], None]) -> tuple[float, dict[str, float]]:
    """Milliseconds a request without the profiler, and each part's share of it with one."""
    ask()
    started = time.perf_counter()
    for _ in range(TIMES):
        ask()
    each = (time.perf_counter() - started) / TIMES * 1000
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(TIMES):
        ask()
    profile.disable()
    spent: Counter[str] = Counter()
    for (file, _line, name), row in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[part_of(file, name)] += row[2]  # its own time, without what it called
    total = sum(spent.values())
    return each, {part: spent[part] / total for part in (*PARTS, REST)}


def part_of(file: str, name: str) -> str:
    where = file.split("site-packages/")[-1]
    if where == file and "/followalong/" in file:
        where = "followalong/" + file.split("/followalong/")[-1]
    for part, beginnings in PARTS.items():
        if where.startswith(beginnings) or (file == "~" and any(b in name for b in beginnings)):
            return part
    return REST


def table(paths: dict[str, str], browser: object, form: dict[str, list[tuple[str, str]]]) -> str:
    """A row a page: its milliseconds and how they are shared out."""
    from bench.__main__ import filled
    from bench.pages import HOST

    names = (*PARTS, REST)
    lines = ["| page | ms | " + " | ".join(names) + " |", "|---" * (len(names) + 2) + "|"]
    for page, path in paths.items():

        def ask(path: str = path, page: str = page) -> None:
            if page in form:
                browser.post(path, dict(filled(form[page])), HTTP_HOST=HOST)  # type: ignore[attr-defined]
            else:
                browser.get(path, HTTP_HOST=HOST)  # type: ignore[attr-defined]

        each, found = shares(ask)
        cells = " | ".join(f"{found[name]:.0%}" for name in names)
        lines.append(f"| {page} | {each:.0f} | {cells} |")
    return "\n".join(lines)
