"""Opinions and proposals by signed link: issued by the office, opened by GET, answered once by POST, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.council.access import decisions as access
from chomchom.council.access import load_meeting, load_seat
from chomchom.council.actions.opinions import OpinionIn, keep_opinions
from chomchom.council.events.decisions import AskedAgain, AskedByLink, AskingAnswered, AskingClosed
from chomchom.council.facts import AFTER, asking_facts
from chomchom.council.models import AskedItem, Asking, Seat
from chomchom.council.rules import asking as rules
from chomchom.council.rules.asking import Asked
from chomchom.council.rules.subjects import Matter, Subject
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.notices.public import LinkRow, Recipient, links, tell
from chomchom.rulebook.public import whole
from chomchom.store.ids import new_id

PURPOSES = {Asked.OPINION: "council-opinion", Asked.PROPOSAL: "council-proposal"}
PATHS = {Asked.OPINION: "/council/opinion/{token}/", Asked.PROPOSAL: "/council/proposal/{token}/"}
TEMPLATES = {Asked.OPINION: "council-opinion-asked", Asked.PROPOSAL: "council-proposal-asked"}
ABOUT = "council_asking"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskIn:
    """Whom to ask for what by when: seats of the council, or somebody outside by organisation and e-mail."""

    kind: Asked
    due_on: date
    seat_ids: tuple[UUID, ...] = ()
    organisation: str = ""
    email: str = ""
    name: str = ""
    message: str = ""
    meeting_id: UUID | None = None
    matters: tuple[Matter, ...] = ()


def ask(deed: Deed, wanted: AskIn) -> list[UUID]:
    """Send a link of one's own to everybody named; all or nobody.

    Raises `council-office-only`, `meeting-not-found`, `seat-not-found`, `asking-needs-somebody`, `asking-needs-items`,
    `seat-cannot-be-reached`, `link-deadline-passed`, `link-deadline-too-far`.
    """
    access.check_may_decide(deed)
    most = whole("council_asking.link_days_most", on=deed.day)
    until = rules.deadline(wanted.due_on, today=deed.day, most_days=most)
    if wanted.kind is Asked.OPINION and not (wanted.matters and wanted.meeting_id):
        raise Refused("asking-needs-items")
    outside = bool(wanted.organisation.strip() and wanted.email.strip())
    if not wanted.seat_ids and not outside:
        raise Refused("asking-needs-somebody")
    meeting = load_meeting(deed, wanted.meeting_id) if wanted.meeting_id else None
    seats: list[Seat | None] = [load_seat(deed, one) for one in dict.fromkeys(wanted.seat_ids)]
    found = []
    for seat in [*seats, *([None] if outside else [])]:
        row = Asking(
            id=new_id(),
            kind=wanted.kind,
            meeting=meeting,
            seat=seat,
            organisation=(seat.organisation if seat else wanted.organisation.strip())[:80],
            holder_name="" if seat else wanted.name.strip()[:60],
            holder_email="" if seat else wanted.email.strip(),
            message=wanted.message.strip()[:300],
            until=until,
            issued_at=deed.at,
            issued_by=deed.actor_id,
        )
        row.link_id = _send(deed, row, template=TEMPLATES[wanted.kind], key="0")
        row.save(force_insert=True)
        _keep_items(row, wanted.matters if wanted.kind is Asked.OPINION else ())
        event = AskedByLink(asking_id=row.pk, kind=wanted.kind, until=until, meeting_id=row.meeting_id)
        record(deed, event, stream=row.pk)
        found.append(row.pk)
    return found


def _keep_items(row: Asking, matters: Sequence[Matter]) -> None:
    found: dict[object, AskedItem] = {}
    for matter in matters:
        columns = matter.columns()
        found.setdefault(columns["key"], AskedItem(asking=row, position=len(found), **columns))
    AskedItem.objects.bulk_create(found.values())


def _send(deed: Deed, row: Asking, *, template: str, key: str) -> UUID:
    """A new link in one message to whoever is asked; its id."""
    kind = Asked(row.kind)
    to = _holder(row)
    issued = links.issue_with_id(
        deed, purpose=PURPOSES[kind], subject_kind=ABOUT, subject_id=row.pk, holder=to, until=row.until
    )
    tell(
        deed,
        to=to,
        template=template,
        about_kind=ABOUT,
        about_id=row.pk,
        idem_key=f"{template}:{row.pk}:{key}",
        path=f"/council/meetings/{row.meeting_id}/opinions/" if kind is Asked.OPINION else "/council/proposals/new/",
        secret=PATHS[kind].format(token=issued.token),
    )
    return issued.id


def _holder(row: Asking) -> Recipient:
    if row.seat is None:
        return Recipient.email(str(row.holder_email))
    if row.seat.account_id is not None:
        return Recipient.account(row.seat.account_id)
    if row.seat.email:
        return Recipient.email(str(row.seat.email))
    raise Refused("seat-cannot-be-reached", organisation=row.seat.organisation or row.seat.post)


def remind(deed: Deed, *, asking_id: UUID) -> None:
    """Ask again with a fresh link in place of the old one; the deadline stays.

    Raises `council-office-only`, `asking-not-found`, `asking-is-over`.
    """
    access.check_may_decide(deed)
    row = access.load_asking(deed, asking_id, lock=True)
    rules.check_can_remind(asking_facts(row), at=deed.at)
    links.revoke_for(deed, subject_id=row.pk)
    row.reminders += 1
    row.reminded_at = deed.at
    row.link_id = _send(deed, row, template="council-asked-again", key=str(row.reminders))
    row.save(update_fields=["reminders", "reminded_at", "link_id"])
    record(deed, AskedAgain(asking_id=row.pk), stream=row.pk)


def close_asking(deed: Deed, *, asking_id: UUID) -> None:
    """Take an asking back: its link opens no more. Raises `council-office-only`, `asking-not-found`, `asking-is-over`."""
    access.check_may_decide(deed)
    row = access.load_asking(deed, asking_id, lock=True)
    if row.answered_at is not None or row.closed_at is not None:
        raise Refused("asking-is-over")
    links.revoke_for(deed, subject_id=row.pk)
    row.closed_at, row.closed_by = deed.at, deed.actor_id
    row.save(update_fields=["closed_at", "closed_by"])
    record(deed, AskingClosed(asking_id=row.pk), stream=row.pk)


def spend(deed: Deed, link: LinkRow, *, kind: Asked, items: int) -> Asking:
    """The asking of an open link, marked as answered; the second of two presses is refused with `link-already-used`."""
    row = access.load_asking(deed, link.subject_id, lock=True)
    links.use(deed, link)
    row.answered_at = deed.at
    row.save(update_fields=["answered_at"])
    record(deed, AskingAnswered(asking_id=row.pk, kind=kind, items=items), stream=row.pk)
    tell(
        deed,
        to=Recipient.account(row.issued_by),
        template="council-answer-came",
        about_kind=ABOUT,
        about_id=row.pk,
        idem_key=f"council-answer-came:{row.pk}",
        path=f"/council/meetings/{row.meeting_id}/asked/" if row.meeting_id else "/council/proposals/",
    )
    return row


def answer_opinions(deed: Deed, *, link: LinkRow, texts: Mapping[UUID, str]) -> int:
    """Keep what somebody wrote about the items they were asked about; how many opinions. An item left empty is silent.

    Raises `opinion-is-empty` where nothing was written, `opinion-too-long`, `asking-not-found`, `link-already-used`.
    """
    asking = access.load_asking(deed, link.subject_id)
    written = [(item, texts.get(item.pk, "").strip()) for item in asking.items.all()]
    written = [(item, text) for item, text in written if text]
    if not written or asking.meeting is None:
        raise Refused("opinion-is-empty")
    row = spend(deed, link, kind=Asked.OPINION, items=len(written))
    said = [
        OpinionIn(
            matter=Matter(subject=Subject(item.subject), code=item.code, name=item.name, subject_id=item.subject_id),
            text=text,
            source_code=AFTER,
            said_for=row.organisation,
            said_by_seat_id=row.seat_id,
            link_id=link.id,
        )
        for item, text in written
    ]
    return len(keep_opinions(deed, asking.meeting, said))
