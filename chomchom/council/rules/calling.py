"""When the written notice of a meeting has to be out, with the arithmetic to show. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chomchom.kernel.days import WorkingDays
from chomchom.kernel.verdicts import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRule:
    """So many days before the meeting; `clear` days lie wholly between the notice and the meeting."""

    days: int
    clear: bool
    to_working_day: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDue:
    """The last day by the rule, and the last day an office is open before it."""

    meeting_on: date
    days: int
    clear: bool
    limit: date
    practice: date

    @property
    def moved(self) -> bool:
        """Whether the limit falls on a day off."""
        return self.practice != self.limit

    def days_late(self, called_on: date) -> int:
        """Days after the limit of the rule; 0 where the notice is in time. The day of practice binds nobody."""
        return max(0, (called_on - self.limit).days)


def notice_due(meeting_on: date, rule: NoticeRule, working: WorkingDays) -> NoticeDue:
    """Until when a meeting must be called: 2026-07-03 with five clear days is 06-27, in practice Friday 06-26."""
    limit = meeting_on - timedelta(days=rule.days + rule.clear)
    practice = working.on_or_before(limit) if rule.to_working_day else limit
    return NoticeDue(meeting_on=meeting_on, days=rule.days, clear=rule.clear, limit=limit, practice=practice)


def check_can_be_called(*, starts_at: datetime, now: datetime, place: str, written: bool, items: int) -> None:
    """Raises `meeting-has-no-agenda`, `meeting-needs-a-place`, `meeting-is-past`."""
    if not items:
        raise Refused("meeting-has-no-agenda")
    if not place and not written:
        raise Refused("meeting-needs-a-place")
    if starts_at <= now:
        raise Refused("meeting-is-past")
