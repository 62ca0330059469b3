"""What the pages of cases need: flat rows, words and verdicts ready."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from chomchom.accounts.public import Role, accounts_named, note_access, who_holds
from chomchom.cases import access, facts, rules, sentences
from chomchom.cases.models import AftercareDate, Case, CaseNote, CaseQuerySet, CaseStep, CriteriaCheck, SecondLook
from chomchom.cases.reads.after import (
    AftercareRow,
    LookRow,
    aftercare_rows,
    look_row,
    reason_words,
    second_look_wanted,
)
from chomchom.cases.rules import CaseState
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Verdict, verdict
from chomchom.people import public as people
from chomchom.rulebook.dongs import dong as dong_of
from chomchom.rulebook.incomes import criterion as income_criterion
from chomchom.store.acting import require
from chomchom.store.paging import Page, page
from chomchom.ui.times import Said, due_day

_NO_DUE = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list."""

    case_id: UUID
    number: str
    person_id: UUID
    name: str
    age: int | None
    dong: str
    dong_name: str
    state: CaseState
    state_label: str
    grade_label: str
    owner: str
    due: Said | None
    due_label: str
    overdue: bool
    taken_in_on: date


@dataclass(frozen=True, slots=True)
class MoveOption:
    """A move out of the present state: its button, whether this reader may press it, and what it asks."""

    name: str
    label: str
    allowed: Verdict
    needs: rules.Needs
    confirmations: tuple[tuple[str, str], ...]
    records: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One thing that happened on a case."""

    on: date
    at: datetime
    by: str
    what: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class CriteriaRow:
    """An income that was held against a line; the income is shown to readers of the case only."""

    on: date
    sentence: str
    over_by_won: int
    income: str
    by: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case for its page; without content for who may only know that it exists."""

    row: CaseRow
    person: people.PersonCard
    stages: tuple[str, ...]
    stage: int
    stage_note: str
    readable: bool
    moves: tuple[MoveOption, ...]
    steps: tuple[StepRow, ...]
    criteria: tuple[CriteriaRow, ...]
    may_write: Verdict
    may_hold_against: Verdict
    may_name_owner: Verdict
    owners: tuple[tuple[str, str], ...]
    episode_id: UUID
    follows: str
    follows_id: UUID | None
    version: int
    book_label: str
    closing_reason: str
    aftercare: tuple[AftercareRow, ...]
    looks: tuple[LookRow, ...]
    second_look: tuple[str, str] | None
    may_return: bool
    may_do_aftercare: bool


def case_rows(
    deed: Deed, *, mine: bool = False, overdue: bool = False, ended: bool = False, after: str = "", size: int = 50
) -> Page[CaseRow]:
    """Cases this deed may know of, the most pressing first; `mine` are those of the actor or the team."""
    require(deed)
    rows = access.visible_to(deed)
    if mine:
        rows = rows.of_team(deed.actor_id, deed.agency_id, on=deed.day)
    if not ended:
        rows = rows.open()
    if overdue:
        rows = rows.filter(due_on__lt=deed.day)
    return rows_page(deed, rows, after=after, size=size)


def rows_page(deed: Deed, rows: CaseQuerySet, *, after: str, size: int) -> Page[CaseRow]:
    """One page of cases as rows, the most pressing first."""
    sortable = rows.annotate(sort_on=Coalesce(F("due_on"), Value(_NO_DUE)))
    found = page(sortable, order=("sort_on", "id"), after=after, size=size)
    return Page(_rows(deed, found.rows), found.next)


def _rows(deed: Deed, found: Sequence[Case]) -> tuple[CaseRow, ...]:
    cards = people.cards(deed, [case.person_id for case in found])
    names = accounts_named(case.owner_id for case in found if case.owner_id is not None)
    # A case about somebody restricted is not there for who may not see the person.
    return tuple(
        _row(case, card, names, today=deed.day) for case in found if (card := cards.get(case.person_id)) is not None
    )


