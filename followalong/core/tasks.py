"""The queue looks after itself: what a killed worker left half done is begun again."""

from procrastinate.contrib.django import app


# All tasks can be repeated, so beginning again is safe; without it, a task that holds a lock (the
# night of an agency) would hold it for ever.
@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="core-begin-again")
async def begin_again(timestamp: int) -> None:
    """Put back in the queue what belongs to a worker that is gone."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
