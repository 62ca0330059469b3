"""Writing a case's events into the ledger, about the person as the figures count them."""

from __future__ import annotations

from datetime import date

from chomchom.cases.models import Case
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Event
from chomchom.ledger import public as ledger
from chomchom.people import public as people


def record(deed: Deed, case: Case, event: Event, *, occurred_on: date | None = None) -> None:
    """One event of a case. It belongs to the day it happened on."""
    about = people.about([case.person_id], deed.day).get(case.person_id)
    if about is None:
        ledger.record(deed, event, stream=case.pk, occurred_on=occurred_on)
    else:
        ledger.record(deed, event, stream=case.pk, about=about, occurred_on=occurred_on)