def _row(case: Case, card: people.PersonCard, names: dict[UUID, str], *, today: date) -> CaseRow:
    state = CaseState(case.state)
    return CaseRow(
        case_id=case.pk,
        number=number_of(case),
        person_id=card.person_id,
        name=card.masked_name,
        age=card.age,
        dong=case.dong,
        dong_name=dong_of(case.dong).name,
        state=state,
        state_label=str(sentences.STATES[state]),
        grade_label=str(sentences.GRADES[rules.Grade(case.grade)]) if case.grade else "",
        owner=names.get(case.owner_id, "") if case.owner_id is not None else "",
        due=due_day(case.due_on, today=today) if case.due_on is not None else None,
        due_label=str(sentences.DUES[rules.DueCode(case.due_code)]) if case.due_code else "",
        overdue=case.due_on is not None and case.due_on < today,
        taken_in_on=case.taken_in_on,
    )


def number_of(case: Case) -> str:
    """The number people say."""
    return rules.case_number(case.year, dong_of(case.dong).name, case.serial)


def of_person(deed: Deed, person_id: UUID) -> tuple[CaseRow, ...]:
    """All cases of one person that this deed may know of, newest first."""
    require(deed)
    ids = people.ids_meaning(person_id)
    return _rows(deed, list(access.visible_to(deed).filter(person_id__in=ids).order_by("-taken_in_on", "-id")))


