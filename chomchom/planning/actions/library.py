"""Writes of the evidence library: sources and values, claims that lack one, and what backs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from chomchom.documents import public as documents
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access as plan
from chomchom.planning.access import reviews as access
from chomchom.planning.events.reviews import ClaimEntered, ClaimSettled, EvidenceEntered
from chomchom.planning.models import Claim, Evidence
from chomchom.planning.rules import evidence as rules
from chomchom.planning.rules.evidence import CLAIM_MOVES, ClaimState, EvidenceKind
from chomchom.store.acting import require
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id

ROOM = "planning"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIn:
    """A file as somebody sends it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceIn:
    """A source as it is entered; `value` is what was typed."""

    kind: EvidenceKind
    title: str
    source: str
    year: int
    as_of: date | None = None
    population: str = ""
    value: str = ""
    unit: str = ""
    code: str = ""
    url: str = ""
    note: str = ""


def enter_evidence(deed: Deed, *, given: EvidenceIn, file: FileIn | None = None, replaces: UUID | None = None) -> UUID:
    """Enter a source. With `replaces` it takes the place of an older one, which stays to be read.

    Raises `may-not-enter-evidence`, `evidence-not-found`, `evidence-replaced`, `evidence-code-taken`, what
    `rules.check_evidence`, `check_code`, `read_value` and `check_address` refuse, and what `documents.keep` refuses.
    """
    require(deed)
    access.check_may_enter(deed)
    value = rules.read_value(given.value)
    _check(deed, given, value)
    before = _replaced(deed, replaces)
    row_id = new_id()
    kept = _keep(deed, row_id, file)
    with refusing("one_evidence_value_a_year", "evidence-code-taken", word=given.code.strip(), year=given.year):
        Evidence.objects.create(
            id=row_id, kind=given.kind, title=given.title.strip(), source=given.source.strip(), year=given.year,
            as_of=given.as_of, population=given.population.strip(), value=value, unit=given.unit.strip(),
            code=given.code.strip(), url=given.url.strip(), note=given.note.strip(), file_id=kept, replaces=before,
            entered_by=deed.actor_id, entered_at=deed.at,
        )  # fmt: skip
    event = EvidenceEntered(evidence_id=row_id, kind=given.kind, year=given.year, replaces=replaces)
    record(deed, event, stream=row_id)
    return row_id


def _check(deed: Deed, given: EvidenceIn, value: Decimal | None) -> None:
    rules.check_evidence(
        title=given.title, source=given.source, year=given.year, value=value, unit=given.unit,
        population=given.population, today=deed.day,
    )  # fmt: skip
    rules.check_code(given.code.strip(), has_value=value is not None)
    rules.check_address(given.url.strip())


def _replaced(deed: Deed, replaces: UUID | None) -> Evidence | None:
    """The older source, out of the way from now on."""
    if replaces is None:
        return None
    before = access.load_evidence(deed, replaces, lock=True)
    if before.replaced:
        raise Refused("evidence-replaced")
    before.replaced = True
    before.save(update_fields=["replaced"])
    return before


def _keep(deed: Deed, record_id: UUID, file: FileIn | None) -> UUID | None:
    if file is None:
        return None
    owner = documents.Owner(room=ROOM, record_id=record_id)
    return documents.keep(deed, owner=owner, purpose="evidence", filename=file.name, content=file.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimIn:
    """A sentence that claims a size without a figure, and where it was said."""

    text: str
    said_in: str = ""
    meeting_id: UUID | None = None
    project_id: UUID | None = None
    candidate_id: UUID | None = None


def enter_claim(deed: Deed, *, given: ClaimIn) -> UUID:
    """Write a claim down so that somebody looks for its figure.

    Raises `may-not-enter-evidence`, `claim-needs-text`, `project-not-found`, `candidate-not-found`.
    """
    require(deed)
    access.check_may_enter(deed)
    if not given.text.strip():
        raise Refused("claim-needs-text")
    if given.project_id is not None:
        # The project is locked, so that a sentence of one meeting is written down once, whoever presses twice.
        plan.load_project(deed, given.project_id, lock=True)
    if given.meeting_id is not None and given.project_id is not None:
        same = Claim.objects.filter(meeting_id=given.meeting_id, project_id=given.project_id, text=given.text.strip())
        if (held := same.first()) is not None:
            return held.pk
    if given.candidate_id is not None:
        access.load_candidate(deed, given.candidate_id)
    made = Claim.objects.create(
        text=given.text.strip(), said_in=given.said_in.strip(), meeting_id=given.meeting_id,
        project_id=given.project_id, candidate_id=given.candidate_id, entered_by=deed.actor_id, entered_at=deed.at,
    )  # fmt: skip
    record(deed, ClaimEntered(claim_id=made.pk, project_id=given.project_id), stream=made.pk)
    return made.pk


def settle_claim(
    deed: Deed, *, claim_id: UUID, move: str, evidence_id: UUID | None = None, note: str = ""
) -> ClaimState:
    """Back a claim with evidence, drop it with a reason, or open it again.

    Raises `may-not-enter-evidence`, `claim-not-found`, `wrong-state`, `claim-needs-evidence`, `claim-needs-reason`,
    `evidence-not-found`.
    """
    require(deed)
    access.check_may_enter(deed)
    found = access.load_claim(deed, claim_id, lock=True)
    target = CLAIM_MOVES.target(move, ClaimState(found.state))
    if CLAIM_MOVES.move(move).reason and not note.strip():
        raise Refused("claim-needs-reason")
    if move == "back":
        if evidence_id is None:
            raise Refused("claim-needs-evidence")
        access.load_evidence(deed, evidence_id)
    found.state, found.note = target, note.strip()
    found.evidence_id = evidence_id if move == "back" else None
    found.settled_by, found.settled_at = (None, None) if target is ClaimState.OPEN else (deed.actor_id, deed.at)
    found.save()
    record(deed, ClaimSettled(claim_id=found.pk, state=target, evidence_id=found.evidence_id), stream=found.pk)
    return target
