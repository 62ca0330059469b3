"""Taking an episode in as a case, and who manages it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection

from chomchom.accounts.public import Role, who_holds
from chomchom.cases import access, rules
from chomchom.cases.actions.closing import drop_aftercare
from chomchom.cases.actions.deadlines import set_due
from chomchom.cases.actions.recording import record
from chomchom.cases.events import CaseMoved, CaseTakenIn, OwnerNamed
from chomchom.cases.models import Case, CaseStep
from chomchom.cases.rules import Book, CaseState, ReasonCode
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.rulebook.public import value
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
    book: Book | None = None,
) -> UUID:
    """Turn an episode into an integrated case: number, owner, first deadline; the episode ends as a case.

    `book` says where its papers are kept; otherwise as the city has it (`cases.keeping`).
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
            has_open_case=Case.objects.open().filter(person_id__in=people.ids_meaning(card.person_id)).exists(),
            episode_is_about_person=card.person_id in about_person or episode.board.household_id == card.household_id,
        )
    )
    owner = owner_id or (deed.actor_id if deed.has(Role.CASE_MANAGER) else None)
    team = team_of(owner, dong=card.dong, on=deed.day) if owner is not None else None
    case = _new_case(deed, card, episode_id=episode_id, owner=owner, team=team, follows=before, book=book)
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
    record(deed, case, event)
    if owner is not None:
        record(deed, case, OwnerNamed(case_id=case.pk, owner_id=owner))
    return case.pk


def take_in_again(deed: Deed, *, case_id: UUID, note: str = "") -> UUID:
    """The need came back after a closing: a new case that follows the old one, with the team it had; its id.

    The old case ends with the days of aftercare it still had. A manager who no longer manages cases there is not
    restored: the new case waits for the team head to name one. Raises `case-not-found`, `case-not-closed` and what
    `take_in` raises.
    """
    require(deed)
    old = access.load_case(deed, case_id, lock=True)
    access.check_may_take_in(deed, dong=old.dong)
    before = CaseState(old.state)
    if before not in rules.CASES.move("return").sources and before is not CaseState.ENDED:
        raise Refused("case-not-closed")
    people.check_text(note)
    if before is not CaseState.ENDED:
        _end_for_return(deed, old, before=before)
    came = outreach.SignalIn(
        door=outreach.Door.WALK_IN,
        source_id=f"need-returned-{old.pk}",
        occurred_at=deed.at,
        person_id=old.person_id,
        dong=old.dong,
        reasons=(outreach.Reason("said-by-person"),),
    )
    episode_id = outreach.receive_signal(deed, came).episode_id
    owner = old.owner_id if old.owner_id is not None and _still_manages(deed, old) else None
    return take_in(
        deed, episode_id=episode_id, person_id=old.person_id, owner_id=owner, follows=old.pk, note=note,
        book=Book(old.book),
    )  # fmt: skip


def _still_manages(deed: Deed, case: Case) -> bool:
    return any(one.account_id == case.owner_id for one in who_holds(Role.CASE_MANAGER, case.dong, deed.day))


def _end_for_return(deed: Deed, case: Case, *, before: CaseState) -> None:
    after = rules.CASES.target("return", before)
    drop_aftercare(case, on=deed.day)
    case.state, case.last_step_on = str(after), deed.day
    case.version += 1
    set_due(case)
    case.save()
    CaseStep.objects.create(
        case=case, move="return", before=before, after=after, reason=ReasonCode.NEED_RETURNED, on=deed.day,
        by=deed.actor_id, at=deed.at,
    )  # fmt: skip
    event = CaseMoved(
        case_id=case.pk, move=Code("return"), before=before, after=after, cause=ReasonCode.NEED_RETURNED, days_late=0
    )
    record(deed, case, event)


def _new_case(
    deed: Deed,
    card: people.PersonCard,
    *,
    episode_id: UUID,
    owner: UUID | None,
    team: UUID | None,
    follows: Case | None,
    book: Book | None,
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
        book=book or Book(value("cases.keeping", on=deed.day)),
    )
    set_due(case)
    return case


def _next_serial(year: int, dong: str) -> int:
    """The next number of a year and dong; two takers at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NUMBER_LOCK, (year * 31 + int(dong[2:])) % 2**31])
    last = Case.objects.filter(year=year, dong=dong).order_by("-serial").values_list("serial", flat=True).first()
    return int(last or 0) + 1


def team_of(owner: UUID, *, dong: str, on: date) -> UUID | None:
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
    case.owner_id, case.team_id = owner_id, team_of(owner_id, dong=case.dong, on=deed.day)
    case.version += 1
    case.save(update_fields=["owner_id", "team_id", "version"])
    record(deed, case, OwnerNamed(case_id=case.pk, owner_id=owner_id, before=before))
