"""Steps at the same moment, in real transactions on connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection

from chomchom.kernel.verdicts import Refused

PATIENCE_SECONDS = 60


def together(*steps: Callable[[], object]) -> list[object]:
    """Run the steps at once; what each gave, or the code by which it was refused."""
    start, found = threading.Barrier(len(steps)), [None] * len(steps)

    def run(number: int, step: Callable[[], object]) -> None:
        start.wait()
        try:
            found[number] = step()
        except Refused as refusal:
            found[number] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return found
