"""Absences with cover, and handing a case over with a checklist."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from chomchom.accounts.public import Role, who_holds
from chomchom.cases import access, rules
from chomchom.cases.actions.recording import record
from chomchom.cases.actions.taking import team_of
from chomchom.cases.events import AbsenceCovered, HandoverAnswered, HandoverOffered, OwnerNamed
from chomchom.cases.models import Absence, Handover
from chomchom.cases.rules import HandoverItem, HandoverState
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import public as people
from chomchom.store.acting import require
from chomchom.store.constraints import refusing


def cover_absence(deed: Deed, *, account_id: UUID, cover_id: UUID, first: date, last: date) -> UUID:
    """Say who stands in for a case manager who is away; from the first day on the cover sees and works the cases.

    Raises `absence-not-yours`, `absence-twice`, and what `rules.check_absence` raises.
    """
    require(deed)
    access.check_may_cover(deed, account_id)
    fit = {one.account_id for one in who_holds(Role.CASE_MANAGER, None, first)}
    over = Absence.objects.filter(ended_on=None, first__lte=last, last__gte=first)
    rules.check_absence(
        account=account_id,
        cover=cover_id,
        first=first,
        last=last,
        cover_away=over.filter(account_id=cover_id).exists(),
        cover_fit=cover_id in fit and account_id in fit,
    )
    if over.filter(account_id=account_id).exists() or over.filter(cover_id=account_id).exists():
        raise Refused("absence-twice")
    made = Absence.objects.create(
        account_id=account_id, cover_id=cover_id, first=first, last=last, made_by=deed.actor_id, made_at=deed.at
    )
    event = AbsenceCovered(account_id=account_id, cover_id=cover_id, first=first, last=last)
    ledger.record(deed, event, stream=made.pk)
    return made.pk


def end_absence(deed: Deed, *, absence_id: UUID) -> None:
    """Somebody is back earlier. Raises `absence-not-found`, `absence-not-yours`."""
    require(deed)
    found = Absence.objects.select_for_update().filter(pk=absence_id, ended_on=None).first()
    if found is None:
        raise Refused("absence-not-found")
    access.check_may_cover(deed, found.account_id)
    found.ended_on = deed.day
    found.save(update_fields=["ended_on"])


def offer_handover(deed: Deed, *, case_id: UUID, to_id: UUID, done: Iterable[HandoverItem], note: str = "") -> UUID:
    """Offer a case to another manager; the old one answers for it until the offer is accepted.

    Raises `case-not-found`, `case-owner-not-yours-to-name`, `case-needs-owner`, `case-owner-already`,
    `case-owner-unfit`, `handover-checklist-open`, `handover-open-already`, and what `people.check_text` raises.
    """
    require(deed)
    case = access.load_case(deed, case_id, lock=True)
    access.check_may_name_owner(deed, case)
    people.check_text(note)
    if case.owner_id is None:
        raise Refused("case-needs-owner")
    if case.owner_id == to_id:
        raise Refused("case-owner-already")
    team_of(to_id, dong=case.dong, on=deed.day)
    ticked = frozenset(done)
    rules.check_checklist(ticked)
    with refusing("one_open_handover_a_case", "handover-open-already"):
        made = Handover.objects.create(
            case=case, from_id=case.owner_id, to_id=to_id, state=HandoverState.OFFERED, checklist=sorted(ticked),
            note=note, offered_at=deed.at,
        )  # fmt: skip
    record(deed, case, HandoverOffered(case_id=case.pk, from_id=case.owner_id, to_id=to_id))
    return made.pk


def answer_handover(deed: Deed, *, handover_id: UUID, accept: bool, answer: str = "") -> None:
    """The receiver takes the case over, or says why not; only then does it change hands.

    Raises `handover-not-found`, `handover-needs-reason`, `case-owner-unfit`, and what `people.check_text` raises.
    """
    require(deed)
    found = Handover.objects.select_for_update(of=("self",)).filter(pk=handover_id, state=HandoverState.OFFERED).first()
    if found is None or found.to_id != deed.actor_id:
        raise Refused("handover-not-found")
    case = access.load_case(deed, found.case_id, lock=True)
    people.check_text(answer)
    if not accept and not answer.strip():
        raise Refused("handover-needs-reason")
    found.state = HandoverState.ACCEPTED if accept else HandoverState.DECLINED
    found.answer, found.answered_at = answer.strip(), deed.at
    found.save()
    record(deed, case, HandoverAnswered(case_id=case.pk, accepted=accept))
    if accept:
        before = case.owner_id
        case.owner_id, case.team_id = found.to_id, team_of(found.to_id, dong=case.dong, on=deed.day)
        case.version += 1
        case.save(update_fields=["owner_id", "team_id", "version"])
        record(deed, case, OwnerNamed(case_id=case.pk, owner_id=found.to_id, before=before))
