from enum import StrEnum


class UploadProblem(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND = "kind"
    HEIC = "heic"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    PICTURE_BROKEN = "picture_broken"
    PICTURE_TOO_LARGE = "picture_too_large"
    PDF_BROKEN = "pdf_broken"
    PDF_LOCKED = "pdf_locked"
    MACROS = "macros"
    REACHES_OUT = "reaches_out"
    OFFICE_BROKEN = "office_broken"
    INFECTED = "infected"
    NO_ROOM = "no_room"


class Refused(Exception):
    """A file that is not taken, and why."""

    def __init__(self, problem: UploadProblem) -> None:
        super().__init__(problem)
        self.problem = problem
