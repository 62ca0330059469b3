"""What is done on a case. Each action is one deed; the door opened its transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection

from chomchom.accounts.public import Role, who_holds
from chomchom.cases import access, rules
from chomchom.cases.events import CaseMoved, CaseTakenIn, CriteriaHeld, NoteWritten, OwnerNamed
from chomchom.cases.models import Case, CaseNote, CaseStep, CriteriaCheck
from chomchom.cases.rules import CaseState, Confirmation, Grade, ReasonCode
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.rulebook import incomes
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import NotInForce, UnknownParameter, clock, whole
from chomchom.store.acting import require
from chomchom.store.constraints import refusing

_NUMBER_LOCK = 0x63617365


def take_in(
    deed: Deed,
    *,
    episode_id: UUID,
    person_id: UUID,
    owner_id: UUID | None = None,
    follows: UUID | None = None,
    note: str = "",
) -> UUID:
    """Turn an episode into an integrated case: number, owner, first deadline; the episode ends as a case.

    Without `owner_id` a case manager takes it in for themselves; otherwise it waits for the team head to name one.
    Raises `case-take-in-not-yours`, `case-already-open`, `case-needs-dong`, `case-not-about-person`,
    `case-owner-unfit`, and what `people` and `outreach` raise.
    """
    require(deed)
    card = people.card(deed, person_id)
    access.check_may_take_in(deed, dong=card.dong)
    people.check_text(note)
    episode = outreach.episode(deed, episode_id)
    about_person = people.canonical_ids([one for one in (episode.board.person_id,) if one is not None]).values()
    before = access.load_case(deed, follows) if follows is not None else None
    rules.check_can_take_in(
        rules.TakeInFacts(
            dong=card.dong,
            has_open_case=Case.objects.open().filter(person_id=card.person_id).exists(),
            episode_is_about_person=card.person_id in about_person or episode.board.household_id == card.household_id,
        )
    )
    owner = owner_id or (deed.actor_id if deed.has(Role.CASE_MANAGER) else None)
    team = _team_of(owner, dong=card.dong, on=deed.day) if owner is not None else None
    case = _new_case(deed, card, episode_id=episode_id, owner=owner, team=team, follows=before)
    with refusing("one_open_case_a_person", "case-already-open"), refusing("one_case_an_episode", "case-already-open"):
        case.save(force_insert=True)
    CaseStep.objects.create(
        case=case,
        move="take-in",
        before=CaseState.CONSULTING,
        after=case.state,
        on=deed.day,
        by=deed.actor_id,
        at=deed.at,
        note=note,
    )
    outreach.mark_case_opened(deed, episode_id=episode_id, case_id=case.pk)
    assert case.due_on is not None
    event = CaseTakenIn(case_id=case.pk, episode_id=episode_id, follows=follows, due_on=case.due_on)
    _record(deed, case, event)
    if owner is not None:
        _record(deed, case, OwnerNamed(case_id=case.pk, owner_id=owner))
    return case.pk


def _new_case(
    deed: Deed,
    card: people.PersonCard,
    *,
    episode_id: UUID,
    owner: UUID | None,
    team: UUID | None,
    follows: Case | None,
) -> Case:
    state = rules.CASES.target("take-in", CaseState.CONSULTING)
    case = Case(
        year=deed.day.year,
        dong=card.dong,
        serial=_next_serial(deed.day.year, card.dong),
        person_id=card.person_id,
        household_id=card.household_id,
        episode_id=episode_id,
        follows=follows,
        state=state,
        owner_id=owner,
        team_id=team,
        taken_in_on=deed.day,
        last_step_on=deed.day,
        made_at=deed.at,
    )
    _set_due(case)
    return case


def _next_serial(year: int, dong: str) -> int:
    """The next number of a year and dong; two takers at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NUMBER_LOCK, (year * 31 + int(dong[2:])) % 2**31])
    last = Case.objects.filter(year=year, dong=dong).order_by("-serial").values_list("serial", flat=True).first()
    return int(last or 0) + 1


