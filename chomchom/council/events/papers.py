"""What papers write into the ledger: that minutes were brought in, recorded, kept as a version; numbers, no words."""

from __future__ import annotations

from uuid import UUID

from chomchom.council.rules.versions import VersionKind
from chomchom.kernel.events import Event


class MinutesBroughtIn(Event):
    """A file of minutes was read; nothing is recorded yet."""

    tag = "council:reading:brought-in"
    reading_id: UUID
    lines: int
    findings: int
    unread: int


class MinutesRecorded(Event):
    """Minutes that were read became records of a meeting."""

    tag = "council:reading:recorded"
    reading_id: UUID
    meeting_id: UUID
    records: int


class MinutesTakenOver(Event):
    """Chosen differences of a second version of minutes were taken over into the records of a meeting."""

    tag = "council:reading:taken-over"
    reading_id: UUID
    meeting_id: UUID
    records: int


class MinutesDiscarded(Event):
    """Minutes that were read were thrown away with their file."""

    tag = "council:reading:discarded"
    reading_id: UUID


class PaperKept(Event):
    """A version of a meeting's minutes was written and kept."""

    tag = "council:paper:kept"
    version_id: UUID
    meeting_id: UUID
    number: int
    kind: VersionKind
