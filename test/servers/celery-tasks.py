"""The tasks of the workers in the tests, and what one of them may have wrong."""
import os
import time

from celery import Celery

app = Celery("monitored", broker=os.environ["BROKER"])
app.conf.update(
    broker_transport_options={
        "global_keyprefix": os.environ.get("KEY_PREFIX", ""),
        "fanout_prefix": os.environ.get("FANOUT_PREFIX", "1") == "1",
    },
    worker_enable_remote_control=os.environ.get("REMOTE_CONTROL", "1") == "1",
    control_exchange=os.environ.get("CONTROL_EXCHANGE", "celery"),
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
)

SKEW = float(os.environ.get("SKEW", "0"))
if SKEW:
    # A wall clock that is wrong, for this worker alone: it stamps heartbeats and starts of tasks with it.
    import celery.events.event
    import celery.worker.request

    def skewed(real=time.time):
        return real() + SKEW

    celery.worker.request.time = skewed
    celery.events.event.Event.__defaults__ = (None, dict, skewed)


STARTED_AGO = float(os.environ.get("STARTED_AGO", "0"))
if STARTED_AGO:
    # Tasks that have run for long, without the wait.
    import celery.worker.request

    celery.worker.request.time = lambda: time.time() - STARTED_AGO


@app.task(name="claims.tasks.process_document")
def process_document(path, secret=None, seconds=0.0):
    time.sleep(seconds)
