"""A believable history of invented people, for demonstrations, benchmarks and tests. No Django."""

from .history import simulate

__all__ = ["simulate"]
