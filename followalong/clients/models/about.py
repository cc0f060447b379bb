"""Counts of what people said about themselves: made once a quarter, and then they stand."""

from django.db import models

from followalong.agencies.base import AgencyModel
from followalong.agencies.models import Program
from followalong.clients import access
from followalong.core.db import AgencyForeignKey


class AnswerCount(AgencyModel):
    """How many people of a program gave one answer to one question, by the end of a quarter.

    No number is kept that may not be shown: `people` is empty where it would be small, or would
    give a small one away. Hidden once, it stays hidden: a later correction is counted next quarter.
    """

    program = AgencyForeignKey(Program)
    as_of = models.DateField()
    kind = models.CharField(max_length=24)
    answer = models.CharField(max_length=40)
    people = models.PositiveIntegerField(null=True)

    access_rule = staticmethod(access.answer_count)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "as_of", "kind", "answer"], name="clients_answercount_once"
            )
        ]
