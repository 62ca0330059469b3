"""Review rounds and cards as pages show them: how far a round is, what is missing by name, one card with its history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Prefetch

from chomchom.accounts import public as accounts
from chomchom.kernel.codes import as_shown
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Verdict, verdict
from chomchom.planning.access import reviews as access
from chomchom.planning.access.standing import criteria_on, facts_of, fillers_on, row_kinds_on
from chomchom.planning.models import CardEntry, CriterionAnswer, ReviewCard, ReviewRound
from chomchom.planning.rules import reviews as rules
from chomchom.planning.rules.candidates import CriteriaList
from chomchom.planning.rules.reviews import CARD_MOVES, CardState, Coverage, RoundState
from chomchom.planning.sentences import reviews as sentences
from chomchom.store.acting import require
from chomchom.ui.times import Said, due_day, past


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round in the list, with how far it is."""

    round_id: UUID
    name: str
    year: int
    plan: str
    state_label: str
    open: bool
    due: Said
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class CardLine:
    """One card of a round: what is missing, by name."""

    card_id: UUID
    code: str
    name: str
    department: str
    state: CardState
    state_label: str
    missing: str
    late: bool
    answered: int
    needed: int
    round_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindLine:
    """One kind of row over all cards of a round."""

    label: str
    filler: str
    due: Said
    answered: int
    needed: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPage:
    """A round: figures, kinds of rows, cards."""

    line: RoundLine
    kinds: tuple[KindLine, ...]
    cards: tuple[CardLine, ...]
    by_state: tuple[tuple[str, int], ...]
    may_close: bool


def _cards(deed: Deed) -> Prefetch[str]:
    entries = CardEntry.objects.select_related("row")
    cards = access.cards_visible_to(deed).select_related("project").prefetch_related(Prefetch("entries", entries))
    return Prefetch("cards", cards.order_by("project__code_sort", "pk"))


def rounds(deed: Deed) -> tuple[RoundLine, ...]:
    """The rounds somebody may see, newest first. Three queries."""
    require(deed)
    rows = access.rounds_visible_to(deed).select_related("term").order_by("-year", "-opened_at", "-pk")[:50]
    return tuple(_round_line(deed, row) for row in rows.prefetch_related(_cards(deed)))


def _round_line(deed: Deed, row: ReviewRound) -> RoundLine:
    cards = [(CardState(card.state), facts_of(card.entries.all())) for card in row.cards.all()]
    return RoundLine(
        round_id=row.pk, name=row.name, year=row.year, plan=row.term.name, open=row.state == RoundState.OPEN,
        state_label=str(sentences.ROUND_STATES[row.state]), due=due_day(row.due_on, today=deed.day),
        coverage=rules.coverage(cards, on=deed.day),
    )  # fmt: skip


def round_page(deed: Deed, round_id: UUID) -> RoundPage:
    """One round. Five queries however many cards. Raises `review-round-not-found`."""
    require(deed)
    access.load_round(deed, round_id)
    rows = access.rounds_visible_to(deed).select_related("term").prefetch_related(_cards(deed), "rows")
    row = rows.get(pk=round_id)
    cards = list(row.cards.all())
    states = [CardState(card.state) for card in cards]
    return RoundPage(
        line=_round_line(deed, row),
        kinds=tuple(_kinds(deed, row, cards)),
        cards=tuple(_card_line(deed, card) for card in cards),
        by_state=tuple((str(sentences.CARD_STATES[state]), states.count(state)) for state in CardState),
        may_close=row.state == RoundState.OPEN and bool(verdict(access.check_may_open_round, deed)),
    )


def _kinds(deed: Deed, row: ReviewRound, cards: Iterable[ReviewCard]) -> Iterable[KindLine]:
    found: dict[str, list[rules.RowState]] = defaultdict(list)
    for card in cards:
        for one in facts_of(card.entries.all()):
            found[one.code].append(rules.row_state(one, on=deed.day))
    for kind in sorted(row.rows.all(), key=lambda one: one.position):
        states = found[kind.code]
        yield KindLine(
            label=kind.label, filler=kind.filler, due=due_day(kind.due_on, today=deed.day), needed=len(states),
            answered=sum(state in rules.ANSWERED for state in states), late=states.count(rules.RowState.LATE),
        )  # fmt: skip


