"""From a letter that is written to one that is gone: seen first, waiting, taken back or sent."""

import datetime as dt
from enum import StrEnum


class ShareState(StrEnum):
    PREPARED = "prepared"
    WAITING = "waiting"  # some minutes in which it can still be taken back
    READY = "ready"
    SENT = "sent"
    TAKEN_BACK = "taken_back"


class ShareStep(StrEnum):
    SHOW = "show"  # to the person, who says yes to these words
    BEGIN = "begin"
    TAKE_BACK = "take_back"
    SEND = "send"


class ShareProblem(StrEnum):
    TOO_EARLY = "too_early"
    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    SENT = "sent"
    TAKEN_BACK = "taken_back"


_OPEN = {ShareState.PREPARED, ShareState.WAITING, ShareState.READY}
_FROM = {
    ShareStep.SHOW: _OPEN,
    ShareStep.BEGIN: {ShareState.PREPARED},
    ShareStep.TAKE_BACK: _OPEN,
    ShareStep.SEND: {ShareState.READY},
}
_WHY = {
    ShareState.PREPARED: ShareProblem.NOT_BEGUN,
    ShareState.WAITING: ShareProblem.TOO_EARLY,
    ShareState.READY: ShareProblem.BEGUN,
    ShareState.SENT: ShareProblem.SENT,
    ShareState.TAKEN_BACK: ShareProblem.TAKEN_BACK,
}


def share_state(
    leaves_at: dt.datetime | None,
    sent_at: dt.datetime | None,
    taken_back_at: dt.datetime | None,
    *,
    now: dt.datetime,
) -> ShareState:
    if taken_back_at:
        return ShareState.TAKEN_BACK
    if sent_at:
        return ShareState.SENT
    if leaves_at is None:
        return ShareState.PREPARED
    return ShareState.WAITING if now < leaves_at else ShareState.READY


def share_problem(step: ShareStep, state: ShareState) -> ShareProblem | None:
    """Why a step can't be taken from here; None when it can."""
    if state in _FROM[step]:
        return None
    is_begun = step is ShareStep.BEGIN and state is ShareState.WAITING
    return ShareProblem.BEGUN if is_begun else _WHY[state]
