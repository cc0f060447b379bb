"""What the tests of pages ask: its words, who was shown on the record, how many queries."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

from followalong.agencies.actors import service_actor
from followalong.audit.models import Event, Seen
from followalong.core.db import acting_as

# The request's transaction is a savepoint in tests, and the test browser blanks the context.
_NOT_THE_PAGE = ("SAVEPOINT", "RELEASE", "ROLLBACK TO")


def words(response) -> str:
    return response.content.decode()


def page(browser, name: str, query: str = "", **kwargs) -> str:
    response = browser.get(browser.here(name, **kwargs) + query)
    assert response.status_code == 200, response.status_code
    return words(response)


def seen_last(agency) -> set:
    """The clients whom the newest reading of the agency names."""
    with acting_as(service_actor("export", agency)):
        event = Event.objects.filter(action="page.read").order_by("-id").first()
        return set(Seen.objects.filter(event_id=event.pk).values_list("client_id", flat=True))


def readings(agency) -> int:
    with acting_as(service_actor("export", agency)):
        return Event.objects.filter(action="page.read").count()


@contextmanager
def queries_of_a_page(at_most: int = 12):
    with CaptureQueriesContext(connection) as captured:
        yield captured
    captured.asked = [
        query["sql"] for query in captured if not query["sql"].startswith(_NOT_THE_PAGE)
    ][:-1]
    assert len(captured.asked) <= at_most, "\n\n".join(captured.asked)
