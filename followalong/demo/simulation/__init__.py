"""A believable history of invented people, for demonstrations, benchmarks and tests. No Django."""

from .history import agency_history, simulate
from .house import AUTHORITY, PACKS, House, Rows

__all__ = ["AUTHORITY", "PACKS", "House", "Rows", "agency_history", "simulate"]
