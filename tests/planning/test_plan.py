"""Ben's plan: his goal, who does what, his yes; asked again; Pia suggests and changes nothing."""

from followalong.agencies.models import actor_of
from followalong.caseload.models import NextStep
from followalong.core.db import acting_as
from followalong.planning.models import ActionPlan, PlanReview, PlanSuggestion
from tests.clients.posting import events, send, words


def rows(cast, model) -> list:
    with acting_as(actor_of(cast.maya)):
        return list(model.objects.order_by("pk"))


def at(browser, cast, name: str) -> str:
    return browser.here(f"planning:{name}", client_id=cast.ben.pk)


def page(browser, cast, name: str = "plan") -> str:
    return words(browser.get(at(browser, cast, name)))


def write(browser, cast, goal: str) -> ActionPlan:
    before = rows(cast, ActionPlan)
    seen = {"seen": before[-1].pk} if before else {}
    assert send(browser, at(browser, cast, "plan_write"), goal=goal, **seen).status_code == 302
    return rows(cast, ActionPlan)[-1]


def step(browser, cast, text: str, who: str = "they") -> None:
    sent = send(browser, at(browser, cast, "step_add"), text=text, who=who)
    assert sent.status_code == 302


def test_the_person_says_yes_to_exactly_this(cast, as_maya):
    early = send(as_maya, at(as_maya, cast, "plan_agree"), how="signed", words="Ben Abara")
    assert early.status_code == 422 and "Write the goal first" in words(early)
    step(as_maya, cast, "Talk with somebody who bakes")
    plan = write(as_maya, cast, "I want to bake.")
    nameless = send(as_maya, at(as_maya, cast, "plan_agree"), how="signed", seen=plan.pk)
    assert nameless.status_code == 422 and "It is their yes" in words(nameless)
    agree = {"how": "signed", "words": "Ben Abara", "seen": plan.pk}
    assert send(as_maya, at(as_maya, cast, "plan_agree"), **agree).status_code == 302
    now = rows(cast, ActionPlan)[-1]
    assert (now.agreed_on, now.agreed_how) == (cast.today, "signed")
    assert [one["text"] for one in now.steps] == ["Talk with somebody who bakes"]
    text = page(as_maya, cast)
    assert "Signed by Ben Abara" in text and "The steps changed since then" not in text
    step(as_maya, cast, "Visit the bakery", "me")
    assert "The steps changed since then" in page(as_maya, cast)
    assert events(actor_of(cast.maya), "action_plan.written")[-1].fields


def test_a_yes_is_not_given_to_words_that_changed_meanwhile(cast, as_maya, as_sol):
    first = write(as_maya, cast, "I want to bake.")
    write(as_sol, cast, "I want to cook.")
    agree = {"how": "said", "words": "Yes, that one.", "seen": first.pk}
    late = send(as_maya, at(as_maya, cast, "plan_agree"), **agree)
    assert late.status_code == 422 and "I want to cook." in words(late)
    assert all(plan.agreed_on is None for plan in rows(cast, ActionPlan))


def test_versions_say_what_differs(cast, as_maya):
    write(as_maya, cast, "Anything.")
    write(as_maya, cast, "Bread.")
    text = page(as_maya, cast, "plan_versions")
    assert "<del>Anything.</del>" in text and "<ins>Bread.</ins>" in text


def test_it_is_asked_whether_it_is_still_right_and_nothing_stops(cast, as_maya):
    assert as_maya.get(at(as_maya, cast, "plan_review")).status_code == 404
    write(as_maya, cast, "Bread.")
    empty = send(as_maya, at(as_maya, cast, "plan_review"), said="Well")
    assert empty.status_code == 422 and "Well" in words(empty)
    told = {"still_right": "no", "said": "I would rather repair bikes."}
    assert send(as_maya, at(as_maya, cast, "plan_review"), **told).status_code == 302
    assert "I would rather repair bikes." in page(as_maya, cast)
    assert len(rows(cast, PlanReview)) == 1


def test_a_peer_suggests_and_changes_nothing(cast, as_maya, as_pia):
    write(as_maya, cast, "Bread.")
    assert "Bread." in page(as_pia, cast)
    told = {"words": "Meet the baker I know"}
    assert send(as_pia, at(as_pia, cast, "plan_suggest"), **told).status_code == 302
    assert not rows(cast, NextStep)
    (suggestion,) = rows(cast, PlanSuggestion)
    answer = {"suggestion_id": suggestion.pk}
    own = send(as_pia, as_pia.here("planning:suggestion_answer", **answer), answer="they")
    assert own.status_code == 403
    take = as_maya.here("planning:suggestion_answer", **answer)
    assert send(as_maya, take, answer="they").status_code == 302
    (made,) = rows(cast, NextStep)
    assert (made.text, made.owner_id) == ("Meet the baker I know", None)
    send(as_maya, take, answer="me")
    assert len(rows(cast, NextStep)) == 1
    for name in ("plan_write", "plan_agree", "plan_review", "step_add"):
        assert as_pia.get(at(as_pia, cast, name)).status_code == 403, name


def test_the_copy_speaks_the_persons_language(cast, as_maya):
    write(as_maya, cast, "Du pain.")
    assert "My plan" in page(as_maya, cast, "plan_print")
    with acting_as(actor_of(cast.maya)):
        cast.ben.language = "fr"
        cast.ben.save()
    text = page(as_maya, cast, "plan_print")
    assert "Mon plan" in text and 'lang="fr"' in text and "Du pain." in text


def test_nothing_of_a_plan_is_a_gate(cast, as_maya):
    names = {f.name for model in (ActionPlan, PlanReview) for f in model._meta.local_fields}
    assert not names & {"ready", "readiness", "score", "blocked", "status"}
    start = as_maya.here("jobs:start", client_id=cast.ben.pk)
    assert as_maya.get(start).status_code == 200


def test_others_may_not(cast, as_maya, as_omar, as_ana):
    write(as_maya, cast, "Bread.")
    for name in ("plan", "plan_versions", "plan_print", "plan_pdf", "plan_write"):
        assert as_omar.get(at(as_omar, cast, name)).status_code == 404, name
        assert as_ana.get(at(as_ana, cast, name)).status_code == 403, name
