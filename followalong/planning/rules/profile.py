"""The sections of a career profile, in the order of the page: what somebody wants and is good at
stands before what might get in the way. They are filled in any order, and none is needed."""

from enum import StrEnum


class Part(StrEnum):
    GOAL = "goal"
    STRENGTHS = "strengths"
    INTERESTS = "interests"
    IMPORTANT = "important"
    NOT_WANTED = "not_wanted"
    WORK = "work"
    LEARNING = "learning"
    PEOPLE = "people"
    SEARCH = "search"
    HEALTH = "health"
    ADJUSTMENTS = "adjustments"
    TELLING = "telling"
    EVERYDAY = "everyday"
    MONEY = "money"


# What a profile begins with: nothing that might get in the way is among it.
FIRST = (Part.GOAL, Part.STRENGTHS, Part.INTERESTS, Part.IMPORTANT, Part.NOT_WANTED)