def case_row(deed: Deed, case_id: UUID) -> CaseRow:
    """One case as a row. Raises `case-not-found`."""
    return _rows(deed, [access.load_case(deed, case_id)])[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """What stands in a case, as rows."""

    steps: Sequence[CaseStep] = ()
    notes: Sequence[CaseNote] = ()
    checks: Sequence[CriteriaCheck] = ()
    aftercare: Sequence[AftercareDate] = ()
    looks: Sequence[SecondLook] = ()

    def writers(self) -> set[UUID]:
        """Everybody who wrote something of it."""
        found = {row.by for part in (self.steps, self.notes, self.checks) for row in part}
        found |= {row.by for row in self.aftercare if row.by} | {row.asked_by for row in self.looks}
        return found | {row.answered_by for row in self.looks if row.answered_by}


def _content(case: Case) -> _Content:
    return _Content(
        steps=list(case.steps.order_by("at", "id")),
        notes=list(case.notes.order_by("at", "id")),
        checks=list(case.criteria_checks.order_by("-at", "-id")),
        aftercare=list(case.aftercare_dates.filter(dropped_on=None).order_by("number")),
        looks=list(case.second_looks.order_by("-asked_at")),
    )


def case_page(deed: Deed, case_id: UUID) -> CasePage:
    """One case. Opening its content is written into the access log. Raises `case-not-found`."""
    require(deed)
    case = access.load_case(deed, case_id)
    card = people.card(deed, case.person_id)
    readable = access.may_read(deed, case)
    if readable:
        note_access(deed, subject_id=case.person_id, record_kind="case", record_id=case.pk, purpose="see-case")
    held = _content(case) if readable else _Content()
    names = accounts_named(held.writers() | ({case.owner_id} if case.owner_id else set()))
    held_from = CaseState(case.held_from) if case.held_from else None
    may_name = verdict(access.check_may_name_owner, deed, case)
    return CasePage(
        row=_row(case, card, names, today=deed.day),
        person=card,
        stages=tuple(sentences.stage_names()),
        stage=rules.stage_of(CaseState(case.state), held_from=held_from),
        stage_note=sentences.due_sentence(case.due_code, case.due_on, today=deed.day) if case.due_on else "",
        readable=readable,
        moves=_moves(deed, case, held_from),
        steps=_told(held.steps, held.notes, names),
        criteria=_criteria(held.checks, names),
        may_write=verdict(access.check_may_write, deed, case),
        may_hold_against=verdict(access.check_may_move, deed, case),
        may_name_owner=may_name,
        owners=_owners(case, on=deed.day) if may_name else (),
        episode_id=case.episode_id,
        follows=number_of(case.follows) if readable and case.follows is not None else "",
        follows_id=case.follows_id if readable else None,
        version=case.version,
        book_label=str(sentences.BOOKS[rules.Book(case.book)]),
        closing_reason=reason_words(case.closing_reason),
        aftercare=aftercare_rows(held.aftercare, names, today=deed.day),
        looks=tuple(look_row(deed, case, row, names) for row in held.looks),
        second_look=second_look_wanted(case),
        may_do_aftercare=case.state == CaseState.AFTERCARE
        and case.aftercare_on is not None
        and bool(verdict(access.check_may_move, deed, case)),
        may_return=case.state in RETURNS and bool(verdict(access.check_may_take_in, deed, dong=case.dong)),
    )


RETURNS = frozenset({CaseState.CLOSED, CaseState.AFTERCARE, CaseState.ENDED})


def _moves(deed: Deed, case: Case, held_from: CaseState | None) -> tuple[MoveOption, ...]:
    """The moves the table has from here; those of other roles are shown with the reason why not."""
    state = CaseState(case.state)
    if not verdict(access.check_may_move, deed, case):
        return ()
    options = []
    known = facts.recorded(case) if case.book == rules.Book.FULL else frozenset()
    for one in rules.CASES.leaving(state):
        if one.name == "return" or (one.name.startswith("resume-") and one.target is not held_from):
            continue
        allowed = verdict(
            rules.check_can_choose,
            one.name,
            state=state,
            roles=deed.roles,
            has_owner=case.owner_id is not None,
            held_from=held_from,
        )
        asked = rules.needs(one.name)
        ours = rules.RECORDED if case.book == rules.Book.FULL else frozenset()
        said = tuple(
            (str(code), str(sentences.CONFIRMATIONS[code])) for code in asked.confirmations if code not in ours
        )
        told = tuple(
            (str(sentences.CONFIRMATIONS[code]), code in known) for code in asked.confirmations if code in ours
        )
        options.append(MoveOption(one.name, sentences.move_label(one.name), allowed, asked, said, told))
    return tuple(options)


def _told(steps: Iterable[CaseStep], notes: Iterable[CaseNote], names: dict[UUID, str]) -> tuple[StepRow, ...]:
    told = [
        StepRow(
            step.on,
            step.at,
            names.get(step.by, ""),
            sentences.move_label(step.move),
            str(sentences.REASONS[rules.ReasonCode(step.reason)]) if step.reason else "",
            str(step.note),
        )
        for step in steps
    ]
    told += [StepRow(note.on, note.at, names.get(note.by, ""), "", "", str(note.text)) for note in notes]
    told.sort(key=lambda row: row.at)  # what happened at one moment keeps its order
    return tuple(reversed(told))


def _criteria(checks: Iterable[CriteriaCheck], names: dict[UUID, str]) -> tuple[CriteriaRow, ...]:
    return tuple(
        CriteriaRow(
            on=check.on,
            sentence=sentences.criteria_sentence(
                check.criterion,
                percent=income_criterion(check.criterion, on=check.on).percent,
                size=check.household_size,
                line=check.line_won,
                over_by=check.over_by_won,
                official=check.official,
            ),
            over_by_won=check.over_by_won,
            income=f"{int(check.income_won):,}",
            by=names.get(check.by, ""),
        )
        for check in checks
    )


def _owners(case: Case, *, on: date) -> tuple[tuple[str, str], ...]:
    """Who could be the case manager here."""
    return tuple(
        (str(holder.account_id), holder.name)
        for holder in who_holds(Role.CASE_MANAGER, case.dong, on)
        if holder.account_id != case.owner_id
    )


def managers_for(dong: str, *, on: date) -> tuple[tuple[str, str], ...]:
    """The case managers of a dong on a day, for whoever takes a case in."""
    return tuple((str(holder.account_id), holder.name) for holder in who_holds(Role.CASE_MANAGER, dong, on))


def has_open_case(person_id: UUID) -> bool:
    """Whether a person has a case that is not over."""
    return Case.objects.open().filter(person_id__in=people.ids_meaning(person_id)).exists()
