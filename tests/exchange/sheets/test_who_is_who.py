"""People of the list who may be one, or may be here already."""

from procrastinate.contrib.django.models import ProcrastinateJob

from followalong.audit.models import Event, Seen
from followalong.clients.models import Client, Enrolment
from followalong.jobs.models import Job
from tests.exchange.sheets.bringing import HEAD, ROSA, brought_in, csv, events, mapped

# Who is who


def test_people_of_the_list_who_may_be_one_are_proposed(it):
    head = "First name,Last name,DOB,Start date,Worker"
    mapped(
        it,
        csv(
            "Rosa,Alvarez,1990-01-02,2025-09-01,Maya",
            "Rosa,Alvares,1990-01-02,2025-09-01,Maya",
            "Rosa,Quint,1971-01-02,2025-09-01,Maya",
            head=head,
        ),
    )
    assert "May these be one person?" in it.words and it.sheet().found["wrong"] == 0
    (group,) = it.sheet().found["twins"]
    it.answer(**{f"twin-{group['name']}": "same"})
    it.onwards()
    assert "1 cell says something else in another row" in it.words
    it.bring_in()
    with it.inside():
        assert Client.objects.filter(given_name="Rosa", source_id__isnull=False).count() == 2


def test_a_reviewer_is_asked_about_those_who_may_be_here(it):
    mapped(it, csv("9,Benn,Abara,,2025-09-01,Maya"))
    it.onwards()
    it.bring_in()
    with it.inside():
        new = str(Client.objects.get(given_name="Benn").pk)
        (task,) = ProcrastinateJob.objects.filter(task_name__endswith="look_for_duplicates")
    assert task.args["client_ids"] == [new]


# Who is already here


def test_an_administrator_hears_that_somebody_may_be_here_and_not_who(it):
    with it.inside():
        Client.objects.filter(given_name="Ben").update(phone="416-555-0166", phone_key="4165550166")
    mapped(it, csv("9,Benn,Abara,,2025-09-01,Maya", head=HEAD))
    it.check("?show=alike")
    assert "1 person here may be the same." in it.words
    assert "Ben Abara" not in it.words.replace("Benn Abara", "")
    assert [e.row_count for e in events(it, "sheet.compared")] == [1]
    with it.inside():
        (event,) = Event.objects.filter(action="sheet.compared")
        assert Seen.objects.get(event_id=event.pk).client_id == it.cast.ben.pk


def test_a_lead_sees_who_it_may_be(by_sol):
    mapped(by_sol, csv("9,Benn,Abara,,2025-09-01,Maya"))
    by_sol.check("?show=alike")
    assert "Ben Abara: name sounds the same" in by_sol.words


def test_nobody_of_the_addiction_program_is_ever_proposed(it, by_sol):
    for one in (it, by_sol):
        mapped(one, csv("9,Quinn,Silva,,2025-09-01,Maya"))
        assert one.sheet().found["alike"] == 0


def test_the_same_person_gets_what_is_new_and_keeps_what_is_here(it):
    line = "9,Benn,Abara,,2026-10-20,Maya,Clerk,2026-11-02"
    mapped(it, csv(line, head=HEAD + ",Position,Job start date"))
    it.check("?show=alike")
    it.fix("?show=alike", r2__same="same")
    it.onwards()
    it.bring_in()
    with it.inside():
        assert Client.objects.filter(family_name="Abara").count() == 1
        assert Job.objects.get().enrolment_id == it.cast.ben_enrolment.pk
        assert Client.objects.get(family_name="Abara").given_name == "Ben"
    it.undo()
    with it.inside():
        assert not Job.objects.exists()
        assert Enrolment.objects.filter(pk=it.cast.ben_enrolment.pk).exists()


def test_a_number_of_somebody_unseen_is_not_taken_over(it):
    with it.inside():
        Client.objects.filter(pk=it.cast.quinn.pk).update(source_id="7")
    mapped(it, csv(ROSA))
    assert "Somebody in another program has this number." in it.words
    with it.inside():
        assert Client.objects.get(pk=it.cast.quinn.pk).given_name == "Quinn"


def test_two_lists_never_make_one_person_of_a_name_alone(it):
    head = "First name,Last name,Start date,Worker"
    brought_in(it, csv("Ana,Lu,2025-09-01,Maya", head=head))
    mapped(it, csv("Ana,Lu,2025-10-01,Maya", head=head.replace("First name", "Given name")))
    assert it.sheet().found["alike"] == 1
    it.onwards()
    it.bring_in()
    with it.inside():
        assert Client.objects.filter(given_name="Ana").count() == 2


def test_a_lead_brings_people_into_their_own_program_only(by_sol):
    by_sol.choose(csv(ROSA))
    assert "Northside Works" in by_sol.words and "New Leaf" not in by_sol.words
    by_sol.columns()
    by_sol.onwards()
    by_sol.bring_in()
    assert set(by_sol.people()) == {"Rosanna Vale"}


def test_columns_that_a_colleague_explained_open_none_of_their_programs(it, by_sol):
    """The administrator's list went into the addiction program; Sol's has the same columns."""
    it.choose(csv(ROSA))
    it.columns(program=str(it.cast.new_leaf.pk))
    it.onwards()
    it.bring_in()
    by_sol.choose(csv("8,Al,Poe,1991-02-03,2025-10-01,Maya"))
    assert "came in before" in by_sol.words
    assert by_sol.row(2).wrong
    with it.inside():
        came = Enrolment.objects.filter(program=it.cast.new_leaf, source_id__isnull=False)
        assert [one.client.family_name for one in came] == ["Vale"]


def test_a_lead_sees_their_own_imports_only(it, by_sol):
    brought_in(it, csv(ROSA))
    browser, batch = by_sol.browser, it.batch()
    page = browser.get(browser.here("exchange:imports")).content.decode()
    assert "list.xlsx" not in page and "Choose a package" not in page
    assert browser.get(browser.here("exchange:batch", batch_id=batch.pk)).status_code == 404
