"""Every component draws, names nothing undefined, and escapes what people typed."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory

from followalong.ui import views
from followalong.ui.samples import sample_context

pytestmark = pytest.mark.unit
TEMPLATES = Path(views.__file__).parent / "templates" / "ui"


def draw(source: str, **values: object) -> str:
    return Template("{% load ui ui_blocks words %}" + source).render(Context(values))


def test_the_gallery_shows_every_component(strict_templates):
    html = views.gallery(RequestFactory().get("/ui/")).content.decode()
    shown = "".join(path.read_text() for path in (TEMPLATES / "gallery").glob("*.html"))
    for component in (TEMPLATES / "components").glob("*.html"):
        if component.stem != "page_header":
            drawn = re.search(rf"{{% {component.stem}\b", shown)
            assert drawn or component.stem == "error_summary", component.stem
    assert "error-summary" in html and "page-header" in html


@pytest.mark.parametrize("theme", ["light", "dark", "auto", "nonsense"])
def test_a_theme_can_be_chosen(theme):
    html = views.gallery(RequestFactory().get("/ui/", {"theme": theme})).content.decode()
    chosen = theme if theme in ("light", "dark") else "auto"
    assert f'data-theme="{chosen}"' in html
    assert ("light.css" in html) == (chosen != "dark")
    assert ("prefers-color-scheme" in html) == (chosen == "auto")


def test_the_gallery_is_open_and_says_why():
    assert views.gallery.public_reason


@pytest.mark.parametrize("frame", ["frame", "public"])
def test_a_frame_holds_a_page(frame, strict_templates):
    request = RequestFactory().get("/")
    places = ("today", "caseload", "log", "employers", "more", "search")
    nav = {place: f"/{place}/" for place in places}
    nav |= {"active": "today", "agency": "Northside", "person": "Maya"}
    html = render_to_string(f"ui/{frame}.html", {"nav": nav, "is_demo": True}, request)
    assert 'href="#main"' in html and '<main id="main"' in html and 'id="live"' in html
    assert html.count('aria-current="page"') == (1 if frame == "frame" else 0)
    assert ("data-leave" in html) == (frame == "public")


def test_what_people_typed_is_escaped():
    html = draw(
        "{% person_line name meta=name said=name %}{{ name }}{% endperson_line %}"
        "{% clock_line name name %}{% endclock_line %}{% stat name name %}{% tag name %}"
        "{% timeline_entry name said=name %}{% endtimeline_entry %}{% button name href=name %}"
        "{% celebration name words=name %}{% table name columns rows %}",
        name="<b>Ben</b>",
        columns=["<b>"],
        rows=[["<b>Ben</b>"]],
    )
    assert "<b>" not in html and "&lt;b&gt;Ben" in html


def test_an_unknown_icon_is_refused():
    with pytest.raises(TemplateSyntaxError, match="icons.py"):
        draw('{% icon "unicorn" %}')


def test_an_icon_alone_has_a_name():
    assert 'role="img" aria-label="Search"' in draw('{% icon "search" "Search" %}')
    assert 'aria-hidden="true"' in draw('{% icon "search" %}')


def test_a_wrong_field_says_so_beside_the_field(strict_templates):
    form = sample_context()["wrong"]
    html = str(form)
    assert 'id="wrong_wrong-name_error"' in html
    assert 'aria-describedby="wrong_wrong-name_helptext wrong_wrong-name_error"' in html
    assert 'aria-invalid="true"' in html
    assert '<a href="#wrong_wrong-name">' in html


def test_chips_are_real_radio_buttons_and_keep_what_was_chosen():
    html = str(sample_context()["form"]["way"].as_field_group())
    assert html.count('type="radio"') == 4 and html.count("checked") == 1
    assert "<fieldset" in html and "<legend" in html


def test_the_summary_reaches_the_first_chip_of_a_group():
    from followalong.ui.samples import SampleForm

    form = SampleForm(data={"name": "Ben"})
    assert '<a href="#id_way_0">' in draw("{% error_summary form %}", form=form)
    assert 'id="id_way_0"' in str(form["way"])
