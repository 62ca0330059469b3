"""What this room writes into the ledger: links, and the gaps of telling."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from chomchom.kernel.events import Code, Event
from chomchom.notices.rules import Channel, ClosedBecause, Trouble


class RecipientSkipped(Event):
    """A recipient could not be reached for good; the next one was taken at once."""

    tag: ClassVar[str] = "notices:recipient:skipped"

    notice_id: UUID
    position: int
    channel: Channel
    trouble: Trouble


class NoticeClosed(Event):
    """A person took a message that never arrived off the wall list."""

    tag: ClassVar[str] = "notices:notice:closed"

    notice_id: UUID
    because: ClosedBecause


class LinkIssued(Event):
    """A signed link was made out."""

    tag: ClassVar[str] = "notices:link:issued"

    link_id: UUID
    purpose: Code
    subject_id: UUID
    until: datetime
    renews: UUID | None = None


class LinkUsed(Event):
    """A decision was made by a link, which cannot be used for a second one."""

    tag: ClassVar[str] = "notices:link:used"

    link_id: UUID
    purpose: Code


class LinkRevoked(Event):
    """A link was taken back."""

    tag: ClassVar[str] = "notices:link:revoked"

    link_id: UUID
    purpose: Code


class CodeLocked(Event):
    """Five wrong tries: the one-time code of a link is dead."""

    tag: ClassVar[str] = "notices:code:locked"

    link_id: UUID
