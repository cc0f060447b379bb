"""What a wage changes about benefits: exact arithmetic on dated, sourced figures.

Every answer is an estimate, to be confirmed with the body that pays. Source: domain.md 4.6, 12.
"""

from followalong.jobs.rules.benefits.bc_pwd import BCPWD, Household
from followalong.jobs.rules.benefits.compare import Answer, Offer, Outlook, Question, compare
from followalong.jobs.rules.benefits.odsp import ODSP
from followalong.jobs.rules.benefits.parts import Paid, Step, Wage, month_after, monthly
from followalong.jobs.rules.benefits.rates import Mark, NoRate, Rate, Rates
from followalong.jobs.rules.benefits.scenario import ScenarioProblem, read_scenario
from followalong.jobs.rules.benefits.ssdi import SSDI, Phase
from followalong.jobs.rules.benefits.ssi import SSI

__all__ = [
    "BCPWD",
    "ODSP",
    "SSDI",
    "SSI",
    "Answer",
    "Household",
    "Mark",
    "NoRate",
    "Offer",
    "Outlook",
    "Paid",
    "Phase",
    "Question",
    "Rate",
    "Rates",
    "ScenarioProblem",
    "Step",
    "Wage",
    "compare",
    "month_after",
    "monthly",
    "read_scenario",
]
