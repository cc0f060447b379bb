"""A subquery that is put together once answers as a plain one does, wherever it stands."""

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q

from followalong.clients.models import Client, Enrolment, Facet, Relation
from followalong.core.db import acting_as
from followalong.core.kept import KeptArray, KeptExists, KeptSubquery
from tests.cast import service

OF_THEM = {"enrolment": OuterRef("pk")}


def kinds():
    return Facet.objects.filter(**OF_THEM).order_by("kind").values("kind")


def test_what_was_kept_for_one_list_answers_the_next_one(cast):
    with acting_as(service(cast.northside)):
        kept, known = KeptArray(kinds()), KeptExists(Facet.objects.filter(**OF_THEM))
        for rows in (
            Enrolment.objects.all(),
            Enrolment.objects.filter(client=cast.ben),
            Enrolment.objects.filter(program__name=cast.ips.name).select_related("client__same_as"),
            Enrolment.objects.filter(known).order_by("-entered_on"),
            Enrolment.objects.filter(pk__in=Enrolment.objects.filter(known)),
        ):
            plainly = rows.annotate(k=ArraySubquery(kinds())).order_by("pk").values_list("pk", "k")
            again = rows.annotate(k=kept).order_by("pk").values_list("pk", "k")
            assert list(again) == list(plainly)
            assert list(again), str(rows.query)


def test_it_holds_where_the_outer_query_is_renamed_or_counted(cast):
    """Django gives a query other aliases when it puts it inside another one."""
    with acting_as(service(cast.northside)):
        kept, plain = KeptExists(kinds()), Exists(kinds())
        held = Relation.objects.filter(client=OuterRef("client"))
        for test in (kept, plain):
            inner = Enrolment.objects.filter(test, client=OuterRef("pk"))
            people = Client.objects.filter(Exists(inner) | Q(pk=cast.ben.pk)).order_by("pk")
            either = Enrolment.objects.filter(test) | Enrolment.objects.filter(client=cast.ben)
            counted = Enrolment.objects.aggregate(n=Count("pk", filter=test))
            tied = Enrolment.objects.filter(test).annotate(tied=KeptExists(held)).filter(tied=True)
            found = (list(people), set(either), counted, tied.count())
            if test is kept:
                first = found
        assert found == first
        assert counted["n"]


def test_readers_never_share_an_answer_since_they_are_in_the_question(cast, as_maya, as_sol):
    """What is kept for Maya was asked with Maya's relations: Ade's people stay closed to her."""
    for browser, sees_quinn in ((as_maya, False), (as_sol, False)):
        page = browser.get(browser.here("home:client", client_id=cast.quinn.pk))
        assert (page.status_code == 200) is sees_quinn
    assert as_maya.get(as_maya.here("home:client", client_id=cast.ben.pk)).status_code == 200


def test_a_question_that_would_need_a_join_outside_is_refused(cast):
    far = KeptSubquery(
        Client.objects.filter(given_name=OuterRef("client__given_name")).values("pk")
    )
    with pytest.raises(ValueError, match="own columns"):
        Enrolment.objects.annotate(far=far)


def test_a_changed_copy_remembers_nothing(cast):
    with acting_as(service(cast.northside)):
        kept = KeptSubquery(Client.objects.filter(pk=OuterRef("client")).values("pk")[:1])
        rows = Enrolment.objects.annotate(whose=kept)
        assert {row.whose for row in rows} == {row.client_id for row in rows}
        again = kept.copy()
        again.query = again.query.chain()
        again.query.add_q(Q(given_name=cast.ben.given_name))
        found = Enrolment.objects.annotate(whose=again).values_list("whose", flat=True)
        assert set(found) == {cast.ben.pk, None}
