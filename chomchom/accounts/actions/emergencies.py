"""Opening a closed file in an emergency, and judging it afterwards."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from chomchom.accounts import access, rules
from chomchom.accounts.actions.logs import note_access
from chomchom.accounts.events import EmergencyOpened, EmergencyReviewed
from chomchom.accounts.models import BreakGlass
from chomchom.kernel.deeds import Deed
from chomchom.ledger.public import record
from chomchom.rulebook.public import value


def open_emergency(deed: Deed, *, subject_id: UUID, because: rules.GlassReason, note: str) -> UUID:
    """Open one person's closed file for a few hours.

    It stands in the person's own log, the privacy officer is told by whoever follows the ledger, and it ends by
    itself. Raises `emergency-needs-words`, `emergency-already-open`.
    """
    access.check_may_open_in_emergency(deed)
    running = BreakGlass.objects.filter(account_id=deed.actor_id, subject_id=subject_id, until__gt=deed.at)
    rules.check_glass(note=note, has_open=running.exists())
    until = deed.at + timedelta(hours=value("accounts.emergency_hours", on=deed.day))
    glass = BreakGlass.objects.create(
        account_id=deed.actor_id, agency_id=deed.agency_id, subject_id=subject_id, because=because,
        note=note.strip()[:500], opened_at=deed.at, until=until,
    )  # fmt: skip
    note_access(deed, subject_id=subject_id, record_kind="emergency", record_id=glass.pk, purpose=because.value)
    record(deed, EmergencyOpened(glass_id=glass.pk, subject_id=subject_id, because=because), stream=glass.pk)
    return glass.pk


def review_emergency(deed: Deed, *, glass_id: UUID, finding: rules.GlassFinding) -> None:
    """Judge an emergency opening. Raises `own-emergency`, `already-reviewed`, `emergency-still-open`."""
    access.check_may_review_glass(deed)
    glass = access.load_glass(deed, glass_id, lock=True)
    rules.check_glass_review(
        reviewed=glass.reviewed_at is not None, own=glass.account_id == deed.actor_id, over=glass.until <= deed.at
    )
    glass.reviewed_at, glass.reviewed_by, glass.finding = deed.at, deed.actor_id, finding
    glass.save(update_fields=["reviewed_at", "reviewed_by", "finding"])
    record(deed, EmergencyReviewed(glass_id=glass.pk, finding=finding), stream=glass.pk)
