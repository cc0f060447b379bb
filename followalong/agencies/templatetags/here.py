from typing import Any

from django import template

from followalong.agencies import links

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: dict, name: str, **kwargs: Any) -> str:
    """{% here 'home:client' client_id=client.id %}: an address for the acting membership."""
    return links.here(context["request"], name, **kwargs)
