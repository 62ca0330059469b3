"""Waking the delivery run as soon as a message is kept. Only a haste: the run looks every few seconds anyway."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

DELIVER = "notices.deliver"
LOCK = "notices-deliver"


def wake_when_kept() -> None:
    """Have the worker look once when the transaction is kept, however many messages were told in it.

    After the transaction and not in it: a second teller would wait for the first one's lock.
    """
    waiting = transaction.get_connection().run_on_commit
    if all(callback is not wake for _sids, callback, *_rest in waiting):
        transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Ask for a delivery run now; one that is waiting already is enough."""
    try:
        app.configure_task(DELIVER, queue="alerts", queueing_lock=LOCK).defer(timestamp=0)
    except AlreadyEnqueued:
        return