def _team_of(owner: UUID, *, dong: str, on: date) -> UUID | None:
    """The body the owner manages cases for. Raises `case-owner-unfit` for who is no case manager there."""
    for holder in who_holds(Role.CASE_MANAGER, dong, on):
        if holder.account_id == owner:
            return holder.agency_id
    raise Refused("case-owner-unfit")


def name_owner(deed: Deed, *, case_id: UUID, owner_id: UUID) -> None:
    """Name the case manager, or hand the case over.

    Raises `case-not-found`, `case-owner-not-yours-to-name`, `case-owner-unfit`, `case-owner-already`.
    """
    require(deed)
    case = access.load_case(deed, case_id, lock=True)
    access.check_may_name_owner(deed, case)
    if case.owner_id == owner_id:
        raise Refused("case-owner-already")
    before = case.owner_id
    case.owner_id, case.team_id = owner_id, _team_of(owner_id, dong=case.dong, on=deed.day)
    case.version += 1
    case.save(update_fields=["owner_id", "team_id", "version"])
    _record(deed, case, OwnerNamed(case_id=case.pk, owner_id=owner_id, before=before))


def move(
    deed: Deed,
    *,
    case_id: UUID,
    name: str,
    on: date | None = None,
    confirmed: Iterable[Confirmation] = (),
    reason: ReasonCode | None = None,
    grade: Grade | None = None,
    review_on: date | None = None,
    note: str = "",
) -> CaseState:
    """Make one move of the procedure and start the next clock; the state after it.

    Raises `case-not-found`, `case-not-yours-to-write`, `case-no-such-move` and what `rules.check_can_move` raises.
    """
    require(deed)
    case = access.load_case(deed, case_id, lock=True)
    access.check_may_move(deed, case)
    if name not in {one.name for one in rules.CASES.moves()} or name == "take-in":
        raise Refused("case-no-such-move")
    people.check_text(note)
    day = on or deed.day
    before, due_on = CaseState(case.state), case.due_on
    facts = _move_facts(
        deed, case, name=name, on=day, confirmed=confirmed, reason=reason, grade=grade, review_on=review_on
    )
    after = rules.check_can_move(facts)
    _apply(case, name=name, before=before, after=after, on=day, grade=grade, review_on=review_on)
    case.save()
    CaseStep.objects.create(
        case=case,
        move=name,
        before=before,
        after=after,
        reason=reason or "",
        on=day,
        by=deed.actor_id,
        at=deed.at,
        note=note,
    )
    event = CaseMoved(
        case_id=case.pk,
        move=Code(name),
        before=before,
        after=after,
        cause=reason,
        grade=grade,
        days_late=max(0, (day - due_on).days) if due_on is not None else 0,
        due_on=case.due_on,
    )
    _record(deed, case, event, occurred_on=day)
    return after


def _move_facts(
    deed: Deed,
    case: Case,
    *,
    name: str,
    on: date,
    confirmed: Iterable[Confirmation],
    reason: ReasonCode | None,
    grade: Grade | None,
    review_on: date | None,
) -> rules.MoveFacts:
    return rules.MoveFacts(
        move=name,
        state=CaseState(case.state),
        roles=deed.roles,
        has_owner=case.owner_id is not None,
        today=deed.day,
        on=on,
        last_step_on=case.last_step_on,
        held_from=CaseState(case.held_from) if case.held_from else None,
        closed_on=case.closed_on,
        confirmed=frozenset(confirmed),
        reason=reason,
        grade=grade,
        review_on=review_on,
        hold_longest_months=whole("cases.hold_longest_months", on=on),
        next_contact_days=whole("cases.next_contact_days", on=on),
        cancel_closing_days=whole("cases.cancel_closing_days", on=on),
    )


_DAY_OF: dict[str, str] = {
    "call-conference": "conference_on",
    "select": "selected_on",
    "approve-plan": "plan_on",
    "renew-plan": "plan_on",
    "close": "closed_on",
}


