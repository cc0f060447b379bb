"""The person's own copies: the plan and the career profile, in their words and their language."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _

from followalong.agencies import read
from followalong.clients.choices_shown import language_of
from followalong.clients.models import Client
from followalong.planning import rows
from followalong.planning.models import Credential, JobPreference, PastJob, ProfilePart
from followalong.planning.parts import TITLES
from followalong.planning.plan_shown import told
from followalong.planning.rules import Part
from followalong.planning.shown import lines_of, valid_text, years
from followalong.ui import pdf
from followalong.ui.words import full_day_text


def plan_paper(request: HttpRequest, person: Client) -> pdf.Paper:
    """The plan as the person says it: what I want, who does what, when we ask again."""
    lang = language_of(person)
    with translation.override(lang):
        stands = told(request, person)
        blocks = [*_plan_words(stands["plan"]), *_steps(stands)]
        if stands["agreed"]:
            blocks.append(pdf.Text(stands["agreed"]))
        free = _(
            "I can change this plan whenever I want. I do not have to be ready for anything first."
        )
        return _paper(request, person, lang, _("My plan"), [*blocks, pdf.Text(free)])


def _plan_words(plan: Any) -> list[pdf.Block]:
    if plan is None:
        return [pdf.Text(_("Nothing is written yet."))]
    named = {
        _("What I want"): plan.goal,
        _("Why it matters to me"): plan.why,
        _("What I bring"): plan.strengths,
        _("Who helps me"): plan.supports,
        _("When and where we meet"): plan.meets,
    }
    return [one for name, text in named.items() if text for one in _section(name, pdf.Text(text))]


def _steps(stands: dict[str, Any]) -> list[pdf.Block]:
    rows_ = [
        [step["text"], step["who"], full_day_text(step["due_on"]) if step["due_on"] else ""]
        for step in stands["steps"]
    ]
    table = pdf.Table([_("Step"), _("Who"), _("By when")], rows_, wide=[5, 2, 3])
    blocks = _section(_("Who does what next"), table if rows_ else pdf.Text(_("No step yet.")))
    if stands["next_on"]:
        day = {"ask": full_day_text(stands["next_on"])}
        ask = _("We ask again whether this is right for me: %(ask)s") % day
        blocks.append(pdf.Text(ask))
    return blocks


def profile_paper(request: HttpRequest, person: Client) -> pdf.Paper:
    """The career profile in the person's own words. What others noted beside them, and legal
    history, are not on a paper that may lie about."""
    lang = language_of(person)
    with translation.override(lang):
        said: dict[str, str] = {}
        for row in read.many(request, rows.standing(ProfilePart, person.pk)):
            said.setdefault(row.part, row.said or "")
        work, learned = _work(request, person), _learned(request, person)
        blocks: list[pdf.Block] = []
        for part in Part:
            inside = [pdf.Quote(said[part])] if said.get(part) else []
            inside += {Part.WORK: work, Part.LEARNING: learned}.get(part, [])
            blocks += _section(str(TITLES[part]), *inside) if inside else []
        blocks += _wishes(request, person)
        if not blocks:
            blocks = [pdf.Text(_("Nothing is written yet."))]
        return _paper(request, person, lang, _("Career profile"), blocks)


def _work(request: HttpRequest, person: Client) -> list[pdf.Block]:
    jobs = read.many(request, rows.standing(PastJob, person.pk))
    jobs.sort(key=lambda job: -(job.to_year or job.from_year or 0))
    told_ = [" · ".join(filter(None, [job.title, job.employer, years(job)])) for job in jobs]
    return [pdf.Bullets(told_)] if told_ else []


def _learned(request: HttpRequest, person: Client) -> list[pdf.Block]:
    found = read.many(request, rows.standing(Credential, person.pk))
    told_ = [" · ".join(filter(None, [one.title, one.place, valid_text(one)])) for one in found]
    return [pdf.Bullets(told_)] if told_ else []


def _wishes(request: HttpRequest, person: Client) -> list[pdf.Block]:
    found = read.many(request, rows.standing(JobPreference, person.pk), limit=1)
    pairs = [(name, text) for name, text in lines_of(found[0]).items() if text] if found else []
    return _section(_("Wishes for a job"), pdf.Facts(pairs)) if pairs else []


def _section(name: str, *inside: pdf.Block) -> list[pdf.Block]:
    return [pdf.Heading(name), *inside]


def _paper(
    request: HttpRequest, person: Client, lang: str, title: str, blocks: list[pdf.Block]
) -> pdf.Paper:
    agency = request.membership.agency.name  # type: ignore[attr-defined]
    return pdf.Paper(
        title=title, subtitle=person.full_name, blocks=blocks, footer=agency, language=lang
    )
