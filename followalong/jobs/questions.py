"""The seven questions of the competitive-job test, as people are asked them (domain.md 4.1)."""

from django.utils.translation import gettext_lazy as _

from followalong.jobs.rules import Criterion

QUESTIONS = {
    Criterion.OPEN_TO_ANYONE: _("Could anyone apply?"),
    Criterion.SET_ASIDE: _("Is it set aside for people with disabilities?"),
    Criterion.PAYS_MINIMUM_OR_MORE: _("Does it pay the minimum wage or more?"),
    Criterion.PAYS_CUSTOMARY: _("Does it pay what others get for the same work?"),
    Criterion.PAID_BY_EMPLOYER: _("Does the employer pay them directly?"),
    Criterion.INTEGRATED: _("Do people with and without disabilities work there together?"),
    Criterion.TIME_LIMITED_BY_SERVICE: _("Does a support program limit how long it lasts?"),
}
