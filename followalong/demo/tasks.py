"""The rest of the demonstration, loaded behind the first world while somebody looks around."""

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from followalong.demo.load import load_agencies, loaded
from followalong.demo.worlds import SIZES


def enqueue_the_rest() -> int:
    """Put each agency that is not here yet in the queue, in order; how many there are.

    What was begun and not finished before is put there again: loading is all or nothing.
    """
    here = loaded()
    waiting = [size.agency for size in SIZES if size.agency not in here]
    for number in waiting:
        task = load_one.configure(queueing_lock=f"demonstration-{number}")
        with suppress(AlreadyEnqueued), transaction.atomic():
            task.defer(number=number)
    return len(waiting)


@app.task
def load_one(number: int) -> None:
    """One agency. Doing it again changes nothing."""
    load_agencies(size for size in SIZES if size.agency == number)
