"""The catalogues: what is found, what is kept, what is missing."""

import pytest
from babel.messages.pofile import read_po, write_po

from followalong.ui import messages

pytestmark = pytest.mark.unit

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
_("Save")
# Translators: said of a job
pgettext_lazy("job", "Ended")
ngettext("%(count)d day", "%(count)d days", 2)
_(name)
"""
PAGE = """{% load i18n %}
<p title="{% translate 'Skip to the content' %}">{% translate "Open" context "opening" %}</p>
    {% blocktranslate trimmed count total=total %}
      {{ total }} person
      {% plural %}
      {{ total }} people
    {% endblocktranslate %}
  {% button _("Call") href=address %}
"""


@pytest.fixture
def package(tmp_path):
    root = tmp_path / "product"
    (root / "templates").mkdir(parents=True)
    (root / "code.py").write_text(CODE)
    (root / "templates" / "page.html").write_text(PAGE)
    return root


@pytest.fixture
def locales(tmp_path):
    return tmp_path / "locale"


def edit(locales, language, change):
    path = messages.po_path(language, locales)
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    change(catalog)
    with path.open("wb") as file:
        write_po(file, catalog)


def translate_all(catalog):
    for message in catalog:
        if message.id:
            several = isinstance(message.id, tuple)
            message.string = message.id if several else f"x {message.id}"


def test_words_are_found_in_code_and_templates(package):
    found = {(m.id, m.context) for m in messages.found_words(package) if m.id}
    assert found == {
        ("Save", None),
        ("Ended", "job"),
        (("%(count)d day", "%(count)d days"), None),
        ("Skip to the content", None),
        ("Open", "opening"),
        (("%(total)s person", "%(total)s people"), None),
        ("Call", None),
    }


def test_a_new_word_is_missing_until_every_language_has_it(package, locales):
    assert len(messages.problems(package, locales)) == 14
    messages.extract(package, locales)
    assert all("not translated" in line for line in messages.problems(package, locales))
    for language in messages.LANGUAGES:
        edit(locales, language, translate_all)
    assert messages.problems(package, locales) == []


def test_translations_are_kept_and_what_is_gone_goes(package, locales):
    messages.extract(package, locales)
    edit(locales, "fr", translate_all)
    (package / "code.py").write_text('_("Save")\n_("Stop")\n')
    messages.extract(package, locales)
    catalog = messages.load("fr", locales)
    assert catalog["Save"].string == "x Save"
    assert catalog["Stop"].string == "" and not catalog["Stop"].fuzzy
    assert catalog.get("Ended", "job") is None


def test_extracting_again_changes_nothing(package, locales):
    messages.extract(package, locales)
    before = messages.po_path("es", locales).read_bytes()
    messages.extract(package, locales)
    assert messages.po_path("es", locales).read_bytes() == before


def test_a_lost_placeholder_and_a_doubt_are_named(package, locales):
    messages.extract(package, locales)
    for language in messages.LANGUAGES:
        edit(locales, language, translate_all)

    def spoil(catalog):
        catalog["Save"].flags.add("fuzzy")
        catalog["%(count)d day"].string = ("%(number)d x", "%(number)d x")

    edit(locales, "es", spoil)
    said = messages.problems(package, locales)
    assert len(said) == 2 and all(line.startswith("es: ") for line in said)


def test_catalogues_compile(package, locales):
    messages.extract(package, locales)
    edit(locales, "fr", translate_all)
    messages.compile_catalogs(locales)
    assert messages.po_path("fr", locales).with_suffix(".mo").stat().st_size > 100
