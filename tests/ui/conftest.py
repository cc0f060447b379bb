import pytest
from django.template import engines


class Undefined(str):
    """Put in the place of an unknown name, it fails the test that met it."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"The template names something undefined: {name}")


@pytest.fixture
def strict_templates(monkeypatch) -> None:
    """Templates may not name what is not there."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", Undefined("%s"))
