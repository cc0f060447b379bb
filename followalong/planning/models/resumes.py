"""Résumés: several per person, each for an application. They belong to the person."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from followalong.planning import access
from followalong.planning.models.base import Written, by_person, one_latest
from followalong.planning.rules import Content


class Resume(Written):
    """What one employer is to read, as plain text that the person can correct line by line
    (rules/resume.py). Legal history has no place in it."""

    purpose = models.TextField(_("What is it for?"))
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    name = models.TextField()
    contact = models.TextField(null=True)
    summary = models.TextField(null=True)
    skills = models.TextField(null=True)
    work = models.TextField(null=True)
    learning = models.TextField(null=True)

    access_rule = staticmethod(access.profile)
    noun = "resume"
    written = (
        *("purpose", "language", "name", "contact"),
        *("summary", "skills", "work", "learning"),
    )
    is_profile = False

    class Meta(Written.Meta):
        constraints = [one_latest("planning_resume")]
        indexes = [by_person("planning_resume")]

    def as_content(self) -> Content:
        said = {name: getattr(self, name) or "" for name in self.written[2:]}
        return Content(**said)
