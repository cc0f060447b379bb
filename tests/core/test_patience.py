"""How long the database may take over one statement of a page."""

import pytest
from django.db import OperationalError, connection, transaction

from followalong import settings
from followalong.core.db import take_time

pytestmark = pytest.mark.django_db


def sleeping(patience: str, *, lifted: bool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{patience}'")
        if lifted:
            take_time()
        cursor.execute("SELECT pg_sleep(0.1)")


def test_a_statement_that_takes_too_long_is_given_up():
    with pytest.raises(OperationalError):
        sleeping("20ms", lifted=False)


def test_what_brings_in_or_takes_out_a_history_may_take_its_time():
    sleeping("20ms", lifted=True)


def test_only_the_web_server_is_impatient():
    url = "postgresql://someone@127.0.0.1/somewhere"
    assert "statement_timeout=5s" in settings.database(url, pool=True)["OPTIONS"]["options"]
    assert "options" not in settings.database(url)["OPTIONS"]
