"""Who brings minutes in, and who sees which version of them (docs/access.md, `minutes`)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from chomchom.council.access.meetings import OFFICE
from chomchom.council.models import ApprovalStep, Attendance, PaperVersion, Reading
from chomchom.council.rules.meetings import MeetingState
from chomchom.council.rules.versions import VersionKind
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused

NAMED = frozenset({Role.COUNCIL_MEMBER, Role.TEAM_HEAD})
DRAFT_READERS = OFFICE | NAMED


def visible_readings(deed: Deed) -> QuerySet[Reading]:
    """Minutes that were brought in: the office's alone."""
    if deed.link_id is None and deed.has(*OFFICE):
        return Reading.objects.all()
    return Reading.objects.none()


def load_reading(deed: Deed, reading_id: UUID, *, lock: bool = False) -> Reading:
    """One reading; raises `reading-not-found`."""
    rows = visible_readings(deed).filter(pk=reading_id)
    found = (rows.select_for_update(of=("self",)) if lock else rows.select_related("body", "meeting")).first()
    if found is None:
        raise Refused("reading-not-found")
    return found


def visible_versions(deed: Deed) -> QuerySet[PaperVersion]:
    """Versions of minutes: the office all; who is named on the meeting (a box of its line, a row of its attendance)
    those of it; everybody the public copy of published minutes."""
    if deed.link_id is None and deed.has(*OFFICE, Role.SYSTEM):
        return PaperVersion.objects.all()
    public = Q(kind=VersionKind.PUBLIC, meeting__state=MeetingState.PUBLISHED)
    if deed.link_id is not None or not deed.has(*NAMED):
        return PaperVersion.objects.filter(public)
    steps = ApprovalStep.objects.filter(meeting=OuterRef("meeting_id"), account_id=deed.actor_id)
    there = Attendance.objects.filter(meeting=OuterRef("meeting_id"), seat__account_id=deed.actor_id)
    named = Exists(steps) | Exists(there)
    return PaperVersion.objects.filter(public | Q(named))


def load_version(deed: Deed, version_id: UUID) -> PaperVersion:
    """One version with its meeting; raises `version-not-found`."""
    found = visible_versions(deed).select_related("meeting", "meeting__body").filter(pk=version_id).first()
    if found is None:
        raise Refused("version-not-found")
    return found
