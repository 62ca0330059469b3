"""Lists of referrals: the agency's inbox, what was sent, and those of one origin or person. Fixed numbers of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chomchom.kernel.deeds import Deed
from chomchom.network import public as network
from chomchom.people import public as people
from chomchom.referrals import access, rules, sentences
from chomchom.referrals.models import Referral, ReferralQuerySet
from chomchom.referrals.rules import Display, DisplayFacts, ReferralState, Shown, Tone, Urgency
from chomchom.store.paging import Page, page
from chomchom.ui.times import Said, due, past

TONES = {
    Tone.QUIET: "gray",
    Tone.WAITING: "information",
    Tone.ATTENTION: "warning",
    Tone.LATE: "danger",
    Tone.GOOD: "success",
}


class ListFilter(StrEnum):
    """Which part of the list is shown."""

    MINE = "mine"  # needs my side
    WAITING = "waiting"  # waits for the agency
    LATE = "late"
    RUNNING = "running"
    OVER = "over"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralRow:
    """One referral of a list, ready for the screen. A name the reader may not see is empty."""

    id: UUID
    person_id: UUID
    who: str
    dong_name: str
    service_name: str
    agency_name: str
    need_label: str
    urgent: bool
    urgency_label: str
    state: str
    state_label: str
    display: str
    shown: str
    tone: str
    overdue: bool
    turn: str
    waiting: str
    sent: Said | None
    due: Said | None
    origin_kind: str
    origin_id: UUID | None
    path: str


def shown_of(row: Referral, deed: Deed) -> Shown:
    """The display of a referral, computed from its facts and the deed's moment."""
    return rules.display(
        DisplayFacts(
            state=ReferralState(row.state),
            urgency=Urgency(row.urgency),
            state_at=row.state_at,
            sent_at=row.sent_at,
            seen_at=row.seen_at,
            seen_due_at=row.seen_due_at,
            answer_due_at=row.answer_due_at,
            expires_at=row.expires_at,
            outcome_ask_at=row.outcome_ask_at,
            review_on=row.review_on,
            question_open=row.question_open,
            outcome_known=row.outcome_known,
        ),
        now=deed.at,
    )


def waiting_line(shown: Shown) -> str:
    """How long it has waited, or how late it is, in words."""
    if shown.display in (Display.DRAFT, Display.DECLINED, Display.WITHDRAWN, Display.EXPIRED, Display.VOIDED):
        return ""
    if shown.overdue:
        if not shown.days:
            return _("오늘 기한 지남")
        return ngettext("기한 %(n)d일 지남", "기한 %(n)d일 지남", shown.days) % {"n": shown.days}
    if shown.tone in (Tone.WAITING, Tone.ATTENTION):
        if not shown.days:
            return _("오늘부터")
        return ngettext("%(n)d일째", "%(n)d일째", shown.days) % {"n": shown.days}
    return ""


def due_of(row: Referral, deed: Deed) -> Said | None:
    """The next moment that counts, as people say it."""
    if row.state == ReferralState.SENT and row.answer_due_at is not None:
        return due(row.answer_due_at, at=deed.at)
    if row.state == ReferralState.WAITLISTED and row.expires_at is not None:
        return due(row.expires_at, at=deed.at)
    return None


def rows_of(deed: Deed, found: Sequence[Referral]) -> tuple[ReferralRow, ...]:
    """Rows for some referrals: cards, services and needs are read once for all of them."""
    if not found:
        return ()
    cards = people.cards(deed, {row.person_id for row in found})
    services = network.services(deed, {row.service_id for row in found})
    if deed.link_id is not None:
        # Who holds a link to a referral knows its service, though the directory shows them none.
        services |= {row.service_id: network.service_for_notice(deed, row.service_id) for row in found}
    needs = network.need_labels()
    return tuple(_row(deed, row, cards.get(row.person_id), services.get(row.service_id), needs) for row in found)


def _row(
    deed: Deed,
    row: Referral,
    card: people.PersonCard | None,
    service: network.ServiceRow | None,
    needs: dict[str, str],
) -> ReferralRow:
    shown = shown_of(row, deed)
    return ReferralRow(
        id=row.pk,
        person_id=row.person_id,
        who=card.masked_name if card else "",
        dong_name=network.dong_name(row.dong),
        service_name=service.name if service else "",
        agency_name=service.agency_name if service else "",
        need_label=needs.get(row.need, row.need),
        urgent=row.urgency == Urgency.URGENT,
        urgency_label=str(sentences.URGENCIES[row.urgency]),
        state=row.state,
        state_label=str(sentences.STATES[row.state]),
        display=shown.display,
        shown=str(sentences.DISPLAYS[shown.display]),
        tone=TONES[shown.tone],
        overdue=shown.overdue,
        turn=str(sentences.TURNS[shown.waiting_for]),
        waiting=waiting_line(shown),
        sent=past(row.sent_at, at=deed.at) if row.sent_at else None,
        due=due_of(row, deed),
        origin_kind=row.origin_kind,
        origin_id=row.origin_id,
        path=f"/referrals/{row.pk}/",
    )


