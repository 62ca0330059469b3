"""What this room does by itself."""

from __future__ import annotations

from procrastinate.contrib.django import app

from chomchom.documents.actions import sweep
from chomchom.store.acting import machine_acting


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="documents_sweep", queue="background")
def sweep_strays(timestamp: int) -> None:
    """Remove what interrupted uploads left on the disk."""
    with machine_acting("documents-sweep") as deed:
        sweep(deed)
