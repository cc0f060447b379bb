"""May one row stand for two? A joined row has one step to go, never two, and hides nobody."""

from dataclasses import dataclass
from enum import StrEnum


class MergeProblem(StrEnum):
    """Why two rows are not joined, or not taken apart, as somebody asked."""

    ONE_ROW = "one_row"
    ALREADY_JOINED = "already_joined"
    OTHERS_JOINED = "others_joined"
    WOULD_HIDE = "would_hide"
    NOT_JOINED = "not_joined"


@dataclass(frozen=True)
class Row:
    """What decides about a row: joined to another, others joined to it, hidden by label."""

    is_joined: bool = False
    has_others: bool = False
    is_hidden: bool = False


def merge_problem(*, kept: Row, gone: Row) -> MergeProblem | None:
    """What stands in the way of `kept` standing for both, or None."""
    if kept.is_joined or gone.is_joined:
        return MergeProblem.ALREADY_JOINED
    if gone.has_others:
        return MergeProblem.OTHERS_JOINED
    if kept.is_hidden and not gone.is_hidden:
        return MergeProblem.WOULD_HIDE
    return None
