"""The caseload: one line each, filters that are counts, orders, pages."""

import pytest

from followalong.home import order
from tests.cast import MemberClient, make_enrolled, make_member
from tests.home import scenes
from tests.home.asking import page, queries_of_a_page, seen_last


def names(text: str, *wanted: str) -> list[str]:
    """Those of these names that the page has, in its order."""
    return sorted((n for n in wanted if f">{n}</a>" in text), key=lambda n: text.index(f">{n}</a>"))


def test_one_line_says_who_and_what_is_going_on(cast, as_maya):
    with scenes.at(cast.northside):
        bakery = scenes.employer(cast.northside, "Hill Street Bakery")
        scenes.job(cast.ben_enrolment, "Baker's helper", 38, bakery)
        scenes.contact(cast.ben_enrolment, 3)
        scenes.step(cast.ben_enrolment, "Pay stub", due=-3)
    text = page(as_maya, "home:caseload")
    assert "Looking for work · Working at Hill Street Bakery (week 6)" in text
    assert "talked 3 days ago · next: Pay stub" in text
    assert "nothing logged yet" in text  # Rosa


def test_active_and_total_stand_side_by_side_with_what_they_mean(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 27)
        scenes.contact(cast.rosa_enrolment, 28)
    text = page(as_maya, "home:caseload")
    assert "2 people · 1 active" in text
    assert "in the last 28 days" in text and "30 to 40 people" in text


def test_every_number_opens_its_rows(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.clock(cast.rosa_enrolment, "gone_quiet", start=12, warn=2, due=-16)
        scenes.clock(cast.ben_enrolment, "first_employer_contact", start=5, warn=-9, due=-25)
    both = ("Ben Abara", "Rosa Ledesma")
    assert names(page(as_maya, "home:caseload", "?show=quiet"), *both) == ["Rosa Ledesma"]
    assert names(page(as_maya, "home:caseload", "?show=waiting"), *both) == ["Ben Abara"]
    assert names(page(as_maya, "home:caseload", "?show=seeking"), *both) == [*both[::-1]]
    assert "Nobody at the moment" in page(as_maya, "home:caseload", "?show=paused")


def test_three_orders(cast, as_maya):
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 9)
        scenes.contact(cast.rosa_enrolment, 2)
        scenes.clock(cast.rosa_enrolment, "first_employer_contact", start=40, warn=30, due=10)
    both = ("Ben Abara", "Rosa Ledesma")
    assert names(page(as_maya, "home:caseload"), *both) == ["Rosa Ledesma", "Ben Abara"]
    assert names(page(as_maya, "home:caseload", "?sort=name"), *both) == list(both)
    assert names(page(as_maya, "home:caseload", "?sort=last"), *both) == list(both)


def test_an_address_with_nonsense_shows_the_usual_page(cast, as_maya):
    text = page(as_maya, "home:caseload", "?show=x&sort=y&who=z&after=q")
    assert "Ben Abara" in text


def test_a_supervisor_chooses_a_specialist_or_the_whole_team(cast, as_sol):
    with scenes.at(cast.northside):
        theo = make_member(cast.northside, "Theo", "employment_specialist", cast.ips, cast.sol)
        make_enrolled(theo, "Wren", "Castillo")
    assert "Wren Castillo" in page(as_sol, "home:caseload")
    text = page(as_sol, "home:caseload", f"?who={cast.maya.pk}")
    assert "Ben Abara" in text and "Wren Castillo" not in text


def test_a_specialist_cannot_choose_a_colleague(cast, as_maya):
    with scenes.at(cast.northside):
        theo = make_member(cast.northside, "Theo", "employment_specialist", cast.ips, cast.sol)
        make_enrolled(theo, "Wren", "Castillo")
    assert "Wren" not in page(as_maya, "home:caseload", f"?who={theo.pk}")


@pytest.mark.parametrize("sort", ["needs", "name", "last"])
def test_pages_follow_each_other_without_a_gap(cast, as_maya, monkeypatch, sort):
    monkeypatch.setattr(order, "PAGE", 3)
    monkeypatch.setattr("followalong.home.caseload.PAGE", 3)
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 5)
    seen, query = [], f"?sort={sort}"
    while query:
        text = page(as_maya, "home:caseload", query)
        seen += [part.split("</a>")[0] for part in text.split('line-name"><a href="')[1:]]
        older = text.split('rel="next"')[0].rsplit('href="', 1)[1] if 'rel="next"' in text else ""
        query = older.split('"')[0].replace("&amp;", "&")
    found = [name.split(">")[1] for name in seen]
    assert len(found) == len(set(found)) == 7


def test_roles_without_a_caseload_are_refused_and_it_is_written_down(cast, as_ana):
    assert as_ana.get(as_ana.here("home:caseload")).status_code == 403


def test_a_peer_reads_no_clock_and_no_contact_of_others(cast, as_pia):
    with scenes.at(cast.northside):
        scenes.contact(cast.ben_enrolment, 3, "said in confidence")
        scenes.clock(cast.ben_enrolment, "gone_quiet", start=12, warn=2, due=-16)
    text = page(as_pia, "home:caseload")
    assert "Quiet" not in text and "Active" not in text


def test_people_of_an_addiction_program_are_neither_listed_nor_counted(cast, as_maya, as_sol):
    assert "2 people" in page(as_maya, "home:caseload")
    text = page(as_sol, "home:caseload")
    assert "2 people" in text and "Quinn" not in text


def test_another_agency_sees_not_a_word(cast, as_omar):
    text = page(as_omar, "home:caseload")
    assert "Lena Marsh" in text
    assert not [name for name in ("Ben Abara", "Rosa", "Northside") if name in text]
    asked = page(as_omar, "home:caseload", f"?who={cast.maya.pk}")
    assert "Ben Abara" not in asked


def test_the_record_names_exactly_the_people_shown(cast, as_maya):
    page(as_maya, "home:caseload", "?show=seeking")
    assert seen_last(cast.northside) == {cast.ben.pk, cast.rosa.pk}


@pytest.mark.parametrize("who", ["maya", "sol"])
def test_queries_stay_the_same_for_five_or_fifty(cast, who):
    browser = MemberClient(getattr(cast, who))
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 5)
    with queries_of_a_page() as few:
        page(browser, "home:caseload")
    with scenes.at(cast.northside):
        scenes.crowd(cast.maya, 45)
    with queries_of_a_page() as many:
        page(browser, "home:caseload")
    assert len(few.asked) == len(many.asked)
