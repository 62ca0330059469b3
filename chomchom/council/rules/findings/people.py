"""Who was there: arithmetic, absences against marks, and what the head of the paper leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chomchom.council.rules.counting import ROUNDING, left_out_by_rule, rate
from chomchom.council.rules.lines import Line, key
from chomchom.council.rules.shape import Finding, Minutes

# Korean data: how a decision says by whom and how it was taken
VOTE = re.compile(r"찬성|반대|의결|만장일치|표결|이의\s*없|이견\s*없")


def attendance(minutes: Minutes, _: Sequence[Line]) -> Iterator[Finding]:
    """The printed figures against each other, and against the table by the printed rule."""
    stated, computed = minutes.attendance.stated, minutes.attendance.computed
    where = minutes.lines_of("attendance")
    if not minutes.attendance.rows:
        yield Finding("attendance-missing", where or minutes.lines_of("title"))
    if stated.members is None or stated.present is None:
        return
    figures = {"members": str(stated.members), "present": str(stated.present)}
    value = rate(stated.present, stated.members)
    if stated.rate_percent is not None and value is not None and abs(value - stated.rate_percent) >= ROUNDING:
        told = {**figures, "rate": f"{value:g}", "stated": f"{stated.rate_percent:g}"}
        yield Finding("attendance-rate", where, told)
    allowed: tuple[list[str], list[str]] = ([], list(left_out_by_rule(minutes.attendance)))
    if not computed or any(way.matches_stated for way in computed if way.excluded in allowed):
        return
    table = {"listed": str(computed[0].members), "marked": str(computed[0].present)}
    fits = next((way for way in computed if way.matches_stated), None)
    if fits is None:
        yield Finding("attendance-not-reproduced", where, {**figures, **table})
    else:
        yield Finding("attendance-needs-exclusions", where, {**figures, **table, "bodies": ", ".join(fits.excluded)})


def absences(minutes: Minutes, _: Sequence[Line]) -> Iterator[Finding]:
    """Reasons against marks, reasons about health or family, people listed twice."""
    seen: set[tuple[str, str]] = set()
    for row in minutes.attendance.rows:
        where, told = minutes.lines_of(f"person:{row.name}", f"absence:{row.name}"), {"name": row.name}
        if row.present and row.absence is not None:
            yield Finding("absence-but-present", where, told)
        if not row.present and row.absence is None:
            yield Finding("absence-without-reason", where, told)
        if row.absence is not None and row.absence.sensitive:
            yield Finding("sensitive-absence", where, told)
        same = (key(row.name), key(row.organisation))
        if same in seen:
            yield Finding("attendee-twice", where, told)
        seen.add(same)


def heads(minutes: Minutes, _: Sequence[Line]) -> Iterator[Finding]:
    """Author, chair, approval boxes, way of deciding."""
    document, names = minutes.document, {key(row.name) for row in minutes.attendance.rows}
    title = minutes.lines_of("title")
    if document.author and names and key(document.author) not in names:
        yield Finding("author-not-listed", minutes.lines_of("author"), {"name": document.author})
    if minutes.meeting.chair is None:
        yield Finding("chair-missing", title)
    if minutes.meeting.start is None:
        yield Finding("time-missing", minutes.lines_of("time") or title)
    if document.approval_line:
        yield Finding("approval-empty", title, {"boxes": " · ".join(document.approval_line)})
    if (
        minutes.decisions
        and not minutes.form.vote
        and not any(VOTE.search(one.summary + one.direction) for one in minutes.decisions)
    ):
        yield Finding("vote-missing", minutes.lines_of("decision:0"))
