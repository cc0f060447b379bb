"""The data dictionary: what is kept, what it means, how private it is."""

import csv
from io import StringIO

from followalong.home.dictionary.page import page as reference
from followalong.home.dictionary.tables import tables
from tests.home.asking import page


def by_name():
    return {(t.name, c.name): c for t in tables() for c in t.columns}


def test_a_column_says_what_it_means_how_private_it_is_and_where_it_leaves():
    phone = by_name()["clients.client", "phone"]
    assert (phone.type, phone.privacy, phone.package) == ("text", "A", "client.phone")
    assert phone.is_optional and "elephone" in phone.meaning
    kind = by_name()["agencies.program", "kind"]
    assert kind.type == "one of ips, vocational_group, other"
    assert by_name()["clients.enrolment", "specialist"].package == "enrolment.specialist_id"
    assert by_name()["employers.employer", "name"].package == "employer.name"
    assert by_name()["clients.client", "same_as"].type == "reference to clients.client"


def test_tables_of_people_carry_a_label_and_those_of_the_agency_do_not():
    labelled = {table.name for table in tables() if table.has_label}
    assert "clients.enrolment" in labelled and "agencies.site" not in labelled


def test_the_page_is_for_those_who_answer_for_staff_or_data(as_ana, as_sol, as_maya, as_omar):
    for who in (as_ana, as_sol):
        text = page(who, "home:dictionary")
        assert "clients.client" in text and "Given name" in text
    for name in ("home:dictionary", "home:dictionary_csv"):
        assert as_maya.get(as_maya.here(name)).status_code == 403
        assert as_omar.get(as_ana.here(name)).status_code == 404


def test_it_can_be_taken_along(as_ana):
    answer = as_ana.get(as_ana.here("home:dictionary_csv"))
    assert answer["Content-Type"].startswith("text/csv")
    assert 'filename="data-dictionary.csv"' in answer["Content-Disposition"]
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert len(rows) == len(by_name())
    assert not [row for row in rows if row["Meaning"].startswith(("=", "+", "-", "@"))]


def test_the_reference_holds_every_table_and_column():
    text = reference()
    for table in tables():
        assert f"### {table.name}\n" in text
    assert text.count("\n| `") == len(by_name())