def _card_line(deed: Deed, card: ReviewCard) -> CardLine:
    facts = facts_of(card.entries.all())
    missing = rules.missing_rows(facts, on=deed.day)
    needed = sum(row.required for row in facts)
    return CardLine(
        card_id=card.pk, code=as_shown(card.project.code), name=card.project.name,
        department=card.project.department, state=CardState(card.state), needed=needed,
        state_label=str(sentences.CARD_STATES[card.state]), missing=", ".join(row.label for row in missing),
        late=any(row.due_on < deed.day for row in missing), answered=needed - len(missing),
    )  # fmt: skip


def my_cards(deed: Deed) -> tuple[CardLine, ...]:
    """The cards on which a needed row waits for this very person, the most pressing first. Two queries."""
    require(deed)
    mine = CardEntry.objects.filter(assignee_id=deed.actor_id, text="", excuse="").values("card_id")
    rows = access.cards_visible_to(deed).filter(
        pk__in=mine, state=CardState.WRITING, round__state=RoundState.OPEN
    )  # fmt: skip
    entries = CardEntry.objects.select_related("row")
    found = [_card_line(deed, card) for card in rows.select_related("project").prefetch_related(
        Prefetch("entries", entries)
    )]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.late, one.code, one.name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteLine:
    """What somebody said in a meeting, beside a row."""

    opinion_id: UUID
    source: str
    meeting: str
    meeting_id: UUID | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One row of a card."""

    code: str
    label: str
    filler: str
    assignee: str
    assignee_id: UUID | None
    due: Said
    state: rules.RowState
    state_label: str
    text: str
    excuse: str
    written: str
    version: int
    quotes: tuple[QuoteLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsiderationLine:
    """One consideration of the review list and what was said of it on this card."""

    code: str
    label: str
    question: str
    judgement: str
    judgement_label: str
    text: str
    open_question: str
    evidence: str
    evidence_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLine:
    """One move a card may make now, whether this person may, and whether it needs words."""

    name: str
    label: str
    needs_reason: bool
    allowed: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLine:
    """One move a card made."""

    title: str
    reason: str
    by: str
    at: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPage:
    """One card with everything on it."""

    line: CardLine
    project_id: UUID
    round_id: UUID
    round_name: str
    round_open: bool
    entries: tuple[EntryLine, ...]
    considerations: tuple[ConsiderationLine, ...]
    moves: tuple[MoveLine, ...]
    trace: tuple[TraceLine, ...]
    version: int
    may_write: bool
    may_fill: bool
    may_assign: bool
    next_sentence: str
    step: int


def card_page(deed: Deed, card_id: UUID) -> CardPage:
    """One card. Always the same number of queries. Raises `review-card-not-found`."""
    require(deed)
    card = access.load_card(deed, card_id)
    entries = list(card.entries.select_related("row").prefetch_related("quotes").order_by("row__position"))
    trace = list(card.moves.order_by("-at", "-pk"))
    names = accounts.accounts_named(
        {who for one in entries for who in (one.assignee_id, one.written_by) if who} | {move.by for move in trace}
    )
    state, facts = CardState(card.state), facts_of(entries)
    opened = card.round.state == RoundState.OPEN
    may_fill = bool(verdict(access.check_may_fill, deed)) and opened
    return CardPage(
        line=_line_of(deed, card, entries),
        project_id=card.project_id, round_id=card.round_id, round_name=f"{card.round.year} {card.round.name}",
        round_open=opened,
        entries=tuple(_entry_line(deed, one, names) for one in entries),
        considerations=considerations(deed, card),
        moves=tuple(_moves(deed, card, facts)) if may_fill else (),
        trace=tuple(_trace_line(deed, move.move, move.reason, names.get(move.by, ""), move.at) for move in trace),
        version=card.version, may_fill=may_fill, may_write=may_fill and state is CardState.WRITING,
        may_assign=opened and bool(verdict(access.check_may_open_round, deed)),
        next_sentence=str(sentences.CARD_NEXT[state]), step=list(CardState).index(state) + 1,
    )  # fmt: skip


def _line_of(deed: Deed, card: ReviewCard, entries: list[CardEntry]) -> CardLine:
    card._prefetched_objects_cache = {"entries": entries}  # type: ignore[attr-defined]
    return _card_line(deed, card)


def _entry_line(deed: Deed, one: CardEntry, names: dict[UUID, str]) -> EntryLine:
    fact = facts_of([one])[0]
    state = rules.row_state(fact, on=deed.day)
    when = past(one.written_at, at=deed.at).text if one.written_at else ""
    by = names.get(one.written_by, "") if one.written_by else ""
    return EntryLine(
        code=one.row.code, label=one.row.label, filler=one.row.filler,
        assignee=names.get(one.assignee_id, "") if one.assignee_id else "", assignee_id=one.assignee_id,
        due=due_day(one.row.due_on, today=deed.day), state=state, state_label=str(sentences.ROW_STATES[state]),
        text=one.text, excuse=one.excuse, written=f"{by} · {when}" if when else "", version=one.version,
        quotes=tuple(
            QuoteLine(opinion_id=q.opinion_id, source=q.source_label, meeting=q.meeting_name, meeting_id=q.meeting_id, text=q.text)
            for q in sorted(one.quotes.all(), key=lambda quote: (quote.quoted_at, quote.pk))
        ),
    )  # fmt: skip


def considerations(deed: Deed, card: ReviewCard) -> tuple[ConsiderationLine, ...]:
    """The considerations of the review list with what stands on a card; three queries."""
    return answer_lines(CriteriaList.REVIEW, deed, list(card.answers.select_related("evidence").filter(current=True)))


def answer_lines(kind: CriteriaList, deed: Deed, answers: list[CriterionAnswer]) -> tuple[ConsiderationLine, ...]:
    """A list in force with the answers that stand; without one it is open."""
    standing = {answer.criterion_id: answer for answer in answers}
    found = []
    for one in criteria_on(kind, deed.day):
        answer = standing.get(one.pk)
        judgement = answer.judgement if answer else "open"
        found.append(
            ConsiderationLine(
                code=one.code, label=one.label, question=one.question, judgement=judgement,
                judgement_label=str(sentences.JUDGEMENTS[judgement]), text=answer.text if answer else "",
                open_question=answer.open_question if answer else "",
                evidence=answer.evidence.title if answer and answer.evidence else "",
                evidence_id=answer.evidence_id if answer else None,
            )
        )  # fmt: skip
    return tuple(found)


def _moves(deed: Deed, card: ReviewCard, facts: list[rules.RowFacts]) -> Iterable[MoveLine]:
    for move in CARD_MOVES.leaving(CardState(card.state)):
        allowed = verdict(access.check_may_move_card, deed, move.who) and verdict(
            rules.check_move, move.name, CardState(card.state), rows=facts, on=deed.day, reason="·",
            own_submission=card.submitted_by == deed.actor_id,
        )  # fmt: skip
        yield MoveLine(
            name=move.name, label=str(sentences.CARD_MOVES[move.name]), needs_reason=move.reason, allowed=allowed
        )


def _trace_line(deed: Deed, move: str, reason: str, by: str, at: object) -> TraceLine:
    return TraceLine(title=str(sentences.CARD_DONE[move]), reason=reason, by=by, at=past(at, at=deed.at))  # type: ignore[arg-type]


def assignees(deed: Deed) -> list[tuple[UUID, str]]:
    """Who can be asked to fill a row, by name."""
    return sorted(fillers_on(deed).items(), key=lambda one: (one[1], str(one[0])))


def row_choices(deed: Deed) -> list[tuple[str, str]]:
    """The kinds of rows a new round can have."""
    return [(kind.code, kind.label) for kind in row_kinds_on(deed.day)]


def cards_of_project(deed: Deed, project_id: UUID) -> tuple[CardLine, ...]:
    """The cards of one project, newest round first, for its own page. Two queries."""
    require(deed)
    rows = access.cards_visible_to(deed).filter(project_id=project_id).select_related("project", "round")
    entries = Prefetch("entries", CardEntry.objects.select_related("row"))
    found = rows.prefetch_related(entries).order_by("-round__year", "-pk")
    return tuple(replace(_card_line(deed, one), round_name=f"{one.round.year} {one.round.name}") for one in found)
