"""Opinions are written down, changed by newer words, and handed from one body to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max

from chomchom.council.access import decisions as access
from chomchom.council.access import load_body, load_meeting
from chomchom.council.events.decisions import HandedOver, HandoffAnswered, OpinionChanged, OpinionReceived
from chomchom.council.facts import handed_in, sources
from chomchom.council.models import Handoff, HandoffAnswer, HandoffItem, Meeting, Opinion
from chomchom.council.rules import opinions as rules
from chomchom.council.rules.opinions import Source, source_of
from chomchom.council.rules.subjects import Matter, Subject
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Item, record, record_many
from chomchom.rulebook.public import whole
from chomchom.store.ids import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionIn:
    """One opinion: under which source, by its code or as it was printed, in which words, for whom."""

    matter: Matter
    text: str
    source_code: str = ""
    source: str = ""
    said_for: str = ""
    said_by_seat_id: UUID | None = None
    link_id: UUID | None = None


def give_opinion(deed: Deed, *, meeting_id: UUID, opinion: OpinionIn) -> UUID:
    """Write down an opinion about something a meeting speaks of; a member's own carries the seat.

    Raises `meeting-not-found`, `opinion-not-yours`, `opinion-is-empty`, `opinion-too-long`, `opinion-source-unknown`,
    `opinion-source-not-in-use`, `subject-needs-a-name`.
    """
    meeting = load_meeting(deed, meeting_id)
    access.check_may_give_opinion(deed, meeting)
    return keep_opinions(deed, meeting, [_signed(deed, meeting, opinion)])[0]


def _signed(deed: Deed, meeting: Meeting, opinion: OpinionIn) -> OpinionIn:
    """A member's words carry the own seat, whatever the form said; the office's carry whom it named."""
    if deed.has(*access.OFFICE):
        return opinion
    seat = access.seat_of(deed, meeting)
    return OpinionIn(
        matter=opinion.matter,
        text=opinion.text,
        source_code=opinion.source_code,
        said_for=seat.organisation if seat else "",
        said_by_seat_id=seat.pk if seat else None,
    )


def keep_opinions(deed: Deed, meeting: Meeting, opinions: Sequence[OpinionIn]) -> list[UUID]:
    """Rows and ledger entries of opinions somebody was allowed to give; positions go on after those that stand."""
    known = sources()
    last = Opinion.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    rows = [_row(deed, meeting, one, known, position=last + place) for place, one in enumerate(opinions, start=1)]
    Opinion.objects.bulk_create(rows)
    over = meeting.ends_at or meeting.held_at
    items = [
        Item(
            event=OpinionReceived(
                opinion_id=row.pk,
                meeting_id=meeting.pk,
                subject=Subject(row.subject),
                source=Code(row.source_code) if row.source_code else None,
                after_meeting=rules.came_after(
                    row.received_at, ended_at=over if meeting.held_at else None, handed_in=handed_in(row)
                ),
            ),
            stream=row.pk,
        )
        for row in rows
    ]
    record_many(deed, items)
    return [row.pk for row in rows]


def _row(deed: Deed, meeting: Meeting, said: OpinionIn, known: Sequence[Source], *, position: int) -> Opinion:
    source = _source(said, known, on=deed.day)
    return Opinion(
        id=new_id(),
        meeting=meeting,
        source=(said.source.strip() or (source.label if source else ""))[:60],
        source_code=source.code if source else "",
        text=rules.check_text(said.text, most=whole("council_asking.opinion_letters", on=deed.day)),
        position=position,
        said_by_seat_id=said.said_by_seat_id,
        said_for=said.said_for.strip()[:80],
        link_id=said.link_id,
        received_at=deed.at,
        recorded_by=deed.actor_id,
        **said.matter.columns(),
    )


def _source(said: OpinionIn, known: Sequence[Source], *, on: date) -> Source | None:
    """The source that was chosen, or the one a printed label means; a printed label nobody knows stays as it is."""
    if said.source_code:
        chosen = next((one for one in known if one.code == said.source_code), None)
        if chosen is None:
            raise Refused("opinion-source-unknown")
        rules.check_source_in_use(chosen, on=on)
        return chosen
    if not said.source.strip():
        raise Refused("opinion-source-unknown")
    return source_of(said.source, known)


def change_opinion(deed: Deed, *, opinion_id: UUID, text: str, reason: str = "") -> UUID:
    """New words beside the old ones, which stay readable; without words the opinion is taken back.

    Raises `opinion-not-found`, `opinion-not-yours`, `opinion-changed-meanwhile`, `opinion-too-long`, and
    `opinion-change-needs-a-reason` where it is taken back or its minutes are approved.
    """
    old = access.load_opinion(deed, opinion_id, lock=True)
    access.check_may_change_opinion(deed, old)
    if Opinion.objects.filter(supersedes=old).exists() or not old.text:
        raise Refused("opinion-changed-meanwhile")
    approved = old.meeting is not None and old.meeting.state in access.CLOSED
    if not reason.strip() and (approved or not text.strip()):
        raise Refused("opinion-change-needs-a-reason")
    words = rules.check_text(text, most=whole("council_asking.opinion_letters", on=deed.day)) if text.strip() else ""
    row = Opinion.objects.get(pk=old.pk)
    row.pk = new_id()
    row._state.adding = True
    row.text, row.reason, row.supersedes = words, reason.strip()[:200], old
    row.received_at, row.recorded_by = deed.at, deed.actor_id
    row.save(force_insert=True)
    event = OpinionChanged(opinion_id=row.pk, supersedes_id=old.pk, taken_back=not words)
    record(deed, event, stream=row.pk)
    return row.pk


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffIn:
    """Who passed what to whom on which day."""

    from_body_id: UUID
    to_body_id: UUID
    title: str
    sent_on: date
    due_on: date | None = None
    meeting_id: UUID | None = None
    matters: tuple[Matter, ...] = ()


def hand_over(deed: Deed, handoff: HandoffIn) -> UUID:
    """Enter into the register that one body passed something to another.

    Raises `council-office-only`, `body-not-found`, `meeting-not-found`, `handoff-to-itself`, `handoff-is-empty`,
    `handoff-dates-do-not-add-up`.
    """
    access.check_may_decide(deed)
    if handoff.from_body_id == handoff.to_body_id:
        raise Refused("handoff-to-itself")
    if not handoff.title.strip():
        raise Refused("handoff-is-empty")
    if handoff.sent_on > deed.day or (handoff.due_on is not None and handoff.due_on < handoff.sent_on):
        raise Refused("handoff-dates-do-not-add-up")
    row = Handoff.objects.create(
        from_body=load_body(deed, handoff.from_body_id),
        to_body=load_body(deed, handoff.to_body_id),
        meeting=load_meeting(deed, handoff.meeting_id) if handoff.meeting_id else None,
        title=handoff.title.strip()[:200],
        sent_on=handoff.sent_on,
        due_on=handoff.due_on,
        recorded_by=deed.actor_id,
        recorded_at=deed.at,
    )
    items = _items(row, handoff.matters)
    HandoffItem.objects.bulk_create(items)
    event = HandedOver(
        handoff_id=row.pk,
        from_body_id=row.from_body_id,
        to_body_id=row.to_body_id,
        sent_on=row.sent_on,
        items=len(items),
    )
    record(deed, event, stream=row.pk)
    return row.pk


def _items(row: Handoff, matters: Sequence[Matter]) -> list[HandoffItem]:
    """Each thing once, whatever a form says twice."""
    found: dict[object, HandoffItem] = {}
    for matter in matters:
        columns = matter.columns()
        del columns["subject_id"]
        found.setdefault(columns["key"], HandoffItem(handoff=row, position=len(found), **columns))
    return list(found.values())


def answer_handoff(deed: Deed, *, handoff_id: UUID, text: str, answered_on: date) -> None:
    """Write down what came back; a later answer stands beside an earlier one.

    Raises `council-office-only`, `handoff-not-found`, `opinion-is-empty`, `handoff-dates-do-not-add-up`.
    """
    access.check_may_decide(deed)
    row = access.load_handoff(deed, handoff_id)
    if not row.sent_on <= answered_on <= deed.day:
        raise Refused("handoff-dates-do-not-add-up")
    words = rules.check_text(text, most=whole("council_asking.opinion_letters", on=deed.day))
    HandoffAnswer.objects.create(
        handoff=row, answered_on=answered_on, text=words, recorded_by=deed.actor_id, recorded_at=deed.at
    )
    record(deed, HandoffAnswered(handoff_id=row.pk, answered_on=answered_on), stream=row.pk)
