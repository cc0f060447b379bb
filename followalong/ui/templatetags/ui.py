"""The components of every screen, one tag each: {% load ui %}. The gallery at /ui/ shows them.

A tag fills in what was left out, so a component's template never meets an undefined name.
Components that hold other content are in ui_blocks.py.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from followalong.ui.icons import ICONS

register = template.Library()

NEUTRAL_PAGE = "https://www.wikipedia.org/"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture from the sprite: silent beside a word, or named by `label` when it stands alone."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"No icon {name!r}: add it to followalong/ui/icons.py")
    return _drawn(name, str(label))


@lru_cache(maxsize=512)  # a page shows dozens of the same few
def _drawn(name: str, label: str) -> SafeString:
    address = f"{static('ui/built/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            address,
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>',
        address,
    )


@register.inclusion_tag("ui/stylesheets.html", takes_context=True)
def stylesheets(context: template.Context) -> dict[str, str]:
    return {"theme": theme(context)}


@register.simple_tag(takes_context=True)
def theme(context: template.Context) -> str:
    """`light` or `dark` when the reader chose one, `auto` to follow the device."""
    request = context.get("request")
    chosen = context.get("theme") or (request.COOKIES.get("theme") if request else "")
    return chosen if chosen in ("light", "dark") else "auto"


@register.simple_tag
def neutral_page() -> str:
    """Where `Leave quickly` goes: a page that says nothing about its reader."""
    return getattr(settings, "NEUTRAL_PAGE", NEUTRAL_PAGE)


@register.inclusion_tag("ui/components/button.html")
def button(
    text: str,
    href: str = "",
    kind: str = "primary",
    icon: str = "",
    type: str = "submit",
    name: str = "",
    value: str = "",
    more: str = "",
    small: bool = False,
) -> dict[str, Any]:
    """A button, or a link that looks like one when `href` is given.

    Kinds: primary (one per view), secondary, quiet, next (marigold: the one next step on a page).
    `more` is heard after the text and not seen: "Call" + "Rosa".
    """
    return {
        "text": text,
        "href": href,
        "kind": kind,
        "icon_name": icon,
        "type": type,
        "name": name,
        "value": value,
        "more": more,
        "small": small,
    }


@register.inclusion_tag("ui/components/tag.html")
def tag(text: str, tone: str = "plain", icon: str = "") -> dict[str, str]:
    """A short word about something. Tones: plain, good, next, system."""
    return {"text": text, "tone": tone, "icon_name": icon}


@register.inclusion_tag("ui/components/state.html")
def state(text: str, shape: str = "dot") -> dict[str, str]:
    """A state as word and shape: dot, ring, half, dashed, square, star, diamond, triangle, bar."""
    return {"text": text, "shape": shape}


@register.inclusion_tag("ui/components/stat.html")
def stat(value: Any, label: str, href: str = "", note: str = "") -> dict[str, Any]:
    """A number that opens the rows behind it."""
    return {"value": value, "label": label, "href": href, "note": note}


@register.inclusion_tag("ui/components/section_header.html")
def section_header(
    text: str,
    level: int = 2,
    count: int | None = None,
    href: str = "",
    link: str = "",
    id: str = "",
) -> dict[str, Any]:
    """A section's name, how many rows it has, and a link to all of them."""
    return {"text": text, "level": level, "count": count, "href": href, "link": link, "id": id}


@register.inclusion_tag("ui/components/breadcrumb.html")
def breadcrumb(parent: str, href: str, here: str = "") -> dict[str, str]:
    """Two levels: the page above, and this one."""
    return {"parent": parent, "href": href, "here": here}


@register.inclusion_tag("ui/components/pagination.html")
def pagination(newer: str = "", older: str = "") -> dict[str, str]:
    """Newer and older pages by their addresses; a keyset has no page numbers."""
    return {"newer": newer, "older": older}


@register.inclusion_tag("ui/components/skeleton.html")
def skeleton(lines: int = 3) -> dict[str, Any]:
    """Grey lines while a part is on its way."""
    return {"lines": range(lines)}


@register.inclusion_tag("ui/components/celebration.html")
def celebration(title: str, words: str = "", who: str = "") -> dict[str, str]:
    """The one small warmth: someone got a job. `words` are the person's own."""
    return {"title": title, "words": words, "who": who}


@register.inclusion_tag("ui/components/table.html")
def table(
    caption: str, columns: Sequence[Any], rows: Iterable[Sequence[Any]], hide_caption: bool = False
) -> dict[str, Any]:
    """A table that becomes one card per row on a phone.

    `columns` are words, or (word, "number") to align right. A cell is a value, or
    {"text": ..., "href": ...} for a link. The first cell names its row.
    """
    heads = [{"text": c, "kind": ""} if not isinstance(c, tuple) else as_head(*c) for c in columns]
    body = [[as_cell(value, head) for value, head in zip(row, heads, strict=True)] for row in rows]
    return {"caption": caption, "heads": heads, "rows": body, "hide_caption": hide_caption}


def as_head(text: str, kind: str) -> dict[str, str]:
    return {"text": text, "kind": kind}


def as_cell(value: Any, head: dict[str, str]) -> dict[str, Any]:
    parts = value if isinstance(value, dict) else {"text": value}
    return {"href": "", **parts, "kind": head["kind"], "head": head["text"]}


@register.inclusion_tag("ui/components/crisis_lines.html")
def crisis_lines(lines: Iterable[dict[str, str]]) -> dict[str, Any]:
    """Who answers at once. Each line: name, and any of phone, text, url, note."""
    blank = {"name": "", "phone": "", "text": "", "url": "", "note": ""}
    return {"lines": [{**blank, **line} for line in lines]}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """What to put right, as links to the fields. Empty when there is nothing."""
    fields = [
        {"id": field_anchor(bound), "lead": lead_of(bound.label), "errors": bound.errors}
        for bound in form
        if bound.errors
    ]
    others = form.non_field_errors() if form.errors else []
    return {"fields": fields, "others": others, "any": bool(fields or others)}


def lead_of(label: str) -> str:
    """A label before what is wrong with it: a question keeps its own mark."""
    return label if str(label).endswith("?") else gettext("%(label)s:") % {"label": label}


def field_anchor(bound: Any) -> str:
    """The id a link should reach: the control itself, or the first choice of a group."""
    return bound.id_for_label or f"{bound.auto_id}_0"
