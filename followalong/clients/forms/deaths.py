"""Somebody has died."""

from django.utils.translation import gettext_lazy as _

from followalong.agencies.writing import CommandForm
from followalong.clients.refusals import DeathRefused
from followalong.ui import fields


class DeathForm(CommandForm):
    died_on = fields.day(_("The day"), hint=_("If you don’t know it, the day you heard."))
    error_fields = {DeathRefused: "died_on"}


class TakeBackDeathForm(CommandForm):
    error_fields = {DeathRefused: ""}
