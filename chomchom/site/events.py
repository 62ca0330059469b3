"""What the ledger learns of the house itself."""

from __future__ import annotations

from datetime import date

from chomchom.kernel.events import Event


class MonthsDropped(Event):
    """Readings and access-log months whose time to keep was over were destroyed."""

    tag = "site:months:dropped"
    readings: int
    log: int
    readings_before: date
    log_before: date