def _apply(
    case: Case, *, name: str, before: CaseState, after: CaseState, on: date, grade: Grade | None, review_on: date | None
) -> None:
    case.held_from = str(before) if name == "hold" else ""
    case.review_on = review_on if rules.needs(name).review_on else None
    case.grade = str(grade) if grade is not None else case.grade
    if field := _DAY_OF.get(name):
        setattr(case, field, on)
    case.state, case.last_step_on = str(after), on
    case.version += 1
    _set_due(case)


def _set_due(case: Case) -> None:
    """The next deadline by the clocks that stood on the day the case was taken in."""
    found = rules.next_due(
        case.state,
        clocks=clocks_on(case.taken_in_on),
        days=working_days(),
        taken_in_on=case.taken_in_on,
        conference_on=case.conference_on,
        selected_on=case.selected_on,
        plan_on=case.plan_on,
        closed_on=case.closed_on,
        review_on=case.review_on,
    )
    case.due_code, case.due_on = (str(found.code), found.day) if found is not None else ("", None)


def clocks_on(day: date) -> rules.Clocks:
    """The clocks of a case as the rulebook has them on a day."""
    return rules.Clocks(
        assess=clock("cases.assess_clock", on=day),
        select=clock("cases.select_clock", on=day),
        plan=clock("cases.plan_clock", on=day),
        whole_plan=clock("cases.whole_plan_clock", on=day),
        reassess_months=whole("cases.reassess_months", on=day),
        aftercare_months=whole("cases.aftercare_months", on=day),
    )


def write_note(deed: Deed, *, case_id: UUID, text: str, on: date | None = None) -> UUID:
    """Write something down on a case, sealed.

    Raises `case-not-found`, `case-not-yours-to-write`, `case-note-empty`, `case-day-impossible`, and what
    `people.check_text` raises.
    """
    require(deed)
    case = access.load_case(deed, case_id)
    access.check_may_write(deed, case)
    if not text.strip():
        raise Refused("case-note-empty")
    people.check_text(text)
    day = on or deed.day
    if not case.taken_in_on <= day <= deed.day:
        raise Refused("case-day-impossible", first=case.taken_in_on, last=deed.day)
    note = CaseNote.objects.create(case=case, on=day, by=deed.actor_id, at=deed.at, text=text.strip())
    _record(deed, case, NoteWritten(case_id=case.pk), occurred_on=day)
    return note.pk


def hold_against_line(
    deed: Deed, *, case_id: UUID, criterion: str, household_size: int, income_won: int, official: bool = False
) -> incomes.LineTest:
    """Hold a household's recognised monthly income against a public line, in won.

    Above it the private route is open, with by how much. `official` says that this is the office's own result and not
    our trial calculation. Raises `case-not-found`, `case-not-yours-to-write`, `case-income-impossible`,
    `case-line-unknown`.
    """
    require(deed)
    case = access.load_case(deed, case_id)
    access.check_may_move(deed, case)
    rules.check_criteria(rules.CriteriaFacts(size=household_size, income=income_won))
    try:
        found = incomes.held_against(criterion, size=household_size, income=income_won, on=deed.day)
    except (UnknownParameter, NotInForce) as unknown:
        raise Refused("case-line-unknown") from unknown
    CriteriaCheck.objects.create(
        case=case,
        criterion=criterion,
        household_size=household_size,
        income_won=str(income_won),
        line_won=found.line,
        over_by_won=found.over_by,
        official=official,
        on=deed.day,
        by=deed.actor_id,
        at=deed.at,
    )
    event = CriteriaHeld(
        case_id=case.pk,
        criterion=Code(criterion),
        household_size=household_size,
        over_by_won=found.over_by,
        official=official,
    )
    _record(deed, case, event)
    return found


def _record(
    deed: Deed,
    case: Case,
    event: CaseTakenIn | CaseMoved | OwnerNamed | NoteWritten | CriteriaHeld,
    *,
    occurred_on: date | None = None,
) -> None:
    about = people.about([case.person_id], deed.day).get(case.person_id)
    if about is None:
        ledger.record(deed, event, stream=case.pk, occurred_on=occurred_on)
    else:
        ledger.record(deed, event, stream=case.pk, about=about, occurred_on=occurred_on)
