"""The grammar of Korean committee minutes, line by line.

Labels are data, not columns: other committees use other labels, three people stand in a row, pages break elsewhere, a
section is missing. A line that no rule understands is kept as unread; nothing that was printed vanishes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from chomchom.council.rules import body, ending, facts, head, pages, people, words
from chomchom.council.rules.lines import Line
from chomchom.council.rules.lists import vocabulary_of, with_marks_at_the_front
from chomchom.council.rules.shape import Minutes, Unread
from chomchom.council.rules.state import Reading

RULES: tuple[Callable[[Reading, Line], bool], ...] = (
    pages.furniture, head.title, ending.arithmetic, head.meta, people.attendance_header, people.headline, people.attendees,
    people.absences, head.agenda,
    ending.photos, ending.vote, ending.next_meeting, body.item_start, body.header, body.heading, body.item_row,
    body.direction_bullet, body.issue_row, ending.decision_row, ending.follow_up, head.boxes,
)  # fmt: skip

LONGEST = 20_000  # letters of a line that is still looked into


def read_lines(lines: Sequence[Line], *, photos: int = 0) -> Minutes:
    """Read minutes from numbered lines of cells; `photos` is the number of pictures the file carries."""
    reading = Reading(vocabulary=vocabulary_of(lines))
    lines = with_marks_at_the_front(lines)
    rows = [_out_of_frame(line) for line in lines]
    filled = [row for row in rows if row.filled]
    below = {row.no: after for row, after in pairwise(filled)}
    for line, row in zip(lines, rows, strict=True):
        reading.following = below.get(row.no)
        if row.filled and (len(row.text) > LONGEST or not any(rule(reading, row) for rule in RULES)):
            reading.leave(line.no, row.text)
    reading.minutes.photos = photos
    people.settle_reasons(reading)
    ending.settle_next(reading)
    conclude(reading.minutes)
    _unknown_headings(reading.minutes)
    reading.minutes.unread.sort(key=lambda one: one.line)
    return reading.minutes


def _out_of_frame(line: Line) -> Line:
    """The row without the word 회의내용 of the outer frame, which may stand in front of anything."""
    if line.filled and words.is_one_of(line.filled[0], words.FRAME):
        return Line(line.no, line.filled[1:])
    return line


def conclude(minutes: Minutes) -> None:
    """Work out what follows from the whole text: rates, observations, dispositions, modifiers, criteria."""
    for review in minutes.reviews:
        texts = [bullet for section in review.sections for bullet in section.bullets]
        review.observations = facts.observations_in(texts)
        review.milestones = facts.milestones_in(texts)
        review.disposition = facts.disposition_of(review.sections)
    for candidate in minutes.candidates:
        candidate.disposition = facts.disposition_of(candidate.sections)
    for decision in minutes.decisions:
        decision.modifiers = facts.modifiers_of(f"{decision.label}. {decision.direction}")
        decision.class_ = facts.class_of(decision.label)
    minutes.direction.criteria = facts.criteria_in(minutes.direction.issues)
    minutes.attendance.computed = facts.count_attendance(minutes.attendance)


def _unknown_headings(minutes: Minutes) -> None:
    """A heading that the agenda does not announce would be nowhere in the records: it stays unread."""
    announced = {item.no for item in minutes.agenda}
    for number, name in minutes.headings.items():
        if number not in announced:
            for line in minutes.lines_of(f"part:{number}"):
                minutes.unread.append(Unread(line, f"{number}. {name}"))
