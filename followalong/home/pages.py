"""Links to the pages that a role may open."""

from followalong.agencies.links import page_for

__all__ = ["page_for"]
