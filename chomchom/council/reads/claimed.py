"""Sentences of a meeting that claim a size without a figure or source, and figures stated in passing: what the plan has
to find evidence for. Each with the project it was said about and, where minutes were brought in, its printed line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.council import access
from chomchom.council.models import Meeting, Opinion, Reading
from chomchom.council.rules.figures import observations_in
from chomchom.council.rules.findings.wording import SENTENCE, is_claim
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.meetings import MeetingState
from chomchom.council.rules.readings import ReadingState
from chomchom.council.rules.subjects import DECIDED, code_shown
from chomchom.kernel.deeds import SEOUL, Deed

MEETINGS = 10
SINCE = (MeetingState.DRAFT, MeetingState.CIRCULATED, MeetingState.APPROVED, MeetingState.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedRow:
    """One sentence, or one figure with its year and measure (`figure`), about one project."""

    key: str
    code: str
    name: str
    text: str
    figure: bool
    line: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedPage:
    """What a meeting left to be backed."""

    meeting_id: UUID
    title: str
    body_name: str
    day: date
    rows: tuple[ClaimedRow, ...]


def claimed(deed: Deed, meeting_id: UUID) -> ClaimedPage:
    """What one meeting claimed, in the order it was said; four queries. Raises `council-office-only`,
    `meeting-not-found`."""
    access.check_office(deed)
    meeting = access.load_meeting(deed, meeting_id)
    reading = Reading.objects.filter(meeting=meeting, state=ReadingState.RECORDED).order_by("-brought_at").first()
    printed = reading.printed() if reading else []
    rows = {row.key: row for row in _rows(meeting, printed)}
    return ClaimedPage(
        meeting_id=meeting.pk, title=meeting.title, body_name=meeting.body.name,
        day=meeting.starts_at.astimezone(SEOUL).date(), rows=tuple(rows.values()),
    )  # fmt: skip


def _rows(meeting: Meeting, printed: list[Line]) -> Iterator[ClaimedRow]:
    for opinion in Opinion.objects.standing().filter(meeting=meeting, subject__in=DECIDED).order_by("position", "id"):
        text = str(opinion.text)
        for sentence in filter(is_claim, SENTENCE.split(text)):
            yield _row(opinion, sentence.strip(), False, _line_of(printed, sentence))
        for one in observations_in([text]):
            year = f"{one.year} " if one.year else ""
            figure = f"{year}{one.measure} {one.value_percent:g}%"
            yield _row(opinion, figure, True, _line_of(printed, text))


def _row(opinion: Opinion, text: str, figure: bool, line: int | None) -> ClaimedRow:
    about = opinion.code or key(opinion.name)
    mark = hashlib.sha256(f"{about}\n{text}".encode()).hexdigest()[:16]
    return ClaimedRow(key=mark, code=opinion.code and code_shown(opinion.code), name=opinion.name, text=text, figure=figure, line=line)  # fmt: skip


def _line_of(printed: list[Line], words: str) -> int | None:
    wanted = key(words)[:40]
    return next((line.no for line in printed if wanted in key(line.text)), None)


def meetings_with_minutes(deed: Deed) -> tuple[tuple[UUID, str, date], ...]:
    """The latest meetings whose minutes are written, for the office. Raises `council-office-only`."""
    access.check_office(deed)
    rows = access.visible_to(deed).filter(state__in=SINCE).order_by("-starts_at")[:MEETINGS]
    return tuple((row.pk, row.title, row.starts_at.astimezone(SEOUL).date()) for row in rows)
