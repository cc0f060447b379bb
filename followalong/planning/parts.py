"""What each section of the career profile is called, and what one may talk about in it."""

from django.utils.translation import gettext_lazy as _

from followalong.planning.rules import Part

TITLES = {
    Part.GOAL: _("The work they want"),
    Part.STRENGTHS: _("What they are good at"),
    Part.INTERESTS: _("What they care about"),
    Part.IMPORTANT: _("What matters at work"),
    Part.NOT_WANTED: _("What is not for them"),
    Part.WORK: _("Work so far"),
    Part.LEARNING: _("School, courses and skills"),
    Part.PEOPLE: _("People who stand by them"),
    Part.SEARCH: _("How they want to look for work"),
    Part.HEALTH: _("Health and work"),
    Part.ADJUSTMENTS: _("What would help at work"),
    Part.TELLING: _("First thoughts about telling an employer"),
    Part.EVERYDAY: _("Everyday things"),
    Part.MONEY: _("Money and benefits"),
}
LEGAL_TITLE = _("Legal history")

PROMPTS = {
    Part.GOAL: _("The work they would like now, the job they dream of, and why they want to work."),
    Part.STRENGTHS: _("Strengths, skills, what others come to them for, what they got through."),
    Part.INTERESTS: _("Interests, hobbies, values, culture, faith: what makes a good day."),
    Part.IMPORTANT: _("Pay, hours, people, being outside, quiet, pace, the way there."),
    Part.NOT_WANTED: _("Jobs or places they do not want, and what they worry about."),
    Part.WORK: _("What work was like, paid or not, military service too: what they liked."),
    Part.LEARNING: _("What helped them learn, what made it hard; computers, driving, languages."),
    Part.PEOPLE: _("Who supports their wish to work, and whom they know who works somewhere."),
    Part.SEARCH: _("Who speaks with employers, where and how often to meet, whom to ask."),
    Part.HEALTH: _(
        "Only what matters for a good job, as they put it: what work does to them, what helps,"
        " sleep, energy, medication at work hours."
    ),
    Part.ADJUSTMENTS: _("Hours, breaks, a quiet place, a person to ask: what made work easier."),
    Part.TELLING: _("What they may want to say, and what not. Nothing is decided here."),
    Part.EVERYDAY: _("Papers they have, phone, e-mail, clothing, the way to work."),
    Part.MONEY: _("Benefits, debts, and what has to be reported to whom."),
}
