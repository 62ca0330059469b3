"""Keeping a plan as it stands: established once, then changed with a reason (제38조)."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access
from chomchom.planning.events import PlanVersionRecorded
from chomchom.planning.models import PlanVersion
from chomchom.planning.models.contents import contents_of
from chomchom.planning.rules import versions as rules
from chomchom.planning.rules.tree import tidy_reason
from chomchom.planning.rules.versions import Held, VersionKind


def record_version(
    deed: Deed, *, term_number: int, reason: str, decided_on: date, decision_id: UUID | None = None
) -> int:
    """Keep the confirmed projects of a plan as its next version; gives its number.

    Raises `plan-has-no-projects`, `plan-did-not-change`, `decided-in-the-future`.
    """
    access.check_may_change_plan(deed)
    term = access.load_term(deed, term_number)
    why = tidy_reason(reason)
    if decided_on > deed.day:
        raise Refused("decided-in-the-future")
    last = PlanVersion.objects.select_for_update().filter(term=term).order_by("-number").first()
    now = contents_of(term.pk)
    kind = VersionKind.CHANGED if last else VersionKind.ESTABLISHED
    before = [Held(**one) for one in last.contents] if last else []
    found = rules.differences(before, now)
    number = last.number + 1 if last else 1
    rules.check_version(kind=kind, earlier=number - 1, found=found, projects=len(now))
    kept = [one.kept() for one in now]
    digest = hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    PlanVersion.objects.create(
        term=term, number=number, kind=kind, decided_on=decided_on, reason=why, decision_id=decision_id,
        contents=kept, digest=digest, recorded_at=deed.at, recorded_by=deed.actor_id,
    )  # fmt: skip
    event = PlanVersionRecorded(
        term_id=term.pk, number=number, kind=kind, decided_on=decided_on, projects=len(now), decision_id=decision_id
    )
    record(deed, event, stream=term.pk)
    return number
