"""Who may bring a spreadsheet in, for whom what is in it is, and what stays on the record."""

import pytest

from followalong.audit.models import Seen
from followalong.core.db import acting_as
from tests.cast import MemberClient, make_member, service
from tests.exchange.sheets.bringing import ROSA, brought_in, csv, events


def test_who_may_not_bring_spreadsheets_in_is_told_so(cast, as_maya, as_priya, it):
    it.choose(csv(ROSA))
    for browser in (as_maya, as_priya):
        for name in ("sheet_new", "sheet_template"):
            assert browser.get(browser.here(f"exchange:{name}")).status_code == 403
        for name in ("sheet", "sheet_columns", "sheet_bring_in", "sheet_progress"):
            here = browser.here(f"exchange:{name}", sheet_id=it.id)
            assert browser.get(here).status_code == 403
        for name in ("sheet_layout", "sheet_answers", "sheet_try", "sheet_drop"):
            here = browser.here(f"exchange:{name}", sheet_id=it.id)
            assert browser.post(here).status_code == 403


@pytest.mark.parametrize("who", ["a colleague who may", "another agency"])
def test_what_is_in_a_file_is_for_whoever_chose_it(cast, it, as_sol, who):
    it.choose(csv(ROSA))
    browser = as_sol
    if who == "another agency":
        with acting_as(service(cast.southside)):
            browser = MemberClient(make_member(cast.southside, "Sara", "agency_admin"))
    for name in ("sheet", "sheet_columns", "sheet_bring_in", "sheet_progress"):
        assert browser.get(browser.here(f"exchange:{name}", sheet_id=it.id)).status_code == 404
    for name in ("sheet_layout", "sheet_answers", "sheet_try", "sheet_drop"):
        assert browser.post(browser.here(f"exchange:{name}", sheet_id=it.id)).status_code == 404
    row = browser.here("exchange:sheet_row", row_id=it.row(2).pk)
    assert browser.get(row).status_code == 404
    assert "list.xlsx" not in browser.get(browser.here("exchange:sheet_new")).content.decode()


def test_each_step_is_on_the_record(it):
    brought_in(it, csv(ROSA))
    for action in ("sheet.kept", "sheet.mapped", "sheet.checked"):
        (event,) = events(it, action)
        assert event.membership_id == it.cast.ana.pk
    (stored,) = events(it, "package.imported")
    with it.inside():
        assert Seen.objects.filter(event_id=stored.pk).count() == 1
