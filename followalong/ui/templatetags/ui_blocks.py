"""Components that hold other content: {% load ui_blocks %} {% card title %} ... {% endcard %}."""

from typing import Any

from django import template
from django.template.loader import get_template

register = template.Library()


def draw(component: str, **values: Any) -> str:
    """Render one component's template with exactly these values."""
    return get_template(f"ui/components/{component}.html").render(values)


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "", over: str = "") -> str:
    """The page's name, one sentence about it, and its actions as content.

    `over` is a quiet line above the title, such as the day.
    """
    return draw("page_header", content=content, title=title, lead=lead, over=over)


@register.simple_block_tag
def card(content: str, title: str = "", level: int = 2, tone: str = "plain") -> str:
    """Things that belong together. Tones: plain, next (the one next step), quiet."""
    return draw("card", content=content, title=title, level=level, tone=tone)


@register.simple_block_tag
def person_line(
    content: str, name: str, href: str = "", meta: str = "", said: str = "", over: str = ""
) -> str:
    """One person in a list: name, what is going on, and an action as content.

    `over` is the time or place before the name; `said` is the person's own words.
    Belongs in <ul class="lines">.
    """
    return draw(
        "person_line", content=content, name=name, href=href, meta=meta, said=said, over=over
    )


@register.simple_block_tag
def clock_line(
    content: str, who: str, text: str, href: str = "", shape: str = "ring", word: str = ""
) -> str:
    """Why a person is on the list `Needs you`: what happened, never what someone failed to do.

    Shapes: ring (coming up), half (soon), dot (now), dashed (quiet). `word` says the same in a
    word. Belongs in <ul class="lines">.
    """
    return draw(
        "clock_line", content=content, who=who, text=text, href=href, shape=shape, word=word
    )


@register.simple_block_tag
def empty(content: str, text: str, icon: str = "notebook") -> str:
    """Nothing here yet: one sentence that teaches the next step, and its button as content."""
    return draw("empty", content=content, text=text, icon_name=icon)


@register.simple_block_tag
def notice(content: str, title: str = "", kind: str = "info") -> str:
    """A word to the reader. Kinds: info, warm, good, problem (the system got something wrong)."""
    icons = {"info": "info", "warm": "heart", "good": "circle-check", "problem": "cloud-off"}
    return draw("notice", content=content, title=title, kind=kind, icon_name=icons[kind])


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> str:
    """More, for whoever wants it."""
    return draw("details", content=content, summary=summary, open=open)


@register.simple_block_tag
def timeline(content: str, label: str) -> str:
    """What happened, newest first. `label` names the list for screen readers."""
    return draw("timeline", content=content, label=label)


@register.simple_block_tag
def timeline_group(content: str, text: str, level: int = 3) -> str:
    """A stretch of time: this week, last week, a month."""
    return draw("timeline_group", content=content, text=text, level=level)


# What each mark says to someone who does not see it stands in the entry's own title.
SHAPES = {
    "contact": "dot",
    "missed": "ring",
    "employer": "square",
    "job": "star",
    "job_end": "star-line",
    "plan": "diamond",
    "change": "bar",
}


@register.simple_block_tag
def timeline_entry(
    content: str,
    title: str,
    kind: str = "contact",
    when: str = "",
    href: str = "",
    meta: str = "",
    said: str = "",
) -> str:
    """One thing that happened. Kinds: contact, missed, employer, job, job_end, plan, change."""
    return draw(
        "timeline_entry",
        content=content,
        title=title,
        shape=SHAPES[kind],
        when=when,
        href=href,
        meta=meta,
        said=said,
    )
