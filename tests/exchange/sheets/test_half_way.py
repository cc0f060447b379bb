"""Work that is killed, waits, or takes its time."""

import pytest
from django.db import connection

from followalong.core.db import acting_as
from followalong.exchange import sheet_shown
from followalong.exchange.actions import BroughtInAlready, bring_in_sheet, sheet_import
from followalong.exchange.models import Batch, Sheet, SheetMemory, SheetRow
from tests.exchange.sheets.bringing import ROSA, csv, mapped


def test_what_is_killed_half_way_leaves_nothing(it, monkeypatch):
    mapped(it, csv(ROSA, "8,Al,Poe,1991-02-03,2025-09-01,Maya"))
    it.onwards()

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("followalong.exchange.load.derive.follow_up", killed)
    with pytest.raises(KeyboardInterrupt), acting_as(it.browser.actor):
        bring_in_sheet(by=it.browser.actor, sheet=it.sheet())
    assert it.people() == {}
    with it.inside():
        assert Sheet.objects.count() == 1 and SheetRow.objects.count() == 3
        assert not Batch.objects.exists() and not SheetMemory.objects.exists()


def test_nobody_is_at_work_and_it_says_so(it):
    mapped(it, csv(ROSA))
    assert it.browser.get(it.at("sheet_progress")).json() == {"share": None, "text": ""}


def test_while_it_is_at_work_it_says_how_far_it_is(it, monkeypatch):
    mapped(it, csv(ROSA))
    seen, plain, sheet = [], sheet_import.Far.add, it.sheet()

    def add(far, table, rows):
        plain(far, table, rows)
        with connection.cursor() as cursor:  # what others do is looked at once a transaction
            cursor.execute("SELECT pg_stat_clear_snapshot()")
        seen.append(sheet_shown.progress(sheet_import.far_of(sheet))["text"])

    monkeypatch.setattr(sheet_import.Far, "add", add)
    with acting_as(it.browser.actor):
        sheet_import.check_sheet(by=it.browser.actor, sheet=sheet)
    nearly = "Nearly there: what follows from the rows"
    assert seen == ["Storing: 1 of 2", nearly, nearly]


def test_a_list_that_another_tab_brought_in_is_not_brought_in_again(it):
    mapped(it, csv(ROSA))
    it.onwards()
    other_tab = it.sheet()
    it.bring_in()
    with pytest.raises(BroughtInAlready), acting_as(it.browser.actor):
        bring_in_sheet(by=it.browser.actor, sheet=other_tab)
    with it.inside():
        assert Batch.objects.count() == 1
