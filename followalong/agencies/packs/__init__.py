"""Jurisdiction packs: what differs between places, as validated and dated data.

pack = packs.load("ca-on")
pack.word("client", "fr", plural=True)
pack.timing("gone_quiet").due_days
pack.holidays(2026)
pack.codes("referral.source").choices("es")    # as this pack shows the list
packs.codes.get("contact.category")            # the whole list, as an import accepts it
"""

from . import codes
from .loader import UnknownPack, choices, load, names, timezones
from .model import Pack
from .reader import PackError

__all__ = [
    "Pack",
    "PackError",
    "UnknownPack",
    "choices",
    "codes",
    "load",
    "names",
    "timezones",
]
