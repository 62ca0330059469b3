"""Writes of the review: open a round, say who fills what, fill rows, move cards, bring an opinion beside a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access as plan
from chomchom.planning.access import reviews as access
from chomchom.planning.access.standing import facts_of, fillers_on, row_kinds_on
from chomchom.planning.actions.telling import tell_card
from chomchom.planning.events.reviews import CardMoved, CardQuoted, CardWritten, ReviewRoundClosed, ReviewRoundOpened
from chomchom.planning.models import (
    CardEntry,
    CardMove,
    CardQuote,
    Project,
    ReviewCard,
    ReviewRound,
    RoundRow,
)
from chomchom.planning.rules import reviews as rules
from chomchom.planning.rules.reviews import CARD_MOVES, CardState, RoundState
from chomchom.planning.rules.tree import ProjectState
from chomchom.store.acting import require
from chomchom.store.constraints import refusing
from chomchom.store.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundIn:
    """A round as it is opened: rows are codes of the city's list, each with a day of its own or the round's."""

    term: int
    year: int
    name: str
    due_on: date
    rows: tuple[str, ...]
    row_due: dict[str, date] | None = None


def open_round(deed: Deed, given: RoundIn) -> UUID:
    """Open a review: a card for every project of the plan that is not closed, with every row empty.

    Raises `may-not-open-round`, `term-not-found`, `review-round-needs-name`, `review-due-in-the-past`,
    `review-round-needs-rows`, `review-round-needs-projects`, `review-round-name-taken`.
    """
    require(deed)
    access.check_may_open_round(deed)
    term = plan.load_term(deed, given.term)
    kinds = [kind for kind in row_kinds_on(deed.day) if kind.code in given.rows]
    rules.check_round(name=given.name, due_on=given.due_on, today=deed.day, rows=len(kinds))
    due = {kind.code: (given.row_due or {}).get(kind.code, given.due_on) for kind in kinds}
    if any(day < deed.day for day in due.values()):
        raise Refused("review-due-in-the-past")
    projects = list(Project.objects.filter(term=term).exclude(state=ProjectState.CLOSED).order_by("code_sort", "pk"))
    if not projects:
        raise Refused("review-round-needs-projects")
    with refusing("one_review_round_a_name", "review-round-name-taken", name=given.name.strip()):
        made = ReviewRound.objects.create(
            term=term, year=given.year, name=given.name.strip(), due_on=max(due.values()), opened_by=deed.actor_id,
            opened_at=deed.at,
        )  # fmt: skip
    rows = [
        RoundRow(
            round=made, code=kind.code, label=kind.label, filler=kind.filler, required=kind.required, position=place,
            due_on=due[kind.code],
        )
        for place, kind in enumerate(kinds)
    ]  # fmt: skip
    RoundRow.objects.bulk_create(rows)
    cards = ReviewCard.objects.bulk_create([ReviewCard(round=made, project=project) for project in projects])
    CardEntry.objects.bulk_create([CardEntry(card=card, row=row) for card in cards for row in rows])
    event = ReviewRoundOpened(
        round_id=made.pk, term_id=term.pk, year=made.year, cards=len(cards), rows=len(rows), due_on=made.due_on
    )
    record(deed, event, stream=made.pk)
    return made.pk


def close_round(deed: Deed, *, round_id: UUID) -> None:
    """Close a round: its cards are read from now on. Raises `may-not-open-round`, `review-round-not-found`, `review-round-closed`."""
    require(deed)
    access.check_may_open_round(deed)
    found = access.load_round(deed, round_id, lock=True)
    rules.check_round_open(RoundState(found.state))
    found.state, found.closed_at = RoundState.CLOSED, deed.at
    found.save(update_fields=["state", "closed_at"])
    cards = ReviewCard.objects.filter(round=found)
    event = ReviewRoundClosed(round_id=found.pk, cards=cards.count(), final=cards.filter(state=CardState.FINAL).count())
    record(deed, event, stream=found.pk)


def assign_rows(deed: Deed, *, card_id: UUID, assignees: dict[str, UUID | None]) -> None:
    """Say who fills which row of a card; a person that is told anew gets a notice.

    Raises `may-not-open-round`, `review-card-not-found`, `review-round-closed`, `card-row-unknown`,
    `card-assignee-unknown`.
    """
    require(deed)
    access.check_may_open_round(deed)
    card = access.load_card(deed, card_id, lock=True)
    rules.check_round_open(RoundState(card.round.state))
    known = fillers_on(deed)
    entries = {entry.row.code: entry for entry in card.entries.select_related("row")}
    told: set[UUID] = set()
    for code, who in assignees.items():
        if code not in entries:
            raise Refused("card-row-unknown")
        if who is not None and who not in known:
            raise Refused("card-assignee-unknown")
        entry = entries[code]
        if who != entry.assignee_id:
            entry.assignee_id = who
            entry.save(update_fields=["assignee_id"])
            if who is not None and who != deed.actor_id:
                told.add(who)
    for who in sorted(told):
        tell_card(deed, card, to=who, template="review-card-assigned", key=f"{card.version}:{deed.at.isoformat()}")


def write_row(deed: Deed, *, card_id: UUID, row: str, text: str, excuse: str, seen_version: int) -> None:
    """Fill a row of a card, or say why there is nothing to fill in.

    `seen_version` is the entry's version the writer saw. Raises `may-not-fill-card`, `review-card-not-found`,
    `review-round-closed`, `card-not-in-writing`, `card-row-unknown`, `card-row-both`, `card-row-empty`,
    `card-row-changed`.
    """
    require(deed)
    access.check_may_fill(deed)
    card = access.load_card(deed, card_id, lock=True)
    rules.check_round_open(RoundState(card.round.state))
    rules.check_may_write(CardState(card.state))
    rules.check_entry(text=text, excuse=excuse)
    entry = card.entries.select_related("row").filter(row__code=row).first()
    if entry is None:
        raise Refused("card-row-unknown")
    if entry.version != seen_version:
        raise Refused("card-row-changed", row=entry.row.label)
    entry.text, entry.excuse = text.strip(), excuse.strip()
    entry.written_by, entry.written_at, entry.version = deed.actor_id, deed.at, entry.version + 1
    entry.save(update_fields=["text", "excuse", "written_by", "written_at", "version"])
    event = CardWritten(card_id=card.pk, project_id=card.project_id, row=Code(row), excused=bool(entry.excuse))
    record(deed, event, stream=card.pk)


def move_card(deed: Deed, *, card_id: UUID, move: str, seen_version: int, reason: str = "") -> CardState:
    """Submit, send back, review, ask again, finish or reopen a card.

    Raises `may-not-fill-card`, `may-not-judge-card`, `review-card-not-found`, `review-round-closed`, `card-changed` and
    what `rules.check_move` refuses.
    """
    require(deed)
    card = access.load_card(deed, card_id, lock=True)
    access.check_may_move_card(deed, CARD_MOVES.move(move).who)
    rules.check_round_open(RoundState(card.round.state))
    if card.version != seen_version:
        raise Refused("card-changed")
    target = rules.check_move(
        move,
        CardState(card.state),
        rows=facts_of(card.entries.select_related("row")),
        on=deed.day,
        reason=reason,
        own_submission=card.submitted_by == deed.actor_id,
    )
    _stamp(card, target, deed)
    CardMove.objects.create(card=card, move=move, state=target, reason=reason.strip(), by=deed.actor_id, at=deed.at)
    event = CardMoved(card_id=card.pk, project_id=card.project_id, move=Code(move), state=target)
    record(deed, event, stream=card.pk)
    _tell_move(deed, card, move)
    return target


def _stamp(card: ReviewCard, target: CardState, deed: Deed) -> None:
    """Who brought the card there and when; what lies beyond is taken off again."""
    if target is CardState.SUBMITTED and card.state == CardState.WRITING:
        card.submitted_by, card.submitted_at = deed.actor_id, deed.at
    if target in (CardState.WRITING, CardState.SUBMITTED):
        card.reviewed_by = card.reviewed_at = None
    if target is CardState.REVIEWED and card.state == CardState.SUBMITTED:
        card.reviewed_by, card.reviewed_at = deed.actor_id, deed.at
    if target is CardState.FINAL:
        card.finished_by, card.finished_at = deed.actor_id, deed.at
    else:
        card.finished_by = card.finished_at = None
    card.state, card.version = target, card.version + 1
    card.save()


def _tell_move(deed: Deed, card: ReviewCard, move: str) -> None:
    """Who is asked to mend something hears of it: the writers of a card, or its reviewer."""
    if move == "ask_to_fix":
        to = {entry.assignee_id or entry.written_by for entry in card.entries.all()} | {card.submitted_by}
    elif move == "ask_again":
        last = card.moves.filter(move="review").order_by("-at", "-pk").first()
        to = {last.by} if last else set()
    else:
        return
    for who in sorted(one for one in to if one is not None and one != deed.actor_id):
        tell_card(deed, card, to=who, template="review-card-fix", key=str(card.version))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteIn:
    """An opinion of a meeting as it is quoted: its words, who said it, and in which meeting."""

    opinion_id: UUID
    source_label: str
    text: str
    meeting_id: UUID | None = None
    meeting_name: str = ""


def quote_opinions(deed: Deed, *, card_id: UUID, row: str, quotes: Sequence[QuoteIn]) -> int:
    """Bring opinions beside a row, each with its meeting; the row's own text stays as it is. Returns how many were new.

    Raises `may-not-fill-card`, `review-card-not-found`, `review-round-closed`, `card-row-unknown`,
    `card-quote-not-found` for an empty choice, `card-quote-twice` where all stand there already.
    """
    require(deed)
    access.check_may_fill(deed)
    card = access.load_card(deed, card_id, lock=True)
    rules.check_round_open(RoundState(card.round.state))
    entry = card.entries.filter(row__code=row).first()
    if entry is None:
        raise Refused("card-row-unknown")
    if not quotes:
        raise Refused("card-quote-not-found")
    there = set(entry.quotes.values_list("opinion_id", flat=True))
    fresh = [one for one in quotes if one.opinion_id not in there]
    if not fresh:
        raise Refused("card-quote-twice")
    CardQuote.objects.bulk_create(
        CardQuote(
            id=new_id(), entry=entry, opinion_id=one.opinion_id, meeting_id=one.meeting_id,
            source_label=one.source_label, meeting_name=one.meeting_name, text=one.text, quoted_by=deed.actor_id,
            quoted_at=deed.at,
        )
        for one in fresh
    )  # fmt: skip
    for one in fresh:
        event = CardQuoted(card_id=card.pk, row=Code(row), opinion_id=one.opinion_id, meeting_id=one.meeting_id)
        record(deed, event, stream=card.pk)
    return len(fresh)
