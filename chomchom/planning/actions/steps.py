"""What was done of the steps the law asks for, with its proof, and which chapters are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.documents import public as documents
from chomchom.documents.public import Owner
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access
from chomchom.planning.events import ChapterNoted, StepNoted
from chomchom.planning.models import ChapterWritten, StepDone
from chomchom.planning.rules import calendar as rules
from chomchom.planning.rules.calendar import OF_YEAR, Chapter, Step
from chomchom.rulebook.public import value, whole

ROOM, PROOF = "planning", "step-proof"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepIn:
    """A step as somebody says it was done; without a day only a proof or a note is added."""

    step: Step
    year: int = 0
    done_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofIn:
    """The file that proves a step. `covered`: somebody looked at a scan and saw no resident number."""

    filename: str
    content: bytes
    covered: bool = False


def note_step(deed: Deed, *, term_number: int, said: StepIn, proof: ProofIn | None = None) -> UUID:
    """Say when a step was done and keep its proof. Raises `done-in-the-future`, `step-of-another-year`,
    `announced-too-short`, and what `documents` refuses of a file.
    """
    access.check_may_change_plan(deed)
    term = access.load_term(deed, term_number)
    years = range(term.first_year, term.last_year + 1) if said.step in OF_YEAR else range(1)
    if said.year not in years:
        raise Refused("step-of-another-year")
    if said.done_on is not None:
        rules.check_done(done_on=said.done_on, today=deed.day)
        _check_announced(deed, term.pk, said)
    row, _made = StepDone.objects.select_for_update().get_or_create(
        term=term, step=said.step, year=said.year, defaults={"recorded_at": deed.at, "recorded_by": deed.actor_id}
    )
    row.done_on, row.note = said.done_on, said.note.strip()[:200]
    row.recorded_at, row.recorded_by = deed.at, deed.actor_id
    row.save()
    if proof is not None:
        documents.keep(
            deed, owner=Owner(ROOM, row.pk), purpose=PROOF, filename=proof.filename, content=proof.content,
            covered=proof.covered,
        )  # fmt: skip
    event = StepNoted(
        term_id=term.pk, step_id=row.pk, step=said.step, year=said.year, done_on=said.done_on, proof=proof is not None
    )
    record(deed, event, stream=row.pk)
    return row.pk


def _check_announced(deed: Deed, term_id: UUID, said: StepIn) -> None:
    """The draft has to be open long enough, whichever of the two days is written last."""
    if said.done_on is None or said.step not in (Step.ANNOUNCE, Step.DELIBERATE):
        return
    other = Step.DELIBERATE if said.step is Step.ANNOUNCE else Step.ANNOUNCE
    row = StepDone.objects.filter(term_id=term_id, step=other, year=0).exclude(done_on=None).first()
    if row is None or row.done_on is None:
        return
    days = {said.step: said.done_on, other: row.done_on}
    rules.check_announcement(
        announced_on=days[Step.ANNOUNCE],
        deliberated_on=days[Step.DELIBERATE],
        least_days=whole("planning.announce_days", on=deed.day),
    )


def note_chapter(
    deed: Deed, *, term_number: int, chapter: Chapter, written: bool, place: str = "", note: str = ""
) -> None:
    """Say whether a chapter of article 36 is written and where. Raises `chapter-needs-its-place`, `chapter-not-asked`."""
    access.check_may_change_plan(deed)
    term = access.load_term(deed, term_number)
    if chapter not in value("planning.chapters", on=deed.day):
        raise Refused("chapter-not-asked")
    if written and not place.strip():
        raise Refused("chapter-needs-its-place")
    facts = {"written": written, "place": place.strip()[:120], "note": note.strip()[:300]}
    row, _made = ChapterWritten.objects.update_or_create(
        term=term, chapter=chapter, defaults={**facts, "recorded_at": deed.at, "recorded_by": deed.actor_id}
    )
    record(deed, ChapterNoted(term_id=term.pk, chapter=chapter, written=written), stream=row.pk)