RUNNING = [ReferralState.ACCEPTED, ReferralState.IN_PROGRESS, ReferralState.ON_HOLD, ReferralState.WAITLISTED]
ENDED = [
    ReferralState.COMPLETED,
    ReferralState.FAILED,
    ReferralState.DECLINED,
    ReferralState.WITHDRAWN,
    ReferralState.EXPIRED,
    ReferralState.VOIDED,
]


def _sent_side(deed: Deed) -> ReferralQuerySet:
    """What the reader's side sent: officers their area's, an agency its own; others' drafts are nobody's business."""
    rows = access.visible_to(deed)
    if deed.has(*access.AGENCIES) and deed.agency_id is not None:
        rows = rows.filter(sender_agency_id=deed.agency_id)
    return rows.exclude(state=ReferralState.DRAFT) | rows.filter(state=ReferralState.DRAFT, sender_id=deed.actor_id)


def _received(deed: Deed) -> ReferralQuerySet:
    if deed.agency_id is None:
        return access.visible_to(deed).none()
    return access.visible_to(deed).filter(agency_id=deed.agency_id).exclude(state=ReferralState.DRAFT)


def _filtered(rows: ReferralQuerySet, deed: Deed, part: ListFilter, *, sender: bool) -> ReferralQuerySet:
    match part:
        case ListFilter.MINE:
            return rows.needs_sender(deed.at) if sender else rows.needs_receiver(deed.at)
        case ListFilter.WAITING:
            return rows.waiting_for_answer()
        case ListFilter.LATE:
            return rows.answer_late(deed.at)
        case ListFilter.RUNNING:
            return rows.filter(state__in=RUNNING)
        case ListFilter.OVER:
            return rows.filter(state__in=ENDED)
        case _:
            return rows


def sent_list(deed: Deed, *, part: ListFilter = ListFilter.ALL, after: str = "", size: int = 30) -> Page[ReferralRow]:
    """What was sent, newest change first."""
    rows = _filtered(_sent_side(deed), deed, part, sender=True)
    found = page(rows, order=("-state_at", "-id"), after=after, size=size)
    return Page(rows=rows_of(deed, found.rows), next=found.next)


def inbox(deed: Deed, *, part: ListFilter = ListFilter.MINE, after: str = "", size: int = 30) -> Page[ReferralRow]:
    """The agency's shared inbox: what it received and may still read, newest change first."""
    rows = _filtered(_received(deed), deed, part, sender=False)
    found = page(rows, order=("-state_at", "-id"), after=after, size=size)
    return Page(rows=rows_of(deed, found.rows), next=found.next)


def counts(deed: Deed, *, sender: bool) -> dict[str, int]:
    """How many stand in each part of the list; for the tabs."""
    rows = _sent_side(deed) if sender else _received(deed)
    return {part: _filtered(rows, deed, part, sender=sender).count() for part in ListFilter if part != ListFilter.ALL}


def inbox_count(deed: Deed) -> int:
    """How many referrals wait for the reader's own side: an agency's answers, an officer's second looks."""
    if deed.has(*access.AGENCIES):
        return _received(deed).needs_receiver(deed.at).count() if deed.agency_id else 0
    return _sent_side(deed).needs_sender(deed.at).count()


def of_origin(deed: Deed, kind: str, origin_id: UUID) -> tuple[ReferralRow, ...]:
    """The referrals that grew out of one thing, newest first."""
    return of_origins(deed, kind, [origin_id])


def of_origins(deed: Deed, kind: str, origin_ids: Iterable[UUID]) -> tuple[ReferralRow, ...]:
    """The referrals that grew out of some things, newest first; for lists of them."""
    rows = access.visible_to(deed).filter(origin_kind=kind, origin_id__in=list(origin_ids))
    return rows_of(deed, list(rows.exclude(state=ReferralState.VOIDED).order_by("-created_at", "-id")[:200]))


def of_person(deed: Deed, person_id: UUID) -> tuple[ReferralRow, ...]:
    """The referrals of one person the reader may see, newest first."""
    rows = access.visible_to(deed).filter(person_id__in=people.ids_meaning(person_id))
    return rows_of(deed, list(rows.exclude(state=ReferralState.VOIDED).order_by("-created_at", "-id")[:200]))
