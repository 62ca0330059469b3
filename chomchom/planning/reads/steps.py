"""The statutory calendar of a plan with what is done, what is late and what proves it; and the chapters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.documents import public as documents
from chomchom.documents.public import FileRow, Owner
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import access
from chomchom.planning.models import ChapterWritten, StepDone
from chomchom.planning.reads.tree import TermRow, term_row
from chomchom.planning.rules.calendar import Chapter, Due, Standing, Step, due_days, open_chapters, standing
from chomchom.planning.sentences import steps as words
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import source, value, whole

ROOM, PROOF = "planning", "step-proof"
LATE_FIRST = {Standing.LATE: 0, Standing.SOON: 1, Standing.AHEAD: 2, Standing.DONE_LATE: 3, Standing.DONE: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step of the calendar as pages show it."""

    step: Step
    year: int
    label: str
    due: date
    planned_back: bool
    standing: Standing
    standing_label: str
    done_on: date | None
    note: str
    source: str
    row_id: UUID | None
    late_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterRow:
    """One chapter of article 36."""

    chapter: Chapter
    label: str
    written: bool
    place: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The steps by day; `late` and `next_one` are what the head says."""

    term: TermRow
    today: date
    rows: tuple[StepRow, ...]
    late: tuple[StepRow, ...]
    next_one: StepRow | None

    @property
    def behind(self) -> tuple[StepRow, ...]:
        """The steps of the plan and its first year that were due before today."""
        return tuple(row for row in self._near if row.due < self.today)

    @property
    def ahead(self) -> tuple[StepRow, ...]:
        """The steps of the plan and its first year that are due today or later."""
        return tuple(row for row in self._near if row.due >= self.today)

    @property
    def _near(self) -> tuple[StepRow, ...]:
        return tuple(row for row in self.rows if row.year in (0, self.term.first_year))


def calendar(deed: Deed, number: int) -> Calendar:
    """The steps of one plan on the deed's day; two queries. Raises `term-not-found`."""
    term = access.load_term(deed, number)
    rules = {step: value(f"planning.step_{step}", on=deed.day) for step in Step}
    days = due_days(rules, first_year=term.first_year, last_year=term.last_year, days=working_days())
    done = {(row.step, row.year): row for row in StepDone.objects.filter(term=term)}
    soon = whole("planning.step_soon_days", on=deed.day)
    rows = tuple(_row(deed, due, done.get((due.step, due.year)), soon) for due in days)
    open_rows = [row for row in rows if row.done_on is None]
    return Calendar(
        term=term_row(term),
        today=deed.day,
        rows=rows,
        late=tuple(row for row in open_rows if row.standing is Standing.LATE),
        next_one=next((row for row in open_rows if row.standing is not Standing.LATE), None),
    )


def _row(deed: Deed, due: Due, done: StepDone | None, soon: int) -> StepRow:
    done_on = done.done_on if done else None
    stands = standing(due.on, done_on=done_on, today=deed.day, soon_days=soon)
    label = str(words.STEPS[due.step])
    return StepRow(
        step=due.step,
        year=due.year,
        label=words.of_year(label, due.year) if due.year else label,
        due=due.on,
        planned_back=due.planned_back,
        standing=stands,
        standing_label=str(words.STANDINGS[stands]),
        done_on=done_on,
        note=done.note if done else "",
        source=source(f"planning.step_{due.step}", on=deed.day),
        row_id=done.pk if done else None,
        late_days=max(0, ((done_on or deed.day) - due.on).days),
    )


def step_row(deed: Deed, number: int, *, step: str, year: int) -> StepRow:
    """One step; raises `plan-step-not-found`."""
    for row in calendar(deed, number).rows:
        if (row.step, row.year) == (step, year):
            return row
    raise Refused("plan-step-not-found")


def proofs(deed: Deed, row: StepRow) -> tuple[FileRow, ...]:
    """The files that prove a step."""
    return documents.files_of(deed, Owner(ROOM, row.row_id), purpose=PROOF) if row.row_id else ()


def proof(deed: Deed, number: int, *, step: str, year: int, file_id: UUID) -> tuple[FileRow, bytes]:
    """One proof with its content. Raises `plan-step-not-found`, `file-not-found`."""
    row = step_row(deed, number, step=step, year=year)
    if row.row_id is None:
        raise Refused("plan-step-not-found")
    return documents.content_of(deed, file_id, owner=Owner(ROOM, row.row_id))


def chapters(deed: Deed, number: int) -> list[ChapterRow]:
    """The chapters article 36 asks for, in its order, with where each is written."""
    term = access.load_term(deed, number)
    held = {row.chapter: row for row in ChapterWritten.objects.filter(term=term)}
    return [_chapter(Chapter(code), held.get(code)) for code in value("planning.chapters", on=deed.day)]


def _chapter(chapter: Chapter, row: ChapterWritten | None) -> ChapterRow:
    return ChapterRow(
        chapter=chapter,
        label=str(words.CHAPTERS[chapter]),
        written=bool(row and row.written),
        place=row.place if row else "",
        note=row.note if row else "",
    )


def still_open(deed: Deed, number: int) -> list[str]:
    """The chapters that are not written yet, by name."""
    rows = chapters(deed, number)
    found = open_chapters([row.chapter for row in rows], [row.chapter for row in rows if row.written])
    return [str(words.CHAPTERS[one]) for one in found]
